// The product that gradients of powers need, in one pass.
import { takeOver } from '../engine/buffers'
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

/**
 * c·x·gy, multiplied from the left; x and gy are of one shape, or broadcast. The result may take over the memory of gy.
 */
export function scaledProduct(c: number, x: NDArray, gy: NDArray): NDArray {
  if (isScalar(x) && isScalar(gy)) return NDArray.scalar(c * x.scalar * gy.scalar)
  const { dtype, size, shape } = x
  const isFloat = dtype === 'float64' || dtype === 'float32'
  const isDense = x.contiguous && gy.contiguous && dtype === gy.dtype && sameShape(shape, gy.shape)
  if (!isFloat || !isDense || size < smallest) return multiply(multiply(c, x), gy)
  const out = takeOver(gy)
  const [p, q] = [x.peek(), gy.peek()]
  if (!isReachable(p) || !isReachable(q) || !isReachable(out)) return multiply(multiply(c, x), gy)
  const kernel = dtype === 'float64' ? 'scaledProduct64' : 'scaledProduct32'
  const bytes = out.BYTES_PER_ELEMENT
  const [a, b, o] = [addressOf(p, x.offset), addressOf(q, gy.offset), addressOf(out, 0)] as const
  if (size < sharedFrom || !shareRuns(kernel, [c, a, b, o, size], [0, bytes, bytes, bytes, 0], 4, size))
    compiled[kernel](c, a, b, o, size)
  return NDArray.fromTyped(out, shape, dtype)
}
