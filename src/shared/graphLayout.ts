// Places a computational graph: ranks are given by generation, orders by barycenter sweeps, places by isotonic
// regression. Pure, no drawing; runs in a worker. Sizes and places in pixels at scale 1.

export interface LayoutInput {
  /** Column of each item, from the left. */
  readonly ranks: readonly number[]
  readonly widths: readonly number[]
  readonly heights: readonly number[]
  /** Pairs `from, to` of item indices, with `rank(from) < rank(to)` wherever the pair is to be drawn forward. */
  readonly edges: readonly number[]
  readonly direction: Direction
}

export interface LayoutResult {
  /** Centres. */
  readonly x: Float64Array
  readonly y: Float64Array
  /** Per edge the points between its ends, as `x, y` pairs: where it passes other columns. */
  readonly bends: readonly (readonly number[])[]
  readonly width: number
  readonly height: number
  readonly direction: Direction
}

/** Which way the ranks go. */
export type Direction = 'right' | 'down'

/** Between ranks: room for what an edge carries back, which is far wider than high. */
const rankGap: Readonly<Record<Direction, number>> = { right: 54, down: 28 }
const rowGap = 16
const bendHeight = 8
const sweeps = 8
const placingSweeps = 6
/** Edges that skip more columns than this are drawn straight and move nobody: their bends would hide what they show. */
const longestBend = 12

/** Items and the bends of long edges, which take part in the ordering as if they were items. */
interface Layers {
  readonly count: number
  readonly columns: number[][]
  readonly before: number[][]
  readonly after: number[][]
  readonly heights: number[]
  readonly bendsOfEdge: number[][]
}

export function layoutGraph(input: LayoutInput): LayoutResult {
  const gap = rankGap[input.direction]
  if (input.direction === 'right') return layoutRightwards(input, gap)
  // Downwards is rightwards with the axes exchanged.
  const { x, y, bends, width, height } = layoutRightwards(
    { ...input, widths: input.heights, heights: input.widths },
    gap,
  )
  return {
    x: y,
    y: x,
    bends: bends.map((points) => points.map((_, i) => points[i ^ 1]!)),
    width: height,
    height: width,
    direction: 'down',
  }
}

function layoutRightwards(input: LayoutInput, gap: number): LayoutResult {
  const itemCount = input.ranks.length
  if (itemCount === 0)
    return {
      x: new Float64Array(),
      y: new Float64Array(),
      bends: [],
      width: 0,
      height: 0,
      direction: 'right',
    }
  const layers = toLayers(input)
  orderColumns(layers)
  const y = placeRows(layers)
  const columnX = placeColumns(layers, input, gap)
  const x = new Float64Array(layers.count)
  layers.columns.forEach((column, rank) => {
    for (const item of column) x[item] = columnX.centres[rank]!
  })
  let low = Infinity
  let high = -Infinity
  for (let item = 0; item < itemCount; item++) {
    low = Math.min(low, y[item]! - input.heights[item]! / 2)
    high = Math.max(high, y[item]! + input.heights[item]! / 2)
  }
  for (let i = 0; i < y.length; i++) y[i] = y[i]! - low
  const bends = layers.bendsOfEdge.map((items) => items.flatMap((item) => [x[item]!, y[item]!]))
  return {
    x: x.slice(0, itemCount),
    y: y.slice(0, itemCount),
    bends,
    width: columnX.width,
    height: high - low,
    direction: 'right',
  }
}

function toLayers({ ranks, heights: itemHeights, edges }: LayoutInput): Layers {
  const lowest = ranks.reduce((least, rank) => Math.min(least, rank), Infinity)
  const columns: number[][] = []
  const before: number[][] = []
  const after: number[][] = []
  const heights = [...itemHeights]
  const add = (item: number, rank: number) => {
    ;(columns[rank] ??= []).push(item)
    before[item] = []
    after[item] = []
  }
  ranks.forEach((rank, item) => add(item, rank - lowest))
  let count = ranks.length
  const connect = (from: number, to: number) => {
    after[from]!.push(to)
    before[to]!.push(from)
  }
  const bendsOfEdge: number[][] = []
  for (let e = 0; e + 1 < edges.length; e += 2) {
    const from = edges[e]!
    const to = edges[e + 1]!
    const first = ranks[from]! - lowest + 1
    const last = ranks[to]! - lowest - 1
    const items: number[] = []
    bendsOfEdge.push(items)
    if (last < first || last - first > longestBend) {
      if (last === first - 1) connect(from, to)
      continue
    }
    let previous = from
    for (let rank = first; rank <= last; rank++) {
      const item = count++
      heights[item] = bendHeight
      add(item, rank)
      connect(previous, item)
      items.push(item)
      previous = item
    }
    connect(previous, to)
  }
  for (let rank = 0; rank < columns.length; rank++) columns[rank] ??= []
  return { count, columns, before, after, heights, bendsOfEdge }
}

