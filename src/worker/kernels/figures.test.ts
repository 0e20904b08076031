// The compiled figures against plain loops, wherever the elements are.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DType } from '../engine/dtype'
import { NDArray } from '../engine/ndarray'
import { Digest } from '../trace/digest'
import { summarize } from '../trace/summarize'
import { changeRatio, hashWords, lastHash, magnitudeOf, mostWords, scanSample } from './figures'
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

/** Row-major numbers of the elements that are looked at: runs of eight, every so many-th of them. */
function sampledPlaces(size: number): number[] {
  const places = Array.from({ length: size }, (_, i) => i)
  const runs = Array.from({ length: Math.ceil(size / 8) }, (_, run) => places.slice(8 * run, 8 * run + 8))
  const step = Math.max(1, Math.floor(runs.length / 512))
  return runs.filter((_, run) => run % step === 0).flat()
}

/** As a file of the elements' bytes would be hashed, in hex. */
function hashOf(array: NDArray): string {
  scanSample(array)
  return shownHash()
}

function shownHash(): string {
  return [lastHash[1]!, lastHash[0]!].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
}

function digestOf(array: NDArray, ...before: readonly number[]): string {
  const digest = new Digest()
  for (const word of before) digest.word(word)
  digest.array(array)
  return digest.hex()
}

const listOf = (values: ArrayLike<number>, dtype: 'float64' | 'float32' = 'float64'): NDArray => {
  const array = NDArray.zeros([values.length], dtype)
  array.share().set(values)
  return array
}

/** An array of each layout has the elements of `values`. */
function layoutsOf(values: ArrayLike<number>): NDArray[] {
  const whole = listOf(values)
  const turned = listOf(Array.from(values).reverse())
  const gaps = listOf(Array.from(values).flatMap((value) => [value, -1, NaN]))
  const elsewhere = NDArray.fromTyped(Float64Array.from(values), [values.length], 'float64')
  return [whole, getItem(turned, ['::-1']), getItem(gaps, ['::3']), elsewhere]
}

