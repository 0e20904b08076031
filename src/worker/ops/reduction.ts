// The arguments of sums, means and extremes: `{ axis, keepdims }`, or axis and keepdims in NumPy's order.
import { GraphTypeError } from '../engine/graphError'
import { parseOptions } from '../engine/options'
import { describe } from '../engine/shape'

/** Along which axes, all when null; and whether they stay with length 1. */
export interface Reduction {
  readonly axis: number | readonly number[] | null
  readonly keepdims: boolean
}

type Axis = number | readonly number[] | null
export type ReductionArguments = readonly [
  options?: { readonly axis?: Axis; readonly keepdims?: boolean } | Axis,
  keepdims?: boolean,
]

/** Reads the arguments of `subject`. Unknown options and wrong types are errors; axes are checked by the kernel. */
export function parseReduction(subject: string, [first, second]: ReductionArguments): Reduction {
  if (first === undefined || first === null || typeof first === 'number' || Array.isArray(first)) {
    return { axis: parseAxis(subject, first ?? null), keepdims: parseFlag(subject, second ?? false) }
  }
  const options = parseOptions(subject, first, ['axis', 'keepdims'])
  return {
    axis: parseAxis(subject, options['axis'] ?? null),
    keepdims: parseFlag(subject, options['keepdims'] ?? false),
  }
}

function parseAxis(subject: string, axis: unknown): Axis {
  if (axis === null || typeof axis === 'number') return axis
  if (Array.isArray(axis) && axis.every((one) => typeof one === 'number')) return axis
  throw new GraphTypeError(`${subject}: axis is ${describe(axis)}`, 'use a number or a list of numbers')
}

function parseFlag(subject: string, keepdims: unknown): boolean {
  if (typeof keepdims === 'boolean') return keepdims
  throw new GraphTypeError(`${subject}: keepdims is ${describe(keepdims)}`, 'use true or false')
}
