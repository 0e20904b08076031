// The one reducer: trace chunks in, the state that every view reads out. A live run is a replay whose end has not
// arrived. State only grows and every entry is stamped with its sequence number, so the state at a cursor is a prefix.
import { addDrawing, type FigureRecord } from './figures'
import { addGradientMeasure, type GradientSeries } from './gradientSeries'
import { LineTurns } from './lineTurns'
import { Liveness } from './liveness'
import type { Mode, RunStatus } from './engineApi'
import { MemoryPoints, type MemoryPeak, type MemorySeries } from './memoryPoints'
import type { Lives } from './memoryLives'
import { type OutputRecord, toOutput } from './outputRecord'
import { type ContainedKind, containedKinds, isWithinCall, type TraceEvent, type TraceEventOf } from './trace'
import { addGap, type Gap } from './traceGaps'
import { TracePosition } from './tracePosition'
import { openTraceChunk } from './traceReader'

/** An array behind a variable from a point in the run on. `bytes` counts the array, shared or not. */
export interface ArrayVersion {
  readonly seq: number
  readonly array: number
  readonly dtype: string
  readonly shape: readonly number[]
  readonly bytes: number
  /** See valueSummary.ts. */
  readonly summary: readonly number[]
}

/** `value` null: the gradient was dropped (not retained) or cleared. */
export interface GradientVersion {
  readonly seq: number
  /** Id that the gradient has as a variable, -1 with null. */
  readonly id: number
  readonly value: ArrayVersion | null
  readonly accumulated: boolean
  /** Only retainGrad keeps it: that of a result, stored by a pass that retains. */
  readonly retained: boolean
  /** The array that was added to the gradient before, if it was accumulated; else the gradient's own; -1 with null. */
  readonly contribution: number
}

interface GivenName {
  readonly seq: number
  readonly name: string
}

export interface VariableRecord {
  readonly id: number
  readonly seq: number
  /** Node that made it; -1 for a leaf. */
  readonly creator: number
  readonly generation: number
  readonly line: number
  readonly column: number
  readonly data: ArrayVersion[]
  gradients: readonly GradientVersion[]
  /** Names in the order they were given. */
  names: readonly GivenName[]
  /** Sequence number at which it forgot its creator; Infinity if never. */
  unchainedAt: number
}

export interface NodeRecord {
  readonly id: number
  readonly seq: number
  /** Registry name, such as `square`. */
  readonly name: string
  readonly generation: number
  readonly inputs: readonly number[]
  readonly outputs: readonly number[]
  readonly recorded: boolean
  /** JSON of the operation's attributes, or ''. */
  readonly attributes: string
  readonly line: number
  readonly column: number
  readonly timeMs: number
}

/** A step of the timeline: one forward operation or one backward step. */
export interface StepRecord {
  readonly seq: number
  readonly phase: 'forward' | 'backward'
  readonly node: number
  /** Number of the backward pass, -1 in forward. */
  readonly pass: number
}

export interface BackwardPass {
  readonly pass: number
  readonly seq: number
  readonly variable: number
  readonly retainGrad: boolean
  readonly createGraph: boolean
  readonly line: number
}

/** What a name of the script held from a point on. `kind` 'none': the scope was left. */
export interface BindingRecord {
  readonly seq: number
  readonly kind: 'variable' | 'array' | 'number' | 'container' | 'other' | 'none'
  /** Id of the variable, array or container, else -1. */
  readonly target: number
  readonly bytes: number
  readonly shape: readonly number[]
  readonly text: string
  readonly line: number
}

export interface SlotRecord {
  readonly name: string
  /** Call depth: 0 is the top level of the script. */
  readonly depth: number
  readonly bindings: BindingRecord[]
}

/** A list or object of the script: from each change on, the first `kept` items as before and then `items`. */
export interface ContainerRecord {
  readonly id: number
  readonly changes: {
    readonly seq: number
    readonly kept: number
    readonly items: readonly ContainedItem[]
  }[]
}

export interface ContainedItem {
  readonly kind: ContainedKind
  readonly target: number
  /** Of an array; 0 for the others. */
  readonly bytes: number
  /** Its place: an index or a field's name. */
  readonly key: string
}

/** One thing that a line produced: a binding's text, or the variable whose value is shown. */
export interface LineValueRecord {
  readonly seq: number
  readonly name: string
  readonly variable: number
  readonly text: string
  /** Which execution of the line produced it, from 0. */
  readonly turn: number
}

/** The script asked for the graph of a variable to be shown. */
export interface ShownGraph {
  readonly seq: number
  readonly variable: number
}

/** A metric's points, in columns. */
export interface MetricSeries {
  readonly name: string
  readonly seqs: number[]
  readonly steps: number[]
  readonly values: number[]
  readonly lines: number[]
}

