// The known word nearest to a mistyped one, by edit distance. Knows no words itself.

/** The nearest of `known`, or undefined when none is near: at most a third of the letters may differ. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const limit = Math.floor(word.length / 3)
  let best: string | undefined
  let bestDistance = limit + 1
  const lower = word.toLowerCase()
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) > limit) continue
    const distance = candidate.toLowerCase() === lower ? 0.5 : editDistance(lower, candidate.toLowerCase())
    if (distance < bestDistance && candidate !== word) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

/** Damerau and Levenshtein's distance with neighbours swapped (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let previous: number[] = []
  let current = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const before = previous
    previous = current
    current = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, before[j - 2]! + 1)
      current.push(cost)
    }
  }
  return current[b.length]!
}
