// Builds arrays out of arrays: concatenate, stack, split, repeat, tile, pad, meshgrid. Results are copies.
import { ArrayError } from '../engine/arrayError'
import { take } from '../engine/buffers'
import { promote, type DType } from '../engine/dtype'
import { NDArray } from '../engine/ndarray'
import { describe, formatShape, normalizeAxis, sameShape, sizeOf } from '../engine/shape'
import { assign, getItem } from './indexing'
import { broadcast_to, expand_dims, reshape } from './shaping'

/** The view of `a` that covers `count` positions of one axis from `start`. */
export function sliceAxis(a: NDArray, axis: number, start: number, count: number): NDArray {
  const shape = a.shape.map((length, i) => (i === axis ? count : length))
  return NDArray.view(a, shape, a.strides, a.offset + (count === 0 ? 0 : start * a.strides[axis]!))
}

function checkList(subject: string, arrays: readonly NDArray[]): void {
  if (!Array.isArray(arrays) || !arrays.every((a) => a instanceof NDArray)) {
    throw new ArrayError(`${subject}: expected a list of arrays, got ${describe(arrays)}`, 'write [a, b]')
  }
  if (arrays.length === 0) throw new ArrayError(`${subject}: no arrays given`, 'give at least one')
}

/** Joins arrays along an existing axis (0 by default; null joins them flattened). */
export function concatenate(
  arrays: readonly NDArray[],
  options: { readonly axis?: number | null } = {},
): NDArray {
  checkList('concatenate', arrays)
  if (options.axis === null) return concatenate(arrays.map((a) => reshape(a, -1)))
  const first = arrays[0]!
  const axis = normalizeAxis('concatenate', options.axis ?? 0, first.ndim)
  let dtype: DType = first.dtype
  let total = 0
  for (const a of arrays) {
    const fits =
      a.ndim === first.ndim && a.shape.every((length, i) => i === axis || length === first.shape[i])
    if (!fits) {
      throw new ArrayError(
        `concatenate: shapes ${formatShape(first.shape)} and ${formatShape(a.shape)} differ outside axis ${axis}`,
        'make the other sizes equal',
      )
    }
    dtype = promote(dtype, a.dtype)
    total += a.shape[axis]!
  }
  const shape = first.shape.map((length, i) => (i === axis ? total : length))
  const out = NDArray.fromTyped(take(dtype, sizeOf(shape), shape), shape, dtype)
  let start = 0
  for (const a of arrays) {
    assign(sliceAxis(out, axis, start, a.shape[axis]!), a)
    start += a.shape[axis]!
  }
  return out
}

/** Joins arrays of one shape along a new axis. */
export function stack(arrays: readonly NDArray[], options: { readonly axis?: number } = {}): NDArray {
  checkList('stack', arrays)
  const first = arrays[0]!
  for (const a of arrays) {
    if (!sameShape(a.shape, first.shape)) {
      throw new ArrayError(
        `stack: shapes ${formatShape(first.shape)} and ${formatShape(a.shape)} differ`,
        'all must be equal',
      )
    }
  }
  const axis = normalizeAxis('stack', options.axis ?? 0, first.ndim + 1)
  return concatenate(
    arrays.map((a) => expand_dims(a, axis)),
    { axis },
  )
}

/** Cuts into equal sections (a number) or at positions (a list), as views. */
export function split(
  a: NDArray,
  sections: number | readonly number[],
  options: { readonly axis?: number } = {},
): NDArray[] {
  const axis = normalizeAxis('split', options.axis ?? 0, a.ndim)
  const length = a.shape[axis]!
  if (typeof sections === 'number') {
    if (!Number.isInteger(sections) || sections < 1 || length % sections !== 0) {
      throw new ArrayError(
        `split: axis ${axis} of size ${length} does not divide into ${sections} equal parts`,
        'give positions to cut at, as [2, 5]',
      )
    }
    const count = length / sections
    return Array.from({ length: sections }, (_, i) => sliceAxis(a, axis, i * count, count))
  }
  const bound = (cut: number): number => Math.min(Math.max(cut < 0 ? cut + length : cut, 0), length)
  const cuts = [0, ...sections.map(bound), length]
  return cuts.slice(1).map((end, i) => sliceAxis(a, axis, cuts[i]!, Math.max(end - cuts[i]!, 0)))
}