/** What the engine's storage held at one moment, on the machine that ran the script; see `storage-measured`. */
export interface StorageRecord {
  readonly seq: number
  readonly inUse: number
  readonly mostInUse: number
  readonly reserved: number
  readonly waiting: number
  readonly overflow: number
}

export interface RunInfo {
  readonly runId: string
  readonly mode: Mode
  readonly seed: number
  readonly engineVersion: string
  /** Which events the recorder kept, in words; '' means all. */
  readonly policy: string
}

export interface RunEnd {
  readonly status: RunStatus
  readonly digest: string
  readonly operations: number
  readonly durationMs: number
}

interface Log {
  /** Chunks in order: what a branch is rebuilt from. */
  readonly chunks: Uint8Array[]
  readonly liveness: Liveness
  readonly turns: LineTurns
  readonly position: TracePosition
  readonly points: MemoryPoints
  /** Steps of the run so far, recorded or not. */
  operations: number
  /** A part of a chunk is in, and not its end: whoever goes on from the state before it gets that state, rebuilt. */
  isPartway: boolean
  info: RunInfo | null
  end: RunEnd | null
  progress: { readonly done: number; readonly total: number; readonly label: string } | null
  readonly nodes: NodeRecord[]
  readonly nodeById: Map<number, NodeRecord>
  readonly variables: VariableRecord[]
  readonly variableById: Map<number, VariableRecord>
  readonly steps: StepRecord[]
  readonly passes: BackwardPass[]
  readonly outputs: OutputRecord[]
  readonly slots: Map<string, SlotRecord>
  /** Where functions of the script returned, as sequence numbers. */
  readonly returns: number[]
  readonly lines: Map<number, LineValueRecord[]>
  readonly shownGraphs: ShownGraph[]
  readonly metrics: Map<string, MetricSeries>
  /** By title. */
  readonly figures: Map<string, FigureRecord>
  /** By name; see gradientSeries.ts for several of one name. */
  readonly gradients: Map<string, GradientSeries>
  readonly storage: StorageRecord[]
  /** Indices of the cells that began, in their order. */
  readonly cells: number[]
  /** Parts that are not recorded, in order. */
  readonly gaps: Gap[]
  readonly containers: Map<number, ContainerRecord>
  /** From when to when each variable (gradients too), function and container lived. */
  readonly lives: { readonly variables: Lives; readonly nodes: Lives; readonly containers: Lives }
}

/** The state after some chunks. Immutable from outside: `applyBatch` gives a new one, old ones stay as they were. */
export interface TraceState extends Readonly<
  Omit<Log, 'liveness' | 'turns' | 'position' | 'points' | 'operations' | 'isPartway' | 'chunks'>
> {
  readonly memory: MemorySeries
  readonly peak: MemoryPeak | null
  /** Events so far; the cursor of "now" is `length - 1`. */
  readonly length: number
  readonly chunkCount: number
}

interface InternalState extends TraceState {
  readonly log: Log
}

/** The state before the first event. */
export function createTraceState(): TraceState {
  return toState(createLog())
}

/**
 * Adds one chunk. Pure as seen from outside: a state that was already extended is rebuilt from its chunks, so
 * the same state and chunk always give the same result. The columns are shared, so read them through selectors
 * with a cursor below `length`.
 * @throws TraceFormatError for a broken chunk, Error for a chunk that does not follow on.
 */
export function applyBatch(state: TraceState, chunk: Uint8Array): TraceState {
  return beginBatch(state, chunk)(Infinity)!
}

/**
 * `applyBatch` in parts: every call of what it gives takes so many events more, and gives the new state when the chunk
 * is in, else null. It throws as `applyBatch` does.
 */
export function beginBatch(state: TraceState, chunk: Uint8Array): (most: number) => TraceState | null {
  const opened = openTraceChunk(chunk)
  let { log } = state as InternalState
  if (log.isPartway || log.chunks.length !== state.chunkCount) {
    const before = log.chunks.slice(0, state.chunkCount).reduce(applyBatch, createTraceState())
    log = (before as InternalState).log
  }
  log.position.open(opened.first)
  log.isPartway = true
  const take = opened.parts((event) => follow(log, event))
  return (most) => {
    if (!take(most)) return null
    log.isPartway = false
    log.chunks.push(chunk)
    return toState(log)
  }
}

function toState(log: Log): TraceState {
  const { liveness: _liveness, turns: _turns, operations: _operations, isPartway: _partway, ...rest } = log
  const { chunks, position, points, ...columns } = rest
  const state: InternalState = {
    ...columns,
    memory: points.series,
    peak: points.peak,
    length: position.length,
    chunkCount: chunks.length,
    log,
  }
  // The log is not data: it must not be cloned, compared or made reactive along with the state.
  Object.defineProperty(state, 'log', { enumerable: false })
  return state
}

