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
  logical_and: kernels.logical_and,
  logical_or: kernels.logical_or,
}
const tests = {
  logical_not: kernels.logical_not,
  isnan: kernels.isnan,
  isfinite: kernels.isfinite,
  isinf: kernels.isinf,
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
  for (const [name, test1] of Object.entries(tests)) {
    test(name, () => {
      fc.assert(
        fc.property(numbers, lengths, anyType, (some, length, dtype) => {
          const a = outside(some, [length], dtype)
          expect(bits(test1(inside(a)))).toEqual(bits(test1(a)))
        }),
        { numRuns: 60 },
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

const wholeArithmetic = {
  add: kernels.add,
  multiply: kernels.multiply,
  maximum: kernels.maximum,
  minimum: kernels.minimum,
}
const whole = fc.oneof(
  fc.constantFrom(0, 1, -1, 2147483647, -2147483648, 65536),
  fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
)

describe('whole numbers and truths', () => {
  const some = fc.array(whole, { minLength: 1, maxLength: 60 })
  const types = fc.constantFrom<DType>('int32', 'bool')
  for (const [name, f] of Object.entries(wholeArithmetic)) {
    test(`${name} of runs, of rows and with a number`, () => {
      fc.assert(
        fc.property(some, whole, lengths, types, (values, y, length, dtype) => {
          const a = outside(values, [length], dtype)
          const b = outside([...values, 3].reverse(), [length], dtype)
          const [p, q] = [inside(a), inside(b)]
          const z = dtype === 'bool' ? y > 0 : y
          expect(bits(f(p, q))).toEqual(bits(f(a, b)))
          expect(bits(f(p, z))).toEqual(bits(f(a, z)))
          expect(bits(f(z, p))).toEqual(bits(f(z, a)))
          const rows = outside(values, [5, length], dtype)
          expect(bits(f(inside(rows), q))).toEqual(bits(f(rows, b)))
        }),
        { numRuns: 40 },
      )
    })
  }
  test('differences, negatives and squares wrap', () => {
    fc.assert(
      fc.property(some, lengths, (values, length) => {
        const a = outside(values, [length], 'int32')
        const b = outside([...values, 3].reverse(), [length], 'int32')
        expect(bits(kernels.subtract(inside(a), inside(b)))).toEqual(bits(kernels.subtract(a, b)))
        expect(bits(kernels.negative(inside(a)))).toEqual(bits(kernels.negative(a)))
        expect(bits(kernels.square(inside(a)))).toEqual(bits(kernels.square(a)))
      }),
      { numRuns: 40 },
    )
  })
})

describe('extremes and their places', () => {
  const shapes = fc.constantFrom([700], [70, 10], [7, 300], [300, 7], [3, 200, 5], [2, 3, 4000], [40, 33])
  const reductions = {
    max: kernels.max,
    min: kernels.min,
    any: kernels.any,
    all: kernels.all,
    argmax: kernels.argmax,
    argmin: kernels.argmin,
  }
  for (const [name, reduce] of Object.entries(reductions)) {
    test(`${name} of everything and along each axis, turned too`, () => {
      fc.assert(
        fc.property(numbers, shapes, anyType, fc.boolean(), (some, shape, dtype, turned) => {
          const way = (x: NDArray): NDArray => (turned ? x.T : x)
          const a = outside(some, shape, dtype)
          const p = inside(a)
          expect(bits(reduce(way(p)))).toEqual(bits(reduce(way(a))))
          for (let axis = 0; axis < shape.length; axis++)
            expect(bits(reduce(way(p), { axis }))).toEqual(bits(reduce(way(a), { axis })))
        }),
        { numRuns: 80 },
      )
    })
  }
  test('the first of equal elements has the place, 0 and -0 among them', () => {
    const values = new Float64Array(300).fill(-1)
    values.set([-0, 0, -0], 70)
    const a = inside(NDArray.fromTyped(values, [300], 'float64'))
    expect(kernels.argmax(a).item()).toBe(70)
    expect(kernels.argmin(a).item()).toBe(0)
    expect(Object.is(kernels.max(a).item(), -0)).toBe(true)
    values[200] = NaN
    values[250] = Infinity
    const b = inside(NDArray.fromTyped(values, [300], 'float64'))
    expect(kernels.argmax(b).item()).toBe(200)
    expect(kernels.argmin(b).item()).toBe(200)
    expect(kernels.max(b).item()).toBeNaN()
  })
})

test('rounding to places goes by NumPy’s scale, round, unscale', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 }),
      fc.constantFrom(-2, -1, 0, 1, 2, 5),
      fc.constantFrom<DType>('float64', 'float32'),
      (some, decimals, dtype) => {
        const a = outside(some, [300], dtype)
        const scale = 10 ** Math.abs(decimals)
        const one = (x: number): number =>
          decimals < 0 ? kernels.rint(x / scale).scalar * scale : kernels.rint(x * scale).scalar / scale
        const expected = NDArray.fromTyped(
          a.toTyped().map((x) => one(x)),
          [300],
          dtype,
        )
        expect(bits(kernels.round(inside(a), decimals))).toEqual(bits(expected))
        expect(bits(kernels.round(a, decimals))).toEqual(bits(expected))
      },
    ),
    { numRuns: 60 },
  )
})

test('repeat along each axis, by one count and by a count for each', () => {
  const a = outside([1, 2, 3, 5, 8], [4, 30, 5], 'float32')
  const p = inside(a)
  for (const axis of [0, 1, 2]) {
    const repeated = kernels.repeat(p, 3, { axis })
    const counts = Array.from({ length: a.shape[axis]! }, (_, i) => i % 3)
    const uneven = kernels.repeat(p, counts, { axis })
    expect(bits(kernels.repeat(a, 3, { axis }))).toEqual(bits(repeated))
    expect(bits(kernels.repeat(a, counts, { axis }))).toEqual(bits(uneven))
    const slice = (x: NDArray, place: number) =>
      bits(kernels.getItem(x, [...new Array<string>(axis).fill(':'), place]))
    expect(slice(repeated, 4)).toEqual(slice(a, 1))
    expect(uneven.shape[axis]).toBe(counts.reduce((total, count) => total + count))
    expect(slice(uneven, 2)).toEqual(slice(a, 2))
  }
  expect(kernels.repeat(a, 2).shape).toEqual([1200])
  expect(kernels.repeat(a, 0, { axis: 1 }).shape).toEqual([4, 0, 5])
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
