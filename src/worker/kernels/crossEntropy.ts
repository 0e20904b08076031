// The softmax along an axis and the mean cross-entropy of rows of scores, with the gradient of the latter. Knows arrays
// and class numbers, not variables.
import { take } from '../engine/buffers'
import { NDArray } from '../engine/ndarray'
import { add, divide, multiply, subtract } from './arithmetic'
import { max, sum } from './reduce'
import { exp, log, negative } from './unary'

/** exp(x) scaled so that it sums to one along an axis, in memory of its own; the largest element is taken out first. */
export function softmax(x: NDArray, axis: number): NDArray {
  const y = exp(subtract(x, max(x, { axis, keepdims: true })))
  return divide(y, sum(y, { axis, keepdims: true }))
}

/** log Σ exp(x) along an axis, which stays with length 1; the largest element is taken out first. */
export function logSumExp(x: NDArray, axis: number): NDArray {
  const largest = max(x, { axis, keepdims: true })
  const total = sum(exp(subtract(x, largest)), { axis, keepdims: true })
  return add(log(total), largest)
}

/** Mean over the rows of x (rows x classes) of -log softmax(x) at each row's label. */
export function crossEntropy(x: NDArray, labels: Int32Array): NDArray {
  const totals = logSumExp(x, 1)
  const { dtype } = totals
  const [scores, logs] = [x.peek(), totals.peek()]
  const [row, column] = x.strides as readonly [number, number]
  const count = labels.length
  // Only the picked logarithms are computed.
  const picked = take(dtype, count)
  for (let i = 0; i < count; i++) {
    picked[i] = scores[x.offset + i * row + labels[i]! * column]! - logs[totals.offset + i]!
  }
  return divide(negative(sum(NDArray.fromTyped(picked, [count], dtype))), count)
}

/** The gradient of x: (softmax(x) - 1 at each row's label) · (gy / rows); gy is one number. */
export function crossEntropyGradient(gy: NDArray, x: NDArray, labels: Int32Array): NDArray {
  const [count, classes] = x.shape as readonly [number, number]
  const difference = softmax(x, 1)
  const values = difference.share()
  for (let i = 0; i < count; i++) {
    const at = difference.offset + i * classes + labels[i]!
    values[at] = values[at]! - 1
  }
  return multiply(difference, multiply(gy, 1 / count))
}
