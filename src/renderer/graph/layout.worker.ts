// The layout's worker: one job in, one result out, by number.
import { foldGraph } from '@shared/graphFold'
import { layoutGraph } from '@shared/graphLayout'
import type { GraphJob } from './layoutClient'

self.onmessage = (event: MessageEvent<{ readonly ticket: number; readonly job: GraphJob }>) => {
  const { ticket, job } = event.data
  self.postMessage({ ticket, result: job.kind === 'fold' ? foldGraph(job.input) : layoutGraph(job.input) })
}
