// The state of a run after some chunks of its trace, that every view reads. A live run is a replay whose end has not
// arrived. State only grows and every entry is stamped with its sequence number, so the state at a cursor is a prefix.
import type { GradientSeries } from './gradientSeries'
import type { MemoryPeak, MemorySeries } from './memoryPoints'
import type { RecordTable } from './recordTable'
import { createLog, type TraceLog } from './traceLog'
import { openTraceChunk } from './traceReader'
import type { MetricSeries, NodeRecord, VariableRecord } from './traceRecords'
import { follow } from './traceReducer'

/** What only the reducer reads. */
type Inner = 'liveness' | 'turns' | 'position' | 'points' | 'operations' | 'isThinned' | 'isPartway'

/**
 * The state after some chunks. `applyBatch` gives a new one, old ones stay as they were up to their `length`: the columns
 * and tables are shared.
 */
export interface TraceState extends Readonly<
  Omit<TraceLog, Inner | 'metrics' | 'gradients' | 'nodeById' | 'variableById'>
> {
  readonly nodeById: RecordTable<NodeRecord>
  readonly variableById: RecordTable<VariableRecord>
  readonly metrics: ReadonlyMap<string, MetricSeries>
  /** By name; see gradientSeries.ts for several of one name. */
  readonly gradients: ReadonlyMap<string, GradientSeries>
  readonly memory: MemorySeries
  readonly peak: MemoryPeak | null
  /** Events so far; the cursor of "now" is `length - 1`. */
  readonly length: number
  readonly chunkCount: number
}

interface InternalState extends TraceState {
  readonly log: TraceLog
}

/** How much of metrics and gradient measures is kept: every point, or of a long series the older ones thinned. */
type SeriesKept = 'whole' | 'thinned'

/** The state before the first event. */
export function createTraceState(series: SeriesKept = 'whole'): TraceState {
  return toState(createLog(series === 'thinned'))
}

/**
 * Adds one chunk. A run has one newest state, and only that can be extended: chunks are not kept in memory, so a state
 * that something was added to cannot be had again but from the first chunk. Read columns through selectors with a cursor
 * below `length`.
 * @throws LabError for a broken chunk and for one that does not follow on, Error for a state that is not the newest of its
 * run; after a broken chunk nothing can be added any more.
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
  const { log } = state as InternalState
  if (log.chunkCount !== state.chunkCount || log.isPartway)
    throw new Error('trace: this state has been extended already; go on from the newest one')
  log.position.open(opened.first)
  log.isPartway = true
  const take = opened.parts((event) => follow(log, event))
  return (most) => {
    if (!take(most)) return null
    log.isPartway = false
    log.chunkCount++
    return toState(log)
  }
}

function toState(log: TraceLog): TraceState {
  const { liveness: _liveness, turns: _turns, operations: _operations, ...rest } = log
  const { isThinned: _thinned, isPartway: _partway, position, points, ...columns } = rest
  const state: InternalState = {
    ...columns,
    memory: points.series,
    peak: points.peak,
    length: position.length,
    log,
  }
  // The log is not data: it must not be cloned, compared or made reactive along with the state.
  Object.defineProperty(state, 'log', { enumerable: false })
  return state
}
