// Finds segments of a sequence that repeat: the iterations of a loop, the layers of a deep model. Knows only signatures.

/** `count` segments of `period` entries each, from entry `first` on. */
export interface Repeat {
  readonly first: number
  readonly period: number
  readonly count: number
}

/** Two of a kind are two of a kind; three are a pattern. */
const fewest = 3
/** A loop whose body has more entries than this is not found. */
const longestPeriod = 64

/**
 * The repeats of a sequence, not overlapping, ascending. Short periods come first, so that `a a a b a a a b a a a b` is
 * found as three `a` in the places where they stand; what is longer is found by asking again for the shortened sequence.
 * @param signatures equal numbers for entries of one kind
 */
export function findRepeats(signatures: ArrayLike<number>): Repeat[] {
  const { length } = signatures
  const isTaken = new Uint8Array(length)
  const found: Repeat[] = []
  const most = Math.min(longestPeriod, Math.floor(length / fewest))
  for (let period = 1; period <= most; period++) {
    let run = 0
    for (let i = 0; i <= length; i++) {
      const goesOn =
        i + period < length &&
        signatures[i] === signatures[i + period] &&
        isTaken[i] === 0 &&
        isTaken[i + period] === 0
      if (goesOn) {
        run++
        continue
      }
      const count = Math.floor(run / period) + 1
      if (run > 0 && count >= fewest) {
        const first = i - run
        found.push({ first, period, count })
        isTaken.fill(1, first, first + count * period)
      }
      run = 0
    }
  }
  return found.sort((a, b) => a.first - b.first)
}
