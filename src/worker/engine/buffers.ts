// Buffers of arrays: where they come from, and those that the engine gives back because it alone knew them, which are
// taken again instead of left to the garbage collector. Knows buffers, not what is computed.
//
// Two ways lead back. Within one function of the library (`openScope` … `closeScope`) everything that kernels took and
// that is no part of the result is a temporary. And a backward pass gives back gradients that nobody kept or saw.
import { pooled, poolStatus } from '../storage/pool'
import { admitArray, allocate, allocateCopy, type DType, type TypedArray } from './dtype'
import type { NDArray } from './ndarray'

/** Smaller buffers come cheap, and scripts make very many of them. Elements. */
const smallest = 256
/** Most bytes that wait to be taken again. */
const mostBytes = 128 * 1024 * 1024

/** Waiting buffers by kind (type and length), the longest unused kind first. */
const waiting = new Map<number, TypedArray[]>()
let waitingBytes = 0

/** What was taken in the scope that is open; the scope is open exactly while `taking`. */
let taken: TypedArray[] = []
let taking = false

/** Memory that the scope's formula may write its result to. */
let spare: TypedArray | null = null
/** Memory of an operand of the scope's only kernel, which nobody else has. */
let overwritable: TypedArray | null = null

const typeNumbers: Readonly<Record<DType, number>> = { float64: 0, float32: 1, int32: 2, bool: 3 }

function kindOf(dtype: DType, length: number): number {
  return 4 * length + typeNumbers[dtype]
}

/** A buffer of any content: the caller writes every element. @throws ArrayError when there is no room */
export function take(dtype: DType, length: number, shape?: readonly number[]): TypedArray {
  if (length < smallest) return allocate(dtype, length, shape)
  admitArray(dtype, length, shape)
  const buffer = reuse(kindOf(dtype, length)) ?? pooled(dtype, length) ?? allocateCopy(dtype, length, shape)
  if (taking) taken.push(buffer)
  return buffer
}

/**
 * A buffer for a result that takes the place of `array`, element by element: the memory of `array` itself where the
 * scope gives it away, else another one of any content.
 */
export function takeOver({ buffer, contiguous, dtype, size, shape }: NDArray): TypedArray {
  if (buffer === null || buffer !== spare || !contiguous || buffer.length !== size)
    return take(dtype, size, shape)
  spare = null
  return buffer
}

/** A buffer for a result that is computed element by element from `array`: its own memory where nobody else has that. */
export function takeAfter({ buffer, contiguous, dtype, size }: NDArray, wanted: DType): TypedArray {
  if (buffer === null || buffer !== overwritable || !contiguous || dtype !== wanted || buffer.length !== size)
    return take(wanted, size)
  overwritable = null
  return buffer
}

/** A buffer of zeros. */
export function takeZeros(dtype: DType, length: number, shape?: readonly number[]): TypedArray {
  return length < smallest ? allocate(dtype, length, shape) : take(dtype, length, shape).fill(0)
}

function reuse(kind: number): TypedArray | undefined {
  const buffer = waiting.get(kind)?.pop()
  if (buffer !== undefined) waitingBytes -= buffer.byteLength
  return buffer
}

/** Gives a buffer back. Nobody may hold it any more. */
export function giveBack(dtype: DType, buffer: TypedArray): void {
  const bytes = buffer.byteLength
  if (buffer.length < smallest || bytes > mostBytes / 2) return
  const kind = kindOf(dtype, buffer.length)
  const list = waiting.get(kind) ?? []
  // Behind all others: what is in use stays.
  waiting.delete(kind)
  waiting.set(kind, list)
  list.push(buffer)
  waitingBytes += bytes
  for (const [oldest, buffers] of waiting) {
    if (waitingBytes <= mostBytes) break
    for (const one of buffers) waitingBytes -= one.byteLength
    waiting.delete(oldest)
  }
}

/** Takes the memory of an array to which nothing refers any more. Views share memory: theirs is left alone. */
export function discard(array: NDArray): void {
  // One that the recorder was told of is not the caller's alone.
  if (array.ledgerId === -1) discardTold(array)
}

/** The same of an array that the recorder was told of, which has read it: what it wrote down stays true. */
export function discardTold({ base, buffer, contiguous, dtype, size }: NDArray): void {
  if (base === null && buffer !== null && contiguous && buffer.length === size) giveBack(dtype, buffer)
}

/** What the storage of arrays holds at present, in bytes. */
export interface StorageStatus {
  /** In arrays of the pool that scripts or the engine may still use. */
  readonly inUseBytes: number
  /** The most that was in use at once. */
  readonly peakInUseBytes: number
  /** Reserved for the pool so far; what is not in use waits to be used again. */
  readonly reservedBytes: number
  /** Buffers that the engine gave back and that wait to be taken again as they are; part of what is in use. */
  readonly waitingBytes: number
  /** All bytes of large arrays so far for which the pool had no room: they are the garbage collector's. */
  readonly overflowBytes: number
}

/** Figures of the storage of arrays in this thread. */
export function storageStatus(): StorageStatus {
  const { inUseBytes, peakInUseBytes, reservedBytes, overflowBytes } = poolStatus()
  return { inUseBytes, peakInUseBytes, reservedBytes, waitingBytes, overflowBytes }
}

/** Leaves everything that waits to the garbage collector. */
export function forgetBuffers(): void {
  waiting.clear()
  waitingBytes = 0
  abandonScope()
}

/**
 * From here on what kernels take is noted. Scopes do not nest.
 * @param given the memory of an array that nobody needs once the scope's last formula has read it (`takeOver`)
 * @param operand the memory of an operand of the scope's only kernel, that nobody else has (`takeAfter`)
 */
export function openScope(given: TypedArray | null = null, operand: TypedArray | null = null): void {
  taking = true
  spare = given
  overwritable = operand
}

/** Ends the scope after a failure: everything is left to the garbage collector. */
export function abandonScope(): void {
  taking = false
  spare = null
  overwritable = null
  if (taken.length > 0) taken = []
}

/** True when `array` has memory that was taken in the open scope. */
export function isFresh(array: NDArray): boolean {
  return taken.length > 0 && array.buffer !== null && taken.includes(array.buffer)
}

/** Ends the scope of one result: all other memory is given back. */
export function closeScope(result: NDArray): void {
  taking = false
  spare = null
  overwritable = null
  if (taken.length === 0) return
  for (const buffer of taken) if (buffer !== result.buffer) giveBack(dtypeOf(buffer), buffer)
  taken = []
}

/** What has an array as its gradient. */
interface Holder {
  readonly gradientData: NDArray | null
}

/** Ends the scope of a step whose results are the gradients of `holders`. */
export function closeScopeOf(holders: readonly Holder[]): void {
  taking = false
  spare = null
  overwritable = null
  if (taken.length === 0) return
  for (const buffer of taken) {
    if (!holders.some((holder) => holder.gradientData?.buffer === buffer)) giveBack(dtypeOf(buffer), buffer)
  }
  taken = []
}

/** The type that is kept in a kind of buffer. */
export function dtypeOf(buffer: TypedArray): DType {
  if (buffer instanceof Float64Array) return 'float64'
  if (buffer instanceof Float32Array) return 'float32'
  return buffer instanceof Int32Array ? 'int32' : 'bool'
}
