// Which bytes are alive at each operation of a run, by the reference rules of the book's Python (steps 17, 18):
// a value lives while a name, a list or object of the script, a function's inputs, a variable's data or a gradient
// refers to it; a function's outputs do not keep their variables alive. Reads the trace's events; what falls with the
// last reference is liveReferences.ts. No clock, no collector.
import { type Item, type LiveNode, LiveReferences } from './liveReferences'
import { none } from './memoryLedger'
import {
  containedKinds,
  firstActivationDepth,
  isWithinCall,
  type TraceEvent,
  type TraceEventOf,
} from './trace'

/** A backward pass that is under way. */
interface Pass {
  readonly pass: number
  readonly retains: boolean
  /** Of the call whose statement started it. */
  readonly depth: number
}

/** An array and a name that leads to it. */
interface NamedArray {
  readonly name: string
  readonly array: number
  /** It is a gradient that the name leads to. */
  readonly isGradient: boolean
}

/** A name whose value belongs to an object: the container holds it, the name is for people. */
const isPartOfObject = (name: string): boolean => name.includes('[') || name.includes('.')

/** Follows a run event by event and keeps the ledger of live bytes. */
export class Liveness {
  private readonly live = new LiveReferences()
  readonly ledger = this.live.ledger
  readonly variableLives = this.live.variableLives
  readonly nodeLives = this.live.nodeLives
  readonly containerLives = this.live.containerLives
  private readonly names = new Map<number, Map<string, Item>>()
  /** Results that no name or function has taken yet, with the call depth that made them. */
  private readonly waitingResults = new Map<number, number>()
  private readonly waitingContainers = new Map<number, number>()
  /** What containers do not hold any more, until the last of several has been looked at. */
  private readonly gone: Item[] = []
  /** Gradients that were added to others by the present step of backward, and by the one before. */
  private readonly added: number[] = []
  private readonly addedBefore: number[] = []
  /** Variables that are the first gradients which the present step of backward gave to others. */
  private readonly given: number[] = []
  private readonly passes: Pass[] = []
  private depth = 0
  /** The operation whose outputs are being announced, if it is recorded. */
  private current: LiveNode | null = null
  private outputsToCome = 0
  private consumed: number[] = []

  /** Feeds the next event, which has number `seq`. Events that do not concern memory are ignored. */
  apply(event: TraceEvent, seq?: number): void {
    const { live } = this
    live.advance(seq)
    const { type } = event
    if (this.gone.length > 0 && type !== 'container-filled' && type !== 'name-bound') this.dropGone()
    switch (event.type) {
      case 'variable-created':
        live.because('operation', event.line)
        this.created(event)
        break
      case 'operation':
        live.because(event.type, event.line)
        this.operation(event)
        break
      case 'data-assigned':
        live.setData(event.variable, event.array, event.bytes)
        break
      case 'backward-started':
        this.passes.push({ pass: event.pass, retains: event.retainGrad === 1, depth: this.depth })
        break
      case 'gradient-stored':
        live.because(event.type, 0)
        this.gradientStored(event)
        break
      case 'backward-step':
        this.ledger.pass()
        this.given.length = 0
        if (this.added.length > 0) this.addedBefore.push(...this.added.splice(0))
        break
      case 'backward-finished':
        this.ledger.pass()
        this.endPasses((pass) => pass.pass >= event.pass)
        break
      case 'unchained':
        live.because(event.type, 0)
        live.forgetCreator(event.variable)
        break
      case 'gradient-dropped':
        live.because(event.type, 0)
        live.dropGradient(event.variable)
        break
      case 'name-bound':
        live.because(event.type, event.line)
        this.bound(event)
        break
      case 'container-filled':
        live.because(event.type, 0)
        this.filled(event)
        break
      case 'containers-let-go':
        for (const id of event.containers) live.forgetContainer(id)
        break
      case 'scope-left':
        live.because(event.type, 0)
        this.scopeLeft(event.depth)
        break
      case 'statement-ended':
        live.because(event.type, event.line)
        this.dropResults(event.depth)
        break
    }
  }

