// Reductions over axes: sum, mean, prod, max, min, any, all, var, std. Results are fresh arrays.
import { ArrayError } from '../engine/arrayError'
import { take } from '../engine/buffers'
import { int32Max, int32Min, toFloating, type DType } from '../engine/dtype'
import { NDArray } from '../engine/ndarray'
import {
  formatShape,
  normalizeAxes,
  reducedShape,
  sizeOf,
  stridesOf,
  type AxisArgument,
  type Shape,
} from '../engine/shape'
import { divide, multiply, subtract } from './arithmetic'
import { not_equal } from './compare'
import { placesOfExtremes, wholeExtreme, withExtreme, type Extreme } from './extremes'
import { pairwiseSum, pairwiseSum32 } from './pairwise'
import { sumWhole } from './reduceCompiled'
import { foldAxes, walkOrder, type FoldLoop, type StepLoop, type WholeFold } from './reduceLoop'
import { reshape, transpose } from './shaping'
import { sqrt } from './unary'

/** Over which axes (all by default) and whether they stay with length 1. */
export interface ReduceOptions {
  readonly axis?: AxisArgument
  readonly keepdims?: boolean
}

/** The axes to reduce. As in NumPy, a 0-d array may be reduced along axis 0 or -1: it counts as one element. */
function reduceAxes(subject: string, axis: AxisArgument, ndim: number): number[] {
  return ndim === 0 && (axis === 0 || axis === -1) ? [] : normalizeAxes(subject, axis, ndim)
}

/** Folds over axes into a fresh array that starts as `initial`. */
function fold(
  a: NDArray,
  axes: readonly number[],
  keepdims: boolean,
  dtype: DType,
  initial: number,
  run: FoldLoop,
  step: StepLoop,
  whole?: WholeFold,
): NDArray {
  const shape = reducedShape(a.shape, axes, keepdims)
  const out = take(dtype, sizeOf(shape)).fill(initial)
  foldAxes(a, axes, out, run, step, whole)
  return NDArray.fromTyped(out, shape, dtype)
}

const sumRun: FoldLoop = (a, at, step, n, out, to) => {
  out[to] = out[to]! + pairwiseSum(a, at, step, n)
}
const sumRun32: FoldLoop = (a, at, step, n, out, to) => {
  out[to] = out[to]! + pairwiseSum32(a, at, step, n)
}
const addStep: StepLoop = (a, at, step, out, to, outStep, n) => {
  for (let i = 0; i < n; i++, at += step, to += outStep) out[to] = out[to]! + a[at]!
}

/** Sum as float64 (float32 for float32), in NumPy's order. */
function floatSum(a: NDArray, axes: readonly number[], keepdims: boolean): NDArray {
  const dtype = toFloating(a.dtype)
  return fold(a, axes, keepdims, dtype, 0, dtype === 'float32' ? sumRun32 : sumRun, addStep, sumWhole)
}

/**
 * Sum over axes, bit-identical to NumPy's. float dtypes stay; int32 and bool give int32, and a sum that int32 cannot
 * hold is an error (NumPy would use int64).
 */
export function sum(a: NDArray, options: ReduceOptions = {}): NDArray {
  const axes = reduceAxes('sum', options.axis, a.ndim)
  const total = floatSum(a, axes, options.keepdims === true)
  return a.dtype === 'int32' || a.dtype === 'bool' ? toInt32('sum', total) : total
}

function toInt32(subject: string, total: NDArray): NDArray {
  for (const value of total.toTyped()) {
    if (value > int32Max || value < int32Min) {
      throw new ArrayError(`${subject}: ${String(value)} does not fit int32`, "use astype('float64') first")
    }
  }
  return total.astype('int32')
}

/** Number of elements that fall into one result. */
function countOf(shape: Shape, axes: readonly number[]): number {
  return axes.reduce((count, axis) => count * shape[axis]!, 1)
}

/** Mean over axes; int32 and bool give float64. The mean of nothing is NaN. */
export function mean(a: NDArray, options: ReduceOptions = {}): NDArray {
  const axes = normalizeAxes('mean', options.axis, a.ndim)
  return divide(floatSum(a, axes, options.keepdims === true), countOf(a.shape, axes))
}

