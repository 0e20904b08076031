// Gradients of activations and steps of optimizers in one pass where the compiled kernels reach all arrays, else one
// operation after the other: the bits are the same.
import { take, takeOver } from '../engine/buffers'
import type { DType } from '../engine/dtype'
import { NDArray } from '../engine/ndarray'
import { sameShape } from '../engine/shape'
import { addressOf, isReachable } from './address'
import { add, divide, multiply, subtract } from './arithmetic'
import { where } from './choosing'
import { greater } from './compare'
import type { Width } from './compiledArithmetic'
import { isScalar } from './operand'
import { compiled } from './scratch'
import { shareRuns } from '../threads/crew'
import { sqrt } from './unary'

type Gradient = 'tanhGradient' | 'sigmoidGradient' | 'reluGradient' | 'leakyReluGradient'
type Name = Gradient | 'leakyRelu' | 'descend' | 'momentum' | 'adam'

/** Addresses of the arrays and of the result, the number of elements, the numbers of the formula. */
type Fused = (...args: readonly number[]) => void

/** What wasm/fused.as exports. */
export type CompiledFused = Readonly<Record<`${Name}${Width}`, Fused>>

/** Fewer elements are computed one operation after the other, and from so many on helpers are asked. */
const smallest = 256
const sharedFrom = 65536

/**
 * The result of a kernel, or null where it does not reach. The arrays must be of one shape and type, without gaps.
 * `isGradient`: the first is a gradient, whose memory the result may take over.
 */
function fused(
  name: Name,
  arrays: readonly NDArray[],
  numbers: readonly number[],
  isGradient = false,
): NDArray | null {
  const [first] = arrays as readonly [NDArray]
  const { dtype, shape, size } = first
  if (size < smallest || (dtype !== 'float64' && dtype !== 'float32')) return null
  for (const array of arrays) {
    if (!array.contiguous || array.dtype !== dtype || !sameShape(array.shape, shape)) return null
    if (!isReachable(array.peek())) return null
  }
  const out = isGradient ? takeOver(first) : take(dtype, size)
  if (!isReachable(out)) return null
  const args = arrays.map((array) => addressOf(array.peek(), array.offset))
  args.push(addressOf(out, 0))
  const steps = args.map(() => out.BYTES_PER_ELEMENT)
  const lengthAt = args.length
  args.push(size, ...numbers)
  while (steps.length < args.length) steps.push(0)
  const kernel = `${name}${dtype === 'float64' ? '64' : '32'}` as const
  if (size < sharedFrom || !shareRuns(kernel, args, steps, lengthAt, size)) compiled[kernel](...args)
  return NDArray.fromTyped(out, shape, dtype)
}

/** gy·(1 - y²): the gradient of y = tanh x. */
export function tanhGradient(gy: NDArray, y: NDArray): NDArray {
  if (isScalar(gy) && isScalar(y)) return NDArray.scalar(gy.scalar * (1 - y.scalar * y.scalar))
  return fused('tanhGradient', [gy, y], [], true) ?? multiply(gy, subtract(1, multiply(y, y)))
}

/** (gy·y)·(1 - y): the gradient of y = sigmoid x. */
export function sigmoidGradient(gy: NDArray, y: NDArray): NDArray {
  if (isScalar(gy) && isScalar(y)) return NDArray.scalar(gy.scalar * y.scalar * (1 - y.scalar))
  return fused('sigmoidGradient', [gy, y], [], true) ?? multiply(multiply(gy, y), subtract(1, y))
}

/** 1 where x is above 0, else 0. */
export function unitStep(x: NDArray, dtype: DType): NDArray {
  return greater(x, 0).astype(dtype)
}

/** gy·1 where x is above 0, gy·0 elsewhere: the gradient of relu. */
export function reluGradient(gy: NDArray, x: NDArray): NDArray {
  return fused('reluGradient', [gy, x], [], true) ?? multiply(gy, unitStep(x, gy.dtype))
}

/** x where it is above 0, else x·slope. */
export function leakyRelu(x: NDArray, slope: number): NDArray {
  return fused('leakyRelu', [x], [slope]) ?? where(greater(x, 0), x, multiply(x, slope))
}

/** 1 where x is above 0, else slope. */
export function slopesOf(x: NDArray, slope: number, dtype: DType): NDArray {
  const slopes = where(greater(x, 0), 1, slope)
  return slopes.dtype === dtype ? slopes : slopes.astype(dtype)
}

/** gy·1 where x is above 0, gy·slope elsewhere: the gradient of leakyRelu. */
export function leakyReluGradient(gy: NDArray, x: NDArray, slope: number): NDArray {
  const gradient = fused('leakyReluGradient', [gy, x], [slope], true)
  return gradient ?? multiply(gy, slopesOf(x, slope, gy.dtype))
}

/** p - g·rate. */
export function descend(p: NDArray, g: NDArray, rate: number): NDArray {
  return fused('descend', [p, g], [rate]) ?? subtract(p, multiply(g, rate))
}

/** What a step of an optimizer makes: the new parameter, and what it keeps for the next step. */
export interface Step<Kept> {
  readonly data: NDArray
  readonly kept: Kept
}

/** v·kept - g·rate is kept and added to p. The memory of v, which is the optimizer's own, is used again. */
export function descendWithMomentum(
  p: NDArray,
  v: NDArray,
  g: NDArray,
  kept: number,
  rate: number,
): Step<NDArray> {
  const data = fused('momentum', [p, v, g], [kept, rate])
  if (data !== null) return { data, kept: v }
  const velocity = subtract(multiply(v, kept), multiply(g, rate))
  return { data: add(p, velocity), kept: velocity }
}

/** Adam's running means of g and g², with the weights a and b of the new ones, and p - mean·rate / (√square + eps). */
export function descendByAdam(
  p: NDArray,
  [m, v]: readonly [NDArray, NDArray],
  g: NDArray,
  [a, b, rate, eps]: readonly [number, number, number, number],
): Step<readonly [NDArray, NDArray]> {
  const data = fused('adam', [p, m, v, g], [a, b, rate, eps])
  if (data !== null) return { data, kept: [m, v] }
  const mean = add(m, multiply(subtract(g, m), a))
  const square = add(v, multiply(subtract(multiply(g, g), v), b))
  return { data: subtract(p, divide(multiply(mean, rate), add(sqrt(square), eps))), kept: [mean, square] }
}
