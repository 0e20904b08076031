// What opening a kept run costs: a script records a million events, then its trace is decoded, reduced and looked at.
// Bundled and started by trace.mjs.
import { controlSlots } from '../src/shared/control'
import { beginBatch, createTraceState, type TraceState } from '../src/shared/traceState'
import { openTraceChunk } from '../src/shared/traceReader'
import { cursorOfStep, graphAt, lineValuesAt, namesAt, outputsAt, stepIndexAt } from '../src/shared/traceView'
import { createEngineService } from '../src/worker/run/service'

const scripts: Readonly<Record<string, (turns: number) => string>> = {
  'a chain of numbers': (turns) => `const x = new Variable(np.array(2.0))
for (let i = 0; i < ${turns}; i++) { const y = (x * x + 1) * 0.5; y.backward(); x.cleargrad() }`,
  'a regression': (turns) => `const x = np.random.rand(100, 1)
const t = 5 + 2 * x
const W = new Variable(np.zeros([1, 1]))
const b = new Variable(np.zeros([1]))
for (let i = 0; i < ${turns}; i++) {
  const loss = meanSquaredError(matmul(x, W) + b, t)
  W.cleargrad()
  b.cleargrad()
  loss.backward()
  W.data -= 0.1 * W.grad.data
  b.data -= 0.1 * b.grad.data
  track('loss', loss)
}`,
}
const sliceTargetMs = 8
const eventsAtOnce = 1000
const turnsFor: Readonly<Record<string, number>> = { 'a chain of numbers': 35_500, 'a regression': 23_500 }

async function record(source: string): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = []
  const service = createEngineService(new Int32Array(new SharedArrayBuffer(controlSlots * 4)))
  const request = { runId: 'r', source, seed: 0, mode: 'default', cells: 'all' } as const
  await service.run(request, {
    postMessage: (chunk) => void (chunk instanceof Uint8Array && chunks.push(chunk)),
    close: () => undefined,
  })
  return chunks
}

/** As the window does (renderer/run/chunkFeed.ts): gives the longest slice in ms. */
function open(chunks: readonly Uint8Array[], take: (state: TraceState) => void): number {
  let state = createTraceState()
  let longest = 0
  let from = performance.now()
  for (const chunk of chunks) {
    const read = beginBatch(state, chunk)
    for (let next: TraceState | null = null; next === null;) {
      next = read(eventsAtOnce)
      const now = performance.now()
      longest = Math.max(longest, now - from)
      if (now - from > sliceTargetMs) from = performance.now()
      if (next !== null) take((state = next))
    }
  }
  return longest
}

/** What the window reads when the cursor moves. */
function look(state: TraceState, step: number): number {
  const cursor = cursorOfStep(state, step)
  const graph = graphAt(state, cursor, 2000)
  return (
    stepIndexAt(state, cursor) +
    namesAt(state, cursor).length +
    lineValuesAt(state, cursor).length +
    outputsAt(state, cursor).length +
    graph.nodes.length
  )
}

for (const [name, source] of Object.entries(scripts)) {
  const chunks = await record(source(turnsFor[name]!))
  let events = 0
  let bytes = 0
  for (const chunk of chunks) {
    events += openTraceChunk(chunk).count
    bytes += chunk.length
  }
  let openMs = Infinity
  let processorMs = Infinity
  let sliceMs = Infinity
  let state = createTraceState()
  for (let round = 0; round < 5; round++) {
    state = createTraceState()
    const began = performance.now()
    const used = process.cpuUsage()
    const longest = open(chunks, (next) => (state = next))
    openMs = Math.min(openMs, performance.now() - began)
    processorMs = Math.min(processorMs, process.cpuUsage(used).user / 1000)
    sliceMs = Math.min(sliceMs, longest)
  }
  const seeks: number[] = []
  for (let i = 0; i < 300; i++) {
    const step = Math.floor((i * 0.6180339887 * state.steps.length) % state.steps.length)
    const from = performance.now()
    look(state, step)
    seeks.push(performance.now() - from)
  }
  seeks.sort((a, b) => a - b)
  process.stdout.write(
    `${name}: ${events} events, ${Math.round(bytes / 2 ** 20)} MB; opened in ${Math.round(openMs)} ms ` +
      `(${Math.round(processorMs)} ms of this thread and its collector), longest slice ${sliceMs.toFixed(1)} ms; ` +
      `seek ${seeks[150]!.toFixed(2)} ms in the middle, ${seeks[299]!.toFixed(1)} ms at most\n`,
  )
}
