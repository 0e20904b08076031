import { expect, test } from 'vitest'
import { NDArray } from '../engine/ndarray'
import * as k from './index'

const a = NDArray.fromTyped(Float64Array.from([1, 2, 3, 4, 5, 6]), [2, 3], 'float64')

test('broadcasts a row, a column and a transposed view', () => {
  const row = NDArray.fromTyped(Float64Array.from([10, 20, 30]), [3], 'float64')
  expect(k.add(a, row).tolist()).toEqual([
    [11, 22, 33],
    [14, 25, 36],
  ])
  expect(k.multiply(a.T, NDArray.fromTyped(Float64Array.from([1, 0]), [2], 'float64')).tolist()).toEqual([
    [1, 0],
    [2, 0],
    [3, 0],
  ])
  expect(k.sum(a, { axis: 0 }).tolist()).toEqual([5, 7, 9])
  expect(k.sum(a).first()).toBe(21)
  expect(k.matmul(a, a.T).tolist()).toEqual([
    [14, 32],
    [32, 77],
  ])
  expect(k.getItem(a, [1, '::-1']).tolist()).toEqual([6, 5, 4])
  expect(k.getItem(a, [[0, 0, 1]]).shape).toEqual([3, 3])
  expect(() => k.matmul(a, a)).toThrow(
    'matmul: inner sizes differ, got [2,3] and [2,3]; transpose the second?',
  )
})

test('maximum and minimum take the second of two zeros, as NumPy does', () => {
  const pick = (f: typeof k.maximum, x: number, y: number): number =>
    f(NDArray.scalar(x), NDArray.scalar(y)).first()
  expect([pick(k.maximum, -0, 0), pick(k.maximum, 0, -0)]).toEqual([0, -0])
  expect([pick(k.minimum, -0, 0), pick(k.minimum, 0, -0)]).toEqual([0, -0])
  expect([pick(k.maximum, NaN, 1), pick(k.maximum, 1, NaN)]).toEqual([NaN, NaN])
})
