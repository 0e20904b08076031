// The product that gradients of powers need, in one pass.
import { take } from '../engine/buffers'
import { NDArray } from '../engine/ndarray'
import { sameShape } from '../engine/shape'
import { shareRuns } from '../threads/crew'
import { addressOf, isReachable } from './address'
import { multiply } from './arithmetic'
import { isScalar } from './operand'
import { compiled } from './scratch'

/** Fewer elements are multiplied one operation after the other, and from so many on helpers are asked. */
const smallest = 256
const sharedFrom = 65536

/** c·x·y, multiplied from the left; x and y are of one shape, or broadcast. */
export function scaledProduct(c: number, x: NDArray, y: NDArray): NDArray {
  if (isScalar(x) && isScalar(y)) return NDArray.scalar(c * x.scalar * y.scalar)
  const { dtype, size, shape } = x
  const isFloat = dtype === 'float64' || dtype === 'float32'
  const isDense = x.contiguous && y.contiguous && dtype === y.dtype && sameShape(shape, y.shape)
  if (!isFloat || !isDense || size < smallest) return multiply(multiply(c, x), y)
  const out = take(dtype, size)
  const [p, q] = [x.peek(), y.peek()]
  if (!isReachable(p) || !isReachable(q) || !isReachable(out)) return multiply(multiply(c, x), y)
  const kernel = dtype === 'float64' ? 'scaledProduct64' : 'scaledProduct32'
  const bytes = out.BYTES_PER_ELEMENT
  const [a, b, o] = [addressOf(p, x.offset), addressOf(q, y.offset), addressOf(out, 0)] as const
  if (size < sharedFrom || !shareRuns(kernel, [c, a, b, o, size], [0, bytes, bytes, bytes, 0], 4, size))
    compiled[kernel](c, a, b, o, size)
  return NDArray.fromTyped(out, shape, dtype)
}