/** Sorts each column by the mean place of its neighbours, left to right and back, and keeps the best of all orders. */
function orderColumns({ columns, before, after, count }: Layers): void {
  const place = new Float64Array(count)
  const key = new Float64Array(count)
  const number = (column: readonly number[]) => column.forEach((item, i) => (place[item] = i))
  columns.forEach(number)
  let best = columns.map((column) => [...column])
  let fewest = countCrossings(columns, after, place)
  for (let sweep = 0; sweep < sweeps && fewest > 0; sweep++) {
    const forward = sweep % 2 === 0
    const neighbours = forward ? before : after
    for (let i = 0; i < columns.length; i++) {
      const column = columns[forward ? i : columns.length - 1 - i]!
      for (const item of column) {
        const list = neighbours[item]!
        key[item] = list.length === 0 ? place[item]! : meanOf(list, place)
      }
      column.sort((a, b) => key[a]! - key[b]! || place[a]! - place[b]!)
      number(column)
    }
    const crossings = countCrossings(columns, after, place)
    if (crossings < fewest) {
      fewest = crossings
      best = columns.map((column) => [...column])
    }
  }
  best.forEach((column, rank) => (columns[rank] = column))
}

function meanOf(items: readonly number[], place: Float64Array): number {
  let sum = 0
  for (const item of items) sum += place[item]!
  return sum / items.length
}

/** Crossings between neighbouring columns, counted as inversions by insertion into a Fenwick tree. */
function countCrossings(
  columns: readonly number[][],
  after: readonly number[][],
  place: Float64Array,
): number {
  let crossings = 0
  for (let rank = 0; rank + 1 < columns.length; rank++) {
    const size = columns[rank + 1]!.length
    const tree = new Int32Array(size + 1)
    let inserted = 0
    for (const item of columns[rank]!) {
      const targets = after[item]!.map((to) => place[to]!)
      for (const target of targets) {
        let notAfter = 0
        for (let i = target + 1; i > 0; i -= i & -i) notAfter += tree[i]!
        crossings += inserted - notAfter
      }
      for (const target of targets) {
        for (let i = target + 1; i <= size; i += i & -i) tree[i]!++
        inserted++
      }
    }
  }
  return crossings
}

/** Centres along the columns: each item as near to its neighbours' mean as order and gaps allow. */
function placeRows({ columns, before, after, heights, count }: Layers): Float64Array {
  const y = new Float64Array(count)
  for (const column of columns) {
    let top = 0
    for (const item of column) {
      y[item] = top + heights[item]! / 2
      top += heights[item]! + rowGap
    }
    const middle = (top - rowGap) / 2
    for (const item of column) y[item] = y[item]! - middle
  }
  for (let sweep = 0; sweep < placingSweeps; sweep++) {
    const forward = sweep % 2 === 0
    const isLast = sweep >= placingSweeps - 2
    for (let i = 0; i < columns.length; i++) {
      const column = columns[forward ? i : columns.length - 1 - i]!
      const wanted = column.map((item) => {
        const list = isLast ? [...before[item]!, ...after[item]!] : forward ? before[item]! : after[item]!
        return list.length === 0 ? y[item]! : meanOf(list, y)
      })
      spread(column, wanted, heights).forEach((centre, k) => (y[column[k]!] = centre))
    }
  }
  return y
}

/**
 * The centres nearest to `wanted` in the sum of squares that keep order and gaps: pool adjacent violators on the
 * places minus the least offsets.
 */
function spread(column: readonly number[], wanted: readonly number[], heights: readonly number[]): number[] {
  const offsets: number[] = []
  let offset = 0
  column.forEach((item, i) => {
    if (i > 0) offset += (heights[column[i - 1]!]! + heights[item]!) / 2 + rowGap
    offsets.push(offset)
  })
  const blocks: { sum: number; size: number }[] = []
  wanted.forEach((place, i) => {
    let block = { sum: place - offsets[i]!, size: 1 }
    for (let last = blocks.at(-1); last !== undefined; last = blocks.at(-1)) {
      if (last.sum / last.size <= block.sum / block.size) break
      blocks.pop()
      block = { sum: last.sum + block.sum, size: last.size + block.size }
    }
    blocks.push(block)
  })
  return blocks
    .flatMap(({ sum, size }) => new Array<number>(size).fill(sum / size))
    .map((base, i) => base + offsets[i]!)
}

function placeColumns(
  { columns }: Layers,
  { widths }: LayoutInput,
  gap: number,
): { centres: number[]; width: number } {
  const centres: number[] = []
  let left = 0
  columns.forEach((column, rank) => {
    const widest = column.reduce((most, item) => Math.max(most, widths[item] ?? 0), 0)
    centres[rank] = left + widest / 2
    left += widest + gap
  })
  return { centres, width: Math.max(0, left - gap) }
}
