// The ends of a logarithmic axis and the round numbers at which it has figures. Pure; knows no drawing.

export interface LogAxis {
  /** The ends are round too. */
  readonly low: number
  readonly high: number
  /** Ascending, both ends among them unless decades are left out. */
  readonly ticks: readonly number[]
}

/** More decades have not a figure each. */
const mostDecades = 8

/**
 * Whole decades for values that differ by much; less than that has the round numbers in between, or the axis would have
 * two figures.
 * @param least above zero
 * @param most at least `least`, finite
 */
export function logAxis(least: number, most: number): LogAxis {
  const decades = Math.log10(most / least)
  if (decades > 2) return between(least, most, [1], (count) => Math.ceil((count - 1) / mostDecades))
  if (decades > 1) return between(least, most, [1, 2, 5])
  if (decades > 0.4) return between(least, most, [1, 2, 3, 5])
  return between(least, most, [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8])
}

/** Multiples of powers of ten, as text: the engine's own power is not at hand here, and 1e-5 must be 1e-5. */
function between(
  least: number,
  most: number,
  multiples: readonly number[],
  strideOf: (count: number) => number = () => 1,
): LogAxis {
  const numbers: number[] = []
  for (let power = Math.floor(Math.log10(least)) - 1; power <= Math.ceil(Math.log10(most)) + 1; power++)
    numbers.push(...multiples.map((multiple) => Number(`${multiple}e${power}`)))
  const nearly = 1 + 1e-9
  let first = numbers.findIndex((number) => number > least * nearly) - 1
  let last = numbers.findIndex((number) => number * nearly >= most)
  if (first === last) {
    first--
    last++
  }
  const all = numbers.slice(first, last + 1)
  const stride = strideOf(all.length)
  return { low: all[0]!, high: all.at(-1)!, ticks: all.filter((_, i) => i % stride === 0) }
}
