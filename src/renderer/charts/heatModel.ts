// Gradient norms as a table of cells, leaf by backward pass, thin enough for a strip of pixels. Pure.
import type { NumberColumn } from '@shared/column'
import { derivedColumn, extremesIn } from '@shared/downsample'
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
    if (passes.length === 0) continue
    firstPass = Math.min(firstPass, passes.at(0)!)
    lastPass = Math.max(lastPass, passes.at(-1)!)
    const sizes = finiteSizes(norms)
    const ends = extremesIn(sizes, 0, sizes.length)
    low = Math.min(low, sizes.at(ends.low)! || Infinity)
    high = Math.max(high, sizes.at(ends.high)! || 0)
  }
  const count = lastPass < 0 ? 0 : lastPass - firstPass + 1
  const columns = Math.min(count, Math.max(1, mostColumns))
  const span = high > low ? Math.log(high / low) : 0
  const cellOf = (norm: number): HeatCell => {
    if (norm === 0) return 'zero'
    return span === 0 ? steps : 1 + Math.min(steps - 1, Math.floor((Math.log(norm / low) / span) * steps))
  }
  const rows = gradients.map(({ passes, norms, nonFinite }) => {
    const cells: HeatCell[] = []
    let from = 0
    for (let column = 0; column < columns; column++) {
      const end = firstPass + Math.ceil(((column + 1) * count) / columns)
      const to = firstFrom(passes, from, end)
      cells.push(from === to ? 'none' : stretchCell(norms, nonFinite, from, to, cellOf))
      from = to
    }
    return cells
  })
  return { rows, columns, firstPass: count === 0 ? 0 : firstPass, lastPass, low, high }
}

/** Neighbours that are the same: the columns from `from` up to, not including, `to`. */
export interface CellRun {
  readonly cell: HeatCell
  readonly from: number
  readonly to: number
}

export function cellRuns(row: readonly HeatCell[]): CellRun[] {
  const runs: { cell: HeatCell; from: number; to: number }[] = []
  row.forEach((cell, c) => {
    const last = runs.at(-1)
    if (last?.cell === cell) last.to = c + 1
    else runs.push({ cell, from: c, to: c + 1 })
  })
  return runs
}

/** What has no place on the scale is left out. */
const finiteSizes = derivedColumn((norm) => (norm > 0 && norm < Infinity ? norm : NaN))

function stretchCell(
  norms: NumberColumn,
  nonFinite: NumberColumn,
  from: number,
  to: number,
  cellOf: (norm: number) => HeatCell,
): HeatCell {
  const { high, broken } = extremesIn(norms, from, to)
  const isBroken = broken >= 0 || norms.at(high) === Infinity
  return isBroken || nonFinite.at(extremesIn(nonFinite, from, to).high)! > 0
    ? 'non-finite'
    : cellOf(norms.at(high)!)
}

/** Index of the first pass from `end` on; passes ascend. */
function firstFrom(passes: NumberColumn, from: number, end: number): number {
  let low = from
  let high = passes.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (passes.at(middle)! < end) low = middle + 1
    else high = middle
  }
  return low
}
