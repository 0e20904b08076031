// A kept run as a state of its own, apart from the one that the window shows.
import type { RunRecord } from '@shared/session'
import { createTraceState, type TraceState } from '@shared/traceState'
import { sessionService } from '../platform/services'
import { ChunkFeed } from '../run/chunkFeed'
import { readTrace } from '../run/readTrace'

/** @throws LabError or the reducer's error when its trace cannot be read */
export async function loadTrace(record: RunRecord): Promise<TraceState> {
  let broken: Error | null = null
  const feed = new ChunkFeed(
    createTraceState(),
    () => undefined,
    (thrown) => (broken = thrown instanceof Error ? thrown : new Error(String(thrown))),
  )
  await readTrace(sessionService, record, (chunk) => feed.push(chunk))
  const state = await feed.drained()
  if (broken !== null) throw broken as Error
  return state
}
