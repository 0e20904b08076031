import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { controlSlots } from '@shared/control'
import { runEvents, toChunks } from '@shared/testing/traceEvents'
import { applyBatch, createTraceState } from '@shared/traceState'
import { dataAt, lastCursor, namesAt } from '@shared/traceView'
import { toValueSummary } from '@shared/valueSummary'
import { createEngineService } from '../worker/run/service'
import { recordingLimits } from '../worker/trace/recordingPolicy'
import { RunResults } from './runResults'

function resultsOf(chunks: readonly Uint8Array[]) {
  const results = new RunResults()
  for (const chunk of chunks) results.add(chunk)
  const rows = (arrays: Iterable<readonly [string, { shape: readonly number[]; data: Float64Array }]>) =>
    [...arrays].map(([name, { shape, data }]) => ({ name, shape: [...shape], data: [...data] }))
  return { metrics: rows(results.metrics()), tensors: rows(results.tensors()) }
}

/** The same by the reducer of the window. */
function resultsOfState(chunks: readonly Uint8Array[]): ReturnType<typeof resultsOf> {
  const state = chunks.reduce(applyBatch, createTraceState())
  const end = lastCursor(state)
  return {
    metrics: [...state.metrics.values()].map(({ name, steps, values }) => ({
      name,
      shape: [steps.length, 2],
      data: Array.from({ length: steps.length }, (_, i) => [steps.at(i)!, values.at(i)!]).flat(),
    })),
    tensors: namesAt(state, end).flatMap(({ name, depth, variable }) => {
      if (variable === null || depth > 0) return []
      const { shape, summary } = dataAt(variable, end)
      const { first } = toValueSummary(summary)
      const isWhole = first.length === shape.reduce((size, length) => size * length, 1)
      return isWhole ? [{ name, shape: [...shape], data: [...first] }] : []
    }),
  }
}

describe('the results of a run', () => {
  it('are those that its state has at the end, however it is split into chunks', () => {
    fc.assert(
      fc.property(runEvents, fc.array(fc.nat()), (events, cuts) => {
        const chunks = toChunks(events, cuts)
        expect(resultsOf(chunks)).toEqual(resultsOfState(chunks))
      }),
    )
  })

  it.each([
    ['whole', recordingLimits],
    [
      'in parts',
      { ...recordingLimits, firstEvents: 200, lastEvents: 100, stretchEvents: 50, firstStride: 2 },
    ],
  ])('of a training that is recorded %s are its losses and its last weights', async (how, limits) => {
    const source = `const x = np.random.rand(20, 1)
const t = 5 + 2 * x
const W = new Variable(np.zeros([1, 1]))
const fixed = new Variable(np.ones([2]))
const large = new Variable(np.ones([100]))
function step() { const inner = matmul(x, W); return meanSquaredError(inner, t) }
for (let i = 0; i < 300; i++) {
  const loss = step()
  W.cleargrad()
  loss.backward()
  W.data -= 0.1 * W.grad.data
  track('loss', loss)
}`
    const chunks: Uint8Array[] = []
    const service = createEngineService(new Int32Array(new SharedArrayBuffer(controlSlots * 4)), limits)
    await service.run(
      { runId: 'r', source, seed: 0, mode: 'default', cells: 'all' },
      {
        postMessage: (chunk) => void (chunk instanceof Uint8Array && chunks.push(chunk)),
        close: () => undefined,
      },
    )
    expect(chunks.reduce(applyBatch, createTraceState()).gaps.length > 0).toBe(how === 'in parts')
    const { metrics, tensors } = resultsOf(chunks)
    expect({ metrics, tensors }).toEqual(resultsOfState(chunks))
    expect(metrics.map(({ name, shape }) => [name, shape])).toEqual([['loss', [300, 2]]])
    const names = tensors.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['W', 'fixed']))
    expect(names).not.toContain('large')
    expect(names).not.toContain('inner')
    expect(tensors.find(({ name }) => name === 'W')!.data[0]).toBeGreaterThan(1)
  })
})
