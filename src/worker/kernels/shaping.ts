// Changes of shape: views where NumPy gives views, copies where it copies.
import { ArrayError } from '../engine/arrayError'
import { NDArray } from '../engine/ndarray'
import {
  broadcastShapes,
  broadcastStrides,
  formatShape,
  normalizeAxes,
  normalizeAxis,
  parseShape,
  resolveReshape,
  sameShape,
  stridesOf,
  type AxisArgument,
  type Shape,
} from '../engine/shape'

/** The same elements in another shape (one size may be -1): a view when the layout allows it, else a copy. */
export function reshape(a: NDArray, shape: number | readonly number[]): NDArray {
  const to = resolveReshape(a.shape, parseShape('reshape', shape, true))
  if (a.contiguous) return NDArray.view(a, to, stridesOf(to), a.offset)
  const strides = viewStrides(a, to)
  return strides === null
    ? NDArray.fromTyped(a.duplicate(), to, a.dtype)
    : NDArray.view(a, to, strides, a.offset)
}

/** Strides that show `a` as `to` without a copy, or null when there are none. */
function viewStrides(a: NDArray, to: Shape): number[] | null {
  if (a.size === 0) return stridesOf(to)
  const from = a.shape
    .map((length, i) => ({ length, step: a.strides[i]! }))
    .filter((axis) => axis.length !== 1)
  const strides = new Array<number>(to.length).fill(1)
  let i = 0
  let k = 0
  while (i < from.length) {
    let product = from[i]!.length
    let wanted = to[k]!
    let iEnd = i + 1
    let kEnd = k + 1
    while (product !== wanted) {
      if (wanted < product) wanted *= to[kEnd++]!
      else product *= from[iEnd++]!.length
    }
    for (let axis = i; axis < iEnd - 1; axis++) {
      if (from[axis]!.step !== from[axis + 1]!.length * from[axis + 1]!.step) return null
    }
    let step = from[iEnd - 1]!.step
    for (let axis = kEnd - 1; axis >= k; axis--) {
      strides[axis] = step
      step *= to[axis]!
    }
    i = iEnd
    k = kEnd
  }
  return strides
}

/** The axes in another order (reversed by default), as a view. */
export function transpose(a: NDArray, axes?: readonly number[] | null): NDArray {
  if (axes === undefined || axes === null) return a.T
  const order = axes.map((axis) => normalizeAxis('transpose', axis, a.ndim))
  if (order.length !== a.ndim || new Set(order).size !== a.ndim) {
    throw new ArrayError(
      `transpose: axes ${formatShape(axes)} do not name each axis of ${formatShape(a.shape)} once`,
      `give ${a.ndim} different axes`,
    )
  }
  return NDArray.view(
    a,
    order.map((axis) => a.shape[axis]!),
    order.map((axis) => a.strides[axis]!),
    a.offset,
  )
}

/** New axes of length 1 at the given places of the result, as a view. */
export function expand_dims(a: NDArray, axis: number | readonly number[]): NDArray {
  const places = typeof axis === 'number' ? [axis] : axis
  const axes = normalizeAxes('expand_dims', places, a.ndim + places.length)
  const shape = [...a.shape]
  const strides = [...a.strides]
  for (const place of axes) {
    shape.splice(place, 0, 1)
    strides.splice(place, 0, 0)
  }
  return NDArray.view(a, shape, strides, a.offset)
}

/** Without axes of length 1 (all of them, or those named), as a view. */
export function squeeze(a: NDArray, options: { readonly axis?: AxisArgument } = {}): NDArray {
  const { axis } = options
  const named = axis !== undefined && axis !== null
  const axes = named && a.ndim > 0 ? normalizeAxes('squeeze', axis, a.ndim) : []
  for (const place of axes) {
    if (a.shape[place] !== 1) {
      throw new ArrayError(
        `squeeze: axis ${place} of ${formatShape(a.shape)} has length ${a.shape[place]!}`,
        'only axes of length 1 can go',
      )
    }
  }
  const keep = a.shape.map((_, i) => i).filter((i) => (named ? !axes.includes(i) : a.shape[i] !== 1))
  return NDArray.view(
    a,
    keep.map((i) => a.shape[i]!),
    keep.map((i) => a.strides[i]!),
    a.offset,
  )
}

/** Repeats a to `shape` without copying. The view shares its elements: copy it before writing. */
export function broadcast_to(a: NDArray, shape: number | readonly number[]): NDArray {
  const to = parseShape('broadcast_to', shape)
  if (to.length < a.ndim || !sameShape(broadcastShapes('broadcast_to', a.shape, to), to)) {
    throw new ArrayError(
      `broadcast_to: ${formatShape(a.shape)} does not repeat to ${formatShape(to)}`,
      'sizes must be equal, or 1 in the array',
    )
  }
  return NDArray.view(a, to, broadcastStrides(a.shape, a.strides, to), a.offset)
}

/** The elements in reverse order along the axes (all by default), as a view. */
export function flip(a: NDArray, options: { readonly axis?: AxisArgument } = {}): NDArray {
  const axes = normalizeAxes('flip', options.axis, a.ndim)
  const strides = [...a.strides]
  let offset = a.offset
  if (a.size > 0) {
    for (const axis of axes) {
      offset += strides[axis]! * (a.shape[axis]! - 1)
      strides[axis] = -strides[axis]!
    }
  }
  if (a.ndim === 0) return a
  return NDArray.view(a, a.shape, strides, offset)
}
