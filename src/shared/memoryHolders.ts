// Who holds what at a cursor, and why: pure selectors over the trace. The rules that say what lives are liveness.ts;
// here they are only looked up and put into words that a table can show. Sums agree with the memory series.
import { type Purpose, strongerPurpose } from './memoryLedger'
import type { Death } from './memoryLives'
import type { ArrayVersion, ContainedItem, GradientVersion, NodeRecord, VariableRecord } from './traceRecords'
import type { TraceState } from './traceState'
import { dataAt, lastAt, stepAt } from './traceView'

/** What keeps an array alive. */
export type Holder =
  | { readonly kind: 'name'; readonly name: string; readonly line: number }
  /** An element or field: `path` is as a script would write it, `losses[3]`. */
  | { readonly kind: 'container'; readonly path: string; readonly name: string }
  /** A recorded function keeps its inputs until backward does not need them. */
  | { readonly kind: 'function'; readonly node: NodeRecord }
  | { readonly kind: 'gradient'; readonly of: VariableRecord }
  /** The statement that is under way. */
  | { readonly kind: 'statement' }

/** When and how it dies; `data-assigned`: its variable took another array. */
export interface EndOfArray {
  readonly seq: number
  readonly ending: Death['ending'] | 'data-assigned'
  readonly line: number
  /** The name that took another value, where that is the reason. */
  readonly name: string
}

/** One array that is alive, with everything that refers to it. */
export interface HeldArray {
  readonly array: number
  readonly bytes: number
  readonly shape: readonly number[]
  readonly purpose: Purpose
  /** The variable whose data or gradient it is; null for an array of the script's own. */
  readonly variable: VariableRecord | null
  readonly role: 'data' | 'gradient' | 'array'
  readonly holders: readonly Holder[]
  /** Line that made it; 0 when unknown. */
  readonly line: number
  /** Null: it lives as long as the run is known. */
  readonly end: EndOfArray | null
}

interface Row {
  array: number
  bytes: number
  shape: readonly number[]
  purpose: Purpose
  variable: VariableRecord | null
  role: HeldArray['role']
  readonly holders: Holder[]
  line: number
  end: EndOfArray | null
  isEndless: boolean
}

/** Every live array at the cursor, the largest first; equal ones in the order in which they were made. */
export function heldAt(state: TraceState, cursor: number): HeldArray[] {
  const slices = heldInSlices(state, cursor)
  for (;;) {
    const slice = slices.next()
    if (slice.done === true) return slice.value
  }
}

/** Records looked at between two pauses of `heldInSlices`: about a millisecond. */
const sliceLength = 250

/** The same, pausing now and then: the time grows with the run, and the caller may have a window to keep alive. */
export function* heldInSlices(
  state: TraceState,
  cursor: number,
): Generator<undefined, HeldArray[], undefined> {
  const index = new HolderIndex(state, cursor)
  yield* index.build()
  const rows = new Map<number, Row>()
  let seen = 0
  for (const variable of state.variables) {
    if (variable.seq > cursor) break
    if (++seen % sliceLength === 0) yield
    // A gradient is a row of the variable that it was stored for.
    const hasData = variable.gradientOf < 0 && state.lives.variables.isAliveAt(variable.id, cursor)
    if (hasData) addData(state, cursor, index, rows, variable)
    addGradients(state, cursor, index, rows, variable)
  }
  yield
  for (const bare of index.bareArrays) addBare(rows, bare)
  for (const row of rows.values()) {
    // What nothing else refers to is a result of the statement under way.
    if (row.holders.length === 0) row.holders.push({ kind: 'statement' })
  }
  yield
  return [...rows.values()].sort((a, b) => b.bytes - a.bytes || a.array - b.array)
}

/** What keeps a variable alive at the cursor; empty when nothing does. */
export function holdersAt(state: TraceState, cursor: number, variable: number): readonly Holder[] {
  if (!state.lives.variables.isAliveAt(variable, cursor)) return []
  const index = new HolderIndex(state, cursor)
  for (const _pause of index.build());
  return index.of(variable)
}

