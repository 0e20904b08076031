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

describe('printing is NumPy’s, character for character', () => {
  ;(golden as FormatCase[]).forEach((c, i) => {
    test(`golden case ${i}: shape [${c.shape.join(',')}] ${c.dtype}`, () => {
      expect(arrayOf(c.shape, c.dtype.replace('int64', 'int32') as DType, c.data).toString()).toBe(c.str)
    })
  })

  test('halves at the eighth place go to the even digit, as in NumPy', () => {
    expect(arrayOf([2], 'float64', [0.001953125, 0.005859375]).toString()).toBe('[0.00195312 0.00585938]')
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
