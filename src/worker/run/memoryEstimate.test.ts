// Estimates against what the changed script really does: the same program is run with both sizes.
import { describe, expect, it } from 'vitest'
import { estimatePeak, type PeakFacts, peakFactsInSlices } from '@shared/memoryEstimate'
import type { TraceState } from '@shared/traceState'
import { runScript } from '../testing/runScript'

const factsOf = (state: TraceState): PeakFacts => {
  const slices = peakFactsInSlices(state)
  for (;;) {
    const slice = slices.next()
    if (slice.done === true) return slice.value
  }
}

const peakOf = async (source: string) => {
  const { outcome, state } = await runScript(source)
  expect(outcome.failure).toBeUndefined()
  return { facts: factsOf(state), total: state.peak!.total }
}

const mlp = (n: number, hidden: number, lr: string) => `const n = ${n}
const hidden = ${hidden}
const x = new Variable(np.random.rand(n, 4))
const W1 = new Variable(np.random.randn(4, hidden))
const W2 = new Variable(np.random.randn(hidden, 1))
for (let i = 0; i < 3; i++) {
  const y = matmul(sigmoid(matmul(x, W1)), W2)
  const loss = F.sum(y ** 2) / (2 * n)
  W1.cleargrad(); W2.cleargrad()
  loss.backward()
  W1.data -= ${lr} * W1.grad.data
  W2.data -= ${lr} * W2.grad.data
}
`

const chain = (rounds: number) => `let h = new Variable(np.ones([1000]))
for (let i = 0; i < ${rounds}; i++) h = square(h)
h.backward()
`

const flat = (rows: number) => `const rows = ${rows}
const x = new Variable(np.ones([rows, 30]))
const y = square(reshape(x, [rows * 30]))
y.backward()
`

const cube = (side: number) => `const x = new Variable(np.ones([20, 20, ${side}]))
square(square(x)).backward()
`

describe('the peak of the next run', () => {
  it.each([
    ['a named size', mlp(100, 16, '0.1'), mlp(1000, 16, '0.1')],
    ['two sizes', mlp(100, 16, '0.1'), mlp(50, 64, '0.1')],
    ['a rate that is no size', mlp(100, 16, '0.1'), mlp(100, 16, '0.25')],
    ['rounds of a loop whose graphs stay', chain(20), chain(200)],
    ['one of equal sizes', cube(20), cube(200)],
    ['a product of sizes', flat(40), flat(400)],
  ])('is right within 2 %% for %s', async (_what, before, now) => {
    const { facts } = await peakOf(before)
    const { total } = await peakOf(now)
    const estimate = estimatePeak(facts, before, now)
    expect(Math.abs(estimate!.bytes / total - 1)).toBeLessThan(0.02)
  })

  it('says which numbers changed it', async () => {
    const before = mlp(100, 16, '0.1')
    const { facts, total } = await peakOf(before)
    expect(estimatePeak(facts, before, mlp(1000, 16, '0.1'))!.changes).toEqual([
      { name: 'n', before: 100, after: 1000 },
    ])
    expect(estimatePeak(facts, before, before)).toEqual({ bytes: total, changes: [] })
  })

  it('is that of the run when comments and spaces alone were changed', async () => {
    const before = chain(20)
    const { facts, total } = await peakOf(before)
    expect(estimatePeak(facts, before, `// A chain.\n${before.replaceAll(' = ', '  =  ')}`)).toEqual({
      bytes: total,
      changes: [],
    })
  })

  it('is not guessed when other things were changed, or when one size may stand for two things', async () => {
    const before =
      'const x = new Variable(np.ones([50, 60]))\nconst W = new Variable(np.ones([60, 50]))\nconst y = matmul(x, W)\n'
    const { facts } = await peakOf(before)
    expect(estimatePeak(facts, before, before.replace('matmul', 'linear'))).toBeNull()
    expect(estimatePeak(facts, before, before.replace('[50, 60]', '[500, 60]'))).toBeNull()
  })

  it('is not guessed when a shape comes from a calculation that is not seen', async () => {
    const before = 'let n = 100\nn += 20\nconst x = new Variable(np.ones([n, n]))\nconst y = square(x)\n'
    const { facts } = await peakOf(before)
    expect(estimatePeak(facts, before, before.replace('n += 20', 'n += 40'))).toBeNull()
  })
})
