// np's reductions, changes of shape, joins, products and checks, with NumPy's order of arguments.
// Options may stand last as an object; an axis may also stand by position, as in NumPy.
import type { Index, IndexItem } from '../engine/arrayIndex'
import { ArrayError } from '../engine/arrayError'
import type { NDArray } from '../engine/ndarray'
import { describe, formatShape, sameShape } from '../engine/shape'
import * as kernels from '../kernels'
import type { ReduceOptions, VarOptions } from '../kernels'
import { asarray, type ArrayLike } from './create'
import { axisOptions, readOptions, type AxisOr } from './options'

type Reduce = (a: ArrayLike, options?: AxisOr<ReduceOptions>) => NDArray

const reduce =
  (subject: string, kernel: (a: NDArray, options: ReduceOptions) => NDArray): Reduce =>
  (a, options) =>
    kernel(asarray(a), axisOptions(subject, options, ['axis', 'keepdims']))

/** Options with one axis only. */
export interface AxisOption {
  readonly axis?: number
}

/** A shape or an order of axes: as one list, or as separate numbers. */
export type Sizes = (number | readonly number[])[]

function flatSizes(sizes: Sizes): number[] {
  return sizes.flatMap((size) => (typeof size === 'number' ? [size] : [...size]))
}

function arrayList(subject: string, arrays: readonly ArrayLike[]): NDArray[] {
  if (Array.isArray(arrays)) return (arrays as readonly ArrayLike[]).map((a) => asarray(a))
  throw new ArrayError(`${subject}: expected a list of arrays, got ${describe(arrays)}`, 'write [a, b]')
}

/** Functions whose first argument is an array; those in methods.ts are also its methods. */
export const functions = {
  sum: reduce('sum', kernels.sum),
  mean: reduce('mean', kernels.mean),
  prod: reduce('prod', kernels.prod),
  max: reduce('max', kernels.max),
  min: reduce('min', kernels.min),
  any: reduce('any', kernels.any),
  all: reduce('all', kernels.all),
  argmax: reduce('argmax', kernels.argmax),
  argmin: reduce('argmin', kernels.argmin),
  std: (a: ArrayLike, options?: AxisOr<VarOptions>): NDArray =>
    kernels.std(asarray(a), axisOptions('std', options, ['axis', 'keepdims', 'ddof'])),
  var: (a: ArrayLike, options?: AxisOr<VarOptions>): NDArray =>
    kernels.var(asarray(a), axisOptions('var', options, ['axis', 'keepdims', 'ddof'])),
  cumsum: (a: ArrayLike, options?: number | null | AxisOption): NDArray =>
    kernels.cumsum(asarray(a), axisOptions<AxisOption>('cumsum', options, ['axis'])),

  /** The same elements in another shape; one size may be -1. */
  reshape: (a: ArrayLike, ...shape: Sizes): NDArray => kernels.reshape(asarray(a), flatSizes(shape)),
  /** The axes in another order, reversed by default. */
  transpose: (a: ArrayLike, ...axes: Sizes): NDArray =>
    kernels.transpose(asarray(a), axes.length === 0 ? null : flatSizes(axes)),
  expand_dims: (a: ArrayLike, axis: number | readonly number[] | { readonly axis: number }): NDArray => {
    const place = typeof axis === 'object' && 'axis' in axis ? axis.axis : axis
    return kernels.expand_dims(asarray(a), place)
  },
  squeeze: (a: ArrayLike, options?: AxisOr<ReduceOptions>): NDArray =>
    kernels.squeeze(asarray(a), axisOptions('squeeze', options, ['axis'])),
  ravel: (a: ArrayLike): NDArray => kernels.reshape(asarray(a), -1),
  broadcast_to: (a: ArrayLike, shape: number | readonly number[]): NDArray =>
    kernels.broadcast_to(asarray(a), shape).copy(),
  flip: (a: ArrayLike, options?: AxisOr<ReduceOptions>): NDArray =>
    kernels.flip(asarray(a), axisOptions('flip', options, ['axis'])),
  split: (a: ArrayLike, sections: number | readonly number[], options?: number | AxisOption): NDArray[] =>
    kernels.split(asarray(a), sections, axisOptions<AxisOption>('split', options, ['axis'])),
  repeat: (
    a: ArrayLike,
    repeats: number | readonly number[] | NDArray,
    options?: number | AxisOption,
  ): NDArray => kernels.repeat(asarray(a), repeats, axisOptions<AxisOption>('repeat', options, ['axis'])),
  tile: (a: ArrayLike, repeats: number | readonly number[]): NDArray => kernels.tile(asarray(a), repeats),
  pad: (
    a: ArrayLike,
    width: kernels.PadWidth,
    options?: { readonly constant_values?: number; readonly mode?: 'constant' },
  ): NDArray => {
    const named = readOptions('pad', options, ['constant_values', 'mode'])
    if ((named.mode ?? 'constant') === 'constant') return kernels.pad(asarray(a), width, named)
    throw new ArrayError(`pad: unknown mode ${describe(named.mode)}`, "only 'constant' exists")
  },

  matmul: (a: ArrayLike, b: ArrayLike): NDArray => kernels.matmul(asarray(a), asarray(b)),
  dot: (a: ArrayLike, b: ArrayLike): NDArray => kernels.dot(asarray(a), asarray(b)),
  outer: (a: ArrayLike, b: ArrayLike): NDArray => kernels.outer(asarray(a), asarray(b)),
} as const

