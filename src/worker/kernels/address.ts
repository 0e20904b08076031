// Where elements of a buffer are in the kernels' memory. An address is good until the next buffer is taken: read it last.
import type { TypedArray } from '../engine/dtype'
import { isKernelMemory } from '../storage/memory'

/** True when the compiled kernels reach the buffer. */
export function isReachable(buffer: TypedArray): boolean {
  return isKernelMemory(buffer.buffer)
}

/** Of element `at` of a reachable buffer. */
export function addressOf(buffer: TypedArray, at: number): number {
  return buffer.byteOffset + at * buffer.BYTES_PER_ELEMENT
}