function createLog(): Log {
  const liveness = new Liveness()
  return {
    chunks: [],
    liveness,
    turns: new LineTurns(),
    position: new TracePosition(),
    points: new MemoryPoints(liveness.ledger),
    operations: 0,
    isPartway: false,
    info: null,
    end: null,
    progress: null,
    nodes: [],
    nodeById: new Map(),
    variables: [],
    variableById: new Map(),
    steps: [],
    passes: [],
    outputs: [],
    slots: new Map(),
    returns: [],
    lines: new Map(),
    shownGraphs: [],
    metrics: new Map(),
    figures: new Map(),
    gradients: new Map(),
    storage: [],
    cells: [],
    gaps: [],
    containers: new Map(),
    lives: {
      variables: liveness.variableLives,
      nodes: liveness.nodeLives,
      containers: liveness.containerLives,
    },
  }
}

/** One event: of the run, or about what is recorded of it. */
function follow(log: Log, event: TraceEvent): void {
  const { position, points } = log
  const from = position.next
  const seq = position.take(event)
  if (seq !== null) {
    log.liveness.apply(event, seq)
    reduce(log, seq, event)
  } else if (event.type === 'memory-followed') points.addFollowed(event)
  else if (event.type === 'skipped') {
    const { to, operations, passes, purposes, live, highest } = event
    log.operations += operations
    addGap(log.gaps, { from, to, operations, passes, step: log.steps.length })
    points.addSkipped(to - 1, log.operations, purposes, live, highest)
  }
}

function reduce(log: Log, seq: number, event: TraceEvent): void {
  const before = log.steps.length
  switch (event.type) {
    case 'run-started':
      log.info = {
        runId: event.runId,
        mode: event.mode as Mode,
        seed: event.seed,
        engineVersion: event.engineVersion,
        policy: event.policy,
      }
      break
    case 'operation':
      addOperation(log, seq, event)
      break
    case 'variable-created':
      addVariable(log, seq, event)
      break
    case 'variable-named':
      addTo(log.variableById.get(event.variable), 'names', { seq, name: event.name })
      break
    case 'unchained': {
      const variable = log.variableById.get(event.variable)
      if (variable !== undefined) variable.unchainedAt = seq
      break
    }
    case 'data-assigned': {
      log.variableById.get(event.variable)?.data.push(toArrayVersion(seq, event))
      addLineValue(log, seq, event, '', event.variable, '')
      break
    }
    case 'backward-started':
      log.passes.push({
        pass: event.pass,
        seq,
        variable: event.variable,
        retainGrad: event.retainGrad === 1,
        createGraph: event.createGraph === 1,
        line: event.line,
      })
      break
    case 'backward-step':
      log.steps.push({ seq, phase: 'backward', node: event.node, pass: event.pass })
      break
    case 'gradient-stored':
      addTo(log.variableById.get(event.variable), 'gradients', {
        seq,
        id: event.gradient,
        value: toArrayVersion(seq, event),
        accumulated: event.accumulated === 1,
        retained: log.liveness.isRetained(event.variable),
        contribution: event.contribution,
      })
      break
    case 'gradient-dropped':
      addTo(log.variableById.get(event.variable), 'gradients', noGradient(seq))
      break
    case 'gradient-measured':
      addGradientMeasure(log.gradients, seq, event, {
        recordOf: (id) => log.variableById.get(id),
        isAlive: (id) => log.liveness.variableLives.isAliveAt(id, seq),
      })
      break
    case 'name-bound':
      addBinding(log, seq, event)
      break
    case 'scope-left':
      log.returns.push(seq)
      for (const slot of log.slots.values()) {
        if (isWithinCall(slot.depth, event.depth) && slot.bindings.at(-1)?.kind !== 'none')
          slot.bindings.push(unbound(seq))
      }
      break
    case 'container-filled':
      addContents(log, seq, event)
      break
    case 'output':
    case 'test':
    case 'failure':
      log.outputs.push(toOutput(seq, event))
      break
    case 'metric':
      addMetric(log, seq, event)
      break
    case 'figure-drawn':
      addDrawing(log.figures, seq, event)
      break
    case 'statement-ended':
      log.turns.end(event.line)
      break
    case 'graph-shown':
      log.shownGraphs.push({ seq, variable: event.variable })
      break
    case 'cell-started':
      log.cells.push(event.cell)
      break
    case 'storage-measured': {
      const { inUse, mostInUse, reserved, waiting, overflow } = event
      log.storage.push({ seq, inUse, mostInUse, reserved, waiting, overflow })
      break
    }
    case 'progress':
      log.progress = { done: event.done, total: event.total, label: event.label }
      break
    case 'run-finished':
      log.end = {
        status: event.status as RunStatus,
        digest: event.digest,
        operations: event.operations,
        durationMs: event.durationMs,
      }
      break
  }
  const startsStep = log.steps.length > before
  if (startsStep) log.operations++
  // In a run that is recorded in parts the recorder itself says what is alive.
  if (log.position.partsFrom === Infinity) log.points.after(seq, startsStep, log.operations)
}

