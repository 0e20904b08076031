// Walks a reduction in the order in which NumPy's iterator does, so that sums have NumPy's bits.
// Source of the order: npyiter_find_best_axis_ordering and npyiter_coalesce_axes (numpy/_core/src/multiarray/nditer_constr.c).
import { allocate, type TypedArray } from '../engine/dtype'
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

/** An axis of a walk; steps count elements. */
export interface Axis {
  readonly length: number
  readonly step: number
  /** 0 along reduced axes. */
  readonly outStep: number
}

/** Folds all runs at once when it can; false: it cannot. `outer` are the axes around the `inner` run. */
export type WholeFold = (
  a: TypedArray,
  start: number,
  outer: readonly Axis[],
  inner: Axis,
  out: TypedArray,
) => boolean

/** A walk over rows without gaps, each folded into an element of its own (`along`) or all of them into one row. */
export function rowsOf(
  outer: readonly Axis[],
  inner: Axis,
): { readonly axis: Axis; readonly along: boolean } | null {
  if (inner.step !== 1 || outer.length > 1) return null
  const axis = outer[0] ?? { length: 1, step: 0, outStep: 1 }
  const along = inner.outStep === 0 && axis.outStep === 1
  const across = inner.outStep === 1 && axis.outStep === 0
  return along || across ? { axis, along } : null
}

/** Folds `a` over `axes` into `out`, whose row-major elements (the kept axes) hold the start values. */
export function foldAxes(
  a: NDArray,
  axes: readonly number[],
  out: TypedArray,
  fold: FoldLoop,
  step: StepLoop,
  whole?: WholeFold,
): void {
  if (a.size === 0) return
  const kept = a.shape.map((length, i) => (axes.includes(i) ? 1 : length))
  const outStrides = stridesOf(kept)
  const order: Axis[] = []
  for (let i = 0; i < a.shape.length; i++) {
    const length = a.shape[i]!
    if (length === 1) continue
    order.push({ length, step: a.strides[i]!, outStep: axes.includes(i) ? 0 : outStrides[i]! })
  }
  const sorted = mergeAxes(sortAxes(order))
  let runs = 0
  while (runs < sorted.length && sorted[sorted.length - 1 - runs]!.outStep === 0) runs++
  if (runs > 1) {
    foldGathered(a, sorted.slice(0, -runs), sorted.slice(-runs), out, fold)
    return
  }
  const inner = sorted.pop() ?? { length: 1, step: 1, outStep: 0 }
  const buffer = a.peek()
  if (whole?.(buffer, a.offset, sorted, inner, out) === true) return
  eachPlace(sorted, a.offset, (p, q) => {
    if (inner.outStep === 0) fold(buffer, p, inner.step, inner.length, out, q)
    else step(buffer, p, inner.step, out, q, inner.outStep, inner.length)
  })
}

/** Elements that NumPy's iterator gathers at most into its buffer. */
const bufferSize = 8192

/**
 * Several innermost axes that do not merge are gathered into one run, as NumPy's buffered iterator does: as many whole
 * axes as the buffer holds, repeated as often as they fit.
 */
function foldGathered(
  a: NDArray,
  outer: readonly Axis[],
  inner: readonly Axis[],
  out: TypedArray,
  fold: FoldLoop,
): void {
  let core = inner[inner.length - 1]!.length
  for (let i = inner.length - 2; i >= 0 && core * inner[i]!.length <= bufferSize; i--)
    core *= inner[i]!.length
  const total = sizeOf(inner.map((axis) => axis.length))
  const chunk = Math.min(core > bufferSize ? core : Math.floor(bufferSize / core) * core, total)
  const from = a.peek()
  const run = allocate(a.dtype, chunk)
  eachPlace(outer, a.offset, (start, q) => {
    let filled = 0
    eachPlace(inner, start, (p) => {
      run[filled++] = from[p]!
      if (filled < chunk) return
      fold(run, 0, 1, filled, out, q)
      filled = 0
    })
    if (filled > 0) fold(run, 0, 1, filled, out, q)
  })
}

/** Visits the places of a strided block in order, with the place of the accumulator. */
function eachPlace(axes: readonly Axis[], start: number, visit: (p: number, q: number) => void): void {
  const total = sizeOf(axes.map((axis) => axis.length))
  const index = new Array<number>(axes.length).fill(0)
  for (let row = 0, p = start, q = 0; row < total; row++) {
    visit(p, q)
    for (let i = axes.length - 1; i >= 0; i--) {
      const axis = axes[i]!
      p += axis.step
      q += axis.outStep
      if (++index[i]! < axis.length) break
      p -= axis.step * axis.length
      q -= axis.outStep * axis.length
      index[i] = 0
    }
  }
}

/** The axes of an array in the order in which NumPy walks it, the widest stride first. */
export function walkOrder(a: NDArray): number[] {
  const axes = a.shape.map((length, axis) => ({ length, step: a.strides[axis]!, outStep: 0, axis }))
  return sortAxes(axes).map((one) => one.axis)
}

/** Largest stride first; axes with stride 0 stay where they are (insertion sort, as the source has it). */
function sortAxes<A extends Axis>(axes: readonly A[]): A[] {
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
