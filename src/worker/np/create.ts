// Makes arrays from values and shapes: array, zeros, arange, … with NumPy's order of arguments.
// Numbers are float64 and booleans bool unless a dtype is given.
import { ArrayError } from '../engine/arrayError'
import { take } from '../engine/buffers'
import { parseDType, promote, type DType, type TypedArray } from '../engine/dtype'
import { NDArray } from '../engine/ndarray'
import { describe, formatShape, parseShape, sizeOf } from '../engine/shape'
import { concatenate } from '../kernels/joining'

/** What can become an array: numbers, booleans, arrays, and lists of them. */
export type ArrayLike = NDArray | number | boolean | TypedArray | readonly ArrayLike[]

/** A dtype by position or as an option. */
export type DTypeArgument = DType | { readonly dtype?: DType } | undefined

function readDType(value: DTypeArgument, otherwise: DType): DType {
  if (value === undefined) return otherwise
  if (typeof value === 'object' && value !== null) {
    return value.dtype === undefined ? otherwise : parseDType(value.dtype)
  }
  return parseDType(value)
}

/** An array of nested lists (all of one length at each depth), or a copy of an array, as `dtype`. */
export function array(values: ArrayLike, dtype?: DTypeArgument): NDArray {
  const made = fromValues(values)
  const wanted = readDType(dtype, made.dtype)
  if (wanted !== made.dtype) return made.astype(wanted)
  return made === values ? made.copy() : made
}

/** The array itself, or a new one of lists and numbers. */
export function asarray(values: ArrayLike, dtype?: DTypeArgument): NDArray {
  const made = fromValues(values)
  const wanted = readDType(dtype, made.dtype)
  return wanted === made.dtype ? made : made.astype(wanted)
}

function fromValues(values: ArrayLike): NDArray {
  if (values instanceof NDArray) return values
  if (typeof values === 'number') return NDArray.scalar(values)
  if (typeof values === 'boolean') return NDArray.scalar(values ? 1 : 0, 'bool')
  if (ArrayBuffer.isView(values)) return fromBuffer(values)
  if (Array.isArray(values)) return fromList(values as readonly ArrayLike[])
  throw new ArrayError(`array: cannot make an array of ${describe(values)}`, cureFor(values))
}

function cureFor(value: unknown): string {
  const data = typeof value === 'object' && value !== null ? (value as { data?: unknown }).data : undefined
  return data instanceof NDArray ? 'use its .data' : 'use numbers, booleans or lists of them'
}

function fromBuffer(values: TypedArray): NDArray {
  const dtype: DType =
    values instanceof Float32Array ? 'float32' : values instanceof Int32Array ? 'int32' : 'float64'
  const copy = take(dtype, values.length)
  copy.set(values)
  return NDArray.fromTyped(copy, [values.length], dtype)
}

/** Nested lists. Every element at one depth must have the same shape. */
function fromList(list: readonly ArrayLike[]): NDArray {
  const shape: number[] = []
  let level: unknown = list
  while (Array.isArray(level)) {
    shape.push(level.length)
    level = (level as unknown[])[0]
  }
  if (level instanceof NDArray || ArrayBuffer.isView(level) || sizeOf(shape) === 0) return fromParts(list)
  const size = sizeOf(shape)
  const out = take('float64', size)
  let at = 0
  const seen = new Set<DType>()
  const walk = (items: readonly unknown[], depth: number): void => {
    if (items.length !== shape[depth]) throw ragged(list, shape, depth, items.length)
    for (const item of items) {
      if (Array.isArray(item)) {
        if (depth + 1 >= shape.length) throw ragged(list, shape, depth + 1, item.length)
        walk(item as readonly unknown[], depth + 1)
        continue
      }
      if (depth + 1 < shape.length) throw ragged(list, shape, depth + 1, null, item)
      const value = readLeaf(item)
      seen.add(value.dtype)
      out[at++] = value.value
    }
  }
  walk(list, 0)
  const made = NDArray.fromTyped(out, shape, 'float64')
  const dtype = [...seen].reduce(promote)
  return dtype === 'float64' ? made : made.astype(dtype)
}

function readLeaf(item: unknown): { readonly value: number; readonly dtype: DType } {
  if (typeof item === 'number') return { value: item, dtype: 'float64' }
  if (typeof item === 'boolean') return { value: item ? 1 : 0, dtype: 'bool' }
  if (item instanceof NDArray && item.ndim === 0) return { value: item.first(), dtype: item.dtype }
  if (item instanceof NDArray) {
    throw new ArrayError(
      `array: a number stands beside an array of shape ${formatShape(item.shape)}`,
      'all parts must have the same shape',
    )
  }
  throw new ArrayError(`array: cannot hold ${describe(item)}`, cureFor(item))
}

/** A list that begins with arrays (or holds no number at all): its parts are stacked. */
function fromParts(list: readonly ArrayLike[]): NDArray {
  if (list.length === 0) return NDArray.zeros([0])
  const parts = list.map((part) => fromValues(part))
  const shape = parts[0]!.shape
  for (const part of parts) {
    if (formatShape(part.shape) !== formatShape(shape)) {
      throw new ArrayError(
        `array: parts differ in shape, ${formatShape(shape)} and ${formatShape(part.shape)}`,
        'all parts must have the same shape',
      )
    }
  }
  const flat = parts.map((part) => NDArray.fromTyped(part.toTyped(), [part.size], part.dtype))
  const joined = concatenate(flat)
  return NDArray.fromTyped(joined.toTyped(), [list.length, ...shape], joined.dtype)
}

