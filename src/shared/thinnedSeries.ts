// Series that are told for as long as a run goes on, in memory that does not grow with it: the newest points whole, of the
// older ones every so many-th and the extremes between. Knows no events and not what the numbers mean.
import { Column, type NumberColumn, pageSize } from './column'
import { extremesIn } from './downsample'
import { lastSeqAt } from './traceView'

/** What is left of the older points of a series. All of it are points of the run, none is made up. */
export interface Thinned {
  /** So many points are thinned: the first ones of the run. */
  readonly points: number
  /** A power of two: of so many the last is kept, and where each measure was least, greatest and first no number. */
  readonly every: number
  /** Which point of the run each kept one is, from 0. */
  readonly kept: NumberColumn
}

interface ThinnableSeries {
  readonly seqs: NumberColumn
  /** Null while every point is kept. */
  readonly thinned: Thinned | null
}

/** So many points are thinned together, and four times as many newer ones stay whole. */
const pagesAtOnce = 4
const pointsAtOnce = pagesAtOnce * pageSize
const mostWhole = 5 * pointsAtOnce
/** Of thinned points: few buckets have all the extremes that they might. */
const mostKept = 2 * pointsAtOnce
const leastEvery = 16

/** How many points of the run the first `rows` that are kept reach to. */
export function pointsUpTo({ thinned }: Pick<ThinnableSeries, 'thinned'>, rows: number): number {
  if (thinned === null || rows === 0) return rows
  const { points, kept } = thinned
  return rows <= kept.length ? kept.at(rows - 1)! + 1 : points + rows - kept.length
}

/** Index of the first kept point that is point `point` of the run, counted from 0, or a later one. */
export function rowFrom({ thinned }: Pick<ThinnableSeries, 'thinned'>, point: number): number {
  if (thinned === null) return point
  const { points, kept } = thinned
  if (point >= points) return kept.length + point - points
  return lastSeqAt(kept, point - 1) + 1
}

/**
 * The series after a new point: itself, or a new one in place of it whose older points are thinned. That follows from the
 * number of points alone, and what is kept is what thinning all points at once would keep.
 * @param measures columns whose least and greatest numbers are kept, and the first that is no number
 */
export function thinnedIfLong<S extends ThinnableSeries>(
  series: S,
  measures: readonly (keyof S & string)[],
): S {
  const before = series.thinned?.kept.length ?? 0
  if (series.seqs.length - before < mostWhole) return series
  const points = (series.thinned?.points ?? 0) + pointsAtOnce
  const inBucket = 1 + 3 * measures.length
  const every = Math.max(leastEvery, 2 ** Math.ceil(Math.log2((points * inBucket) / mostKept)))
  const rows = rowsOfBuckets(
    (row) => Math.floor((pointsUpTo(series, row + 1) - 1) / every),
    before + pointsAtOnce,
    measures.map((name) => series[name] as NumberColumn),
  )
  const kept = new Column()
  for (const row of rows) kept.push(pointsUpTo(series, row + 1) - 1)
  const columns = Object.entries(series).flatMap(([name, column]) =>
    column instanceof Column ? [[name, column.thinned(rows, pagesAtOnce)] as const] : [],
  )
  return { ...series, ...Object.fromEntries(columns), thinned: { points, every, kept } }
}

/** Of the rows before `end`, in buckets that follow each other: the last of each bucket, and the extremes in it. */
function rowsOfBuckets(
  bucketOf: (row: number) => number,
  end: number,
  measures: readonly NumberColumn[],
): number[] {
  const rows: number[] = []
  for (let from = 0, to = 0; from < end; from = to) {
    const bucket = bucketOf(from)
    while (to < end && bucketOf(to) === bucket) to++
    const picked = [to - 1]
    for (const values of measures) {
      const { low, high, broken } = extremesIn(values, from, to)
      picked.push(low, high, broken)
    }
    picked.sort((a, b) => a - b)
    picked.forEach((row, i) => {
      if (row >= 0 && row !== picked[i - 1]) rows.push(row)
    })
  }
  return rows
}
