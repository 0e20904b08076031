// Which bytes are alive at each operation of a run, by the reference rules of the book's Python (steps 17, 18):
// a value lives while a name, a list or object of the script, a function's inputs, a variable's data or a gradient
// refers to it; a function's outputs do not keep their variables alive. Pure bookkeeping over trace events: no clock,
// no collector.
import { MemoryLedger, none, type Purpose } from './memoryLedger'
import { endingCode, Lives } from './memoryLives'
import {
  containedKinds,
  firstActivationDepth,
  isWithinCall,
  type TraceEvent,
  type TraceEventOf,
} from './trace'

interface LiveVariable {
  /** Names, containers, function inputs, the variable whose gradient it is, the waiting result of an expression. */
  references: number
  /** Recorded functions that have it as input: these keep it for backward. */
  waiting: number
  readonly origin: 'leaf' | 'result' | 'gradient'
  creator: LiveNode | null
  array: number
  /** Variable that is its gradient. */
  gradient: number
}

interface LiveNode {
  readonly id: number
  references: number
  readonly inputs: readonly number[]
}

interface LiveContainer {
  references: number
  isAlive: boolean
  items: Item[]
}

/** Something that is referred to. */
interface Item {
  readonly kind: 'variable' | 'array' | 'container'
  readonly target: number
  /** Of an array; 0 for the others. */
  readonly bytes: number
}

/** An array and a name that leads to it. */
interface NamedArray {
  readonly name: string
  readonly array: number
  /** It is the gradient of a variable that the name leads to. */
  readonly isGradient: boolean
}

/** Ids whose references have come to an end and whose own references are still to be dropped. */
interface Dead {
  readonly variables: number[]
  readonly containers: number[]
}

/** A name whose value belongs to an object: the container holds it, the name is for people. */
const isPartOfObject = (name: string): boolean => name.includes('[') || name.includes('.')

/** Follows a run event by event and keeps the ledger of live bytes. */
export class Liveness {
  readonly ledger = new MemoryLedger()
  readonly variableLives = new Lives()
  readonly nodeLives = new Lives()
  readonly containerLives = new Lives()
  private readonly variables = new Map<number, LiveVariable>()
  private readonly containers = new Map<number, LiveContainer>()
  private readonly names = new Map<number, Map<string, Item>>()
  /** Results that no name or function has taken yet, with the call depth that made them. */
  private readonly waitingResults = new Map<number, number>()
  private readonly waitingContainers = new Map<number, number>()
  /** References to variables that have no data yet, such as the weights of a layer before its first input. */
  private readonly early = new Map<number, number>()
  /** What containers do not hold any more, until the last of several has been looked at. */
  private readonly gone: Item[] = []
  /** Gradients that were added to others by the present step of backward, and by the one before. */
  private readonly added: number[] = []
  private readonly addedBefore: number[] = []
  private depth = 0
  /** The operation whose outputs are being announced, if it is recorded. */
  private current: LiveNode | null = null
  private outputsToCome = 0
  private consumed: number[] = []
  /** The event that is being followed. */
  private seq = -1
  private ending = 0
  private line = 0

  /** Feeds the next event. Events that do not concern memory are ignored. */
  apply(event: TraceEvent): void {
    this.seq++
    if (this.gone.length > 0 && event.type !== 'container-filled') this.dropGone()
    switch (event.type) {
      case 'variable-created':
        this.created(event)
        break
      case 'operation':
        this.operation(event)
        break
      case 'data-assigned':
        this.dataAssigned(event)
        break
      case 'gradient-stored':
        this.because(event.type, 0)
        this.gradientStored(event)
        break
      case 'backward-step':
        this.ledger.pass()
        if (this.added.length > 0) this.addedBefore.push(...this.added.splice(0))
        break
      case 'backward-finished':
        this.ledger.pass()
        this.dropAdded(this.added)
        this.dropAdded(this.addedBefore)
        break
      case 'unchained':
        this.because(event.type, 0)
        this.unchained(event.variable)
        break
      case 'gradient-dropped':
        this.because(event.type, 0)
        this.gradientDropped(event.variable)
        break
      case 'name-bound':
        this.because(event.type, event.line)
        this.bound(event)
        break
      case 'container-filled':
        this.because(event.type, 0)
        this.filled(event)
        break
      case 'scope-left':
        this.because(event.type, 0)
        this.scopeLeft(event.depth)
        break
      case 'statement-ended':
        this.because(event.type, event.line)
        this.dropResults(event.depth)
        break
    }
  }

