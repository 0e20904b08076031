import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import golden from '../testing/golden/format.json'
import { allocate, type DType } from './dtype'
import { NDArray } from './ndarray'
import { sizeOf } from './shape'

interface FormatCase {
  readonly shape: number[]
  readonly dtype: string
  readonly data: (number | string | boolean)[]
  readonly str: string
}

const special: Readonly<Record<string, number>> = { nan: NaN, inf: Infinity, '-inf': -Infinity }

function arrayOf(shape: number[], dtype: DType, data: readonly (number | string | boolean)[]): NDArray {
  const buffer = allocate(dtype, sizeOf(shape))
  data.forEach((value, i) => (buffer[i] = typeof value === 'string' ? special[value]! : Number(value)))
  return NDArray.fromTyped(buffer, shape, dtype)
}

/** x ≥ 0 in units of 2^-1074. */
function exactly(x: number): bigint {
  const bits = new BigUint64Array(new Float64Array([x]).buffer)[0]!
  const exponent = bits >> 52n
  const fraction = bits & (2n ** 52n - 1n)
  return exponent === 0n ? fraction : (fraction | (1n << 52n)) << (exponent - 1n)
}

describe('printing is NumPy’s, character for character', () => {
  ;(golden as FormatCase[]).forEach((c, i) => {
    test(`golden case ${i}: shape [${c.shape.join(',')}] ${c.dtype}`, () => {
      expect(arrayOf(c.shape, c.dtype.replace('int64', 'int32') as DType, c.data).toString()).toBe(c.str)
    })
  })

  test('halves at the eighth place go to the even digit, as in NumPy', () => {
    expect(arrayOf([2], 'float64', [0.001953125, 0.005859375]).toString()).toBe('[0.00195312 0.00585938]')
  })

  test('eight places are those of the exact value', () => {
    const fives = fc.tuple(fc.integer({ min: -(10 ** 10), max: 10 ** 10 }), fc.integer({ min: 0, max: 10 }))
    const halves = fc
      .tuple(fc.integer({ min: 1, max: 2 ** 30 }), fc.integer({ min: 0, max: 40 }))
      .map(([n, p]) => n / 2 ** p)
    // Beyond 2^26 several numbers of eight places are one float64, and the shortest of them is printed.
    const numbers = fc
      .oneof(
        fc.double({ min: -9e5, max: 9e5, noNaN: true }),
        fives.map(([n, p]) => (10 * n + 5) / 10 ** p),
        halves,
      )
      .filter((x) => Math.abs(x) < 2 ** 26)
    fc.assert(
      fc.property(numbers, (x) => {
        const printed = arrayOf([1], 'float64', [x]).toString().slice(1, -1)
        if (printed.includes('e')) return
        // 1e8·x to the nearest integer, computed exactly: x is m / 2^1074.
        const scaled = exactly(Math.abs(x)) * 10n ** 8n
        const one = 1n << 1074n
        const [low, rest] = [scaled / one, scaled % one]
        const isUp = rest * 2n > one || (rest * 2n === one && low % 2n === 1n)
        const [whole, places = ''] = printed.replace('-', '').trim().split('.')
        expect(BigInt(whole! + places.padEnd(8, '0'))).toBe(isUp ? low + 1n : low)
      }),
    )
  })

  test('a long array costs its ends, not its length', () => {
    const endless = NDArray.view(NDArray.scalar(0.5), [2, 2 ** 40], [0, 0], 0)
    expect(endless.toString()).toBe('[[0.5 0.5 0.5 ... 0.5 0.5 0.5]\n [0.5 0.5 0.5 ... 0.5 0.5 0.5]]')
  })

  test('views print like copies', () => {
    const a = arrayOf([2, 3], 'float64', [1, 2, 3, 4, 5, 6])
    expect(a.T.toString()).toBe('[[1. 4.]\n [2. 5.]\n [3. 6.]]')
  })
})
