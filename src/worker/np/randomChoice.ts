// Weighted draws as NumPy's choice makes them, from given uniform numbers. Knows no generator.

/** Running sums of the weights, scaled so that the last is 1. */
function cumulative(weights: Float64Array): Float64Array {
  const sums = new Float64Array(weights.length)
  let total = 0
  for (let i = 0; i < weights.length; i++) sums[i] = total += weights[i]!
  return sums.map((sum) => sum / total)
}

/** Number of sums that are not above x (a binary search, right side). */
function searchRight(sums: Float64Array, x: number): number {
  let low = 0
  let high = sums.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sums[middle]! <= x) low = middle + 1
    else high = middle
  }
  return low
}

/** One position for each uniform number, with putting back. */
export function chooseWeighted(weights: Float64Array, uniform: Float64Array): Int32Array {
  const sums = cumulative(weights)
  return Int32Array.from(uniform, (x) => searchRight(sums, x))
}

/** `total` different positions: draws, keeps the first of each, and draws again for those that are missing. */
export function chooseWeightedOnce(
  weights: Float64Array,
  total: number,
  uniform: (n: number) => Float64Array,
): Int32Array {
  const left = weights.slice()
  const found: number[] = []
  while (found.length < total) {
    const numbers = uniform(total - found.length)
    for (const place of found) left[place] = 0
    for (const place of new Set(chooseWeighted(left, numbers))) found.push(place)
  }
  return Int32Array.from(found)
}
