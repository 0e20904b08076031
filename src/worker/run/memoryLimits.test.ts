import { expect, it } from 'vitest'
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
