// What the window keeps in memory of a long run: a million iterations behind the part that is recorded in detail, each
// with five metrics and the gradients of four leaves. Bundled and started by trace.mjs.
import { TraceChunkWriter } from '../src/shared/trace'
import { applyBatch, createTraceState } from '../src/shared/traceState'

const iterations = 1_000_000
const metrics = ['loss', 'accuracy', 'rate', 'norm', 'time'] as const
const leaves = ['W1', 'b1', 'W2', 'b2'] as const
/** Of one iteration in detail. */
const eventsEach = 60
const eventsPerChunk = 4000

/** The same numbers in every run, from 0 up to 1. */
function noise(seed: number): number {
  const value = Math.sin(seed * 12.9898) * 43758.5453
  return value - Math.floor(value)
}

function valueOf(metric: number, i: number): number {
  const decay = 1 / (1 + i / 1000)
  return [decay + 0.1 * noise(i), 1 - decay * noise(i + 0.5), 0.1, 10 * noise(3 * i), 2 + noise(7 * i)][
    metric
  ]!
}

const used = (): number => {
  // Twice: what the first collection finds dead may hold memory outside the heap.
  for (let i = 0; i < 2; i++) globalThis.gc!()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

const before = used()
let state = createTraceState('thinned')
let bytes = 0
const began = performance.now()
let writer = new TraceChunkWriter(0)
const send = (first: number): void => {
  const chunk = writer.finish()
  bytes += chunk.length
  state = applyBatch(state, chunk)
  writer = new TraceChunkWriter(first)
}
writer.write({ type: 'detail-thinned' })
for (let i = 0; i < iterations; i++) {
  // An epoch of ten iterations does something more at its end.
  const at = 1 + i * eventsEach + Math.floor(i / 10) * 7
  writer.write({ type: 'moved-to', seq: at })
  leaves.forEach((name, leaf) => {
    const norm = (1 + leaf) * (0.1 + noise(i + leaf))
    writer.write({
      type: 'gradient-measured',
      pass: i,
      variable: leaf,
      name,
      norm,
      largest: norm / 2,
      zeros: leaf === 3 ? noise(i) : 0,
      nonFinite: 0,
      updateRatio: i === 0 ? NaN : norm / 1000,
    })
  })
  metrics.forEach((name, metric) => {
    writer.write({ type: 'metric', name, step: i, value: valueOf(metric, i), line: 20 + metric })
  })
  if (writer.count >= eventsPerChunk) send(at + leaves.length + metrics.length)
}
send(0)
const ms = performance.now() - began
const kept = used() - before
process.stdout.write(
  `${iterations} iterations of ${metrics.length} metrics and ${leaves.length} gradients: ` +
    `${Math.round(kept / 2 ** 20)} MB kept, ${(kept / iterations).toFixed(0)} bytes an iteration ` +
    `(chunks: ${(bytes / iterations).toFixed(0)}); written and read in ${Math.round(ms)} ms; ` +
    `${[...state.metrics.values()].reduce((sum, { values }) => sum + values.length, 0)} points of metrics\n`,
)