describe('figures of an array', () => {
  test('the summary tells of the even sample what a loop over it tells', () => {
    fc.assert(
      fc.property(arrays, (array) => {
        const all = elements(array)
        if (all.length < 2) return
        const seen = sampledPlaces(all.length).map((i) => all[i]!)
        const finite = seen.filter((value) => Number.isFinite(value))
        const [sum, squares] = finite.reduce(([s, q], x) => [s + x, q + x * x], [0, 0])
        const expected = [
          finite.length === 0 ? NaN : Math.min(...finite) + 0,
          finite.length === 0 ? NaN : Math.max(...finite) + 0,
          sum / finite.length,
          Math.sqrt(squares * (all.length / seen.length)),
          finite.filter((value) => value === 0).length / seen.length,
          (seen.length - finite.length) / seen.length,
          seen.length === all.length ? 1 : 0,
        ]
        const summary = summarize(array)
        expect(summary.slice(0, 7).map((value) => value + 0)).toEqual(expected.map((value) => value + 0))
        expect(summary.slice(7)).toEqual(all.slice(0, 64))
      }),
    )
  })

  test('squares beyond float64 leave the other figures as they are', () => {
    expect(summarize(listOf([1e200, 0, 1e200, 0, 0, 0])).slice(0, 7)).toEqual([
      ...[0, 1e200, 2e200 / 6, Infinity, 4 / 6, 0, 1],
    ])
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

test.each([
  [0, '51e24c0e9077a48c'],
  [1, '448af41a3561e207'],
  [2, '83f719c14c27327e'],
  [7, '30dd0c95c18812e9'],
  [8, '9849f0041f8aa2a2'],
  [9, '4da1403b5b3aa820'],
  [15, '33cd06db689cf8ff'],
  [31, 'f7391d5e9ef9087d'],
  [mostWords, '64f4e3b9397566f6'],
])(
  '%i words have xxHash64 with a seed (figures of the xxhash package 4.0.1 for Python)',
  (count, expected) => {
    const words = Int32Array.from({ length: mostWords }, (_, i) => Math.imul(i, 2654435761))
    hashWords(words, count, 0x89abcdef, 0x01234567)
    expect(shownHash()).toBe(expected)
  },
)

describe('the digest of an array', () => {
  test('its elements count as xxHash64 of their bytes (figures of the xxhash package 4.0.1 for Python)', () => {
    const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1)
    expect(hashOf(listOf(upTo(2)))).toBe('33e6d9106c2ebe4b')
    expect(hashOf(listOf(upTo(3)))).toBe('d4eae4443a284f83')
    expect(hashOf(listOf([0.1, -0, Infinity, 5e-324]))).toBe('77f0759d5b45cc28')
    expect(hashOf(listOf(upTo(10)))).toBe('2c12459a039f06f3')
    expect(hashOf(listOf(upTo(10), 'float32'))).toBe('2c12459a039f06f3')
    expect(hashOf(listOf(upTo(1000)))).toBe('7fcf0fe5de49c9af')
    expect(hashOf(listOf([1, 2, NaN]))).toBe('73771da57d1d4ca8')
  })

  test('is the same from any layout, in the pool and outside', () => {
    fc.assert(
      fc.property(arrays, (array) => {
        const outside = NDArray.fromTyped(array.toTyped().slice(), array.shape, array.dtype)
        const inside = NDArray.zeros(array.shape, array.dtype)
        inside.share().set(array.toTyped())
        expect([digestOf(outside), digestOf(inside)]).toEqual([digestOf(array), digestOf(array)])
      }),
    )
  })

  test.each([7, 4096, 4103, 8184, 8185, 20_003])('of %i elements looks at those of the sample', (size) => {
    const places = new Set(sampledPlaces(size))
    const values = Float64Array.from({ length: size }, (_, i) => Math.sin(i))
    const array = listOf(values)
    const buffer = array.share()
    const all = hashOf(array)
    const seen = Array.from(values, (value, i) => {
      buffer[i] = value + 1
      const isSeen = hashOf(array) !== all
      buffer[i] = value
      return isSeen
    })
    expect(seen.flatMap((isSeen, i) => (isSeen ? [i] : []))).toEqual([...places])
    expect(new Set(layoutsOf(values).map(hashOf))).toEqual(new Set([all]))
    buffer[size - 1]! += 1
    expect(digestOf(array)).not.toBe(digestOf(listOf(values)))
  })

  test('tells every single bit, the order, and what came before', () => {
    // From 2 to 4 no bit turns a number into a NaN.
    const values = Float64Array.from({ length: 11 }, (_, i) => 2 + i / 7)
    const bits = new BigUint64Array(values.buffer)
    const seen = [hashOf(listOf(values))]
    for (let i = 0; i < bits.length; i++) {
      for (let bit = 0n; bit < 64n; bit++) {
        bits[i]! ^= 1n << bit
        seen.push(hashOf(listOf(values)))
        bits[i]! ^= 1n << bit
      }
      for (let j = 0; j < i; j++) {
        const swapped = [...values]
        ;[swapped[i], swapped[j]] = [values[j]!, values[i]!]
        seen.push(hashOf(listOf(swapped)))
      }
    }
    expect(new Set(seen).size).toBe(1 + 11 * 64 + (11 * 10) / 2)
    const array = listOf(values)
    expect(
      new Set([digestOf(array), digestOf(array, 1), digestOf(array, 2), digestOf(array, 1, 2)]).size,
    ).toBe(4)
  })

  test.each(['float64', 'float32'] as const)(
    'takes every NaN of %s for the same, wherever it stands',
    (dtype) => {
      for (let size = 2; size < 10; size++) {
        for (let i = 0; i < size; i++) {
          const values = Array.from({ length: size }, (_, j) => (i === j ? NaN : j))
          const array = listOf(values, dtype)
          const plain = hashOf(array)
          const { buffer, byteOffset, BYTES_PER_ELEMENT } = array.share()
          const bytes = new Uint8Array(buffer, byteOffset + i * BYTES_PER_ELEMENT, BYTES_PER_ELEMENT)
          bytes[0]! ^= 1
          bytes[BYTES_PER_ELEMENT - 1]! ^= 0x80
          expect(hashOf(array)).toBe(plain)
        }
      }
    },
  )
})
