// Buffers of arrays in the kernels' memory. A script never frees one: a buffer that nothing refers to any more is found
// by the garbage collector, which is asked when much was made since the last time. Knows buffers, not arrays.
//
// A buffer's memory is taken again only inside `pooled`. Whoever passes an address to a kernel reads it after its last
// call of that, so that a buffer that died in between is still untouched.
import { itemBytes, type DType, type TypedArray } from '../engine/dtype'
import { Blocks } from './blocks'
import { canCollect, reclaim } from './collector'
import { memory, reach, scratchBytes } from './memory'

/** Larger buffers are the garbage collector's: two or three of them would fill the memory. Bytes. */
const largest = 2 ** 29
/** Without a collector on demand so much is pooled; what is found dead after a task makes room. Bytes. */
const mostUncollected = 384 * 2 ** 20

/** Made between two collections, in bytes: more when collecting takes a large share of the time, less when a small one. */
const leastHeadroom = 48 * 2 ** 20
const mostHeadroom = 256 * 2 ** 20
const largeShare = 0.08
const smallShare = 0.02
/** Looking through millions of objects takes so long, each time, that memory is the lesser evil. */
const longMs = 200
const utmostHeadroom = 2 ** 30

const now = performance.now.bind(performance)

const blocks = new Blocks(scratchBytes, reach)
const registry = new FinalizationRegistry<number>(release)
let headroom = leastHeadroom
let limit = headroom
let collectedAt = now()
/** What the last collection took. */
let lastMs = 0
let overflowBytes = 0

/** A block as one number, which is what the registry holds. */
const classes = 256
function release(held: number): void {
  blocks.giveBack({ address: Math.floor(held / classes), sizeClass: held % classes })
}

/** A buffer of any content in the kernels' memory, or null when there is no room or the buffer is too large. */
export function pooled(dtype: DType, length: number): TypedArray | null {
  const bytes = length * itemBytes[dtype]
  if (bytes <= largest) {
    if (blocks.inUseBytes + bytes > limit) makeRoom(bytes)
    const block = blocks.inUseBytes + bytes > limit ? null : blocks.take(bytes)
    if (block !== null) {
      const buffer = viewAt(dtype, block.address, length)
      registry.register(buffer, block.address * classes + block.sizeClass)
      return buffer
    }
  }
  overflowBytes += bytes
  return null
}

/** Finds dead buffers at once, where the runtime can. */
export function collectNow(): void {
  reclaim(registry, release)
}

/** Finds dead buffers and sets how much may be made before the next time. */
function makeRoom(bytes: number): void {
  if (!canCollect()) {
    limit = mostUncollected
    return
  }
  const started = now()
  collectNow()
  const ended = now()
  const tookMs = ended - started
  const share = tookMs / Math.max(ended - collectedAt, 1e-3)
  collectedAt = ended
  // Once may be the machine's other work.
  const most = Math.min(tookMs, lastMs) > longMs ? utmostHeadroom : mostHeadroom
  lastMs = tookMs
  if (share > largeShare) headroom = Math.min(2 * headroom, most)
  else if (share < smallShare) headroom = Math.max(headroom / 2, leastHeadroom)
  // Much that is alive takes long to look through: then it is looked through less often.
  limit = blocks.inUseBytes + Math.max(headroom, blocks.inUseBytes / 2, 2 * bytes)
}

function viewAt(dtype: DType, address: number, length: number): TypedArray {
  const { buffer } = memory
  switch (dtype) {
    case 'float64':
      return new Float64Array(buffer, address, length)
    case 'float32':
      return new Float32Array(buffer, address, length)
    case 'int32':
      return new Int32Array(buffer, address, length)
    case 'bool':
      return new Uint8Array(buffer, address, length)
  }
}

/** Figures of the pool in bytes; `overflowBytes` counts what was asked for and found no room. */
export function poolStatus() {
  const { inUseBytes, peakInUseBytes, reservedBytes } = blocks
  return { inUseBytes, peakInUseBytes, reservedBytes, overflowBytes }
}
