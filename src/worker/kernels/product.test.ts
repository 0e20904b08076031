// Products by the compiled kernel have the bits of sums in order, for any size, layout and block boundary.
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { NDArray } from '../engine/ndarray'
import { pooled } from '../storage/pool'
import { matmul } from './linear'
import { setPatience } from './patience'

type Floats = Float64Array | Float32Array

/** Numbers with many bits, the same at every call. */
function noise(length: number, seed: number): Float64Array {
  let state = seed >>> 0
  return Float64Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state / 4294967296 - 0.5) * 2 ** (state & 7)
  })
}

/** `inPool`: in the memory that the kernels reach, or in JavaScript's. */
function matrix(
  rows: number,
  columns: number,
  dtype: 'float64' | 'float32',
  turned: boolean,
  seed: number,
  inPool = true,
) {
  const values = noise(rows * columns, seed)
  let buffer: Floats = dtype === 'float64' ? values : Float32Array.from(values)
  if (inPool) {
    const room = pooled(dtype, values.length) as Floats
    room.set(values)
    buffer = room
  }
  const shape = turned ? [columns, rows] : [rows, columns]
  const array = NDArray.fromTyped(buffer, shape, dtype)
  return turned ? array.T : array
}

function sumInOrder(a: NDArray, b: NDArray, round: (x: number) => number): number[] {
  const [m, k] = a.shape as [number, number]
  const n = b.shape[1]!
  const x = a.toTyped()
  const y = b.toTyped()
  const out: number[] = []
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0
      for (let p = 0; p < k; p++) sum = round(sum + round(x[i * k + p]! * y[p * n + j]!))
      out.push(sum)
    }
  }
  return out
}

const rounding = { float64: (x: number) => x, float32: Math.fround }

describe('matmul is the sum in order of k, bit by bit', () => {
  for (const dtype of ['float64', 'float32'] as const) {
    test(`${dtype}, any size and layout`, () => {
      const size = fc.integer({ min: 1, max: 60 })
      const flags = fc.tuple(fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean())
      fc.assert(
        fc.property(size, size, size, flags, (m, k, n, [turnA, turnB, poolA, poolB]) => {
          const a = matrix(m, k, dtype, turnA, 1, poolA)
          const b = matrix(k, n, dtype, turnB, 2, poolB)
          expect(Array.from(matmul(a, b).toTyped())).toEqual(sumInOrder(a, b, rounding[dtype]))
        }),
        { numRuns: 120 },
      )
    })

    test(`${dtype}, across the edges of all blocks`, () => {
      for (const [m, k, n] of [
        [129, 257, 5],
        [1027, 3, 9],
        [5, 515, 1029],
        [4, 256, 8],
        [126, 300, 64],
        [128, 600, 40],
        [263, 300, 40],
      ] as const) {
        for (const [turned, inPool] of [
          [false, true],
          [true, true],
          [true, false],
        ] as const) {
          const a = matrix(m, k, dtype, turned, 3, inPool)
          const b = matrix(k, n, dtype, turned, 4, inPool)
          const product = matmul(a, b).toTyped()
          const expected = sumInOrder(a, b, rounding[dtype])
          expect(product.findIndex((value, i) => !Object.is(value, expected[i]))).toBe(-1)
        }
      }
    })
  }

  test('a NaN or an infinity spoils its row and column and nothing else', () => {
    const a = matrix(30, 30, 'float64', false, 5)
    const b = matrix(30, 30, 'float64', false, 6)
    a.share()[7 * 30 + 3] = NaN
    b.share()[4 * 30 + 11] = Infinity
    const product = matmul(a, b).toTyped()
    product.forEach((value, at) => {
      const row = Math.floor(at / 30)
      expect(Number.isNaN(value)).toBe(row === 7)
      if (row !== 7) expect(Number.isFinite(value)).toBe(at % 30 !== 11)
    })
  })
})

test('views that repeat a row or a column, run backwards or skip elements', () => {
  for (const dtype of ['float64', 'float32'] as const) {
    const a = matrix(40, 50, dtype, false, 9)
    const b = matrix(50, 30, dtype, false, 10)
    const left = [
      a,
      NDArray.view(a, [40, 50], [0, 1], 100),
      NDArray.view(a, [40, 50], [1, 0], 7),
      NDArray.view(a, [40, 50], [-50, -1], 1999),
      NDArray.view(a, [13, 50], [150, 1], 0),
      NDArray.view(a, [20, 50], [1, 40], 3),
    ]
    const right = [
      b,
      NDArray.view(b, [50, 30], [0, 1], 60),
      NDArray.view(b, [50, 30], [1, 0], 5),
      NDArray.view(b, [50, 30], [-30, -1], 1499),
      NDArray.view(b, [50, 15], [30, 2], 1),
      NDArray.view(b, [50, 29], [1, 50], 0),
    ]
    for (const x of left) {
      for (const y of right) {
        expect(Array.from(matmul(x, y).toTyped())).toEqual(sumInOrder(x, y, rounding[dtype]))
      }
    }
  }
})

test('stacks, whole numbers and mixed types', () => {
  const a = NDArray.fromTyped(Float32Array.from(noise(2 * 24 * 24, 7)), [2, 24, 24], 'float32')
  const b = NDArray.fromTyped(noise(24 * 24, 8), [24, 24], 'float64')
  const product = matmul(a, b)
  expect(product.dtype).toBe('float64')
  const second = NDArray.view(a, [24, 24], [24, 1], 24 * 24)
  expect(Array.from(product.toTyped().slice(24 * 24))).toEqual(sumInOrder(second, b, rounding.float64))

  const whole = NDArray.fromTyped(
    Int32Array.from({ length: 900 }, (_, i) => i % 31),
    [30, 30],
    'int32',
  )
  const squares = matmul(whole, whole)
  expect(squares.dtype).toBe('int32')
  expect(Array.from(squares.toTyped())).toEqual(sumInOrder(whole, whole, rounding.float64))
})

describe('a large product', () => {
  afterEach(() => setPatience(null))

  test('can be ended between its blocks, and the next one is whole', () => {
    const a = matrix(300, 600, 'float64', false, 1)
    const b = matrix(600, 40, 'float64', false, 2)
    const whole = matmul(a, b).tolist()
    let asked = 0
    setPatience(() => {
      if (++asked === 3) throw new Error('enough')
    })
    expect(() => matmul(a, b)).toThrow('enough')
    setPatience(null)
    expect(matmul(a, b).tolist()).toEqual(whole)
  })
})
