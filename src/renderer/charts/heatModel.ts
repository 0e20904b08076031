// Gradient norms as a table of cells, leaf by backward pass, thin enough for a strip of pixels. Pure.
import type { GradientSeries } from '@shared/gradientSeries'

/** What a cell stands for: 1 … steps on the log scale, or one of the cases that have no place on it. */
export type HeatCell = number | 'none' | 'zero' | 'non-finite'

export interface HeatModel {
  /** Rows in the order of the series, each with `columns` cells. */
  readonly rows: readonly (readonly HeatCell[])[]
  readonly columns: number
  /** First and last pass, counted from 0. */
  readonly firstPass: number
  readonly lastPass: number
  /** Ends of the scale: the least and largest positive norm. */
  readonly low: number
  readonly high: number
}

/** Each cell shows the largest norm of its passes, and that one is not finite if any is: nothing is thinned away. */
export function heatModel(
  gradients: readonly GradientSeries[],
  mostColumns: number,
  steps: number,
): HeatModel {
  let firstPass = Infinity
  let lastPass = -1
  let low = Infinity
  let high = 0
  for (const { passes, norms } of gradients) {
    passes.forEach((pass, i) => {
      firstPass = Math.min(firstPass, pass)
      lastPass = Math.max(lastPass, pass)
      const norm = norms[i]!
      if (!(norm > 0) || norm === Infinity) return
      low = Math.min(low, norm)
      high = Math.max(high, norm)
    })
  }
  const count = lastPass < 0 ? 0 : lastPass - firstPass + 1
  const columns = Math.min(count, Math.max(1, mostColumns))
  const span = high > low ? Math.log(high / low) : 0
  const cellOf = (norm: number): HeatCell => {
    if (norm === 0) return 'zero'
    if (norm === -1) return 'none'
    if (!Number.isFinite(norm)) return 'non-finite'
    return span === 0 ? steps : 1 + Math.min(steps - 1, Math.floor((Math.log(norm / low) / span) * steps))
  }
  const rows = gradients.map(({ passes, norms, nonFinite }) => {
    const largest = new Float64Array(columns).fill(-1)
    passes.forEach((pass, i) => {
      const at = Math.floor(((pass - firstPass) * columns) / count)
      const norm = nonFinite[i]! > 0 || Number.isNaN(norms[i]) ? Infinity : norms[i]!
      largest[at] = Math.max(largest[at]!, norm)
    })
    return Array.from(largest, cellOf)
  })
  return { rows, columns, firstPass: count === 0 ? 0 : firstPass, lastPass, low, high }
}
