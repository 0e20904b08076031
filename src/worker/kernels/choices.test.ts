// Comparisons, choices, conversions and copies of the compiled kernels against the JavaScript loops, which arrays outside
// of the kernels' memory take.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DType } from '../engine/dtype'
import { NDArray } from '../engine/ndarray'
import { pooled } from '../storage/pool'
import { isReachable } from './address'
import * as kernels from './index'

const special = [0, -0, 1, -1, NaN, Infinity, -Infinity, 5e-324, 3e38, 2147483648.5, 0.1, 2]
const number = fc.oneof(fc.constantFrom(...special), fc.double({ min: -3, max: 3, noNaN: true }))
const numbers = fc.array(number, { minLength: 1, maxLength: 60 })
const lengths = fc.oneof(fc.integer({ min: 257, max: 320 }), fc.integer({ min: 320, max: 4000 }))
const anyType = fc.constantFrom<DType>('float64', 'float32', 'int32', 'bool')

/** The numbers again and again as a type; what that cannot hold is 7. */
function outside(some: readonly number[], shape: readonly number[], dtype: DType): NDArray {
  const length = shape.reduce((a, b) => a * b, 1)
  const values = Float64Array.from({ length }, (_, i) => {
    const value = some[i % some.length]!
    if (dtype === 'bool') return value === 0 ? 0 : 1
    return dtype !== 'int32' || Math.abs(value) < 2 ** 31 ? value : 7
  })
  if (dtype === 'float64') return NDArray.fromTyped(values, shape, dtype)
  const kinds = { float32: Float32Array, int32: Int32Array, bool: Uint8Array }
  return NDArray.fromTyped(kinds[dtype].from(values), shape, dtype)
}

/** The same array in the kernels' memory. */
function inside(array: NDArray): NDArray {
  const buffer = pooled(array.dtype, array.size)!
  buffer.set(array.peek())
  expect(isReachable(buffer)).toBe(true)
  return NDArray.fromTyped(buffer, array.shape, array.dtype)
}

/** One NaN is as good as another. */
function bits(array: NDArray): readonly unknown[] {
  return [array.dtype, array.shape, ...Array.from(array.toTyped(), (x) => (Object.is(x, -0) ? '-0' : x))]
}

const comparisons = {
  equal: kernels.equal,
  not_equal: kernels.not_equal,
  less: kernels.less,
  less_equal: kernels.less_equal,
  greater: kernels.greater,
  greater_equal: kernels.greater_equal,
}

describe('comparisons', () => {
  for (const [name, compare] of Object.entries(comparisons)) {
    test(`${name} of runs, of rows and with a number`, () => {
      fc.assert(
        fc.property(numbers, number, lengths, anyType, (some, y, length, dtype) => {
          const a = outside(some, [length], dtype)
          const b = outside([...some].reverse(), [length], dtype)
          const [p, q] = [inside(a), inside(b)]
          expect(bits(compare(p, q))).toEqual(bits(compare(a, b)))
          expect(bits(compare(p, y))).toEqual(bits(compare(a, y)))
          expect(bits(compare(y, p))).toEqual(bits(compare(y, a)))
          const rows = outside(some, [5, length], dtype)
          expect(bits(compare(inside(rows), q))).toEqual(bits(compare(rows, b)))
        }),
        { numRuns: 30 },
      )
    })
  }
  test('a view that begins behind the start, and one with gaps', () => {
    const a = outside(special, [30, 40], 'float64')
    const p = inside(a)
    const from = (array: NDArray) => kernels.getItem(array, ['3:'])
    expect(bits(kernels.less(from(p), 0.5))).toEqual(bits(kernels.less(from(a), 0.5)))
    expect(bits(kernels.less(p.T, 0.5))).toEqual(bits(kernels.less(a.T, 0.5)))
  })
})

test('where chooses between runs, rows and numbers', () => {
  fc.assert(
    fc.property(numbers, number, lengths, anyType, (some, y, length, dtype) => {
      const mask = outside([...some].reverse(), [length], 'bool')
      const a = outside(some, [length], dtype)
      const b = outside([...some, 1, 2], [length], dtype)
      const [m, p, q] = [inside(mask), inside(a), inside(b)]
      expect(bits(kernels.where(m, p, q))).toEqual(bits(kernels.where(mask, a, b)))
      expect(bits(kernels.where(m, p, y))).toEqual(bits(kernels.where(mask, a, y)))
      expect(bits(kernels.where(m, y, q))).toEqual(bits(kernels.where(mask, y, b)))
      expect(bits(kernels.where(m, 1, y))).toEqual(bits(kernels.where(mask, 1, y)))
      const rows = outside(some, [3, length], dtype)
      expect(bits(kernels.where(m, inside(rows), q))).toEqual(bits(kernels.where(mask, rows, b)))
    }),
    { numRuns: 60 },
  )
})

describe('astype', () => {
  test('from every type to every other', () => {
    fc.assert(
      fc.property(numbers, lengths, anyType, anyType, (some, length, from, to) => {
        const fits = to === 'int32' ? some.filter((x) => Math.abs(x) < 2 ** 31) : some
        const a = outside(fits.length === 0 ? [1] : fits, [length], from)
        expect(bits(inside(a).astype(to))).toEqual(bits(a.astype(to)))
      }),
      { numRuns: 150 },
    )
  })
  test('to int32 names what does not fit, wherever it stands', () => {
    for (const from of ['float64', 'float32'] as const) {
      for (const at of [0, 1, 5, 297, 299, 300]) {
        const a = outside([1.5, -2.5], [301], from)
        a.share()[at] = 2 ** 31
        expect(() => inside(a).astype('int32')).toThrow('int32: 2147483648 does not fit')
        a.share()[at] = -(2 ** 31)
        expect(inside(a).astype('int32').item(at)).toBe(-(2 ** 31))
      }
    }
  })
})

test('copies of arrays in any layout', () => {
  const size = fc.integer({ min: 1, max: 24 })
  const layouts = fc.record({
    some: numbers,
    shape: fc.array(size, { minLength: 2, maxLength: 4 }),
    order: fc.constantFrom([1, 0, 2, 3], [3, 2, 1, 0], [0, 2, 1, 3], [2, 3, 0, 1], [0, 1, 3, 2]),
    flipped: fc.boolean(),
    every: fc.integer({ min: 1, max: 3 }),
    dtype: anyType,
  })
  fc.assert(
    fc.property(layouts, ({ some, shape, order, flipped, every, dtype }) => {
      const way = (array: NDArray): NDArray => {
        const turned = kernels.transpose(
          array,
          order.filter((axis) => axis < shape.length),
        )
        const thinned = kernels.getItem(turned, [`::${every}`])
        return (flipped ? kernels.flip(thinned) : thinned).copy()
      }
      const a = outside(some, shape, dtype)
      if (a.size < 256) return
      expect(bits(way(inside(a)))).toEqual(bits(way(a)))
    }),
    { numRuns: 200 },
  )
})
