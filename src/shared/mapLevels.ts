// The heights at which a map has its lines. Pure.

/** About so many lines: more are a carpet, fewer show no shape. */
const wanted = 12
/** A map is read on a log scale when its highest place is so many times higher than its lowest tenth. */
const steep = 40
/** Decades below the highest place in which a log map has lines. */
const deepest = 5
/** The part of the map below its lowest line: a smaller one falls between the points, as specks. */
const leastBelow = 0.01

/** Ascending, inside the range of the heights; by the heights themselves when no scale is asked for. */
export function mapLevels(heights: readonly number[], scale?: 'linear' | 'log'): number[] {
  const finite = heights.filter(Number.isFinite).sort((a, b) => a - b)
  const low = finite[Math.floor(leastBelow * finite.length)]
  const high = finite.at(-1)
  if (low === undefined || high === undefined || finite[0] === high) return []
  const valley = finite[Math.floor(finite.length / 10)]!
  const isLog = scale === 'log' || (scale === undefined && finite[0]! >= 0 && high > steep * valley)
  const levels =
    isLog && high > 0 ? logLevels(Math.max(low, high / 10 ** deepest), high) : evenLevels(low, high)
  return levels.filter((level) => level > low && level < high)
}

/** Multiples of 1, 2 or 5 times a power of ten. */
function evenLevels(low: number, high: number): number[] {
  const rough = (high - low) / wanted
  const decade = 10 ** Math.floor(Math.log10(rough))
  const step = decade * ([1, 2, 5, 10].find((factor) => factor * decade >= rough) ?? 10)
  const first = Math.ceil(low / step)
  const last = Math.floor(high / step)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => clean((first + i) * step))
}

/** 1, 2, 5 of each decade, 1 and 3 when there are many decades. */
function logLevels(low: number, high: number): number[] {
  const first = Math.floor(Math.log10(low))
  const last = Math.ceil(Math.log10(high))
  const factors = last - first <= 4 ? [1, 2, 5] : [1, 3]
  return Array.from({ length: last - first + 1 }, (_, i) =>
    factors.map((factor) => clean(factor * 10 ** (first + i))),
  ).flat()
}

/** Without the dust of binary fractions: 0.3, not 0.30000000000000004. */
const clean = (value: number): number => Number(value.toPrecision(12))
