import { describe, expect, test } from 'vitest'
import golden from '../testing/golden/random.json'
import type { NDArray } from '../engine/ndarray'
import { RandomState } from './index'

interface Call {
  readonly fn: 'rand' | 'randn' | 'permutation' | 'randint' | 'uniform' | 'normal' | 'choice'
  readonly args: number[]
  readonly shape: number[]
  readonly data: number[]
}

describe('random numbers are those of NumPy’s RandomState, to the last bit', () => {
  for (const { seed, calls } of golden as { seed: number; calls: Call[] }[]) {
    test(`seed ${seed}`, () => {
      const random = new RandomState(seed)
      for (const { fn, args, shape, data } of calls) {
        const drawn = (random[fn] as (...args: number[]) => NDArray)(...args)
        expect({ fn, shape: drawn.shape, data: Array.from(drawn.toTyped()) }).toEqual({ fn, shape, data })
      }
    })
  }
})

test('a saved state continues with the same numbers, also between the two normals of a pair', () => {
  const random = new RandomState(1)
  random.randn(3)
  const state = random.save()
  const first = [random.randn(), random.rand(), random.randint(0, 10)]
  random.restore(state)
  expect([random.randn(), random.rand(), random.randint(0, 10)]).toEqual(first)
})

describe('a wrong call leaves the stream as it was', () => {
  const wrong: [string, (random: RandomState) => unknown, string][] = [
    ['seed below 0', (r) => r.seed(-1), 'seed: -1 is out of range; use a whole number from 0 to 4294967295'],
    ['seed too large', (r) => r.seed(2 ** 32), 'seed: 4294967296 is out of range'],
    ['seed no integer', (r) => r.seed(1.5), 'seed: 1.5 is out of range'],
    ['negative size', (r) => r.rand(-1), 'rand: a shape holds whole numbers from 0, got -1'],
    [
      'empty range',
      (r) => r.randint(5, 5),
      'randint: low 5 is not below high 5; the upper bound is exclusive',
    ],
    ['negative scale', (r) => r.normal(0, -1, 3), 'normal: scale must not be negative, got -1'],
    [
      'size where a number belongs',
      (r) => r.normal([2, 3] as never),
      'normal: loc must be a number, got an array',
    ],
    ['too many to take', (r) => r.choice(3, 4, false), 'choice: cannot take 4 different values out of 3'],
    ['weights', (r) => r.choice(3, 2, true, [0.5, 0.5, 0.5]), 'choice: the weights sum to 1.5, not 1'],
    ['misspelt option', (r) => r.choice(3, { sise: 2 } as never), "choice: unknown option 'sise'"],
  ]
  for (const [name, call, message] of wrong) {
    test(name, () => {
      const random = new RandomState(3)
      random.randn(1)
      const before = random.save()
      expect(() => call(random)).toThrow(message)
      expect(random.save()).toEqual(before)
    })
  }
})
