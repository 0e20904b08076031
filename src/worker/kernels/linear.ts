// Products of matrices and vectors. Knows nothing of element-wise functions.
import { ArrayError } from '../engine/arrayError'
import { allocate, promote, type DType, type TypedArray } from '../engine/dtype'
import { NDArray } from '../engine/ndarray'
import { broadcastShapes, broadcastStrides, formatShape, sizeOf } from '../engine/shape'
import { multiply } from './arithmetic'
import { reshape } from './shaping'
import type { Operand } from './operand'

/** Rows and columns of b that stay in cache while rows of a pass by: 256 x 128 float64 are 256 KiB. */
const blockK = 128
const blockN = 256

/** out[m,n] += a[m,k] · b[k,n], all row-major from their offsets. The order of additions is that of k, four at a time. */
function multiplyInto(
  a: Float64Array,
  at: number,
  b: Float64Array,
  bt: number,
  out: Float64Array,
  ot: number,
  m: number,
  k: number,
  n: number,
): void {
  for (let k0 = 0; k0 < k; k0 += blockK) {
    const k1 = Math.min(k0 + blockK, k)
    const k4 = k0 + ((k1 - k0) & ~3)
    for (let n0 = 0; n0 < n; n0 += blockN) {
      const n1 = Math.min(n0 + blockN, n)
      for (let i = 0; i < m; i++) {
        const row = ot + i * n
        for (let p = k0; p < k4; p += 4)
          addFourRows(a, at + i * k + p, b, bt + p * n + n0, n, out, row + n0, n1 - n0)
        for (let p = k4; p < k1; p++) addRow(a[at + i * k + p]!, b, bt + p * n + n0, out, row + n0, n1 - n0)
      }
    }
  }
}

/** out[j] += Σ a[at + r] · b[bt + r·stride + j] for r < 4, j < n. */
function addFourRows(
  a: Float64Array,
  at: number,
  b: Float64Array,
  bt: number,
  stride: number,
  out: Float64Array,
  ot: number,
  n: number,
): void {
  const x0 = a[at]!
  const x1 = a[at + 1]!
  const x2 = a[at + 2]!
  const x3 = a[at + 3]!
  const b1 = bt + stride
  const b2 = b1 + stride
  const b3 = b2 + stride
  for (let j = 0; j < n; j++) {
    out[ot + j] = out[ot + j]! + (x0 * b[bt + j]! + x1 * b[b1 + j]! + x2 * b[b2 + j]! + x3 * b[b3 + j]!)
  }
}

/** out[j] += x · b[bt + j] for j < n. */
function addRow(x: number, b: Float64Array, bt: number, out: Float64Array, ot: number, n: number): void {
  for (let j = 0; j < n; j++) out[ot + j] = out[ot + j]! + x * b[bt + j]!
}

/**
 * Matrix product with NumPy's rules: 2-d times 2-d, a 1-d operand is a row (first) or a column (second), more axes are
 * stacks of matrices that broadcast. float32 accumulates in float64.
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
  const p = stackOf(left, stack)
  const q = stackOf(right, stack)
  const count = sizeOf(stack)
  const sums = new Float64Array(count * m * n)
  for (let i = 0; i < count; i++) {
    multiplyInto(p.buffer, p.starts[i]!, q.buffer, q.starts[i]!, sums, i * m * n, m, k, n)
  }
  if (dtype === 'float64') return sums
  const out = allocate(dtype, sums.length)
  for (let i = 0; i < sums.length; i++) out[i] = dtype === 'bool' ? (sums[i] === 0 ? 0 : 1) : sums[i]!
  return out
}

/** The operand as row-major float64 matrices and where each matrix of the broadcast stack starts. */
function stackOf(a: NDArray, stack: readonly number[]): { buffer: Float64Array; starts: number[] } {
  const matrix = a.dtype === 'float64' ? a.toContiguous() : a.astype('float64')
  const strides = broadcastStrides(matrix.shape.slice(0, -2), matrix.strides.slice(0, -2), stack)
  let starts = [matrix.offset]
  stack.forEach((length, axis) => {
    starts = starts.flatMap((start) => Array.from({ length }, (_, i) => start + i * strides[axis]!))
  })
  return { buffer: matrix.peek() as Float64Array, starts }
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
