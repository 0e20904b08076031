// The compiled kernels against the JavaScript loops: the same bits for every kernel, type, layout and special number.
// An array outside of the kernels' memory takes the loops, a copy in it the compiled kernels.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NDArray } from '../engine/ndarray'
import { isReachable } from './address'
import * as kernels from './index'

type Floating = 'float64' | 'float32'

const special = [0, -0, 1, -1, NaN, Infinity, -Infinity, 5e-324, 1.5e-45, 3.4e38, 1.7e308, -2.5, 0.1]
const number = fc.oneof(
  fc.constantFrom(...special),
  fc.double({ min: -1e3, max: 1e3, noNaN: true }),
  fc.double(),
)

/** `length` numbers that repeat `some`, changed a little so that sums are not exact. */
function valuesFrom(some: readonly number[], length: number, dtype: Floating): Float64Array | Float32Array {
  const out = dtype === 'float64' ? new Float64Array(length) : new Float32Array(length)
  for (let i = 0; i < length; i++) out[i] = some[i % some.length]! * (1 + (i % 97) * 1e-3)
  return out
}

/** The same array outside of and in the kernels' memory, `offset` elements behind the start of its buffer. */
function pair(
  values: Float64Array | Float32Array,
  shape: readonly number[],
  dtype: Floating,
  offset: number,
) {
  const whole = NDArray.fromTyped(values, [values.length], dtype)
  const inside = kernels.concatenate([whole, NDArray.zeros([512], dtype)])
  expect(isReachable(whole.buffer!)).toBe(false)
  expect(isReachable(inside.buffer!)).toBe(true)
  const strides = kernels.reshape(NDArray.zeros(shape, dtype), shape).strides
  return [whole, inside].map((array) => NDArray.view(array, shape, strides, offset))
}

/** One NaN is as good as another. */
function bits(array: NDArray): readonly unknown[] {
  return [array.dtype, array.shape, ...Array.from(array.toTyped(), (x) => (Object.is(x, -0) ? '-0' : x))]
}

const binary = {
  add: kernels.add,
  subtract: kernels.subtract,
  multiply: kernels.multiply,
  divide: kernels.divide,
  maximum: kernels.maximum,
  minimum: kernels.minimum,
}
const unary = {
  negative: kernels.negative,
  square: kernels.square,
  abs: kernels.abs,
  sqrt: kernels.sqrt,
  floor: kernels.floor,
  ceil: kernels.ceil,
  rint: kernels.rint,
  sign: kernels.sign,
  isnan: kernels.isnan,
  sum: (a: NDArray) => kernels.sum(a),
  max: (a: NDArray) => kernels.max(a),
  min: (a: NDArray) => kernels.min(a),
  mean: (a: NDArray) => kernels.mean(a),
}
const run = fc.record({
  some: fc.array(number, { minLength: 1, maxLength: 40 }),
  length: fc.oneof(fc.integer({ min: 257, max: 700 }), fc.integer({ min: 700, max: 20_000 })),
  offset: fc.integer({ min: 0, max: 9 }),
  dtype: fc.constantFrom<Floating>('float64', 'float32'),
})