  /** Every array that a name of the script leads to: as a value, in a list or object, or as a gradient of one. */
  *namedArrays(): Generator<NamedArray, void, undefined> {
    const seen = new Set<number>()
    for (const names of this.names.values()) {
      for (const [name, item] of names) {
        const pending: Item[] = [item]
        for (let one = pending.pop(); one !== undefined; one = pending.pop()) {
          if (one.kind === 'array') yield { name, array: one.target, isGradient: false }
          else if (one.kind === 'variable') {
            const variable = this.variables.get(one.target)
            if (variable === undefined) continue
            yield { name, array: variable.array, isGradient: false }
            const gradient = this.variables.get(variable.gradient)
            if (gradient !== undefined) yield { name, array: gradient.array, isGradient: true }
          } else if (!seen.has(one.target)) {
            seen.add(one.target)
            pending.push(...(this.containers.get(one.target)?.items ?? []))
          }
        }
      }
    }
  }

  private because(type: TraceEvent['type'], line: number): void {
    this.ending = endingCode(type)
    this.line = line
  }

  private created(event: TraceEventOf<'variable-created'>): void {
    const isLeaf = event.creator === none
    this.because('operation', event.line)
    const variable = this.begin(event.variable, event.array, isLeaf ? 'leaf' : 'result')
    this.ledger.hold(event.array, event.bytes, isLeaf ? 'leaf' : 'temporary')
    if (!isLeaf && this.current !== null) {
      this.current.references++
      variable.creator = this.current
    }
    this.waitingResults.set(event.variable, this.depth)
    if (!isLeaf && this.outputsToCome > 0 && --this.outputsToCome === 0) this.finishOperation()
  }

  private begin(id: number, array: number, origin: LiveVariable['origin']): LiveVariable {
    const early = this.early.get(id) ?? 0
    if (early > 0) this.early.delete(id)
    const variable: LiveVariable = {
      references: 1 + early,
      waiting: 0,
      origin,
      creator: null,
      array,
      gradient: none,
    }
    this.variables.set(id, variable)
    this.variableLives.begin(id, this.seq)
    return variable
  }

  private operation(event: TraceEventOf<'operation'>): void {
    this.because(event.type, event.line)
    if (event.recorded === 1) {
      // One reference stands for the operation itself until its outputs hold it.
      this.current = { id: event.node, references: 1, inputs: event.inputs }
      this.nodeLives.begin(event.node, this.seq)
      for (const id of event.inputs) {
        const variable = this.variables.get(id)
        if (variable === undefined) continue
        variable.references++
        if (variable.waiting++ === 0) this.classify(variable)
      }
    }
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
    if (node !== null) this.dropNode(node)
  }

  private dataAssigned(event: TraceEventOf<'data-assigned'>): void {
    const variable = this.variables.get(event.variable)
    if (variable === undefined) return
    const before = variable.array
    variable.array = event.array
    this.ledger.hold(event.array, event.bytes, purposeOf(variable))
    this.ledger.letGo(before)
  }

