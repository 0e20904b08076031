// Calls that are cut into chunks give the same bits as whole ones, in whatever order the chunks are done.
import { describe, expect, test, vi } from 'vitest'
import { type DType } from '../engine/dtype'
import { NDArray } from '../engine/ndarray'
import type { Program } from './program'
import { pooled } from '../storage/pool'
import * as kernels from './index'
import { compiled } from './scratch'

type Kernel = (...numbers: readonly number[]) => void
type ShareRuns = (
  kernel: keyof Program,
  args: readonly number[],
  steps: readonly number[],
  lengthAt: number,
  length: number,
) => boolean

let calls = 0

/** Nine chunks, the last one first. */
const inChunks: ShareRuns = (kernel, args, steps, lengthAt, length) => {
  calls++
  const run: Kernel = compiled[kernel]
  const chunk = Math.ceil(length / 9)
  for (let first = Math.floor((length - 1) / chunk) * chunk; first >= 0; first -= chunk) {
    const own = args.map((one, i) => one + steps[i]! * first)
    own[lengthAt] = Math.min(chunk, length - first)
    run(...own)
  }
  return true
}
const notAtAll: ShareRuns = () => false

const crew = vi.hoisted((): { shareRuns: ShareRuns; canShare: () => boolean } => ({
  shareRuns: () => false,
  canShare: () => false,
}))
vi.mock('../threads/crew', () => ({
  canShare: () => crew.canShare(),
  shareRuns: ((...args) => crew.shareRuns(...args)) satisfies ShareRuns,
}))

/** Waves with zeros of both signs among them, in the kernels' memory. */
function wave(shape: readonly number[], dtype: DType, turn = 0): NDArray {
  const size = shape.reduce((a, b) => a * b, 1)
  const buffer = pooled(dtype, size)!
  for (let i = 0; i < size; i++) {
    const value = i % 91 === turn ? -0 : Math.sin(i + turn) * (1 + (i % 97))
    buffer[i] = dtype === 'bool' ? Number(value > 0) : value
  }
  return NDArray.fromTyped(buffer, shape, dtype)
}

/** The first place at which two arrays differ, or -1. */
function firstDifference(a: NDArray, b: NDArray): number {
  expect([a.dtype, a.shape]).toEqual([b.dtype, b.shape])
  const [x, y] = [a.toTyped(), b.toTyped()]
  return x.findIndex((value, i) => !Object.is(value, y[i]))
}

const large = [140_003]
const grid = [301, 467]
const calculations: Record<string, (dtype: 'float64' | 'float32') => NDArray> = {
  sum: (dtype) => kernels.sum(wave(large, dtype)),
  'sum of rows': (dtype) => kernels.sum(wave(grid, dtype), { axis: 1 }),
  less: (dtype) => kernels.less(wave(large, dtype), wave(large, dtype, 1)),
  'greater than a number': (dtype) => kernels.greater(wave(large, dtype), 0.5),
  where: (dtype) => kernels.where(wave(large, 'bool'), wave(large, dtype), wave(large, dtype, 2)),
  'where with a number': (dtype) => kernels.where(wave(large, 'bool'), wave(large, dtype), -1),
  'to float32 or float64': (dtype) => wave(large, dtype).astype(dtype === 'float64' ? 'float32' : 'float64'),
  'from bool': (dtype) => wave(large, 'bool').astype(dtype),
  'a transposed copy': (dtype) => wave(grid, dtype).T.copy(),
  leakyRelu: (dtype) => kernels.leakyRelu(wave(large, dtype), 0.1),
  'the gradient of leakyRelu': (dtype) =>
    kernels.leakyReluGradient(wave(large, dtype), wave(large, dtype, 1), 0.1),
}

describe('in chunks as whole', () => {
  for (const [name, calculate] of Object.entries(calculations)) {
    test(name, () => {
      for (const dtype of ['float64', 'float32'] as const) {
        crew.shareRuns = notAtAll
        const whole = calculate(dtype)
        calls = 0
        crew.shareRuns = inChunks
        const cut = calculate(dtype)
        expect(calls).toBe(1)
        expect(firstDifference(cut, whole)).toBe(-1)
      }
    })
  }
})

test('a product in chunks as whole', () => {
  const [rows, depth, columns] = [263, 600, 90]
  for (const dtype of ['float64', 'float32'] as const) {
    const a = wave([rows, depth], dtype)
    for (const b of [wave([depth, columns], dtype, 1), wave([columns, depth], dtype, 1).T]) {
      crew.canShare = () => false
      const whole = kernels.matmul(a, b)
      crew.canShare = () => true
      crew.shareRuns = inChunks
      calls = 0
      const cut = kernels.matmul(a, b)
      expect(calls).toBeGreaterThan(0)
      expect(firstDifference(cut, whole)).toBe(-1)
    }
  }
})
