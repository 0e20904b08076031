// The four element types, their storage and NumPy's promotion rules. Knows nothing of arrays.
//
// int32 is the only integer type: it stands where NumPy has int64 (results of argmax, sums of bool, index arrays).
// Plain JavaScript numbers are weak, as Python's are in NumPy 2: they take the array's type when it can hold them.
import { formatBytes } from '@shared/format'
import { ArrayError } from './arrayError'
import { admit } from './memoryLimit'

export const dtypes = ['float64', 'float32', 'int32', 'bool'] as const
export type DType = (typeof dtypes)[number]

/** Where elements live. bool is one byte, 0 or 1. */
export type TypedArray = Float64Array | Float32Array | Int32Array | Uint8Array

/** Bytes of one element. */
export const itemBytes: Readonly<Record<DType, number>> = { float64: 8, float32: 4, int32: 4, bool: 1 }

export const int32Min = -2147483648
export const int32Max = 2147483647

/** No array is larger, in bytes: beyond, machines begin to swap before any allocation fails. */
export const mostArrayBytes = 2 ** 31
/** Buffers above this are asked for with care; smaller ones are always there, or nothing is. */
const carefulBytes = 2 ** 20

/**
 * A zeroed buffer of `length` elements for an array of the run.
 * @param shape of the array that it is for, when that is known: for the error alone
 * @throws ArrayError when it is larger than `mostArrayBytes`, passes the run's limit (memoryLimit.ts) or the machine has
 * no room for it
 */
export function allocate(dtype: DType, length: number, shape?: readonly number[]): TypedArray {
  admitArray(dtype, length, shape)
  return allocateCopy(dtype, length, shape)
}

/** The same for a copy that is only looked at, such as the recorder's: it is no array of the run. */
export function allocateCopy(dtype: DType, length: number, shape?: readonly number[]): TypedArray {
  const bytes = length * itemBytes[dtype]
  if (bytes <= carefulBytes) return bufferOf(dtype, length)
  try {
    return bufferOf(dtype, length)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw tooLarge(dtype, length, bytes, shape, 'the machine has no room for that')
  }
}

/**
 * Counts an array that is about to be made towards the run's limit.
 * @throws ArrayError when it does not fit, with what is alive and what holds it
 */
export function admitArray(dtype: DType, length: number, shape?: readonly number[]): void {
  const bytes = length * itemBytes[dtype]
  if (bytes > mostArrayBytes) throw tooLarge(dtype, length, bytes, shape, 'an array can have 2.1 GB')
  const refusal = admit(bytes)
  if (refusal !== null) throw tooLarge(dtype, length, bytes, shape, refusal, freeing)
}

const freeing =
  'let go of what is not needed any more (a name = null, .data instead of variables in lists, noGrad), use smaller batches, or raise the limit in Run options'

function bufferOf(dtype: DType, length: number): TypedArray {
  switch (dtype) {
    case 'float64':
      return new Float64Array(length)
    case 'float32':
      return new Float32Array(length)
    case 'int32':
      return new Int32Array(length)
    case 'bool':
      return new Uint8Array(length)
  }
}

function tooLarge(
  dtype: DType,
  length: number,
  bytes: number,
  shape: readonly number[] | undefined,
  why: string,
  cure = dtype === 'float64'
    ? "use a smaller shape, smaller batches or dtype 'float32'"
    : 'use a smaller shape or smaller batches',
): ArrayError {
  const what =
    shape === undefined ? `${length.toLocaleString('en-US')} elements` : `shape [${shape.join(',')}]`
  return new ArrayError(`array: ${dtype} of ${what} needs ${sizeText(bytes)}; ${why}`, cure)
}

function sizeText(bytes: number): string {
  if (bytes >= 1e12) return `${(bytes / 1e12).toPrecision(3)} TB`
  return bytes >= 1e9 ? `${(bytes / 1e9).toPrecision(3)} GB` : formatBytes(bytes)
}

/** Spellings of Python and NumPy, to point people to the lab's. */
const foreignNames: Readonly<Record<string, DType>> = {
  float: 'float64',
  double: 'float64',
  f8: 'float64',
  f4: 'float32',
  single: 'float32',
  int: 'int32',
  int64: 'int32',
  i4: 'int32',
  i8: 'int32',
  long: 'int32',
  boolean: 'bool',
  bool_: 'bool',
}

/** Reads a dtype that a script gave. Anything but the four names is an error that lists them. */
export function parseDType(value: unknown): DType {
  if (typeof value === 'string') {
    if ((dtypes as readonly string[]).includes(value)) return value as DType
    const meant = Object.hasOwn(foreignNames, value) ? foreignNames[value] : undefined
    throw new ArrayError(
      `dtype: unknown name '${value}'`,
      meant === undefined ? `use one of ${dtypes.join(', ')}` : `use '${meant}'`,
    )
  }
  throw new ArrayError(
    `dtype: expected a name, got ${value === null ? 'null' : typeof value}`,
    typeof value === 'number' ? 'several sizes stand in one list: [2, 3]' : `use one of ${dtypes.join(', ')}`,
  )
}

const rank: Readonly<Record<DType, number>> = { bool: 0, int32: 1, float32: 2, float64: 3 }

/** The type that holds both, as NumPy's `promote_types`: int32 with float32 is float64. */
export function promote(a: DType, b: DType): DType {
  if (a === b) return a
  if ((a === 'int32' && b === 'float32') || (a === 'float32' && b === 'int32')) return 'float64'
  return rank[a] > rank[b] ? a : b
}

/** True when int32 holds the number exactly. */
export function fitsInt32(value: number): boolean {
  return Number.isInteger(value) && value >= int32Min && value <= int32Max
}

/**
 * The type of an operation between an array of `dtype` and a plain number.
 * A float array keeps its type; an int32 or bool array gives int32 with a whole number that fits, else float64.
 */
export function promoteWeak(dtype: DType, value: number): DType {
  if (dtype === 'float64' || dtype === 'float32') return dtype
  return fitsInt32(value) ? 'int32' : 'float64'
}

/** float types stay, the others become float64: the type of exp, log, division, mean … */
export function toFloating(dtype: DType): DType {
  return dtype === 'float32' ? 'float32' : 'float64'
}

/**
 * One number as `dtype` stores it: rounded to float32, cut towards zero for int32, truth for bool.
 * NaN, infinities and numbers outside int32 are errors for int32 (NumPy's result for them is undefined).
 */
export function castValue(dtype: DType, value: number): number {
  switch (dtype) {
    case 'float64':
      return value
    case 'float32':
      return Math.fround(value)
    case 'int32': {
      const whole = Math.trunc(value)
      if (whole >= int32Min && whole <= int32Max) return whole | 0
      throw new ArrayError(`int32: ${String(value)} does not fit`, `use 'float64' for this array`)
    }
    case 'bool':
      return value === 0 ? 0 : 1
  }
}
