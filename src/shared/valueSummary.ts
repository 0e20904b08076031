// The summary of an array's values that a trace carries instead of the array, as a list of float64.
// One element: the list is the element. Else: min, max, mean, L2 norm, share of zeros, share of non-finite,
// exact (1) or sampled (0), then the first elements in row-major order.

export const summaryHead = 7
/** How many leading elements a summary keeps. */
export const summaryElements = 64

export interface ValueSummary {
  readonly min: number
  readonly max: number
  readonly mean: number
  readonly norm: number
  readonly zeros: number
  readonly nonFinite: number
  /** False when the figures come from evenly spread runs of elements of a large array. */
  readonly exact: boolean
  /** The first elements, row-major; all of them when the array has at most `summaryElements`. */
  readonly first: readonly number[]
}

/** Reads the list form. An empty list is the summary of an empty array. */
export function toValueSummary(list: readonly number[]): ValueSummary {
  if (list.length <= 1) {
    const value = list[0] ?? NaN
    const finite = Number.isFinite(value)
    return {
      min: value,
      max: value,
      mean: value,
      norm: Math.abs(value),
      zeros: value === 0 ? 1 : 0,
      nonFinite: list.length === 1 && !finite ? 1 : 0,
      exact: true,
      first: list,
    }
  }
  const [min, max, mean, norm, zeros, nonFinite, exact] = list as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  return { min, max, mean, norm, zeros, nonFinite, exact: exact === 1, first: list.slice(summaryHead) }
}

/** Whether an array holds a NaN or an infinity, as far as its summary tells. */
export const hasNonFinite = (list: readonly number[]): boolean =>
  list.length === 1 ? !Number.isFinite(list[0]) : list.length > 1 && list[5]! > 0
