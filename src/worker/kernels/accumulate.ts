// Adds gradients in place.
import { NDArray } from '../engine/ndarray'
import { sameShape } from '../engine/shape'
import { add } from './arithmetic'

/**
 * a + b as a new array in the memory of a, which nobody else may use any more. Where the sum does not fit there (another
 * shape or type, gaps, a number) it is computed as `add` does.
 */
export function accumulate(a: NDArray, b: NDArray): NDArray {
  const fits = a.buffer !== null && a.contiguous && b.contiguous && sameShape(a.shape, b.shape)
  if (!fits || a.dtype !== b.dtype) return add(a, b)
  if (a.dtype === 'float64') {
    addInto64(a.buffer as Float64Array, a.offset, b.peek() as Float64Array, b.offset, a.size)
  } else if (a.dtype === 'float32') {
    addInto32(a.buffer as Float32Array, a.offset, b.peek() as Float32Array, b.offset, a.size)
  } else {
    return add(a, b)
  }
  return new NDArray(a.dtype, a.shape, a.strides, a.offset, a.buffer, 0, true)
}

function addInto64(to: Float64Array, p: number, from: Float64Array, q: number, n: number): void {
  for (let i = 0; i < n; i++) to[p + i] = to[p + i]! + from[q + i]!
}

function addInto32(to: Float32Array, p: number, from: Float32Array, q: number, n: number): void {
  for (let i = 0; i < n; i++) to[p + i] = to[p + i]! + from[q + i]!
}
