// The state of a run after some chunks of its trace, that every view reads. A live run is a replay whose end has not
// arrived. State only grows and every entry is stamped with its sequence number, so the state at a cursor is a prefix.
import type { MemoryPeak, MemorySeries } from './memoryPoints'
import { createLog, type TraceLog } from './traceLog'
import { openTraceChunk } from './traceReader'
import { follow } from './traceReducer'

/** The state after some chunks. Immutable from outside: `applyBatch` gives a new one, old ones stay as they were. */
export interface TraceState extends Readonly<
  Omit<TraceLog, 'liveness' | 'turns' | 'position' | 'points' | 'operations' | 'isPartway' | 'chunks'>
> {
  readonly memory: MemorySeries
  readonly peak: MemoryPeak | null
  /** Events so far; the cursor of "now" is `length - 1`. */
  readonly length: number
  readonly chunkCount: number
}

interface InternalState extends TraceState {
  readonly log: TraceLog
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

function toState(log: TraceLog): TraceState {
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
