// Walks a reduction in the order in which NumPy's iterator does, so that sums have NumPy's bits.
// Source of the order: npyiter_find_best_axis_ordering and npyiter_coalesce_axes (numpy/_core/src/multiarray/nditer_constr.c).
import type { TypedArray } from '../engine/dtype'
import type { NDArray } from '../engine/ndarray'
import { sizeOf, stridesOf } from '../engine/shape'

/** The inner run of a reduction: n elements, `step` apart, into the accumulator `out[to]`. */
export type FoldLoop = (
  a: TypedArray,
  at: number,
  step: number,
  n: number,
  out: TypedArray,
  to: number,
) => void

/** One step for each of n accumulators: out[to + i * outStep] takes in a[at + i * step]. */
export type StepLoop = (
  a: TypedArray,
  at: number,
  step: number,
  out: TypedArray,
  to: number,
  outStep: number,
  n: number,
) => void

interface Axis {
  length: number
  step: number
  /** 0 along reduced axes. */
  outStep: number
}

/** Folds `a` over `axes` into `out`, whose row-major elements (the kept axes) hold the start values. */
export function foldAxes(
  a: NDArray,
  axes: readonly number[],
  out: TypedArray,
  fold: FoldLoop,
  step: StepLoop,
): void {
  if (a.size === 0) return
  const kept = a.shape.map((length, i) => (axes.includes(i) ? 1 : length))
  const outStrides = stridesOf(kept)
  let start = a.offset
  const order: Axis[] = []
  for (let i = 0; i < a.shape.length; i++) {
    const length = a.shape[i]!
    if (length === 1) continue
    order.push({ length, step: a.strides[i]!, outStep: axes.includes(i) ? 0 : outStrides[i]! })
  }
  let outStart = 0
  for (const axis of order) {
    if (axis.step < 0 || (axis.step === 0 && axis.outStep < 0)) {
      start += axis.step * (axis.length - 1)
      outStart += axis.outStep * (axis.length - 1)
      axis.step = -axis.step
      axis.outStep = -axis.outStep
    }
  }
  const sorted = mergeAxes(sortAxes(order))
  const inner = sorted.pop() ?? { length: 1, step: 1, outStep: 0 }
  const buffer = a.peek()
  const total = sizeOf(sorted.map((axis) => axis.length))
  const index = new Array<number>(sorted.length).fill(0)
  for (let row = 0, p = start, q = outStart; row < total; row++) {
    if (inner.outStep === 0) fold(buffer, p, inner.step, inner.length, out, q)
    else step(buffer, p, inner.step, out, q, inner.outStep, inner.length)
    for (let i = sorted.length - 1; i >= 0; i--) {
      const axis = sorted[i]!
      p += axis.step
      q += axis.outStep
      if (++index[i]! < axis.length) break
      p -= axis.step * axis.length
      q -= axis.outStep * axis.length
      index[i] = 0
    }
  }
}

/** Largest stride first; axes with stride 0 stay where they are (insertion sort, as the source has it). */
function sortAxes(axes: readonly Axis[]): Axis[] {
  const inward = [...axes].reverse()
  for (let i = 1; i < inward.length; i++) {
    const axis = inward[i]!
    let place = i
    for (let j = i - 1; j >= 0; j--) {
      const other = inward[j]!
      if (axis.step === 0 || other.step === 0) continue
      if (Math.abs(other.step) <= Math.abs(axis.step)) break
      place = j
    }
    inward.splice(i, 1)
    inward.splice(place, 0, axis)
  }
  return inward.reverse()
}

function mergeAxes(axes: readonly Axis[]): Axis[] {
  const merged: Axis[] = []
  for (const axis of axes) {
    const outer = merged.at(-1)
    if (outer?.step === axis.step * axis.length && outer.outStep === axis.outStep * axis.length) {
      merged[merged.length - 1] = {
        length: outer.length * axis.length,
        step: axis.step,
        outStep: axis.outStep,
      }
    } else {
      merged.push(axis)
    }
  }
  return merged
}
