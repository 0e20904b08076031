// Thins long columns for drawing without losing a spike: each bucket keeps its first, lowest, highest and last point.
// Columns only grow: what was looked at once is remembered in blocks, so that a growing curve costs what is new.
import { Column, type NumberColumn } from './column'

/** Values of one block; the extremes of a longer stretch come from its blocks. */
const blockSize = 256
/** Shorter columns are looked through faster than remembered. */
const leastRemembered = 16 * blockSize

/** Where the extremes of a column lie, block by block. */
class Extremes {
  /** Per block: index of the lowest, of the highest, of the first value that is no number (-1: none). */
  private readonly blocks: number[] = []

  constructor(private readonly values: NumberColumn) {}

  /** Indices within `[from, to)`: of the lowest, of the highest, of the first value that is no number or -1. */
  within(from: number, to: number): Found {
    const found = { low: from, high: from, broken: -1 }
    const firstBlock = Math.ceil(from / blockSize)
    const lastBlock = Math.floor(to / blockSize)
    if (firstBlock >= lastBlock) {
      scan(this.values, from, to, found)
      return found
    }
    this.lookAt(lastBlock)
    scan(this.values, from, firstBlock * blockSize, found)
    for (let block = firstBlock; block < lastBlock; block++) {
      consider(this.values, this.blocks[3 * block]!, found)
      consider(this.values, this.blocks[3 * block + 1]!, found)
      const broken = this.blocks[3 * block + 2]!
      if (broken >= 0) consider(this.values, broken, found)
    }
    scan(this.values, lastBlock * blockSize, to, found)
    return found
  }

  private lookAt(blocks: number): void {
    for (let block = this.blocks.length / 3; block < blocks; block++) {
      const first = block * blockSize
      const found = { low: first, high: first, broken: -1 }
      scan(this.values, first, first + blockSize, found)
      this.blocks.push(found.low, found.high, found.broken)
    }
  }
}

interface Found {
  low: number
  high: number
  broken: number
}

function scan(values: NumberColumn, from: number, to: number, found: Found): void {
  for (let i = from; i < to; i++) consider(values, i, found)
}

function consider(values: NumberColumn, i: number, found: Found): void {
  const value = values.at(i)!
  if (Number.isNaN(value)) {
    if (found.broken < 0) found.broken = i
    return
  }
  if (!(values.at(found.low)! <= value)) found.low = i
  if (!(values.at(found.high)! >= value)) found.high = i
}

const remembered = new WeakMap<NumberColumn, Extremes>()
function extremesOf(values: NumberColumn): Extremes {
  if (values.length < leastRemembered) return new Extremes(values)
  let extremes = remembered.get(values)
  if (extremes === undefined) remembered.set(values, (extremes = new Extremes(values)))
  return extremes
}

/**
 * Indices of the lowest and the highest value in `[from, to)`, and of the first that is no number (-1: none). Where none
 * is a number, the first two are `from`. `values` may have grown since the last call.
 */
export const extremesIn = (values: NumberColumn, from: number, to: number): Readonly<Found> =>
  extremesOf(values).within(from, to)

/**
 * Indices into `values`, ascending, at most about `5 * buckets` of them; all when they are few enough.
 * A value that is no number is kept when it is the first of its bucket, so that a gap stays visible.
 * @param values may have grown since the last call; what it held stays as it was
 * @param first index of the first value that counts
 * @param end index after the last one
 * @param edge index at which so large a share of what counts ends; buckets have equally many values unless it is given
 */
export function downsample(
  values: NumberColumn,
  buckets: number,
  first = 0,
  end = values.length,
  edge: (share: number) => number = (share) => first + Math.floor(share * (end - first)),
): number[] {
  const count = end - first
  if (count <= 4 * buckets) return Array.from({ length: Math.max(0, count) }, (_, i) => first + i)
  const extremes = extremesOf(values)
  const kept: number[] = []
  for (let b = 0; b < buckets; b++) {
    const from = edge(b / buckets)
    const to = edge((b + 1) / buckets)
    if (from === to) continue
    const { low, high, broken } = extremes.within(from, to)
    const picked = [from, low, high, to - 1, broken].sort((a, b2) => a - b2)
    picked.forEach((at, i) => {
      if (at >= 0 && at !== picked[i - 1]) kept.push(at)
    })
  }
  return kept
}

interface Average {
  readonly smoothed: Column
  last: number
  count: number
}
const averages = new WeakMap<NumberColumn, { readonly weight: number; readonly average: Average }>()

/**
 * Exponential moving average as in TensorBoard, with the start corrected; 0 leaves the values as they are. The result
 * grows with the column.
 * @param reach how many values of the run the first so many of `values` reach to: one counts for those left out before it
 */
export function smooth(
  values: NumberColumn,
  weight: number,
  reach: (count: number) => number = (count) => count,
): NumberColumn {
  if (weight === 0) return values
  let known = averages.get(values)
  if (known?.weight !== weight) {
    known = { weight, average: { smoothed: new Column(), last: 0, count: 0 } }
    averages.set(values, known)
  }
  const { average } = known
  for (let i = average.smoothed.length; i < values.length; i++) {
    const value = values.at(i)!
    if (!Number.isFinite(value)) {
      average.smoothed.push(value)
      continue
    }
    const counts = reach(i + 1) - reach(i)
    const held = weight ** counts
    average.last = average.last * held + (1 - held) * value
    average.count += counts
    average.smoothed.push(average.last / (1 - weight ** average.count))
  }
  return average.smoothed
}

/** A column made of another one value by value, when they are asked for; one and the same for each column. */
export function derivedColumn(transform: (value: number) => number): (values: NumberColumn) => NumberColumn {
  const known = new WeakMap<NumberColumn, NumberColumn>()
  return (values) => {
    let derived = known.get(values)
    if (derived === undefined) known.set(values, (derived = new DerivedColumn(values, transform)))
    return derived
  }
}

class DerivedColumn implements NumberColumn {
  constructor(
    private readonly values: NumberColumn,
    private readonly transform: (value: number) => number,
  ) {}

  get length(): number {
    return this.values.length
  }

  at(index: number): number | undefined {
    const value = this.values.at(index)
    return value === undefined ? undefined : this.transform(value)
  }
}