/** Repeats each element (`repeats` times, or by a count per element) along an axis, or flattened. */
export function repeat(
  a: NDArray,
  repeats: number | readonly number[] | NDArray,
  options: { readonly axis?: number | null } = {},
): NDArray {
  const flat = options.axis === undefined || options.axis === null || a.ndim === 0
  const source = flat ? reshape(a, -1) : a
  const axis = flat ? 0 : normalizeAxis('repeat', options.axis, a.ndim)
  const length = source.shape[axis]!
  const given =
    typeof repeats === 'number'
      ? [repeats]
      : Array.from(repeats instanceof NDArray ? repeats.toTyped() : repeats)
  const fits = given.length === 1 || given.length === length
  if (!fits || !given.every((count) => Number.isInteger(count) && count >= 0)) {
    throw new ArrayError(
      `repeat: counts ${formatShape(given)} do not fit axis ${axis} of size ${length}`,
      'give one whole number, or one for each element',
    )
  }
  if (given.length === 1) return repeatEach(source, given[0]!, axis)
  const places = new Int32Array(given.reduce((total, count) => total + count, 0))
  let at = 0
  given.forEach((count, place) => places.fill(place, at, (at += count)))
  const index = NDArray.fromTyped(places, [places.length], 'int32')
  return getItem(source, [...new Array<string>(axis).fill(':'), index])
}

/** Each element `count` times along an axis: a new axis beside it of which every position is the same. */
function repeatEach(a: NDArray, count: number, axis: number): NDArray {
  const beside = axis + 1
  const spread = NDArray.view(
    a,
    [...a.shape.slice(0, beside), count, ...a.shape.slice(beside)],
    [...a.strides.slice(0, beside), 0, ...a.strides.slice(beside)],
    a.offset,
  )
  const shape = a.shape.map((length, i) => (i === axis ? length * count : length))
  return NDArray.fromTyped(spread.duplicate(), shape, a.dtype)
}

/** Repeats the whole array along each axis. */
export function tile(a: NDArray, repeats: number | readonly number[]): NDArray {
  const reps = typeof repeats === 'number' ? [repeats] : [...repeats]
  if (!reps.every((count) => Number.isInteger(count) && count >= 0)) {
    throw new ArrayError(`tile: repeats ${formatShape(reps)} must be whole numbers from 0`, 'write [2, 3]')
  }
  const ndim = Math.max(a.ndim, reps.length)
  const shape = [...new Array<number>(ndim - a.ndim).fill(1), ...a.shape]
  const counts = [...new Array<number>(ndim - reps.length).fill(1), ...reps]
  const split = shape.flatMap((length) => [1, length])
  const spread = shape.flatMap((length, i) => [counts[i]!, length])
  const out = broadcast_to(reshape(a, split), spread)
  return NDArray.fromTyped(
    out.duplicate(),
    shape.map((length, i) => length * counts[i]!),
    a.dtype,
  )
}

/** Width of the border before and after: one number, one pair for all axes, or a pair for each. */
export type PadWidth = number | readonly number[] | readonly (readonly number[])[]

/** A border of `constant_values` (0 by default) around the array. */
export function pad(
  a: NDArray,
  width: PadWidth,
  options: { readonly constant_values?: number } = {},
): NDArray {
  const pairs = padPairs(a, width)
  const out = NDArray.zeros(
    a.shape.map((length, i) => length + pairs[i]![0]! + pairs[i]![1]!),
    a.dtype,
  )
  if (options.constant_values !== undefined) assign(out, options.constant_values)
  const inside = pairs.reduce((offset, pair, i) => offset + pair[0]! * out.strides[i]!, 0)
  if (sizeOf(a.shape) > 0) assign(NDArray.view(out, a.shape, out.strides, inside), a)
  return out
}

function padPairs(a: NDArray, width: PadWidth): (readonly number[])[] {
  const list = typeof width === 'number' ? [[width, width]] : width
  const pairs =
    list.length > 0 && typeof list[0] === 'number'
      ? [list as readonly number[]]
      : (list as (readonly number[])[])
  const full = pairs.map((pair) => (pair.length === 1 ? [pair[0]!, pair[0]!] : pair))
  const each = full.length === 1 ? a.shape.map(() => full[0]!) : full
  const valid = each.every((pair) => pair.length === 2 && pair.every((n) => Number.isInteger(n) && n >= 0))
  if (each.length !== a.ndim || !valid) {
    throw new ArrayError(
      `pad: widths ${JSON.stringify(width)} do not fit ${formatShape(a.shape)}`,
      'give [before, after] for each axis, whole numbers from 0',
    )
  }
  return each
}

/** Coordinate matrices of coordinate vectors: `xy` swaps the first two axes, `ij` does not. */
export function meshgrid(
  arrays: readonly NDArray[],
  options: { readonly indexing?: 'xy' | 'ij' } = {},
): NDArray[] {
  checkList('meshgrid', arrays)
  const swap = (options.indexing ?? 'xy') === 'xy' && arrays.length > 1
  const axisOf = (i: number): number => (swap && i < 2 ? 1 - i : i)
  const shape = arrays.map((_, axis) => arrays[axisOf(axis)]!.size)
  return arrays.map((a, i) => {
    const line = arrays.map((_, axis) => (axis === axisOf(i) ? a.size : 1))
    return broadcast_to(reshape(a, line), shape).copy()
  })
}
