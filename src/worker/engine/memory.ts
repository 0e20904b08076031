// Facts for the memory ledger: which storage an array uses and how large it is. Knows nothing of variables.
import type { NDArray } from './ndarray'
import { itemBytes } from './dtype'
import { engine } from './state'

/**
 * A number that arrays share when they share memory: views have the id of what they view.
 * Ids are handed out in the order in which arrays are first asked about.
 */
export function ownerId(array: NDArray): number {
  const owner = array.base ?? array
  if (owner.ledgerId === -1) owner.ledgerId = engine.nextArray++
  return owner.ledgerId
}

/** A copy of an array that is one with it in the book: the ledger counts them once. */
export function copyForLedger(array: NDArray): NDArray {
  const copy = array.copy()
  copy.ledgerId = (array.base ?? array).ledgerId
  return copy
}

/** Bytes of the whole storage that an array keeps alive; of a view, those of what it views. */
export function ownedBytes(array: NDArray): number {
  return array.buffer === null ? itemBytes[array.dtype] : array.buffer.byteLength
}

/** True when writing through one array could change what the other shows. */
export function sharesMemory(a: NDArray, b: NDArray): boolean {
  return a === b || (a.buffer !== null && a.buffer === b.buffer)
}