function addOperation(log: Log, seq: number, event: TraceEventOf<'operation'>): void {
  if (log.position.isRestoring && log.nodeById.has(event.node)) return
  const node: NodeRecord = {
    id: event.node,
    seq,
    name: event.name,
    generation: event.generation,
    inputs: event.inputs,
    outputs: event.outputs,
    recorded: event.recorded === 1,
    attributes: event.attributes,
    line: event.line,
    column: event.column,
    timeMs: event.timeMs,
  }
  log.nodes.push(node)
  log.nodeById.set(node.id, node)
  if (!log.position.isRestoring) log.steps.push({ seq, phase: 'forward', node: node.id, pass: -1 })
}

function addVariable(log: Log, seq: number, event: TraceEventOf<'variable-created'>): void {
  if (log.position.isRestoring && log.variableById.has(event.variable)) return
  const record: VariableRecord = {
    id: event.variable,
    seq,
    creator: event.creator,
    generation: event.generation,
    line: event.line,
    column: event.column,
    data: [toArrayVersion(seq, event)],
    gradients: noEntries,
    names: event.name === '' ? noEntries : [{ seq, name: event.name }],
    unchainedAt: Infinity,
  }
  log.variables.push(record)
  log.variableById.set(record.id, record)
  addLineValue(log, seq, event, event.name, record.id, '')
}

/** Most variables have no gradient and no name: they share one empty list. */
const noEntries: readonly never[] = Object.freeze([])

function addTo<K extends 'names' | 'gradients'>(
  variable: VariableRecord | undefined,
  list: K,
  entry: VariableRecord[K][number],
): void {
  if (variable === undefined) return
  if (variable[list].length === 0) variable[list] = [entry] as readonly unknown[] as VariableRecord[K]
  else (variable[list] as unknown[]).push(entry)
}

function addBinding(log: Log, seq: number, event: TraceEventOf<'name-bound'>): void {
  const key = `${event.depth}:${event.slot}`
  let slot = log.slots.get(key)
  if (slot === undefined) {
    slot = { name: event.name, depth: event.depth, bindings: [] }
    log.slots.set(key, slot)
  }
  slot.bindings.push({
    seq,
    kind: event.kind as BindingRecord['kind'],
    target: event.target,
    bytes: event.bytes,
    shape: event.shape,
    text: event.text,
    line: event.line,
  })
  if (event.kind === 'container') return
  const variable = event.kind === 'variable' ? event.target : -1
  addLineValue(log, seq, event, event.name, variable, event.text)
}

function addLineValue(
  log: Log,
  seq: number,
  { type, line, column }: TraceEventOf<'variable-created' | 'data-assigned' | 'name-bound'>,
  name: string,
  variable: number,
  text: string,
): void {
  if (line < 1) return
  const turn = log.turns.take(line, column, type === 'name-bound' ? name : '')
  const value: LineValueRecord = { seq, name, variable, text, turn }
  const values = log.lines.get(line)
  if (values === undefined) log.lines.set(line, [value])
  else values.push(value)
}

function addMetric(log: Log, seq: number, event: TraceEventOf<'metric'>): void {
  let series = log.metrics.get(event.name)
  if (series === undefined) {
    series = { name: event.name, seqs: [], steps: [], values: [], lines: [] }
    log.metrics.set(event.name, series)
  }
  series.seqs.push(seq)
  series.steps.push(event.step)
  series.values.push(event.value)
  series.lines.push(event.line)
}

function addContents(log: Log, seq: number, event: TraceEventOf<'container-filled'>): void {
  const { container: id, kept, kinds, targets, bytes } = event
  let record = log.containers.get(id)
  if (record === undefined) log.containers.set(id, (record = { id, changes: [] }))
  const keys = event.keys.split('\n')
  const items = kinds.map((kind, i): ContainedItem => ({
    kind: containedKinds[kind]!,
    target: targets[i]!,
    bytes: bytes[i]!,
    key: keys[i]!,
  }))
  record.changes.push({ seq, kept, items })
}

function toArrayVersion(
  seq: number,
  event: TraceEventOf<'variable-created'> | TraceEventOf<'data-assigned'> | TraceEventOf<'gradient-stored'>,
): ArrayVersion {
  const { array, dtype, shape, bytes, summary } = event
  return { seq, array, dtype, shape, bytes, summary }
}

function noGradient(seq: number): GradientVersion {
  return { seq, id: -1, value: null, accumulated: false, retained: false, contribution: -1 }
}

function unbound(seq: number): BindingRecord {
  return { seq, kind: 'none', target: -1, bytes: 0, shape: [], text: '', line: 0 }
}