  private gradientStored(event: TraceEventOf<'gradient-stored'>): void {
    const variable = this.variables.get(event.variable)
    if (variable === undefined) return
    // While two gradients are added, both and their sum exist. Backward's list of gradients holds what was added until
    // the next function's gradients take its place.
    const added = event.accumulated === 1 ? event.contribution : none
    if (added !== none) {
      this.ledger.hold(added, event.bytes, 'gradient')
      this.dropAdded(this.addedBefore)
      this.ledger.pass()
    }
    const before = variable.gradient
    variable.gradient = event.gradient
    const known = this.variables.get(event.gradient)
    if (known !== undefined) known.references++
    else {
      this.begin(event.gradient, event.array, 'gradient')
      this.ledger.hold(event.array, event.bytes, 'gradient')
    }
    if (before !== none) this.dereference(before)
    while (this.addedBefore.length > 0) this.ledger.letGoSoon(this.addedBefore.pop()!)
    if (added !== none) this.added.push(added)
  }

  private dropAdded(arrays: number[]): void {
    while (arrays.length > 0) this.ledger.letGo(arrays.pop()!)
  }

  private gradientDropped(id: number): void {
    const variable = this.variables.get(id)
    if (variable === undefined || variable.gradient === none) return
    const before = variable.gradient
    variable.gradient = none
    this.dereference(before)
  }

  private unchained(id: number): void {
    const variable = this.variables.get(id)
    if (variable === undefined || variable.creator === null) return
    const creator = variable.creator
    variable.creator = null
    this.dropNode(creator)
  }

  private bound(event: TraceEventOf<'name-bound'>): void {
    this.depth = Math.max(this.depth, event.depth)
    const { kind, target, name } = event
    if (isPartOfObject(name)) return
    let names = this.names.get(event.depth)
    if (names === undefined) this.names.set(event.depth, (names = new Map<string, Item>()))
    const before = names.get(name)
    if (kind === 'variable' || kind === 'array' || kind === 'container') {
      const item: Item = { kind, target, bytes: event.bytes }
      this.refer(item)
      if (kind === 'variable') this.takeResult(target)
      else if (kind === 'container' && this.waitingContainers.delete(target)) this.dropContainer(target)
      names.set(name, item)
    } else names.delete(name)
    if (before !== undefined) this.unrefer(before)
  }

  private refer({ kind, target, bytes }: Item): void {
    if (kind === 'array') this.ledger.hold(target, bytes, 'leaf')
    else if (kind === 'variable') {
      const variable = this.variables.get(target)
      if (variable !== undefined) variable.references++
      else this.early.set(target, (this.early.get(target) ?? 0) + 1)
    } else {
      const container = this.containers.get(target)
      if (container !== undefined) container.references++
    }
  }

  private unrefer({ kind, target }: Item): void {
    if (kind === 'array') this.ledger.letGo(target)
    else if (kind === 'variable') this.dereference(target)
    else this.dropContainer(target)
  }

  private filled(event: TraceEventOf<'container-filled'>): void {
    let container = this.containers.get(event.container)
    if (container === undefined || !container.isAlive) container = this.enliven(event.container, container)
    const gone = container.items.slice(event.kept)
    container.items.length = Math.min(event.kept, container.items.length)
    event.kinds.forEach((code, i) => {
      const item: Item = { kind: containedKinds[code]!, target: event.targets[i]!, bytes: event.bytes[i]! }
      this.refer(item)
      container.items.push(item)
      if (item.kind === 'container' && this.waitingContainers.delete(item.target))
        this.dropContainer(item.target)
    })
    for (const item of gone) this.gone.push(item)
  }

  /** What one container lost another may have taken: it is dropped when all of them have been told. */
  private dropGone(): void {
    this.because('container-filled', 0)
    for (const item of this.gone.splice(0)) this.unrefer(item)
  }

