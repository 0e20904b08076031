// Variables, functions and lists of a run, what refers to them, and what falls with the last reference: the ledger of
// their arrays and the record of their lives. Knows no event and no name; who refers to what is told by liveness.ts.
import { MemoryLedger, none, type Purpose } from './memoryLedger'
import { type Ending, endingCode, Lives } from './memoryLives'

interface LiveVariable {
  /** Names, containers, function inputs, the variable whose gradient it is, the waiting result of an expression. */
  references: number
  /** Recorded functions that have it as input: these keep it for backward. */
  waiting: number
  readonly origin: 'leaf' | 'result' | 'gradient'
  creator: LiveNode | null
  array: number
  /** What its array is kept for, as far as it is concerned. */
  purpose: Purpose
  /** Variable that is its gradient. */
  gradient: number
  /** Its gradient would be gone without retainGrad. */
  isRetaining: boolean
  /** Variables whose gradient it is, and those of them that retain it. */
  owners: number
  retainers: number
  /** The last of them, also when it has another gradient by now. */
  owner: number
}

export interface LiveNode {
  readonly id: number
  references: number
  readonly inputs: readonly number[]
}

interface LiveContainer {
  references: number
  isAlive: boolean
  /** It will be told in whole if it is met again: when it dies its record goes too. */
  isLetGo: boolean
  items: Item[]
}

/** Something that is referred to. */
export interface Item {
  readonly kind: 'variable' | 'array' | 'container'
  readonly target: number
  /** Of an array; 0 for the others. */
  readonly bytes: number
}

/** Ids whose references have come to an end and whose own references are still to be dropped. */
interface Dead {
  readonly variables: number[]
  readonly containers: number[]
}

export class LiveReferences {
  readonly ledger = new MemoryLedger()
  readonly variableLives = new Lives()
  readonly nodeLives = new Lives()
  readonly containerLives = new Lives()
  private readonly variables = new Map<number, LiveVariable>()
  private readonly containers = new Map<number, LiveContainer>()
  /** References to variables that have no data yet, such as the weights of a layer before its first input. */
  private readonly early = new Map<number, number>()
  private seq = -1
  private ending = 0
  private line = 0

  /** The next event of the run is looked at. */
  advance(seq = this.seq + 1): void {
    this.seq = seq
  }

  /** What ends from here on ends because of this. */
  because(ending: Ending, line: number): void {
    this.ending = endingCode(ending)
    this.line = line
  }

  /** A variable comes to be, with one reference to it. */
  beginVariable(id: number, array: number, bytes: number, origin: LiveVariable['origin']): void {
    const early = this.early.get(id) ?? 0
    if (early > 0) this.early.delete(id)
    const variable: LiveVariable = {
      references: 1 + early,
      waiting: 0,
      origin,
      creator: null,
      array,
      purpose: 'temporary',
      gradient: none,
      isRetaining: false,
      owners: 0,
      retainers: 0,
      owner: none,
    }
    variable.purpose = purposeOf(variable)
    this.variables.set(id, variable)
    this.variableLives.begin(id, this.seq)
    this.ledger.hold(array, bytes, variable.purpose)
  }

  isVariable(id: number): boolean {
    return this.variables.has(id)
  }

  /** The array of a variable that lives. */
  arrayOf(id: number): { readonly array: number; readonly bytes: number } {
    const array = this.variables.get(id)?.array ?? none
    return { array, bytes: this.ledger.bytesOf(array) }
  }

  /** The variable that a living gradient was stored for last; `none` for what is no gradient. */
  gradientOf(id: number): number {
    return this.variables.get(id)?.owner ?? none
  }

  isRetaining(id: number): boolean {
    return this.variables.get(id)?.isRetaining ?? false
  }

  /** True when one reference keeps it: the next one to go ends it. */
  isOnLast(kind: 'variable' | 'container', id: number): boolean {
    return (kind === 'variable' ? this.variables : this.containers).get(id)?.references === 1
  }

  /** A recorded function comes to be, with one reference to it, and holds its inputs. */
  beginNode(id: number, inputs: readonly number[]): LiveNode {
    this.nodeLives.begin(id, this.seq)
    for (const input of inputs) {
      const variable = this.variables.get(input)
      if (variable === undefined) continue
      variable.references++
      if (variable.waiting++ === 0) this.classify(variable)
    }
    return { id, references: 1, inputs }
  }

  setCreator(id: number, node: LiveNode): void {
    const variable = this.variables.get(id)
    if (variable === undefined) return
    node.references++
    variable.creator = node
  }

  forgetCreator(id: number): void {
    const variable = this.variables.get(id)
    const creator = variable?.creator ?? null
    if (variable === undefined || creator === null) return
    variable.creator = null
    this.dropNode(creator)
  }

  dropNode(node: LiveNode): void {
    if (--node.references > 0) return
    const dead: Dead = { variables: [], containers: [] }
    this.endNode(node, dead)
    this.release(dead)
  }

  setData(id: number, array: number, bytes: number): void {
    const variable = this.variables.get(id)
    if (variable === undefined) return
    const before = variable.array
    variable.array = array
    this.ledger.hold(array, bytes, variable.purpose)
    this.ledger.letGo(before, variable.purpose)
  }

  /**
   * A variable has another gradient. The one before, if any, is still to be let go of: its id is given back.
   * @param isRetaining the pass keeps the gradients of results
   */
  setGradient(id: number, gradient: number, array: number, bytes: number, isRetaining: boolean): number {
    const variable = this.variables.get(id)!
    const before = this.disown(variable)
    const known = this.variables.get(gradient)
    if (known !== undefined) known.references++
    else this.beginVariable(gradient, array, bytes, 'gradient')
    const own = this.variables.get(gradient)!
    variable.gradient = gradient
    variable.isRetaining = isRetaining && variable.origin === 'result'
    own.owners++
    own.owner = id
    if (variable.isRetaining) own.retainers++
    this.classify(own)
    return before
  }