/** Functions that take lists of arrays, a condition, or two arrays to check. */
export const combining = {
  concatenate: (
    arrays: readonly ArrayLike[],
    options?: number | null | { readonly axis?: number | null },
  ): NDArray =>
    kernels.concatenate(
      arrayList('concatenate', arrays),
      axisOptions<{ readonly axis?: number | null }>('concatenate', options, ['axis']),
    ),
  stack: (arrays: readonly ArrayLike[], options?: number | AxisOption): NDArray =>
    kernels.stack(arrayList('stack', arrays), axisOptions<AxisOption>('stack', options, ['axis'])),
  /** Coordinate matrices of coordinate vectors; options `{ indexing: 'xy' | 'ij' }` last. */
  meshgrid: (...parts: readonly (ArrayLike | { readonly indexing?: 'xy' | 'ij' })[]): NDArray[] => {
    const last = parts.at(-1)
    const named = typeof last === 'object' && last.constructor === Object
    const arrays = (named ? parts.slice(0, -1) : parts) as readonly ArrayLike[]
    const options = named ? (last as { readonly indexing?: 'xy' | 'ij' }) : undefined
    return kernels.meshgrid(arrayList('meshgrid', arrays), readOptions('meshgrid', options, ['indexing']))
  },
  where,
  allclose,
  array_equal,
} as const

/** Elements of `a` where the condition holds, else of `b`. With the condition alone: the positions where it holds. */
function where(condition: ArrayLike): NDArray[]
function where(condition: ArrayLike, a: ArrayLike, b: ArrayLike): NDArray
function where(condition: ArrayLike, a?: ArrayLike, b?: ArrayLike): NDArray | NDArray[] {
  const mask = asarray(condition)
  if (a === undefined && b === undefined) return kernels.positions(mask)
  if (a === undefined || b === undefined) {
    throw new ArrayError('where: one of the two values is missing', 'give both, or the condition alone')
  }
  return kernels.where(mask, weak(a), weak(b))
}

function weak(value: ArrayLike): kernels.Operand {
  return typeof value === 'number' || typeof value === 'boolean' ? value : asarray(value)
}

/** Tolerances of allclose. */
export interface CloseOptions {
  readonly rtol?: number
  readonly atol?: number
  readonly equal_nan?: boolean
}

/** True when |a - b| <= atol + rtol * |b| everywhere (broadcast); equal infinities are close, NaN is not. */
function allclose(a: ArrayLike, b: ArrayLike, options?: CloseOptions): boolean {
  const {
    rtol = 1e-5,
    atol = 1e-8,
    equal_nan = false,
  } = readOptions('allclose', options, ['rtol', 'atol', 'equal_nan'])
  const p = asarray(a).astype('float64')
  const q = asarray(b).astype('float64')
  const shape = kernels.equal(p, q).shape
  const left = kernels.broadcast_to(p, shape).toTyped()
  const right = kernels.broadcast_to(q, shape).toTyped()
  return left.every((value, i) => {
    const other = right[i]!
    if (value === other) return true
    if (Number.isNaN(value) && Number.isNaN(other)) return equal_nan
    return Number.isFinite(other) && Math.abs(value - other) <= atol + rtol * Math.abs(other)
  })
}

/** True when both have the same shape and equal elements. */
function array_equal(a: ArrayLike, b: ArrayLike): boolean {
  const p = asarray(a)
  const q = asarray(b)
  return sameShape(p.shape, q.shape) && kernels.all(kernels.equal(p, q)).first() === 1
}

/** `x.get(...index)`: numbers and slices give a view, index arrays and masks a copy. */
export function get(a: NDArray, ...index: Index): NDArray {
  return kernels.getItem(a, index)
}

/** `x.set(value, ...index)`: writes the value (cast, broadcast) and gives the array back. */
export function set(a: NDArray, value: ArrayLike, ...index: readonly IndexItem[]): NDArray {
  if (value === undefined) {
    throw new ArrayError(
      `set: no value for an array of shape ${formatShape(a.shape)}`,
      'write x.set(value, ...index)',
    )
  }
  kernels.setItem(a, index, weak(value))
  return a
}