describe('runs without gaps', () => {
  for (const [name, f] of Object.entries(binary)) {
    test(`${name} of two arrays, and of an array and a number on either side`, () => {
      fc.assert(
        fc.property(run, number, ({ some, length, offset, dtype }, y) => {
          const values = valuesFrom(some, length + 20, dtype)
          const [a, pooledA] = pair(values, [length], dtype, offset)
          const [b, pooledB] = pair(values.slice().reverse(), [length], dtype, 9 - offset)
          expect(bits(f(pooledA!, pooledB!))).toEqual(bits(f(a!, b!)))
          expect(bits(f(pooledA!, y))).toEqual(bits(f(a!, y)))
          expect(bits(f(y, pooledA!))).toEqual(bits(f(y, a!)))
        }),
        { numRuns: 40 },
      )
    })
  }
  for (const [name, f] of Object.entries(unary)) {
    test(name, () => {
      fc.assert(
        fc.property(run, ({ some, length, offset, dtype }) => {
          const [a, pooled] = pair(valuesFrom(some, length + 20, dtype), [length], dtype, offset)
          expect(bits(f(pooled!))).toEqual(bits(f(a!)))
        }),
        { numRuns: 40 },
      )
    })
  }
  test('a scaled product', () => {
    fc.assert(
      fc.property(run, fc.constantFrom(2, 3, -0.1), ({ some, length, offset, dtype }, c) => {
        const values = valuesFrom(some, length + 20, dtype)
        const [a, pooledA] = pair(values, [length], dtype, offset)
        const [b, pooledB] = pair(values.slice().reverse(), [length], dtype, 9 - offset)
        const expected = kernels.multiply(kernels.multiply(c, a!), b!)
        expect(bits(kernels.scaledProduct(c, pooledA!, pooledB!))).toEqual(bits(expected))
      }),
      { numRuns: 30 },
    )
  })
  test('a sum in place', () => {
    fc.assert(
      fc.property(run, ({ some, length, offset, dtype }) => {
        const values = valuesFrom(some, length + 20, dtype)
        const [a, pooled] = pair(values, [length], dtype, offset)
        const expected = bits(kernels.add(a!, a!))
        expect(bits(kernels.accumulate(pooled!, pooled!.copy()))).toEqual(expected)
      }),
      { numRuns: 20 },
    )
  })
})

describe('grids', () => {
  const shapes = fc.constantFrom<readonly (readonly number[])[]>(
    [[40, 30], [30]],
    [
      [40, 30],
      [40, 1],
    ],
    [[30], [40, 30]],
    [
      [40, 1],
      [40, 30],
    ],
    [
      [40, 1],
      [1, 30],
    ],
    [
      [5, 1, 7, 9],
      [5, 6, 1, 9],
    ],
    [
      [3, 4, 5, 6],
      [1, 4, 1, 1],
    ],
    [
      [1, 3000],
      [2, 1],
    ],
    [
      [700, 1],
      [1, 3],
    ],
  )
  const layout = fc.record({ some: run, shapes, turned: fc.boolean() })
  for (const [name, f] of Object.entries(binary)) {
    test(`${name} of operands that broadcast`, () => {
      fc.assert(
        fc.property(layout, ({ some: { some, offset, dtype }, shapes: [p, q], turned }) => {
          const values = valuesFrom(some, 6000, dtype)
          const [a, pooledA] = pair(values, p!, dtype, offset)
          const [b, pooledB] = pair(values.slice().reverse(), q!, dtype, 9 - offset)
          const way = (x: NDArray): NDArray => (turned ? kernels.transpose(x) : x)
          if (turned && p!.length !== q!.length) return
          expect(bits(f(way(pooledA!), way(pooledB!)))).toEqual(bits(f(way(a!), way(b!))))
          expect(bits(f(way(pooledA!), way(b!)))).toEqual(bits(f(way(a!), way(b!))))
        }),
        { numRuns: 40 },
      )
    })
  }
  for (const name of ['sum', 'max', 'min', 'mean'] as const) {
    test(`${name} along axes`, () => {
      const axes = fc.constantFrom<readonly number[]>([0], [1], [2], [0, 1], [1, 2], [0, 2])
      fc.assert(
        fc.property(run, axes, fc.boolean(), ({ some, offset, dtype }, axis, turned) => {
          const [a, pooled] = pair(valuesFrom(some, 6000, dtype), [7, 8, 101], dtype, offset)
          const way = (x: NDArray): NDArray => (turned ? kernels.transpose(x) : x)
          expect(bits(kernels[name](way(pooled!), { axis }))).toEqual(bits(kernels[name](way(a!), { axis })))
        }),
        { numRuns: 40 },
      )
    })
  }
  test('sums of many columns', () => {
    for (const dtype of ['float64', 'float32'] as const) {
      const [a, pooled] = pair(valuesFrom([0.1, 3, -7, 1e5], 30_020, dtype), [6, 5000], dtype, 3)
      expect(bits(kernels.sum(pooled!, { axis: 0 }))).toEqual(bits(kernels.sum(a!, { axis: 0 })))
    }
  })
})
