// The layout's worker: one input in, one result out, by number.
import { layoutGraph, type LayoutInput } from '@shared/graphLayout'

self.onmessage = (event: MessageEvent<{ readonly ticket: number; readonly input: LayoutInput }>) => {
  const { ticket, input } = event.data
  self.postMessage({ ticket, result: layoutGraph(input) })
}