  /** A variable has no gradient any more. */
  dropGradient(id: number): void {
    const variable = this.variables.get(id)
    if (variable === undefined) return
    const before = this.disown(variable)
    if (before !== none) this.dereference(before)
  }

  private disown(variable: LiveVariable): number {
    const id = variable.gradient
    const gradient = this.variables.get(id)
    variable.gradient = none
    if (gradient === undefined) return none
    gradient.owners--
    if (variable.isRetaining) gradient.retainers--
    this.classify(gradient)
    return id
  }

  refer({ kind, target, bytes }: Item): void {
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

  unrefer({ kind, target }: Item): void {
    if (kind === 'array') this.ledger.letGo(target, 'leaf')
    else if (kind === 'variable') this.dereference(target)
    else this.dropContainer(target)
  }

  dereference(id: number): void {
    const variable = this.variables.get(id)
    if (variable === undefined) {
      const early = this.early.get(id) ?? 0
      if (early > 1) this.early.set(id, early - 1)
      else this.early.delete(id)
    } else if (--variable.references === 0) this.release({ variables: [id], containers: [] })
  }

  dropContainer(id: number): void {
    const container = this.containers.get(id)
    if (container !== undefined && container.isAlive && --container.references === 0)
      this.release({ variables: [], containers: [id] })
  }

  /** The items of a list or object that lives, to be changed; null when none with this id does. */
  itemsToFill(id: number): Item[] | null {
    const container = this.containers.get(id)
    if (container?.isAlive !== true) return null
    container.isLetGo = false
    return container.items
  }

  /** A list or object comes to be, or back to life with what it held, with one reference to it. */
  beginContainer(id: number): Item[] {
    const before = this.containers.get(id)
    const container: LiveContainer = { references: 1, isAlive: true, isLetGo: false, items: [] }
    this.containers.set(id, container)
    this.containerLives.begin(id, this.seq)
    for (const item of before?.items ?? []) {
      this.refer(item)
      container.items.push(item)
    }
    return container.items
  }

  /** All of a list or object will be told if it is met again: what is known of it goes with its death. */
  forgetContainer(id: number): void {
    const container = this.containers.get(id)
    if (container === undefined) return
    if (container.isAlive) container.isLetGo = true
    else this.containers.delete(id)
  }

  /** Variables, lists and objects of which something is known. */
  get size(): number {
    return this.variables.size + this.containers.size
  }

  /** The arrays that something leads to, and which of them are gradients. */
  *arraysBehind(from: Item): Generator<{ readonly array: number; readonly isGradient: boolean }> {
    const seen = new Set<number>()
    const pending: Item[] = [from]
    for (let one = pending.pop(); one !== undefined; one = pending.pop()) {
      if (one.kind === 'array') yield { array: one.target, isGradient: false }
      else if (one.kind === 'variable') {
        const variable = this.variables.get(one.target)
        if (variable === undefined) continue
        yield { array: variable.array, isGradient: variable.owners > 0 }
        const gradient = this.variables.get(variable.gradient)
        if (gradient !== undefined) yield { array: gradient.array, isGradient: true }
      } else if (!seen.has(one.target)) {
        seen.add(one.target)
        pending.push(...(this.containers.get(one.target)?.items ?? []))
      }
    }
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
    this.ledger.letGo(variable.array, variable.purpose)
    const gradient = this.disown(variable)
    if (gradient !== none && --this.variables.get(gradient)!.references === 0) dead.variables.push(gradient)
    const { creator } = variable
    if (creator !== null && --creator.references === 0) this.endNode(creator, dead)
  }

  /** Its record stays until it is let go of: what the script still reaches may be told of by what changed. */
  private endContainer(id: number, dead: Dead): void {
    const container = this.containers.get(id)!
    container.isAlive = false
    if (container.isLetGo) this.containers.delete(id)
    this.containerLives.end(id, this.seq, this.ending, this.line)
    for (const { kind, target } of container.items) {
      if (kind === 'array') this.ledger.letGo(target, 'leaf')
      else if (kind === 'variable') {
        const variable = this.variables.get(target)
        if (variable !== undefined && --variable.references === 0) dead.variables.push(target)
      } else {
        const inner = this.containers.get(target)
        if (inner !== undefined && inner.isAlive && --inner.references === 0) dead.containers.push(target)
      }
    }
  }

  private endNode(node: LiveNode, dead: Dead): void {
    this.nodeLives.end(node.id, this.seq, this.ending, this.line)
    for (const id of node.inputs) {
      const variable = this.variables.get(id)
      if (variable === undefined) continue
      if (--variable.waiting === 0) this.classify(variable)
      if (--variable.references === 0) dead.variables.push(id)
    }
  }

  private classify(variable: LiveVariable): void {
    const after = purposeOf(variable)
    if (after === variable.purpose) return
    this.ledger.classify(variable.array, variable.purpose, after)
    variable.purpose = after
  }
}

function purposeOf({ origin, waiting, owners, retainers }: LiveVariable): Purpose {
  if (origin === 'leaf') return 'leaf'
  if (owners > 0) return owners === retainers ? 'retained' : 'gradient'
  if (origin === 'gradient') return 'gradient'
  return waiting > 0 ? 'held' : 'temporary'
}
