// The one WebAssembly memory of an engine: the kernels' scratch regions in front, the blocks of arrays behind them.
// Shared, so that helper threads work in it and views stay valid when it grows. Knows bytes only.

const pageBytes = 65536
/** Asked for at a time. Pages that nobody wrote to cost address space only. */
const stepPages = 2048
/** All that 32-bit addresses reach. */
const mostPages = 65536

/** The front of the memory, which kernels share out among themselves (kernels/scratch.ts). */
export const scratchBytes = 16 * 1024 * 1024

/** The last page of the front, in which threads agree on who does what (threads/job.ts). */
export const jobAddress = scratchBytes - pageBytes

export const memory = new WebAssembly.Memory({ initial: stepPages, maximum: mostPages, shared: true })

/** What `memory.buffer` was, last first: a view has the one of the time when it was made. */
const buffers: ArrayBufferLike[] = [memory.buffer]

/** Makes the memory reach up to `end`. False: there is no more. */
export function reach(end: number): boolean {
  const missing = Math.ceil(end / pageBytes) - memory.buffer.byteLength / pageBytes
  if (missing <= 0) return true
  const room = mostPages - memory.buffer.byteLength / pageBytes
  if (missing > room) return false
  try {
    memory.grow(Math.min(room, Math.ceil(missing / stepPages) * stepPages))
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return false
  }
  buffers.unshift(memory.buffer)
  return true
}

/** True when a view of `buffer` can be named to the kernels by its byteOffset. */
export function isKernelMemory(buffer: ArrayBufferLike): boolean {
  return buffer === buffers[0] || buffers.includes(buffer)
}