function addData(
  state: TraceState,
  cursor: number,
  index: HolderIndex,
  rows: Map<number, Row>,
  variable: VariableRecord,
): void {
  const version = dataAt(variable, cursor)
  const holders = index.of(variable.id)
  const waits = holders.some(({ kind }) => kind === 'function')
  const purpose = variable.creator < 0 ? 'leaf' : waits ? 'held' : 'temporary'
  const next = variable.data[lastAt(variable.data, cursor) + 1]
  const death = state.lives.variables.deathAt(variable.id, cursor)
  const end: EndOfArray | null =
    next !== undefined && (death === null || next.seq < death.seq)
      ? { seq: next.seq, ending: 'data-assigned', line: 0, name: '' }
      : endOf(state, death)
  addRow(rows, version, { purpose, variable, role: 'data', holders, line: variable.line, end })
}

/** Gradients, also those that a name holds after their variable dropped them. */
function addGradients(
  state: TraceState,
  cursor: number,
  index: HolderIndex,
  rows: Map<number, Row>,
  variable: VariableRecord,
): void {
  const { gradients } = variable
  const last = lastAt(gradients, cursor)
  const { step } = index
  // Of the gradients before the last one only what a name, a list or a function holds can be alive, and what backward
  // has at hand: a weight has as many as there were passes.
  const first = index.hasLooseGradients ? 0 : Math.min(last, lastAt(gradients, step) + 1)
  for (let i = Math.max(0, first); i <= last; i++) {
    const { seq, value, id, accumulated, retained, contribution } = gradients[i]!
    if (value !== null && seq > step && (accumulated || isReplaced(gradients[i + 1], cursor))) {
      // Backward has it at hand until the next function's gradients take its place.
      const { bytes, shape } = value
      const array = accumulated ? contribution : value.array
      const line = index.lineOfBackward(seq)
      const holder: Holder = { kind: 'statement' }
      index.bareArrays.push({ array, bytes, shape, purpose: 'gradient', holder, line })
    }
    if (value === null || !state.lives.variables.isAliveAt(id, cursor)) continue
    const holders = [...index.of(id)]
    const isOwned = i === last && state.lives.variables.isAliveAt(variable.id, cursor)
    // One that another variable has too is told of there.
    const record = state.variableById.get(id)
    if (!isOwned && record !== undefined && record.gradientOf !== variable.id) continue
    if (isOwned) holders.unshift({ kind: 'gradient', of: variable })
    const purpose = isOwned && retained ? 'retained' : 'gradient'
    const end = endOf(state, state.lives.variables.deathAt(id, cursor))
    const line = index.lineOfBackward(value.seq)
    // The script may have given it other data since.
    const version = record === undefined ? value : dataAt(record, cursor)
    addRow(rows, version, { purpose, variable, role: 'gradient', holders, line, end })
  }
}

/** True when a sum has taken a gradient's place. */
const isReplaced = (next: GradientVersion | undefined, cursor: number): boolean =>
  next !== undefined && next.accumulated && next.seq <= cursor

function addRow(
  rows: Map<number, Row>,
  version: ArrayVersion,
  found: Pick<Row, 'purpose' | 'variable' | 'role' | 'line' | 'end'> & {
    readonly holders: readonly Holder[]
  },
): void {
  const { array, bytes, shape } = version
  const row = rows.get(array)
  if (row === undefined) {
    rows.set(array, {
      array,
      bytes,
      shape,
      ...found,
      holders: [...found.holders],
      isEndless: found.end === null,
    })
    return
  }
  // Shared by several: it lives as long as the last of them.
  row.purpose = strongerPurpose(row.purpose, found.purpose)
  for (const holder of found.holders) row.holders.push(holder)
  if (found.end === null) row.isEndless = true
  if (row.isEndless) row.end = null
  else if (found.end !== null && found.end.seq > (row.end?.seq ?? -1)) row.end = found.end
}

function addBare(rows: Map<number, Row>, { array, bytes, shape, purpose, holder, line }: BareArray): void {
  const row = rows.get(array)
  if (row !== undefined) {
    row.purpose = strongerPurpose(row.purpose, purpose)
    row.holders.push(holder)
    row.end = null
    row.isEndless = true
    return
  }
  rows.set(array, {
    array,
    bytes,
    shape,
    purpose,
    variable: null,
    role: 'array',
    holders: [holder],
    line,
    end: null,
    isEndless: true,
  })
}

/** A death with the name that took another value, where that is the reason. */
export function endOf(state: TraceState, death: Death | null): EndOfArray | null {
  if (death === null) return null
  if (death.ending !== 'name-bound') return { ...death, name: '' }
  for (const { name, bindings } of state.slots.values()) {
    if (bindings[lastAt(bindings, death.seq)]?.seq === death.seq) return { ...death, name }
  }
  return { ...death, name: '' }
}

