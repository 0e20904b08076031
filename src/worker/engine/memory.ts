// Facts for the memory ledger: which storage an array uses and how large it is. Knows nothing of variables.
import type { NDArray } from './ndarray'
import { itemBytes } from './dtype'
import { engine } from './state'

/** Identity of each storage, by its buffer, or by the array itself while its value is inline. */
const owners = new WeakMap<object, number>()

/**
 * A number that arrays share when they share memory: views have the id of what they view.
 * Ids are handed out in the order in which arrays are first asked about.
 */
export function ownerId(array: NDArray): number {
  const known = (array.buffer === null ? undefined : owners.get(array.buffer)) ?? owners.get(array)
  const id = known ?? engine.nextArray++
  if (known === undefined) owners.set(array, id)
  // An inline value that got a buffer (see NDArray.share) stays the same storage.
  if (array.buffer !== null) owners.set(array.buffer, id)
  return id
}

/** Bytes of the whole storage that an array keeps alive; of a view, those of what it views. */
export function ownedBytes(array: NDArray): number {
  return array.buffer === null ? itemBytes[array.dtype] : array.buffer.byteLength
}

/** True when writing through one array could change what the other shows. */
export function sharesMemory(a: NDArray, b: NDArray): boolean {
  return a === b || (a.buffer !== null && a.buffer === b.buffer)
}

/** Starts the ids at 0 again, for a fresh run. */
export function resetOwnerIds(): void {
  engine.nextArray = 0
}
