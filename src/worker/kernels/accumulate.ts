// Adds gradients in place.
import { NDArray } from '../engine/ndarray'
import { sameShape } from '../engine/shape'
import { add, addLoop } from './arithmetic'

/**
 * a + b as a new array in the memory of a, which nobody else may use any more. Where the sum does not fit there (another
 * shape or type, gaps, a number) it is computed as `add` does.
 */
export function accumulate(a: NDArray, b: NDArray): NDArray {
  const { buffer, dtype } = a
  const fits = a.contiguous && b.contiguous && dtype === b.dtype && sameShape(a.shape, b.shape)
  if (buffer === null || !fits || (dtype !== 'float64' && dtype !== 'float32')) return add(a, b)
  addLoop(dtype)(buffer, a.offset, 1, b.peek(), b.offset, 1, buffer, a.offset, a.size)
  return new NDArray(dtype, a.shape, a.strides, a.offset, buffer, 0, true)
}