  /** Forgets when what is dead lived: for following a run of any length. */
  forgetDead(): void {
    for (const lives of [this.variableLives, this.nodeLives, this.containerLives]) lives.forgetDead()
  }

  /** How much is remembered: of what has died nothing but the lives, which `forgetDead` ends. */
  get remembered(): number {
    return this.live.size
  }

  /** True when only retainGrad keeps the gradient that a variable has. */
  isRetained(variable: number): boolean {
    return this.live.isRetaining(variable)
  }

  /** The variable that a living gradient was stored for last, -1 if it is none. */
  gradientOf(id: number): number {
    return this.live.gradientOf(id)
  }

  /** Every array that a name of the script leads to: as a value, in a list or object, or as a gradient of one. */
  *namedArrays(): Generator<NamedArray, void, undefined> {
    for (const names of this.names.values()) {
      for (const [name, item] of names) {
        for (const found of this.live.arraysBehind(item)) yield { name, ...found }
      }
    }
  }

  private created(event: TraceEventOf<'variable-created'>): void {
    const isLeaf = event.creator === none
    this.live.beginVariable(event.variable, event.array, event.bytes, isLeaf ? 'leaf' : 'result')
    if (!isLeaf && this.current !== null) this.live.setCreator(event.variable, this.current)
    this.waitingResults.set(event.variable, this.depth)
    if (!isLeaf && this.outputsToCome > 0 && --this.outputsToCome === 0) this.finishOperation()
  }

  private operation(event: TraceEventOf<'operation'>): void {
    // One reference stands for the operation itself until its outputs hold it.
    if (event.recorded === 1) this.current = this.live.beginNode(event.node, event.inputs)
    for (const id of event.inputs) if (this.waitingResults.has(id)) this.consumed.push(id)
    this.outputsToCome = event.outputs.length
    if (this.outputsToCome === 0) this.finishOperation()
  }

  /** The call returned: the results that it took as arguments are no longer on the stack. */
  private finishOperation(): void {
    const consumed = this.consumed
    if (consumed.length > 0) {
      this.consumed = []
      for (const id of consumed) this.takeResult(id)
    }
    const node = this.current
    this.current = null
    if (node !== null) this.live.dropNode(node)
  }

  private gradientStored(event: TraceEventOf<'gradient-stored'>): void {
    if (!this.live.isVariable(event.variable)) return
    // While two gradients are added, both and their sum exist. Backward's list of gradients holds what one function gave
    // until the next function's gradients take its place.
    const added = event.accumulated === 1 ? event.contribution : none
    if (added !== none) {
      this.ledger.hold(added, event.bytes, 'gradient')
      this.dropAdded(this.addedBefore)
      this.ledger.pass()
    }
    const { variable, gradient, array, bytes } = event
    const retains = this.passes.at(-1)?.retains ?? false
    const before = this.live.setGradient(variable, gradient, array, bytes, retains)
    if (added === none) this.given.push(gradient)
    if (before !== none) {
      if (this.given.includes(before)) this.keepGiven(before)
      this.live.dereference(before)
    }
    while (this.addedBefore.length > 0) this.ledger.letGoSoon(this.addedBefore.pop()!)
    if (added !== none) this.added.push(added)
  }

  /** A function that takes a variable twice gave two gradients: the first is in the list, too, when their sum replaced it. */
  private keepGiven(gradient: number): void {
    const { array, bytes } = this.live.arrayOf(gradient)
    this.ledger.hold(array, bytes, 'gradient')
    this.added.push(array)
  }

  private dropAdded(arrays: number[]): void {
    while (arrays.length > 0) this.ledger.letGo(arrays.pop()!, 'gradient')
  }

  /** A pass that fails ends with the statement that started it. */
  private endPasses(isOver: (pass: Pass) => boolean): void {
    const { passes } = this
    while (passes.length > 0 && isOver(passes.at(-1)!)) passes.pop()
    if (passes.length > 0) return
    this.given.length = 0
    this.dropAdded(this.added)
    this.dropAdded(this.addedBefore)
  }