const prodRun: FoldLoop = (a, at, step, n, out, to) => {
  for (let i = 0; i < n; i++, at += step) out[to] = out[to]! * a[at]!
}
const prodStep: StepLoop = (a, at, step, out, to, outStep, n) => {
  for (let i = 0; i < n; i++, at += step, to += outStep) out[to] = out[to]! * a[at]!
}

/** Product over axes; bool and int32 give int32 (an error when it does not fit). */
export function prod(a: NDArray, options: ReduceOptions = {}): NDArray {
  const axes = reduceAxes('prod', options.axis, a.ndim)
  const product = fold(a, axes, options.keepdims === true, toFloating(a.dtype), 1, prodRun, prodStep)
  return a.dtype === 'int32' || a.dtype === 'bool' ? toInt32('prod', product) : product
}

const maxRun = withExtreme('max', (a, at, step, n, out, to) => {
  let best = out[to]!
  for (let i = 0; i < n; i++, at += step) {
    const x = a[at]!
    if (!(best >= x) && best === best) best = x
  }
  out[to] = best
})
const maxStep: StepLoop = (a, at, step, out, to, outStep, n) => {
  for (let i = 0; i < n; i++, at += step, to += outStep) {
    const best = out[to]!
    const x = a[at]!
    if (!(best >= x) && best === best) out[to] = x
  }
}
const minRun = withExtreme('min', (a, at, step, n, out, to) => {
  let best = out[to]!
  for (let i = 0; i < n; i++, at += step) {
    const x = a[at]!
    if (!(best <= x) && best === best) best = x
  }
  out[to] = best
})
const minStep: StepLoop = (a, at, step, out, to, outStep, n) => {
  for (let i = 0; i < n; i++, at += step, to += outStep) {
    const best = out[to]!
    const x = a[at]!
    if (!(best <= x) && best === best) out[to] = x
  }
}

const maxWhole = wholeExtreme('max')
const minWhole = wholeExtreme('min')

/** Largest and smallest value of each dtype, with which max and min start. */
const lowest: Readonly<Record<DType, number>> = {
  float64: -Infinity,
  float32: -Infinity,
  int32: int32Min,
  bool: 0,
}
const highest: Readonly<Record<DType, number>> = {
  float64: Infinity,
  float32: Infinity,
  int32: int32Max,
  bool: 1,
}

function checkNotEmpty(subject: string, a: NDArray, axes: readonly number[]): void {
  if (countOf(a.shape, axes) === 0) throw nothingToCompare(subject, a)
}

function nothingToCompare(subject: string, a: NDArray): ArrayError {
  return new ArrayError(
    `${subject}: nothing to compare in an array of shape ${formatShape(a.shape)}`,
    'check its size',
  )
}

/** Largest element over axes; NaN wins. */
export function max(a: NDArray, options: ReduceOptions = {}): NDArray {
  const axes = reduceAxes('max', options.axis, a.ndim)
  checkNotEmpty('max', a, axes)
  return fold(a, axes, options.keepdims === true, a.dtype, lowest[a.dtype], maxRun, maxStep, maxWhole)
}

/** Smallest element over axes; NaN wins. */
export function min(a: NDArray, options: ReduceOptions = {}): NDArray {
  const axes = reduceAxes('min', options.axis, a.ndim)
  checkNotEmpty('min', a, axes)
  return fold(a, axes, options.keepdims === true, a.dtype, highest[a.dtype], minRun, minStep, minWhole)
}

/** True where any element over the axes is non-zero. */
export function any(a: NDArray, options: ReduceOptions = {}): NDArray {
  const axes = reduceAxes('any', options.axis, a.ndim)
  return fold(truths(a), axes, options.keepdims === true, 'bool', lowest.bool, maxRun, maxStep, maxWhole)
}

/** True where every element over the axes is non-zero. */
export function all(a: NDArray, options: ReduceOptions = {}): NDArray {
  const axes = reduceAxes('all', options.axis, a.ndim)
  return fold(truths(a), axes, options.keepdims === true, 'bool', highest.bool, minRun, minStep, minWhole)
}

/** 1 where an element is not zero. */
function truths(a: NDArray): NDArray {
  return a.dtype === 'bool' ? a : not_equal(a, 0)
}

/** Options of variance: the divisor is the count less `ddof`. */
export interface VarOptions extends ReduceOptions {
  readonly ddof?: number
}

