// Prints arrays as NumPy 2 does. Reads arrays only.
import type { NDArray } from './ndarray'

/** NumPy's `str(array)`. */
export function formatArray(array: NDArray): string {
  return JSON.stringify(array.tolist())
}
