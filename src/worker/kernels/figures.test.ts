// The compiled figures against plain loops, wherever the elements are.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DType } from '../engine/dtype'
import { NDArray } from '../engine/ndarray'
import { Digest } from '../trace/digest'
import { summarize } from '../trace/summarize'
import { changeRatio, magnitudeOf } from './figures'
import { getItem, transpose } from './index'

const special = [0, -0, NaN, Infinity, -Infinity, 5e-324, 1e150, -1e150, 0.1]
const dtypes = ['float64', 'float32', 'int32', 'bool'] as const

/** Row-major elements of an array of any layout, as float64. */
const elements = (array: NDArray): number[] => Array.from(array.toTyped())

function arrayOf(rows: number, columns: number, dtype: DType, seed: number): NDArray {
  const array = NDArray.zeros([rows, columns], dtype)
  const buffer = array.share()
  for (let i = 0; i < buffer.length; i++) {
    const isSpecial = (i * 7 + seed) % 13 === 0 && dtype.startsWith('float')
    buffer[i] = isSpecial ? special[(i + seed) % special.length]! : Math.sin(i + seed) * 3
  }
  return array
}

/** As a whole, cut out, turned: in the pool or not, with gaps and without. */
const arrays = fc
  .record({
    rows: fc.integer({ min: 1, max: 150 }),
    columns: fc.integer({ min: 1, max: 150 }),
    dtype: fc.constantFrom(...dtypes),
    seed: fc.nat(100),
    layout: fc.constantFrom('whole', 'rows', 'turned', 'steps', 'backwards'),
  })
  .map(({ rows, columns, dtype, seed, layout }) => {
    const whole = arrayOf(rows, columns, dtype, seed)
    if (layout === 'rows') return getItem(whole, [`${Math.floor(rows / 3)}:`])
    if (layout === 'turned') return transpose(whole)
    if (layout === 'steps') return getItem(whole, ['::2', '::3'])
    return layout === 'backwards' ? getItem(whole, ['::-1']) : whole
  })

describe('figures of an array', () => {
  test('the summary tells of the even sample what a loop over it tells', () => {
    fc.assert(
      fc.property(arrays, (array) => {
        const all = elements(array)
        if (all.length < 2) return
        const step = Math.max(1, Math.floor(all.length / 4096))
        const seen = all.filter((_, i) => i % step === 0)
        const finite = seen.filter((value) => Number.isFinite(value))
        const [sum, squares] = finite.reduce(([s, q], x) => [s + x, q + x * x], [0, 0])
        const expected = [
          finite.length === 0 ? NaN : Math.min(...finite) + 0,
          finite.length === 0 ? NaN : Math.max(...finite) + 0,
          sum / finite.length,
          Math.sqrt(squares * (all.length / seen.length)),
          finite.filter((value) => value === 0).length / seen.length,
          (seen.length - finite.length) / seen.length,
          step === 1 ? 1 : 0,
        ]
        const summary = summarize(array)
        expect(summary.slice(0, 7).map((value) => value + 0)).toEqual(expected.map((value) => value + 0))
        expect(summary.slice(7)).toEqual(all.slice(0, 64))
      }),
    )
  })

  test('the digest takes the same elements in the same order from any layout', () => {
    fc.assert(
      fc.property(arrays, (array) => {
        const [one, other] = [new Digest(), new Digest()]
        one.array(array)
        const all = elements(array)
        other.word(array.dtype.length)
        for (const length of array.shape) other.word(length)
        const step = Math.max(1, Math.floor(all.length / 4096))
        for (let i = 0; i < all.length; i += step) other.number(all[i]!)
        if (step > 1) other.number(all[all.length - 1]!)
        expect(one.hex()).toBe(other.hex())
      }),
    )
  })

  test('magnitudes and changes are those of a loop, but for the order of sums', () => {
    fc.assert(
      fc.property(arrays, fc.nat(100), (array, seed) => {
        const all = elements(array)
        const finite = all.filter((value) => Number.isFinite(value))
        const { squares, most, zeros, finite: count } = magnitudeOf(array)
        const expected = finite.reduce((sum, x) => sum + x * x, 0)
        expect(Math.abs(squares - expected)).toBeLessThanOrEqual(1e-12 * expected)
        expect([most, zeros, count]).toEqual([
          finite.reduce((largest, x) => Math.max(largest, Math.abs(x)), 0),
          finite.filter((value) => value === 0).length,
          finite.length,
        ])
        const [before, after] = [seed, seed + 1].map((one) =>
          NDArray.fromTyped(
            Float64Array.from(all, (_, i) => Math.cos(i * one + 1)),
            [all.length],
            'float64',
          ),
        ) as [NDArray, NDArray]
        const [x, y] = [elements(before), elements(after)]
        const change = Math.hypot(...y.map((value, i) => value - x[i]!)) / Math.hypot(...x)
        expect(changeRatio(before, after)).toBeCloseTo(change, 10)
      }),
    )
  })
})
