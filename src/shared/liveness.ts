// Which bytes are alive at each operation of a run, by the reference rules of the book's Python (steps 17, 18):
// a value lives while a name, a function's inputs, a variable's data or a gradient refers to it; a function's
// outputs do not keep their variables alive. Pure bookkeeping over trace events: no clock, no collector.
import type { TraceEvent, TraceEventOf } from './trace'

/** What an array is kept for. */
export const purposes = ['leaf', 'held', 'gradient', 'temporary'] as const
export type Purpose = (typeof purposes)[number]

/** Live bytes by purpose. */
export type LiveBytes = Readonly<Record<Purpose, number>>

interface LiveVariable {
  /** Names, function inputs, the waiting result of an expression. */
  references: number
  /** Recorded functions that have it as input: these keep it for backward. */
  waiting: number
  readonly leaf: boolean
  creator: LiveNode | null
  array: number
  gradient: number
  alive: boolean
}

interface LiveNode {
  references: number
  readonly inputs: readonly number[]
}

interface LiveArray {
  references: number
  readonly bytes: number
  purpose: Purpose
}

interface Slot {
  readonly depth: number
  readonly variable: number
  readonly array: number
}

const none = -1

/** Follows a run event by event and keeps the ledger of live bytes. */
export class Liveness {
  private readonly variables = new Map<number, LiveVariable>()
  private readonly arrays = new Map<number, LiveArray>()
  private readonly slots = new Map<string, Slot>()
  /** Results that no name or function has taken yet, with the call depth that made them. */
  private readonly waitingResults = new Map<number, number>()
  private depth = 0
  /** The operation whose outputs are being announced, if it is recorded. */
  private current: LiveNode | null = null
  private outputsToCome = 0
  private consumed: number[] = []
  private readonly bytes: Record<Purpose, number> = { leaf: 0, held: 0, gradient: 0, temporary: 0 }
  private highest: LiveBytes & { total: number } = { leaf: 0, held: 0, gradient: 0, temporary: 0, total: 0 }

  /** Bytes alive now. */
  get live(): LiveBytes {
    return this.bytes
  }

  get liveTotal(): number {
    return this.bytes.leaf + this.bytes.held + this.bytes.gradient + this.bytes.temporary
  }

  /** The highest ledger since the last call, and starts anew. A peak inside an operation shows only here. */
  takeHighest(): LiveBytes & { readonly total: number } {
    const highest = this.highest
    this.highest = { ...this.bytes, total: this.liveTotal }
    return highest
  }

