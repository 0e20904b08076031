// Results that a kernel writes although they are outside of its memory: small ones, copied there and back. Knows bytes.
import type { TypedArray } from '../engine/dtype'
import { memory } from '../storage/memory'
import { addressOf, isReachable } from './address'
import { layout, tileElements } from './scratch'

const most = 8 * tileElements
const tile = new Uint8Array(memory.buffer, layout.tile, most)

/** Runs `kernel` on the address of `out`, or of a copy that is copied back; false when there is no room for one. */
export function withAddress(out: TypedArray, kernel: (to: number) => void): boolean {
  if (isReachable(out)) {
    kernel(addressOf(out, 0))
    return true
  }
  if (out.byteLength > most) return false
  const bytes = new Uint8Array(out.buffer, out.byteOffset, out.byteLength)
  tile.set(bytes)
  kernel(layout.tile)
  bytes.set(tile.subarray(0, bytes.length))
  return true
}
