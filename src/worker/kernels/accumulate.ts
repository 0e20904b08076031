// Adds gradients: the one kernel that may write into an operand.
import type { NDArray } from '../engine/ndarray'
import { sameShape } from '../engine/shape'
import { add } from './arithmetic'

/** a + b. When `owned`, a is nobody else's and its memory is reused where the result fits into it. */
export function accumulate(a: NDArray, b: NDArray, owned = false): NDArray {
  const reuse = owned && a.buffer !== null && a.contiguous && b.contiguous && a.dtype === b.dtype
  if (!reuse || a.dtype !== 'float64' || !sameShape(a.shape, b.shape)) return add(a, b)
  const to = a.buffer as Float64Array
  const from = b.peek() as Float64Array
  const p = a.offset
  const q = b.offset
  for (let i = 0; i < a.size; i++) to[p + i] = to[p + i]! + from[q + i]!
  return a
}