  private bound(event: TraceEventOf<'name-bound'>): void {
    this.depth = Math.max(this.depth, event.depth)
    const { kind, target, name } = event
    if (isPartOfObject(name)) return
    // A list that a look finds to hold something is told by its name among what others have lost.
    const gone = kind === 'container' ? [] : this.gone.splice(0)
    let names = this.names.get(event.depth)
    if (names === undefined) this.names.set(event.depth, (names = new Map<string, Item>()))
    const before = names.get(name)
    if (kind === 'variable' || kind === 'array' || kind === 'container') {
      const item: Item = { kind, target, bytes: event.bytes }
      this.live.refer(item)
      if (kind === 'variable') this.takeResult(target)
      else if (kind === 'container') this.takeContainer(target)
      names.set(name, item)
    } else names.delete(name)
    if (before !== undefined) this.live.unrefer(before)
    // What a list has given away has its name by now: `a = list.pop()`.
    for (const item of gone) this.live.unrefer(item)
    const made = names.get('this')
    if (name !== 'this' && made !== undefined && made.target === target) this.endConstruction(event.depth)
  }

  private filled(event: TraceEventOf<'container-filled'>): void {
    const items = this.live.itemsToFill(event.container) ?? this.enliven(event.container)
    for (const item of items.splice(event.kept)) this.gone.push(item)
    event.kinds.forEach((code, i) => {
      const item: Item = { kind: containedKinds[code]!, target: event.targets[i]!, bytes: event.bytes[i]! }
      this.live.refer(item)
      items.push(item)
      if (item.kind === 'container') this.takeContainer(item.target)
    })
  }

  /** What one container lost another may have taken: it is dropped when all of them have been told. */
  private dropGone(): void {
    this.live.because('container-filled', 0)
    for (const item of this.gone.splice(0)) this.live.unrefer(item)
  }

  /** A container that nothing followed refers to waits, as a result does, for whoever takes it. */
  private enliven(id: number): Item[] {
    this.waitingContainers.set(id, this.depth)
    return this.live.beginContainer(id)
  }

  private scopeLeft(depth: number): void {
    const outer = depth >= firstActivationDepth ? 0 : depth - 1
    for (const [at, names] of this.names) {
      if (!isWithinCall(at, depth)) continue
      this.names.delete(at)
      for (const item of names.values()) this.leaveScope(item, outer)
    }
    for (const waiting of [this.waitingResults, this.waitingContainers]) {
      for (const [id, at] of waiting) if (isWithinCall(at, depth)) waiting.set(id, outer)
    }
    this.depth = Math.min(this.depth, outer)
  }

  /** What is returned outlives the scope: it waits for the caller's statement. */
  private leaveScope(item: Item, outer: number): void {
    const { kind, target } = item
    if (kind === 'array' || !this.live.isOnLast(kind, target)) this.live.unrefer(item)
    else (kind === 'variable' ? this.waitingResults : this.waitingContainers).set(target, outer)
  }

  private dropResults(depth: number): void {
    this.endConstruction(depth)
    this.endPasses((pass) => pass.depth >= depth)
    for (const [id, at] of this.waitingResults) if (at >= depth) this.takeResult(id)
    for (const [id, at] of this.waitingContainers) if (at >= depth) this.takeContainer(id)
    this.depth = depth
  }

  /** An object under construction is told as `this` of the call that makes it, until a name has it or the statement ends. */
  private endConstruction(depth: number): void {
    const names = this.names.get(depth)
    const made = names?.get('this')
    if (names === undefined || made === undefined) return
    names.delete('this')
    this.live.unrefer(made)
  }

  private takeResult(id: number): void {
    if (this.waitingResults.delete(id)) this.live.dereference(id)
  }

  private takeContainer(id: number): void {
    if (this.waitingContainers.delete(id)) this.live.dropContainer(id)
  }
}
