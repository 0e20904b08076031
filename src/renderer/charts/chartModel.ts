// What a chart shows, apart from how: lines over one x axis, with the moment of the run behind every point. Pure.
import type { NumberColumn } from '@shared/column'
import type { GradientSeries } from '@shared/gradientSeries'
import { type Purpose, purposes } from '@shared/memoryLedger'
import { pointsUpTo, rowFrom, type Thinned } from '@shared/thinnedSeries'
import type { MetricSeries } from '@shared/traceRecords'
import type { TraceState } from '@shared/traceState'
import { lastSeqAt } from '@shared/traceView'
import { derivedColumn, downsample, extremesIn, smooth } from '@shared/downsample'

export interface ChartLine {
  readonly name: string
  /** Token of its colour. */
  readonly color: string
  readonly points: readonly (readonly [number, number])[]
  /** `outline`: thin and unnamed at its end; carries the peak. `marks`: a line whose points are shown. */
  readonly style: 'line' | 'faint' | 'dashed' | 'area' | 'outline' | 'marks'
  /** What it belongs to, where that is another line: both are shown or neither. */
  readonly rawOf?: string
  /** Lines of one stack are drawn on top of each other. */
  readonly stack?: string
  /** One point of it that is named in the drawing. */
  readonly peak?: { readonly x: number; readonly y: number; readonly text: string }
}

/** A part of the x axis. */
export interface XRange {
  readonly from: number
  readonly to: number
}

export interface ChartModel {
  readonly lines: readonly ChartLine[]
  /** The same lines from all that was recorded in a part of the x axis. */
  readonly linesIn?: (range: XRange) => readonly ChartLine[]
  readonly xName: string
  readonly yName: string
  readonly yScale: 'linear' | 'log'
  /** Absent: linear, and the wheel zooms in. On a log axis the whole stays in view. */
  readonly xScale?: 'log'
  readonly startsAtZero: boolean
  /** What is said of a place on the x axis beside the place itself, such as the line of the script behind it. */
  readonly placeNote?: (x: number) => string
  /** x of the points and the event behind each, ascending: ties the crosshair to the cursor. */
  readonly xs: NumberColumn
  readonly seqs: NumberColumn
  /** What is left of the older points of the longest line; absent or null while every point is kept. */
  readonly thinned?: Thinned | null
}