  /** A container that nothing followed refers to waits, as a result does, for whoever takes it. */
  private enliven(id: number, before: LiveContainer | undefined): LiveContainer {
    const container: LiveContainer = { references: 1, isAlive: true, items: [] }
    this.containers.set(id, container)
    this.containerLives.begin(id, this.seq)
    this.waitingContainers.set(id, this.depth)
    if (before === undefined) return container
    for (const item of before.items) {
      this.refer(item)
      container.items.push(item)
    }
    return container
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
    if (kind === 'variable' && this.variables.get(target)?.references === 1) {
      this.waitingResults.set(target, outer)
    } else if (kind === 'container' && this.containers.get(target)?.references === 1) {
      this.waitingContainers.set(target, outer)
    } else this.unrefer(item)
  }

  private dropResults(depth: number): void {
    // After a backward that failed.
    this.dropAdded(this.added)
    this.dropAdded(this.addedBefore)
    for (const [id, at] of this.waitingResults) if (at >= depth) this.takeResult(id)
    for (const [id, at] of this.waitingContainers) {
      if (at < depth) continue
      this.waitingContainers.delete(id)
      this.dropContainer(id)
    }
    this.depth = depth
  }

  private takeResult(id: number): void {
    if (this.waitingResults.delete(id)) this.dereference(id)
  }

  private dereference(id: number): void {
    const variable = this.variables.get(id)
    if (variable === undefined) {
      const early = this.early.get(id) ?? 0
      if (early > 1) this.early.set(id, early - 1)
      else this.early.delete(id)
    } else if (--variable.references === 0) this.release({ variables: [id], containers: [] })
  }

  private dropContainer(id: number): void {
    const container = this.containers.get(id)
    if (container !== undefined && container.isAlive && --container.references === 0)
      this.release({ variables: [], containers: [id] })
  }

  private dropNode(node: LiveNode): void {
    if (--node.references > 0) return
    const dead: Dead = { variables: [], containers: [] }
    this.dropInputs(node, dead)
    this.release(dead)
  }

  /** Frees what nothing refers to any more, along any length of chain without recursion. */
  private release(dead: Dead): void {
    for (;;) {
      const id = dead.variables.pop()
      if (id !== undefined) {
        this.endVariable(id, dead)
        continue
      }
      const container = dead.containers.pop()
      if (container === undefined) return
      this.endContainer(container, dead)
    }
  }

  private endVariable(id: number, dead: Dead): void {
    const variable = this.variables.get(id)
    if (variable === undefined) return
    this.variables.delete(id)
    this.variableLives.end(id, this.seq, this.ending, this.line)
    this.ledger.letGo(variable.array)
    const gradient = variable.gradient === none ? undefined : this.variables.get(variable.gradient)
    if (gradient !== undefined && --gradient.references === 0) dead.variables.push(variable.gradient)
    const { creator } = variable
    if (creator !== null && --creator.references === 0) this.dropInputs(creator, dead)
  }

  /** Its record stays: what the script still reaches in ways that are not followed may be filled again. */
  private endContainer(id: number, dead: Dead): void {
    const container = this.containers.get(id)!
    container.isAlive = false
    this.containerLives.end(id, this.seq, this.ending, this.line)
    for (const { kind, target } of container.items) {
      if (kind === 'array') this.ledger.letGo(target)
      else if (kind === 'variable') {
        const variable = this.variables.get(target)
        if (variable !== undefined && --variable.references === 0) dead.variables.push(target)
      } else {
        const inner = this.containers.get(target)
        if (inner !== undefined && inner.isAlive && --inner.references === 0) dead.containers.push(target)
      }
    }
  }

  private dropInputs(node: LiveNode, dead: Dead): void {
    this.nodeLives.end(node.id, this.seq, this.ending, this.line)
    for (const id of node.inputs) {
      const variable = this.variables.get(id)
      if (variable === undefined) continue
      if (--variable.waiting === 0) this.classify(variable)
      if (--variable.references === 0) dead.variables.push(id)
    }
  }

  private classify(variable: LiveVariable): void {
    this.ledger.classify(variable.array, purposeOf(variable))
  }
}

function purposeOf({ origin, waiting }: LiveVariable): Purpose {
  return origin !== 'result' ? origin : waiting > 0 ? 'held' : 'temporary'
}
