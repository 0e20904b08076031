// Every point of the metrics of a kept run, read from the store: of a long run the window itself keeps only some.
import { Column, type NumberColumn } from '@shared/column'
import type { RunRecord } from '@shared/session'
import type { SessionApi } from '@shared/sessionApi'
import { openTraceChunk } from '@shared/traceReader'
import { readTrace } from './readTrace'

/** A metric's points in the order in which they were tracked. */
export interface TrackedPoints {
  readonly name: string
  readonly steps: NumberColumn
  readonly values: NumberColumn
}

/** In the order in which the metrics were first tracked. @throws LabError `storage` when a chunk is missing */
export async function everyPoint(
  store: Pick<SessionApi, 'readChunks'>,
  run: Pick<RunRecord, 'id' | 'chunks'>,
): Promise<TrackedPoints[]> {
  const metrics = new Map<string, { steps: Column; values: Column }>()
  await readTrace(store, run, (chunk) =>
    openTraceChunk(chunk).each((event) => {
      if (event.type !== 'metric') return
      let points = metrics.get(event.name)
      if (points === undefined)
        metrics.set(event.name, (points = { steps: new Column(), values: new Column() }))
      points.steps.push(event.step)
      points.values.push(event.value)
    }),
  )
  return Array.from(metrics, ([name, points]) => ({ name, ...points }))
}