interface BareArray {
  readonly array: number
  readonly bytes: number
  readonly shape: readonly number[]
  readonly purpose: Purpose
  readonly holder: Holder
  readonly line: number
}

/** All references at one cursor, by what they refer to. */
class HolderIndex {
  readonly bareArrays: BareArray[] = []
  /** Event of the step that the cursor stands on. */
  readonly step: number
  /** Something other than its variable holds a gradient that is no variable of its own. */
  hasLooseGradients = false
  private itemsSeen = 0
  private readonly byVariable = new Map<number, Holder[]>()
  private readonly containerPath = new Map<number, { readonly path: string; readonly name: string }>()

  constructor(
    private readonly state: TraceState,
    private readonly cursor: number,
  ) {
    this.step = stepAt(state, cursor)?.seq ?? -1
  }

  /** Fills the index, pausing now and then. */
  *build(): Generator<undefined, void, undefined> {
    const { containers, lives } = this.state
    this.addNames()
    yield* this.addFunctions()
    for (const [id, { path, name }] of this.containerPath) yield* this.addContents(id, path, name)
    for (const id of containers.keys()) {
      // No name leads to it yet: its constructor is under way, or it is about to be returned.
      if (!this.containerPath.has(id) && lives.containers.isAliveAt(id, this.cursor))
        yield* this.addContents(id, '', '')
    }
  }

  of(variable: number): readonly Holder[] {
    return this.byVariable.get(variable) ?? []
  }

  lineOfBackward(seq: number): number {
    const { passes } = this.state
    return passes[lastAt(passes, seq)]?.line ?? 0
  }

  private addNames(): void {
    for (const { name, bindings } of this.state.slots.values()) {
      if (name.includes('[') || name.includes('.')) continue
      const binding = bindings[lastAt(bindings, this.cursor)]
      if (binding === undefined) continue
      const { kind, target, line } = binding
      if (kind === 'variable') this.add(target, { kind: 'name', name, line })
      else if (kind === 'container' && (name !== 'this' || !this.containerPath.has(target)))
        this.containerPath.set(target, { path: name, name })
      else if (kind === 'array') {
        const { bytes, shape } = binding
        this.bareArrays.push({
          array: target,
          bytes,
          shape,
          purpose: 'leaf',
          holder: { kind: 'name', name, line },
          line,
        })
      }
    }
  }

  private *addFunctions(): Generator<undefined, void, undefined> {
    let seen = 0
    for (const node of this.state.nodes) {
      if (node.seq > this.cursor) break
      if (++seen % sliceLength === 0) yield
      if (!node.recorded || !this.state.lives.nodes.isAliveAt(node.id, this.cursor)) continue
      for (const id of new Set(node.inputs)) this.add(id, { kind: 'function', node })
    }
  }

  /** Containers in containers are appended to `containerPath` while it is walked, each once. */
  private *addContents(id: number, path: string, name: string): Generator<undefined, void, undefined> {
    for (const { kind, target, bytes, key } of contentsAt(this.state, this.cursor, id)) {
      if (++this.itemsSeen % sliceLength === 0) yield
      const place = placeIn(path, key)
      const holder: Holder = name === '' ? { kind: 'statement' } : { kind: 'container', path: place, name }
      if (kind === 'variable') this.add(target, holder)
      else if (kind === 'array')
        this.bareArrays.push({ array: target, bytes, shape: [], purpose: 'leaf', holder, line: 0 })
      else if (!this.containerPath.has(target)) this.containerPath.set(target, { path: place, name })
    }
  }

  private add(variable: number, holder: Holder): void {
    const list = this.byVariable.get(variable)
    if ((this.state.variableById.get(variable)?.gradientOf ?? 0) >= 0) this.hasLooseGradients = true
    if (list === undefined) this.byVariable.set(variable, [holder])
    else list.push(holder)
  }
}

/** An element or field as a script would write it. */
export const placeIn = (path: string, key: string): string =>
  /^\d+$/.test(key) ? `${path}[${key}]` : `${path}.${key}`

/** The engine values in a list or object at the cursor. */
export function contentsAt(state: TraceState, cursor: number, container: number): readonly ContainedItem[] {
  const items: ContainedItem[] = []
  for (const change of state.containers.get(container)?.changes ?? []) {
    if (change.seq > cursor) break
    if (change.kept < items.length) items.length = change.kept
    items.push(...change.items)
  }
  return items
}
