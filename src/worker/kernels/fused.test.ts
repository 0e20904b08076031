// Formulas in one pass have the bits of the operations one after the other, which arrays outside of the kernels' memory
// take, and numbers.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NDArray } from '../engine/ndarray'
import { pooled } from '../storage/pool'
import { isReachable } from './address'
import * as kernels from './index'

type Floating = 'float64' | 'float32'

const special = [0, -0, 1, -1, NaN, Infinity, -Infinity, 5e-324, 3e38, 1e300, 0.1]
const number = fc.oneof(fc.constantFrom(...special), fc.double({ min: -3, max: 3, noNaN: true }), fc.double())
const cases = fc.record({
  some: fc.array(number, { minLength: 1, maxLength: 60 }),
  length: fc.integer({ min: 250, max: 900 }),
  dtype: fc.constantFrom<Floating>('float64', 'float32'),
})

/** The same numbers outside of and in the kernels' memory; every `turn` begins elsewhere in the list. */
function pairOf(some: readonly number[], length: number, dtype: Floating, turn: number): [NDArray, NDArray] {
  const values = Float64Array.from(
    { length },
    (_, i) => some[(i + turn) % some.length]! * (1 + (i % 89) / 128),
  )
  const outside = dtype === 'float64' ? values : Float32Array.from(values)
  const inside = pooled(dtype, length)!
  inside.set(outside)
  expect(isReachable(inside)).toBe(true)
  return [NDArray.fromTyped(outside, [length], dtype), NDArray.fromTyped(inside, [length], dtype)]
}

/** One NaN is as good as another. */
function bits(array: NDArray): readonly unknown[] {
  return [array.dtype, array.shape, ...Array.from(array.toTyped(), (x) => (Object.is(x, -0) ? '-0' : x))]
}

function both(
  apply: (arrays: readonly NDArray[]) => readonly NDArray[],
  count: number,
): (of: { some: readonly number[]; length: number; dtype: Floating }) => void {
  return ({ some, length, dtype }) => {
    const pairs = Array.from({ length: count }, (_, turn) => pairOf(some, length, dtype, turn))
    const expected = apply(pairs.map(([outside]) => outside))
    const found = apply(pairs.map(([, inside]) => inside))
    expect(found.map(bits)).toEqual(expected.map(bits))
  }
}

const formulas: Record<string, [count: number, apply: (arrays: readonly NDArray[]) => readonly NDArray[]]> = {
  'the gradient of tanh': [2, ([gy, y]) => [kernels.tanhGradient(gy!, y!)]],
  'the gradient of the sigmoid': [2, ([gy, y]) => [kernels.sigmoidGradient(gy!, y!)]],
  'the gradient of relu': [2, ([gy, x]) => [kernels.reluGradient(gy!, x!)]],
  leakyRelu: [1, ([x]) => [kernels.leakyRelu(x!, 0.2)]],
  'the gradient of leakyRelu': [2, ([gy, x]) => [kernels.leakyReluGradient(gy!, x!, -0.1)]],
  'a step down the gradient': [2, ([p, g]) => [kernels.descend(p!, g!, 0.1)]],
  'a step with momentum': [
    3,
    ([p, v, g]) => {
      const { data, kept } = kernels.descendWithMomentum(p!, v!, g!, 0.9, 0.1)
      return [data, kept]
    },
  ],
  'a step of Adam': [
    4,
    ([p, m, v, g]) => {
      const { data, kept } = kernels.descendByAdam(p!, [m!, v!], g!, [0.1, 0.001, 0.01, 1e-8])
      return [data, ...kept]
    },
  ],
}

describe('in one pass and one after the other', () => {
  for (const [name, [count, apply]] of Object.entries(formulas)) {
    test(name, () => fc.assert(fc.property(cases, both(apply, count)), { numRuns: 60 }))
  }
})

test('gradients of numbers are those of arrays of one element', () => {
  fc.assert(
    fc.property(number, number, (gy, y) => {
      for (const gradient of [kernels.tanhGradient, kernels.sigmoidGradient]) {
        const alone = gradient(NDArray.scalar(gy), NDArray.scalar(y))
        const [a, b] = [gy, y].map((x) => NDArray.fromTyped(Float64Array.of(x), [1], 'float64'))
        expect(gradient(a!, b!).first()).toBe(alone.first())
      }
    }),
  )
})