function ragged(
  list: readonly unknown[],
  shape: readonly number[],
  depth: number,
  length: number | null,
  item?: unknown,
): ArrayError {
  const expected = shape[depth]
  const found = length === null ? describe(item) : `a list of ${length}`
  const wanted = expected === undefined ? 'a number' : `a list of ${expected}`
  return new ArrayError(
    `array: the list is ragged (${list.length} parts): expected ${wanted} at depth ${depth}, got ${found}`,
    'make all rows equally long',
  )
}

/** Zeros. */
export function zeros(shape: number | readonly number[], dtype?: DTypeArgument): NDArray {
  return NDArray.zeros(parseShape('zeros', shape), readDType(dtype, 'float64'))
}

/** Ones. */
export function ones(shape: number | readonly number[], dtype?: DTypeArgument): NDArray {
  return filled(parseShape('ones', shape), 1, readDType(dtype, 'float64'))
}

/** One value (a number or a 0-d array) everywhere. */
export function full(shape: number | readonly number[], value: ArrayLike, dtype?: DTypeArgument): NDArray {
  const single = asarray(value)
  return filled(parseShape('full', shape), Number(single.item()), readDType(dtype, single.dtype))
}

/** An array whose values will be written; the lab gives zeros, so that runs are reproducible. */
export function empty(shape: number | readonly number[], dtype?: DTypeArgument): NDArray {
  return NDArray.zeros(parseShape('empty', shape), readDType(dtype, 'float64'))
}

function filled(shape: readonly number[], value: number, dtype: DType): NDArray {
  if (shape.length === 0) return NDArray.scalar(value, dtype)
  const cast = NDArray.scalar(value, dtype).first()
  return NDArray.fromTyped(take(dtype, sizeOf(shape), shape).fill(cast), shape, dtype)
}

/** Zeros in the shape and dtype of `a`. */
export function zeros_like(a: ArrayLike, dtype?: DTypeArgument): NDArray {
  const model = asarray(a)
  return NDArray.zeros(model.shape, readDType(dtype, model.dtype))
}

/** Ones in the shape and dtype of `a`. */
export function ones_like(a: ArrayLike, dtype?: DTypeArgument): NDArray {
  const model = asarray(a)
  return filled(model.shape, 1, readDType(dtype, model.dtype))
}

/** One value in the shape and dtype of `a`. */
export function full_like(a: ArrayLike, value: number, dtype?: DTypeArgument): NDArray {
  const model = asarray(a)
  return filled(model.shape, value, readDType(dtype, model.dtype))
}

/** Ones on a diagonal: n rows, m columns (n by default), k above the main one. */
export function eye(
  n: number,
  m?: number | null | { readonly dtype?: DType },
  k = 0,
  dtype?: DTypeArgument,
): NDArray {
  const options = typeof m === 'object' && m !== null ? m : dtype
  const columns = typeof m === 'number' ? m : n
  const shape = parseShape('eye', [n, columns])
  const out = NDArray.zeros(shape, readDType(options, 'float64'))
  const buffer = out.share()
  for (let i = Math.max(0, -k); i < n && i + k < columns; i++) buffer[i * columns + i + k] = 1
  return out
}

/** start, start + step, … below stop. With one number it counts from 0. float64 unless a dtype is given. */
export function arange(
  start: number,
  stop?: number | DTypeArgument,
  step?: number | DTypeArgument,
  dtype?: DTypeArgument,
): NDArray {
  const numbers = [start, stop, step].filter((part): part is number => typeof part === 'number')
  const named = [stop, step, dtype].find((part) => part !== undefined && typeof part !== 'number')
  const from = numbers.length === 1 ? 0 : numbers[0]!
  const to = numbers.length === 1 ? numbers[0]! : numbers[1]!
  const by = numbers[2] ?? 1
  const count = Math.max(0, Math.ceil((to - from) / by))
  if (numbers.length === 0 || !Number.isFinite(count)) {
    throw new ArrayError(
      `arange: no range from ${from} to ${to} in steps of ${by}`,
      'give finite numbers, step not 0',
    )
  }
  const dtypeWanted = readDType(typeof named === 'number' ? undefined : named, 'float64')
  const delta = from + by - from
  const out = take('float64', count, [count])
  for (let i = 0; i < count; i++) out[i] = from + i * delta
  const made = NDArray.fromTyped(out, [count], 'float64')
  return dtypeWanted === 'float64' ? made : made.astype(dtypeWanted)
}

/** Named arguments of linspace. */
export interface LinspaceOptions {
  readonly endpoint?: boolean
  readonly dtype?: DType
}

/** `num` numbers from start to stop in equal steps; the last is `stop` unless endpoint is false. */
export function linspace(start: number, stop: number, num = 50, options: LinspaceOptions = {}): NDArray {
  if (!Number.isInteger(num) || num < 0) {
    throw new ArrayError(`linspace: num must be a whole number from 0, got ${String(num)}`, 'give a count')
  }
  const endpoint = options.endpoint ?? true
  const parts = endpoint ? num - 1 : num
  const delta = stop - start
  const step = delta / parts
  const at = (i: number): number =>
    (parts <= 0 ? i * delta : step === 0 ? (i / parts) * delta : i * step) + start
  const out = take('float64', num, [num])
  for (let i = 0; i < num; i++) out[i] = at(i)
  if (endpoint && num > 1) out[num - 1] = stop
  const made = NDArray.fromTyped(out, [num], 'float64')
  return options.dtype === undefined ? made : made.astype(parseDType(options.dtype))
}