/** Variance over axes (mean of squared distances from the mean), computed as NumPy does. */
export function variance(a: NDArray, options: VarOptions = {}): NDArray {
  const axes = normalizeAxes('var', options.axis, a.ndim)
  const order = walkOrder(a)
  const kept = order.filter((axis) => !axes.includes(axis))
  // NumPy keeps the memory order of `a` in its temporaries, on which the order of additions depends.
  const walked = transpose(a, order)
  const places = axes.map((axis) => order.indexOf(axis))
  const count = countOf(a.shape, axes)
  const centre = divide(floatSum(walked, places, true), count)
  const distance = subtract(walked, centre)
  const total = floatSum(multiply(distance, distance), places, false)
  const result = divide(total, Math.max(count - (options.ddof ?? 0), 0))
  const ordered = transpose(
    result,
    [...kept].sort((p, q) => p - q).map((axis) => kept.indexOf(axis)),
  ).toContiguous()
  return options.keepdims === true ? reshape(ordered, reducedShape(a.shape, axes, true)) : ordered
}

/** Standard deviation over axes: the root of the variance. */
export function std(a: NDArray, options: VarOptions = {}): NDArray {
  return sqrt(variance(a, options))
}

/** Position of the first extreme value: along one axis, or in the flattened array. NaN counts as extreme. */
function argExtreme(subject: string, a: NDArray, options: ReduceOptions, name: Extreme): NDArray {
  const { axis } = options
  if (axis !== undefined && axis !== null && typeof axis !== 'number') {
    throw new ArrayError(
      `${subject}: axis must be one number, got ${formatShape(axis)}`,
      'give one axis or none',
    )
  }
  const axes = reduceAxes(subject, axis, a.ndim)
  checkNotEmpty(subject, a, axes)
  const shape = reducedShape(a.shape, axes, options.keepdims === true)
  const out = take('int32', sizeOf(shape)) as Int32Array
  // The axis becomes the last one, so that what is compared stands together.
  const [along] = typeof axis === 'number' ? axes : []
  const order = a.shape.map((_, i) => i).filter((i) => i !== along)
  const rows = along === undefined ? a.toContiguous() : transpose(a, [...order, along]).toContiguous()
  placesOfExtremes(name, rows.peek(), rows.offset, a.size / out.length, out)
  return NDArray.fromTyped(out, shape, 'int32')
}

/** Position (int32) of the first largest element. */
export function argmax(a: NDArray, options: ReduceOptions = {}): NDArray {
  return argExtreme('argmax', a, options, 'max')
}

/** Position (int32) of the first smallest element. */
export function argmin(a: NDArray, options: ReduceOptions = {}): NDArray {
  return argExtreme('argmin', a, options, 'min')
}

/** Running sum along an axis, or over the flattened array. int32 and bool give int32. */
export function cumsum(a: NDArray, options: { readonly axis?: number | null } = {}): NDArray {
  const flat = options.axis === undefined || options.axis === null || a.ndim === 0
  const axis = flat ? 0 : normalizeAxes('cumsum', options.axis, a.ndim)[0]!
  const shape = flat ? [a.size] : a.shape
  const whole = a.dtype === 'int32' || a.dtype === 'bool'
  const dtype = whole ? 'float64' : a.dtype
  const values = a.toTyped()
  const out = take(dtype, values.length)
  const step = stridesOf(shape)[axis]!
  const length = shape[axis]!
  for (let i = 0; i < out.length; i++) {
    const first = Math.floor(i / step) % length === 0
    out[i] = first ? values[i]! : out[i - step]! + values[i]!
  }
  const total = NDArray.fromTyped(out, shape, dtype)
  return whole ? toInt32('cumsum', total) : total
}

/** Sums a down to `shape`, which must broadcast to a's shape: the inverse of broadcasting. */
export function sumTo(a: NDArray, shape: Shape): NDArray {
  const lead = a.ndim - shape.length
  const fits = lead >= 0 && shape.every((length, i) => length === 1 || length === a.shape[lead + i])
  if (!fits) {
    throw new ArrayError(
      `sumTo: ${formatShape(a.shape)} is no broadcast of ${formatShape(shape)}`,
      'sizes must be equal, or 1 in the second',
    )
  }
  const axes = a.shape.map((_, i) => i).filter((i) => i < lead || (shape[i - lead] === 1 && a.shape[i] !== 1))
  if (axes.length === 0) return a
  const total = sum(a, { axis: axes, keepdims: true })
  return NDArray.fromTyped(total.peek(), shape, total.dtype)
}
