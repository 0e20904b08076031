// A list that is the same one while it says the same: what shows it is not drawn anew with every point of a run.
import { computed, type ComputedRef } from 'vue'

/** @param list of plain data */
export function useSteady<T>(list: () => readonly T[]): ComputedRef<readonly T[]> {
  return computed((before?: readonly T[]) => {
    const now = list()
    return JSON.stringify(before) === JSON.stringify(now) ? before! : now
  })
}