export interface ChartTable {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** A table, or what makes it: that is asked only when the data rest. */
export type TableSource = ChartTable | (() => ChartTable)

/** A bucket is about two pixels wide in a large window. */
const mostBuckets = 400
/** Areas are drawn as steps and several on each other, so fewer points do. */
const areaBuckets = 250
/** Of all lines together: many lines are drawn with fewer points each. */
const mostBucketsOfAll = 2400
/** While lines grow they are drawn often: with this share of the points. */
const liveShare = 0.25
const leastBuckets = 50

function bucketsFor(lines: number, isLive: boolean, most = mostBuckets): number {
  const share = isLive ? liveShare : 1
  return Math.max(leastBuckets, Math.floor(Math.min(most, mostBucketsOfAll / lines) * share))
}
const seriesColors = 8
const seriesColor = (index: number): string => `series-${(index % seriesColors) + 1}`

export function lossModel(
  metrics: readonly MetricSeries[],
  options: {
    readonly smoothing: number
    readonly log: boolean
    readonly xName: string
    readonly yName: string
    /** The run goes on: fewer points do. */
    readonly isLive?: boolean
    /** What values that are not smoothed are called beside the smoothed ones. */
    readonly rawName?: (name: string) => string
    /** What a line of the script is called. */
    readonly lineName?: (line: number) => string
  },
): ChartModel {
  const columns = metrics.map((series) => {
    const values = options.log ? positives(series.values) : series.values
    const { smoothing } = options
    const reach = (points: number): number => pointsUpTo(series, points)
    return { series, values, smoothed: smoothing === 0 ? null : smooth(values, smoothing, reach) }
  })
  const most = bucketsFor(metrics.length, options.isLive === true)
  const linesIn = (range: XRange | null): ChartLine[] =>
    columns.flatMap(({ series, values, smoothed }, i): ChartLine[] => {
      const kept = keptIn(series.steps, values, range, most, series.thinned)
      const points = (column: NumberColumn) =>
        kept.map((at) => [series.steps.at(at)!, column.at(at)!] as const)
      const color = seriesColor(i)
      if (smoothed === null) return [{ name: series.name, color, style: 'line', points: points(values) }]
      return [
        {
          name: options.rawName?.(series.name) ?? '',
          rawOf: series.name,
          color,
          style: 'faint',
          points: points(values),
        },
        { name: series.name, color, style: 'line', points: points(smoothed) },
      ]
    })
  const longest = metrics.reduce<MetricSeries | null>(
    (most, series) => (most === null || series.steps.length > most.steps.length ? series : most),
    null,
  )
  const model: ChartModel = {
    lines: linesIn(null),
    linesIn,
    xName: options.xName,
    yName: options.yName,
    yScale: options.log ? 'log' : 'linear',
    startsAtZero: false,
    xs: longest?.steps ?? [],
    seqs: longest?.seqs ?? [],
    thinned: longest?.thinned ?? null,
  }
  const { lineName } = options
  // Several metrics are tracked in lines of their own.
  if (longest === null || metrics.length > 1 || lineName === undefined) return model
  return { ...model, placeNote: (x) => lineName(longest.lines.at(nearestPoint(model, x))!) }
}

/** The points to draw: of the whole line, or of a part and the points just outside it, so that it runs off the edge. */
function keptIn(
  xs: NumberColumn,
  values: NumberColumn,
  range: XRange | null,
  most: number,
  thinned: Thinned | null = null,
): number[] {
  /** Buckets of equally many points of the run, not of those that are kept: older parts are drawn as fine as others. */
  const between = (start: number, end: number): number[] => {
    const before = pointsUpTo({ thinned }, start)
    const count = pointsUpTo({ thinned }, end) - before
    return downsample(values, most, start, end, (share) =>
      share === 1 ? end : rowFrom({ thinned }, before + Math.floor(share * count)),
    )
  }
  if (range === null) return between(0, values.length)
  // Steps may be the script's own and in any order.
  let first = values.length
  let last = -1
  let before = -1
  for (let i = 0; i < values.length; i++) {
    const x = xs.at(i)!
    if (x < range.from) before = i
    if (!(x >= range.from && x <= range.to)) continue
    if (last < 0) first = i
    last = i
  }
  // Between two points: the line from the one to the other.
  if (last < 0) return [before, before + 1].filter((i) => i >= 0 && i < values.length)
  return between(Math.max(0, first - 1), Math.min(values.length, last + 2))
}

/** A log axis has no place for what is not positive: such a point is a gap. */
const positives = derivedColumn((value) => (value > 0 ? value : NaN))
/** Passes are counted from 1 where people read them. */
const passNumbers = derivedColumn((pass) => pass + 1)

export function gradientModel(
  gradients: readonly GradientSeries[],
  options: {
    readonly xName: string
    readonly yName: string
    /** What each series is called; its name unless given. */
    readonly labels?: readonly string[]
    /** The run goes on: fewer points do. */
    readonly isLive?: boolean
  },
): ChartModel {
  const longest = gradients.reduce<GradientSeries | null>(
    (most, series) => (most === null || series.passes.length > most.passes.length ? series : most),
    null,
  )
  const columns = gradients.map((series) => ({
    xs: passNumbers(series.passes),
    norms: positives(series.norms),
  }))
  const most = bucketsFor(gradients.length, options.isLive === true)
  const linesIn = (range: XRange | null): ChartLine[] =>
    columns.map(({ xs, norms }, i) => ({
      name: options.labels?.[i] ?? gradients[i]!.name,
      color: seriesColor(i),
      style: i < seriesColors ? 'line' : 'dashed',
      points: keptIn(xs, norms, range, most, gradients[i]!.thinned).map(
        (at) => [xs.at(at)!, norms.at(at)!] as const,
      ),
    }))
  return {
    lines: linesIn(null),
    linesIn,
    xName: options.xName,
    yName: options.yName,
    yScale: 'log',
    startsAtZero: false,
    xs: longest === null ? [] : passNumbers(longest.passes),
    seqs: longest?.seqs ?? [],
    thinned: longest?.thinned ?? null,
  }
}

/** The unit in which a peak reads well, and what one of it is in bytes. */
export function byteUnit(peak: number): { readonly name: string; readonly bytes: number } {
  if (peak >= 1e9) return { name: 'GB', bytes: 1e9 }
  if (peak >= 1e6) return { name: 'MB', bytes: 1e6 }
  if (peak >= 1e3) return { name: 'kB', bytes: 1e3 }
  return { name: 'B', bytes: 1 }
}

export interface MemoryWords {
  readonly purposes: Readonly<Record<Purpose, string>>
  readonly highest: string
  readonly xName: string
  readonly yName: (unit: string) => string
  readonly peak: string
}

/** What some array of the run was kept for. */
export function purposesIn({ memory }: TraceState): Purpose[] {
  return purposes.filter((purpose) => {
    const column = memory[purpose]
    return column.length > 0 && column[extremesIn(column, 0, column.length).high]! > 0
  })
}

/** @param isLive the run goes on: fewer points do */
export function memoryModel(trace: TraceState, words: MemoryWords, isLive = false): ChartModel {
  const { memory, peak } = trace
  const unit = byteUnit(peak?.total ?? 0)
  const xs = memory.operations
  const named =
    peak === null ? {} : { peak: { x: xs[peak.step + 1]!, y: peak.total / unit.bytes, text: words.peak } }
  // What no array of the run was kept for has no area.
  const found = purposesIn(trace)
  const most = bucketsFor(1, isLive, areaBuckets)
  const linesIn = (range: XRange | null): ChartLine[] => {
    const kept = keptIn(xs, memory.highest, range, most)
    const column = (values: readonly number[]) =>
      kept.map((at) => [xs[at]!, values[at]! / unit.bytes] as const)
    return [
      ...found.map((purpose): ChartLine => ({
        name: words.purposes[purpose],
        color: `memory-${purpose}`,
        style: 'area',
        stack: 'live',
        points: column(memory[purpose]),
      })),
      { name: words.highest, color: 'text-2', style: 'outline', points: column(memory.highest), ...named },
    ]
  }
  return {
    lines: linesIn(null),
    linesIn,
    xName: words.xName,
    yName: words.yName(unit.name),
    yScale: 'linear',
    startsAtZero: true,
    xs,
    seqs: memory.seqs,
  }
}

export interface ModeRun {
  readonly name: string
  readonly color: string
  readonly trace: TraceState
}

/**
 * Live bytes of the same script in several modes, as one line each.
 * @param followed the run whose moments the points stand for
 */
export function comparisonModel(
  runs: readonly ModeRun[],
  words: {
    readonly xName: string
    readonly yName: (unit: string) => string
    readonly peak: (bytes: number) => string
  },
  followed?: TraceState,
): ChartModel {
  const peak = runs.reduce((most, { trace }) => Math.max(most, trace.peak?.total ?? 0), 0)
  const unit = byteUnit(peak)
  const linesIn = (range: XRange | null): ChartLine[] =>
    runs.map(({ name, color, trace }): ChartLine => {
      const { highest, operations } = trace.memory
      const kept = keptIn(operations, highest, range, bucketsFor(runs.length, false))
      const points = kept.map((at) => [operations[at]!, highest[at]! / unit.bytes] as const)
      const line: ChartLine = { name, color, style: 'line', points }
      if (trace.peak === null) return line
      const { step, total } = trace.peak
      return { ...line, peak: { x: operations[step + 1]!, y: total / unit.bytes, text: words.peak(total) } }
    })
  return {
    lines: linesIn(null),
    linesIn,
    xName: words.xName,
    yName: words.yName(unit.name),
    yScale: 'linear',
    startsAtZero: true,
    xs: followed?.memory.operations ?? [],
    seqs: followed?.memory.seqs ?? [],
  }
}

/** The model without what is hidden: each line keeps its place and its looks, some have no points. */
export function withoutLines(model: ChartModel, hidden: ReadonlySet<string>): ChartModel {
  if (hidden.size === 0) return model
  const cut = (lines: readonly ChartLine[]): ChartLine[] =>
    lines.map((line) => {
      if (!hidden.has(line.rawOf ?? line.name)) return line
      const { peak: _, ...rest } = line
      return { ...rest, points: [] }
    })
  const { linesIn } = model
  return {
    ...model,
    lines: cut(model.lines),
    ...(linesIn === undefined ? {} : { linesIn: (range) => cut(linesIn(range)) }),
  }
}

/** Index of the last point at or before an event; -1 when there is none. */
export const pointAt = (model: ChartModel, seq: number): number => lastSeqAt(model.seqs, seq)

/** Index of the point whose x is nearest. */
export function nearestPoint(model: ChartModel, x: number): number {
  let best = -1
  let least = Infinity
  for (let i = 0; i < model.xs.length; i++) {
    const distance = Math.abs(model.xs.at(i)! - x)
    if (distance < least) {
      least = distance
      best = i
    }
  }
  return best
}
