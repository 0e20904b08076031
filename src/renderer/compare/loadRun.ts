// A kept run as a state of its own, apart from the one that the window shows.
import type { RunRecord } from '@shared/session'
import type { TraceState } from '@shared/traceState'
import { sessionService } from '../platform/services'
import { ApartTrace } from '../run/apartTrace'
import { readTrace } from '../run/readTrace'

/** @throws LabError or the reducer's error when its trace cannot be read */
export async function loadTrace(record: RunRecord): Promise<TraceState> {
  const read = new ApartTrace()
  await readTrace(sessionService, record, read.push)
  return read.whole()
}
