// Adds gradients: the one kernel that may write into an operand.
import type { NDArray } from '../engine/ndarray'
import { sameShape } from '../engine/shape'
import { add } from './arithmetic'

/** a + b. When `owned`, a is nobody else's and its memory is reused where the result fits into it. */
export function accumulate(a: NDArray, b: NDArray, owned = false): NDArray {
  const fits = owned && a.buffer !== null && a.contiguous && b.contiguous && sameShape(a.shape, b.shape)
  if (!fits || a.dtype !== b.dtype || a.buffer === null) return add(a, b)
  if (a.dtype === 'float64') {
    addInto64(a.buffer as Float64Array, a.offset, b.peek() as Float64Array, b.offset, a.size)
  } else if (a.dtype === 'float32') {
    addInto32(a.buffer as Float32Array, a.offset, b.peek() as Float32Array, b.offset, a.size)
  } else {
    return add(a, b)
  }
  return a
}

function addInto64(to: Float64Array, p: number, from: Float64Array, q: number, n: number): void {
  for (let i = 0; i < n; i++) to[p + i] = to[p + i]! + from[q + i]!
}

function addInto32(to: Float32Array, p: number, from: Float32Array, q: number, n: number): void {
  for (let i = 0; i < n; i++) to[p + i] = to[p + i]! + from[q + i]!
}
