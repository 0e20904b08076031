// Products of matrices and vectors. Knows nothing of element-wise functions.
import { ArrayError } from '../engine/arrayError'
import { take } from '../engine/buffers'
import { allocate, promote, type DType, type TypedArray } from '../engine/dtype'
import { NDArray } from '../engine/ndarray'
import { broadcastShapes, broadcastStrides, formatShape, sizeOf } from '../engine/shape'
import { multiply } from './arithmetic'
import { multiplyMatrices, type Matrix } from './product'
import { reshape } from './shaping'
import type { Operand } from './operand'

/**
 * Matrix product with NumPy's rules: 2-d times 2-d, a 1-d operand is a row (first) or a column (second), more axes are
 * stacks of matrices that broadcast. Sums run in the order of k in the type of the result (whole numbers: in float64).
 */
export function matmul(a: NDArray, b: NDArray): NDArray {
  if (a.ndim === 0 || b.ndim === 0) {
    throw new ArrayError(
      `matmul: needs at least 1 dimension, got ${formatShape(a.shape)} and ${formatShape(b.shape)}`,
      'use * for numbers',
    )
  }
  const dtype = promote(a.dtype, b.dtype)
  const left = a.ndim === 1 ? reshape(a, [1, a.size]) : a
  const right = b.ndim === 1 ? reshape(b, [b.size, 1]) : b
  const m = left.shape.at(-2)!
  const k = left.shape.at(-1)!
  const n = right.shape.at(-1)!
  if (k !== right.shape.at(-2)!) {
    throw new ArrayError(
      `matmul: inner sizes differ, got ${formatShape(a.shape)} and ${formatShape(b.shape)}`,
      'transpose the second?',
    )
  }
  const stack = broadcastShapes('matmul', left.shape.slice(0, -2), right.shape.slice(0, -2))
  const out = productOfStacks(left, right, stack, m, k, n, dtype)
  const shape = [...stack, ...(a.ndim === 1 ? [] : [m]), ...(b.ndim === 1 ? [] : [n])]
  return NDArray.fromTyped(out, shape, dtype)
}

function productOfStacks(
  left: NDArray,
  right: NDArray,
  stack: readonly number[],
  m: number,
  k: number,
  n: number,
  dtype: DType,
): TypedArray {
  const p = stackOf(left, stack, dtype)
  const q = stackOf(right, stack, dtype)
  const count = sizeOf(stack)
  const sums = take(dtype === 'float32' ? dtype : 'float64', count * m * n) as Float64Array | Float32Array
  for (let i = 0; i < count; i++) multiplyMatrices(p[i]!, q[i]!, sums, i * m * n, m, k, n)
  if (dtype === 'float64' || dtype === 'float32') return sums
  const out = allocate(dtype, sums.length)
  for (let i = 0; i < sums.length; i++) out[i] = dtype === 'bool' ? (sums[i] === 0 ? 0 : 1) : sums[i]!
  return out
}

/** The matrices of the broadcast stack in order. */
function stackOf(a: NDArray, stack: readonly number[], dtype: DType): Matrix[] {
  // Only float32 rounds what it gets from a wider type.
  const matrix = dtype === 'float32' && a.dtype === 'float64' ? a.astype('float32') : a
  const strides = broadcastStrides(matrix.shape.slice(0, -2), matrix.strides.slice(0, -2), stack)
  let starts = [matrix.offset]
  stack.forEach((length, axis) => {
    starts = starts.flatMap((start) => Array.from({ length }, (_, i) => start + i * strides[axis]!))
  })
  const buffer = matrix.peek()
  const rowStep = matrix.strides.at(-2)!
  const columnStep = matrix.strides.at(-1)!
  return starts.map((start) => ({ buffer, start, rowStep, columnStep }))
}

/** NumPy's dot: inner product, matrix product, product with a number; n-d sums over the last and second-to-last axis. */
export function dot(a: NDArray, b: NDArray): NDArray {
  if (a.ndim === 0 || b.ndim === 0) return multiply(a, b)
  if (a.shape.at(-1)! !== b.shape.at(-2) && !(b.ndim === 1 && a.shape.at(-1)! === b.size)) {
    throw new ArrayError(
      `dot: inner sizes differ, got ${formatShape(a.shape)} and ${formatShape(b.shape)}`,
      'transpose the second?',
    )
  }
  if (b.ndim <= 2) return matmul(a, b)
  const rows = reshape(a, [-1, a.shape.at(-1)!])
  const out = matmul(rows, b)
  const axes = Array.from({ length: out.ndim }, (_, i) => i)
  const moved = [axes.length - 2, ...axes.slice(0, -2), axes.length - 1]
  const strides = moved.map((axis) => out.strides[axis]!)
  const ordered = NDArray.view(
    out,
    moved.map((axis) => out.shape[axis]!),
    strides,
    out.offset,
  )
  return reshape(ordered.copy(), [...a.shape.slice(0, -1), ...b.shape.slice(0, -2), b.shape.at(-1)!])
}

/** out[i, j] = a[i] * b[j] of the flattened operands. */
export function outer(a: NDArray, b: NDArray): NDArray {
  const column: Operand = reshape(a, [a.size, 1])
  return multiply(column, reshape(b, [1, b.size]))
}
