// Arithmetic on shapes, axes and strides, with NumPy's rules. Knows nothing of buffers.
// Strides count elements, not bytes.
import { ArrayError } from './arrayError'

export type Shape = readonly number[]

/** The shape of every 0-d array. */
export const scalarShape: Shape = Object.freeze([])

/** Most axes that an array may have, as in NumPy 2. */
export const maxNdim = 64

/** `[2,3]`, as error messages show shapes. */
export function formatShape(shape: Shape): string {
  return `[${shape.join(',')}]`
}

/** Number of elements; 1 for a 0-d shape. */
export function sizeOf(shape: Shape): number {
  let size = 1
  for (let i = 0; i < shape.length; i++) size *= shape[i]!
  return size
}

/** Indices of the element that stands `flat` places after the first in row-major order. */
export function placeOf(flat: number, shape: Shape): number[] {
  const place = new Array<number>(shape.length)
  let rest = flat
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    place[axis] = rest % shape[axis]!
    rest = Math.floor(rest / shape[axis]!)
  }
  return place
}

/** Row-major strides. */
export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length)
  let step = 1
  for (let i = shape.length - 1; i >= 0; i--) {
    strides[i] = step
    step *= Math.max(shape[i]!, 1)
  }
  return strides
}

/** True when the elements lie in row-major order without gaps. Axes of length 1 may have any stride. */
export function isContiguous(shape: Shape, strides: readonly number[]): boolean {
  let step = 1
  for (let i = shape.length - 1; i >= 0; i--) {
    const length = shape[i]!
    if (length === 0) return true
    if (length !== 1 && strides[i] !== step) return false
    step *= length
  }
  return true
}

export function sameShape(a: Shape, b: Shape): boolean {
  if (a === b) return true
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/** The common shape of two operands. `subject` names the operation in the error. */
export function broadcastShapes(subject: string, a: Shape, b: Shape): Shape {
  if (sameShape(a, b)) return a
  const ndim = Math.max(a.length, b.length)
  const shape = new Array<number>(ndim)
  for (let i = 0; i < ndim; i++) {
    const p = a[a.length - ndim + i] ?? 1
    const q = b[b.length - ndim + i] ?? 1
    if (p !== q && p !== 1 && q !== 1) {
      throw new ArrayError(
        `${subject}: shapes ${formatShape(a)} and ${formatShape(b)} do not broadcast`,
        'sizes must be equal or 1, counted from the last axis',
      )
    }
    shape[i] = p === 1 ? q : p
  }
  return shape
}

/** Strides with which an array of `from` is read as `to`: 0 along repeated axes. `to` must be a broadcast of it. */
export function broadcastStrides(from: Shape, strides: readonly number[], to: Shape): number[] {
  const lead = to.length - from.length
  const result = new Array<number>(to.length)
  for (let i = 0; i < to.length; i++) {
    result[i] = i < lead || (from[i - lead] === 1 && to[i] !== 1) ? 0 : strides[i - lead]!
  }
  return result
}

/** An axis counted from either end as an index from the front. */
export function normalizeAxis(subject: string, axis: number, ndim: number): number {
  if (!Number.isInteger(axis)) {
    throw new ArrayError(`${subject}: axis must be a whole number, got ${String(axis)}`, 'use 0, 1, … or -1')
  }
  if (axis < -ndim || axis >= ndim) {
    throw new ArrayError(
      `${subject}: axis ${axis} is out of range for ${ndim === 1 ? '1 dimension' : `${ndim} dimensions`}`,
      ndim === 0 ? 'a 0-d array has no axis' : `use ${-ndim} … ${ndim - 1}`,
    )
  }
  return axis < 0 ? axis + ndim : axis
}

/** A position along an axis, counted from either end, as an index from the front. */
export function checkPosition(at: number, length: number, axis: number): number {
  if (!Number.isInteger(at))
    throw new ArrayError(`index: ${String(at)} is no whole number`, 'use 0, 1, … or -1')
  if (at < -length || at >= length) {
    throw new ArrayError(
      `index: ${at} is out of range for axis ${axis} with size ${length}`,
      length === 0 ? 'the axis is empty' : `use ${-length} … ${length - 1}`,
    )
  }
  return at < 0 ? at + length : at
}

/** What callers give for `axis`: one, several, or nothing for all. */
export type AxisArgument = number | readonly number[] | null | undefined

/** The axes as ascending indices from the front; all of them when none is given. Twice the same is an error. */
export function normalizeAxes(subject: string, axis: AxisArgument, ndim: number): number[] {
  if (axis === undefined || axis === null) return Array.from({ length: ndim }, (_, i) => i)
  if (typeof axis === 'number') return [normalizeAxis(subject, axis, ndim)]
  const axes = axis.map((one) => normalizeAxis(subject, one, ndim)).sort((p, q) => p - q)
  for (let i = 1; i < axes.length; i++) {
    if (axes[i] === axes[i - 1]) {
      throw new ArrayError(
        `${subject}: axis ${axes[i]!} is given twice in ${formatShape(axis)}`,
        'name each axis once',
      )
    }
  }
  return axes
}

/** The shape after reducing `axes` (as normalizeAxes gives them). */
export function reducedShape(shape: Shape, axes: readonly number[], keepdims: boolean): number[] {
  return keepdims
    ? shape.map((length, i) => (axes.includes(i) ? 1 : length))
    : shape.filter((_, i) => !axes.includes(i))
}

/** Checks a shape that a script gave: whole numbers from 0 (or -1 when `allowUnknown`). */
export function parseShape(subject: string, value: unknown, allowUnknown = false): number[] {
  const list: unknown[] = Array.isArray(value) ? (value as unknown[]) : [value]
  for (const length of list) {
    if (typeof length !== 'number' || !Number.isInteger(length) || length < (allowUnknown ? -1 : 0)) {
      throw new ArrayError(
        `${subject}: a shape holds whole numbers from 0, got ${describe(length)} in [${list.map(describe).join(',')}]`,
        'write it as [2, 3]',
      )
    }
  }
  if (list.length > maxNdim) {
    throw new ArrayError(`${subject}: ${list.length} axes are too many`, `use at most ${maxNdim}`)
  }
  return list as number[]
}

/** Resolves one -1 and checks that the number of elements stays. */
export function resolveReshape(from: Shape, to: readonly number[]): number[] {
  const size = sizeOf(from)
  const unknown = to.indexOf(-1)
  if (unknown === -1) {
    if (sizeOf(to) === size) return [...to]
  } else {
    if (to.includes(-1, unknown + 1)) {
      throw new ArrayError(
        `reshape: only one size may be -1, got ${formatShape(to)}`,
        'give the others as numbers',
      )
    }
    const known = to.reduce((product, length) => (length === -1 ? product : product * length), 1)
    if (known !== 0 && size % known === 0) return to.map((length) => (length === -1 ? size / known : length))
  }
  throw new ArrayError(
    `reshape: ${formatShape(from)} has ${size} elements, ${formatShape(to)} does not hold them`,
    unknown === -1 ? `the sizes must multiply to ${size}` : `the other sizes must divide ${size}`,
  )
}

/** A short text for a value of any type, for error messages. */
export function describe(value: unknown): string {
  if (value === null || value === undefined || typeof value === 'number' || typeof value === 'boolean')
    return String(value)
  if (typeof value === 'string') return `'${value}'`
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'function') return 'a function'
  const name = value.constructor?.name
  return name === undefined || name === '' || name === 'Object' ? 'an object' : `a ${name}`
}
