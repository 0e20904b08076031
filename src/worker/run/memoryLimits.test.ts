import { describe, expect, it } from 'vitest'
import { runScript } from '../testing/runScript'

it.each([
  ['np.zeros([100000, 100000])', 'float64 of shape [100000,100000] needs 80.0 GB'],
  ['np.ones([1000000, 1000000])', 'float64 of shape [1000000,1000000] needs 8.00 TB'],
  ['np.random.rand(100000, 100000)', 'float64 of shape [100000,100000] needs 80.0 GB'],
  ['np.zeros([40000, 40000], "float32")', 'float32 of shape [40000,40000] needs 6.40 GB'],
  ['np.arange(1e10)', 'float64 of shape [10000000000] needs 80.0 GB'],
  ['np.zeros([100000, 1]) + np.zeros([1, 100000])', '10,000,000,000 elements needs 80.0 GB'],
  ['matmul(np.zeros([60000, 1]), np.zeros([1, 60000]))', '3,600,000,000 elements needs 28.8 GB'],
])('refuses %s with its size, before the machine suffers', async (expression, size) => {
  const { outcome } = await runScript(`const a = 1\nconst big = ${expression}\n`)
  expect(outcome.failure).toMatchObject({ at: { line: 2 } })
  expect(outcome.failure!.message).toContain(size)
  expect(outcome.failure!.hint).toContain('smaller shape')
})

describe('a limit on what is alive', () => {
  const start = 'const W = new Variable(np.ones([1000]))\nconst kept = []\n'
  const limited = (source: string) => runScript(source, { memoryLimitBytes: 100_000 })

  it('refuses the array that would pass it, with what holds most and what to do', async () => {
    const { outcome } = await limited(`${start}for (let i = 0; i < 20; i++) kept.push(square(W))\n`)
    expect(outcome.status).toBe('failed')
    expect(outcome.failure).toMatchObject({ at: { line: 3 } })
    expect(outcome.failure!.message).toBe(
      'array: float64 of 1,000 elements needs 8 kB; 96 kB are in use (kept 88 kB, W 8 kB) and the limit is 100 kB',
    )
    expect(outcome.failure!.hint).toContain('let go of what is not needed any more')
  })

  it('counts what is alive, not what was made', async () => {
    const body = 'const y = F.sum(square(square(W)))\n  W.cleargrad()\n  y.backward()'
    expect((await limited(`${start}for (let i = 0; i < 50; i++) {\n  ${body}\n}\n`)).outcome.status).toBe(
      'done',
    )
  })

  it('lets a script go on that catches the refusal and lets go', async () => {
    const { printed } = await limited(`let big = np.ones([10000])
try { big = np.concatenate([big, big]) } catch { big = null }
big = np.zeros([11000])
print(big.size)
`)
    expect(printed).toEqual(['11000'])
  })
})
