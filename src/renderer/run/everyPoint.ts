// Every point of the metrics of a kept run, read from the store: of a long run the window itself keeps only some.
import { MetricPoints, type TrackedPoints } from '@shared/metricPoints'
import type { RunRecord } from '@shared/session'
import type { SessionApi } from '@shared/sessionApi'
import { openTraceChunk } from '@shared/traceReader'
import { readTrace } from './readTrace'

/** In the order in which the metrics were first tracked. @throws LabError `storage` when a chunk is missing */
export async function everyPoint(
  store: Pick<SessionApi, 'readChunks'>,
  run: Pick<RunRecord, 'id' | 'chunks'>,
): Promise<TrackedPoints[]> {
  const metrics = new MetricPoints()
  await readTrace(store, run, (chunk) =>
    openTraceChunk(chunk).each((event) => {
      if (event.type === 'metric') metrics.add(event)
    }),
  )
  return metrics.all()
}
