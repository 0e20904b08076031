// Thins long columns for drawing without losing a spike: each bucket keeps its first, lowest, highest and last point.
// Pure.

/**
 * Indices into `values`, ascending, at most about `4 * buckets` of them; all when they are few enough.
 * A value that is no number is kept when it is the first of its bucket, so that a gap stays visible.
 * @param first index of the first value that counts
 * @param end index after the last one
 */
export function downsample(
  values: ArrayLike<number>,
  buckets: number,
  first = 0,
  end = values.length,
): number[] {
  const count = end - first
  if (count <= 4 * buckets) return Array.from({ length: Math.max(0, count) }, (_, i) => first + i)
  const kept: number[] = []
  for (let b = 0; b < buckets; b++) {
    const from = first + Math.floor((b * count) / buckets)
    const to = first + Math.floor(((b + 1) * count) / buckets)
    let low = from
    let high = from
    let broken = -1
    for (let i = from; i < to; i++) {
      const value = values[i]!
      if (Number.isNaN(value)) {
        if (broken < 0) broken = i
        continue
      }
      if (!(values[low]! <= value)) low = i
      if (!(values[high]! >= value)) high = i
    }
    const picked = new Set([from, low, high, to - 1])
    if (broken >= 0) picked.add(broken)
    kept.push(...[...picked].sort((a, b2) => a - b2))
  }
  return kept
}

/** Exponential moving average as in TensorBoard, with the start corrected; 0 leaves the values as they are. */
export function smooth(values: ArrayLike<number>, weight: number): number[] {
  let last = 0
  let count = 0
  return Array.from(values, (value) => {
    if (!Number.isFinite(value)) return value
    last = last * weight + (1 - weight) * value
    count++
    return weight === 0 ? value : last / (1 - weight ** count)
  })
}