  /** Feeds the next event. Events that do not concern memory are ignored. */
  apply(event: TraceEvent): void {
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
        this.gradientStored(event)
        break
      case 'unchained':
        this.unchained(event.variable)
        break
      case 'gradient-dropped':
        this.gradientDropped(event.variable)
        break
      case 'name-bound':
        this.bound(event)
        break
      case 'scope-left':
        this.scopeLeft(event.depth)
        break
      case 'statement-ended':
        this.dropResults(event.depth)
        break
    }
  }

  private created(event: TraceEventOf<'variable-created'>): void {
    const leaf = event.creator === none
    const variable: LiveVariable = {
      references: 1,
      waiting: 0,
      leaf,
      creator: null,
      array: event.array,
      gradient: none,
      alive: true,
    }
    this.variables.set(event.variable, variable)
    this.hold(event.array, event.bytes, leaf ? 'leaf' : 'temporary')
    if (!leaf && this.current !== null) {
      this.current.references++
      variable.creator = this.current
    }
    this.waitingResults.set(event.variable, this.depth)
    if (!leaf && this.outputsToCome > 0 && --this.outputsToCome === 0) this.finishOperation()
  }

  private operation(event: TraceEventOf<'operation'>): void {
    if (event.recorded === 1) {
      // One reference stands for the operation itself until its outputs hold it.
      this.current = { references: 1, inputs: event.inputs }
      for (const id of event.inputs) {
        const variable = this.variables.get(id)
        if (variable === undefined) continue
        variable.references++
        if (variable.waiting++ === 0) this.classify(variable)
      }
    }
    this.consumed = event.inputs.filter((id) => this.waitingResults.has(id))
    this.outputsToCome = event.outputs.length
    if (this.outputsToCome === 0) this.finishOperation()
  }

  /** The call returned: the results that it took as arguments are no longer on the stack. */
  private finishOperation(): void {
    const consumed = this.consumed
    this.consumed = []
    for (const id of consumed) this.takeResult(id)
    const node = this.current
    this.current = null
    if (node !== null && --node.references === 0) {
      const dead: number[] = []
      this.dropInputs(node, dead)
      this.release(dead)
    }
  }

  private dataAssigned(event: TraceEventOf<'data-assigned'>): void {
    const variable = this.variables.get(event.variable)
    if (variable === undefined || !variable.alive) return
    const before = variable.array
    variable.array = event.array
    this.hold(event.array, event.bytes, this.purposeOf(variable))
    this.letGo(before)
  }

  private gradientStored(event: TraceEventOf<'gradient-stored'>): void {
    const variable = this.variables.get(event.variable)
    if (variable === undefined || !variable.alive) return
    // While two gradients are added, both and their sum exist.
    const added = event.accumulated === 1 ? event.contribution : none
    if (added !== none) this.hold(added, event.bytes, 'gradient')
    const before = variable.gradient
    variable.gradient = event.array
    this.hold(event.array, event.bytes, 'gradient')
    this.letGo(before)
    if (added !== none) this.letGo(added)
  }

  private gradientDropped(id: number): void {
    const variable = this.variables.get(id)
    if (variable === undefined) return
    const before = variable.gradient
    variable.gradient = none
    this.letGo(before)
  }

  private unchained(id: number): void {
    const variable = this.variables.get(id)
    const creator = variable?.creator ?? null
    if (variable === undefined || creator === null) return
    variable.creator = null
    if (--creator.references > 0) return
    const dead: number[] = []
    this.dropInputs(creator, dead)
    this.release(dead)
  }

  private bound(event: TraceEventOf<'name-bound'>): void {
    this.depth = Math.max(this.depth, event.depth)
    const key = `${event.depth}:${event.slot}`
    const before = this.slots.get(key)
    const slot: Slot = {
      depth: event.depth,
      variable: event.kind === 'variable' ? event.target : none,
      array: event.kind === 'array' ? event.target : none,
    }
    if (slot.variable !== none) {
      const variable = this.variables.get(slot.variable)
      if (variable !== undefined) variable.references++
      this.takeResult(slot.variable)
    } else if (slot.array !== none) {
      this.hold(slot.array, event.bytes, 'leaf')
    }
    if (slot.variable !== none || slot.array !== none) this.slots.set(key, slot)
    else this.slots.delete(key)
    if (before !== undefined) this.clear(before)
  }

  private clear(slot: Slot): void {
    if (slot.variable !== none) this.dereference(slot.variable)
    if (slot.array !== none) this.letGo(slot.array)
  }

  private scopeLeft(depth: number): void {
    for (const [key, slot] of this.slots) {
      if (slot.depth < depth) continue
      this.slots.delete(key)
      // What is returned outlives the scope: it waits for the caller's statement.
      if (slot.variable !== none && this.variables.get(slot.variable)?.references === 1) {
        this.waitingResults.set(slot.variable, depth - 1)
      } else {
        this.clear(slot)
      }
    }
    for (const [id, at] of this.waitingResults) if (at >= depth) this.waitingResults.set(id, depth - 1)
    this.depth = Math.min(this.depth, Math.max(0, depth - 1))
  }

  private dropResults(depth: number): void {
    for (const [id, at] of this.waitingResults) if (at >= depth) this.takeResult(id)
    this.depth = depth
  }

  private takeResult(id: number): void {
    if (this.waitingResults.delete(id)) this.dereference(id)
  }

  private dereference(id: number): void {
    const variable = this.variables.get(id)
    if (variable !== undefined && --variable.references === 0) this.release([id])
  }

  /** Frees what nothing refers to any more, along any length of chain without recursion. */
  private release(dead: number[]): void {
    for (let id = dead.pop(); id !== undefined; id = dead.pop()) {
      const variable = this.variables.get(id)
      if (variable === undefined) continue
      variable.alive = false
      this.variables.delete(id)
      this.letGo(variable.array)
      this.letGo(variable.gradient)
      const creator = variable.creator
      if (creator !== null && --creator.references === 0) this.dropInputs(creator, dead)
    }
  }

  private dropInputs(node: LiveNode, dead: number[]): void {
    for (const id of node.inputs) {
      const variable = this.variables.get(id)
      if (variable === undefined) continue
      if (--variable.waiting === 0) this.classify(variable)
      if (--variable.references === 0) dead.push(id)
    }
  }

  private purposeOf(variable: LiveVariable): Purpose {
    return variable.leaf ? 'leaf' : variable.waiting > 0 ? 'held' : 'temporary'
  }

  private classify(variable: LiveVariable): void {
    const array = this.arrays.get(variable.array)
    if (array === undefined || array.purpose === 'gradient' || array.purpose === 'leaf') return
    const purpose = this.purposeOf(variable)
    this.bytes[array.purpose] -= array.bytes
    array.purpose = purpose
    this.bytes[purpose] += array.bytes
  }

  private hold(id: number, bytes: number, purpose: Purpose): void {
    const known = this.arrays.get(id)
    if (known !== undefined) {
      known.references++
      return
    }
    this.arrays.set(id, { references: 1, bytes, purpose })
    this.bytes[purpose] += bytes
    const total = this.liveTotal
    if (total > this.highest.total) this.highest = { ...this.bytes, total }
  }

  private letGo(id: number): void {
    const array = id === none ? undefined : this.arrays.get(id)
    if (array === undefined || --array.references > 0) return
    this.arrays.delete(id)
    this.bytes[array.purpose] -= array.bytes
  }
}
