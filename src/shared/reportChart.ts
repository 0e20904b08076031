// Line charts as SVG text, for reports: axes with round numbers, thinned lines, nothing that needs a script.
import type { NumberColumn } from './column'
import { downsample } from './downsample'
import { formatNumber } from './format'
import { logAxis } from './logAxis'
import { escapeHtml } from './reportMarkdown'

export interface ReportLine {
  /** '' for a line that the legend leaves out. */
  readonly name: string
  readonly xs: NumberColumn
  readonly ys: NumberColumn
  /** `curve`, unless said: y over ascending x, thinned. `way`: from place to place as given. `points`: the places alone. */
  readonly style?: 'curve' | 'way' | 'points'
  /** Lines have a colour each unless one is given. */
  readonly color?: string
}

export interface ReportChart {
  readonly title: string
  readonly xName: string
  readonly yName: string
  readonly lines: readonly ReportLine[]
  /** The y axis begins at zero. */
  readonly fromZero: boolean
  /** Axes on which each step is a power of ten; what is not above zero is left out. */
  readonly log?: 'x' | 'y' | 'xy'
  /** Of the plot and its axes, in the chart's own units. */
  readonly height?: number
}

/** Height of a chart whose axes have equal units, within what a page can hold. */
export const heightOfMap = (spanX: number, spanY: number): number =>
  Math.round(Math.min(640, Math.max(usualHeight, ((width - left - right) * spanY) / spanX + top + bottom)))

const width = 720
const usualHeight = 280
const left = 64
const right = 16
const top = 24
const bottom = 44
const buckets = 300
/** Okabe and Ito's palette: told apart by colour-blind people too. */
const colors = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#5d5d5d', '#a08600']

/** An empty text when no point is finite. */
export function chartToSvg(chart: ReportChart): string {
  const { title, xName, yName, lines, fromZero, log, height = usualHeight } = chart
  const xLog = log?.includes('x') ?? false
  const yLog = log?.includes('y') ?? false
  const drawn = lines.map(thinned).map((line) => ({
    ...line,
    xs: xLog ? line.xs.map(Math.log10) : line.xs,
    ys: yLog ? line.ys.map(Math.log10) : line.ys,
  }))
  const xAxis = axisOf(rangeOf(drawn.map(({ xs }) => xs)), xLog)
  const yAxis = axisOf(rangeOf([...drawn.map(({ ys }) => ys), ...(fromZero ? [[0]] : [])]), yLog)
  if (xAxis === null || yAxis === null) return ''
  const x = scaleOf(xAxis.range, left, width - right)
  const y = scaleOf(yAxis.range, height - bottom, top)
  const named = lines.filter(({ name }) => name !== '').length
  const parts = [
    `<svg class="chart" viewBox="0 0 ${width} ${height + 6 + 18 * named}" role="img" aria-label="${escapeHtml(title)}">`,
    ...yAxis.ticks.map((value) => {
      const at = fixed(y(value))
      return `<path class="grid" d="M${left} ${at}H${width - right}"/><text x="${left - 8}" y="${at}" class="y">${tickText(value, yLog)}</text>`
    }),
    ...xAxis.ticks.map(
      (value) =>
        `<text x="${fixed(x(value))}" y="${height - bottom + 18}" class="x">${tickText(value, xLog)}</text>`,
    ),
    `<path class="axis" d="M${left} ${top}V${height - bottom}H${width - right}"/>`,
    `<text x="${(left + width - right) / 2}" y="${height - 8}" class="x">${escapeHtml(xName)}</text>`,
    `<text x="${left}" y="${top - 10}" class="name">${escapeHtml(yName)}</text>`,
  ]
  let at = height + 6
  drawn.forEach(({ name, xs, ys, style, color: own }, i) => {
    const color = own ?? colors[i % colors.length]!
    const kind = style === 'points' ? 'line points' : 'line'
    parts.push(`<path class="${kind}" stroke="${color}" d="${pathOf(xs, ys, x, y, style === 'points')}"/>`)
    if (name === '') return
    parts.push(
      style === 'points'
        ? `<path stroke="${color}" class="${kind}" d="M${left + 12} ${at}h0.01"/>`
        : `<path stroke="${color}" class="${kind}" d="M${left} ${at}h24"/>`,
      `<text x="${left + 32}" y="${at + 4}" class="name">${escapeHtml(name)}</text>`,
    )
    at += 18
  })
  return `${parts.join('')}</svg>`
}

/** More places of a way are not told apart. */
const mostPlaces = 5000

function thinned(line: ReportLine): ReportLine & { readonly xs: number[]; readonly ys: number[] } {
  const { xs, ys, style = 'curve' } = line
  const stride = Math.ceil(xs.length / mostPlaces)
  const kept =
    style === 'curve'
      ? Array.from(downsample(ys, buckets))
      : Array.from({ length: xs.length === 0 ? 0 : Math.ceil(xs.length / stride) }, (_, i) => i * stride)
  return { ...line, xs: kept.map((i) => xs.at(i)!), ys: kept.map((i) => ys.at(i)!) }
}

/** A gap where a value is not finite; a lone point is a short dash. */
function pathOf(
  xs: readonly number[],
  ys: readonly number[],
  x: (value: number) => number,
  y: (value: number) => number,
  areApart: boolean,
): string {
  const path: string[] = []
  let isOpen = false
  xs.forEach((px, i) => {
    const py = ys[i]!
    const isPlace = Number.isFinite(px) && Number.isFinite(py)
    if (isPlace) path.push(`${isOpen ? 'L' : 'M'}${fixed(x(px))} ${fixed(y(py))}${isOpen ? '' : 'h0.01'}`)
    isOpen = isPlace && !areApart
  })
  return path.join('')
}

type Range = readonly [number, number]

function rangeOf(columns: readonly ArrayLike<number>[]): Range | null {
  let low = Infinity
  let high = -Infinity
  for (const column of columns) {
    for (let i = 0; i < column.length; i++) {
      const value = column[i]!
      if (!Number.isFinite(value)) continue
      low = Math.min(low, value)
      high = Math.max(high, value)
    }
  }
  if (low > high) return null
  if (low < high) return [low, high]
  const margin = low === 0 ? 1 : Math.abs(low) / 2
  return [low - margin, high + margin]
}

/** Halved before the difference is taken, so that the largest numbers do not overflow. */
function scaleOf([low, high]: Range, from: number, to: number): (value: number) => number {
  const span = high / 2 - low / 2
  return (value) => from + ((value / 2 - low / 2) / span) * (to - from)
}

interface Axis {
  readonly range: Range
  readonly ticks: readonly number[]
}

/** Of a log axis range and ticks are powers of ten; it goes from one round number to another. */
function axisOf(range: Range | null, isLog: boolean): Axis | null {
  if (range === null || !isLog) return range && { range, ticks: ticksOf(range) }
  const { low, high, ticks } = logAxis(10 ** range[0], 10 ** range[1])
  return { range: [Math.log10(low), Math.log10(high)], ticks: ticks.map(Math.log10) }
}

/** Three to six round numbers inside the range. */
function ticksOf([low, high]: Range): number[] {
  const raw = (high / 2 - low / 2) / 2.5
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= raw)
  if (step === undefined || !Number.isFinite(step) || step === 0) return [low, high]
  const first = Math.ceil(low / step)
  const count = Math.floor(high / step) - first + 1
  if (!Number.isSafeInteger(first) || count < 2 || count > 8) return [low, high]
  return Array.from({ length: count }, (_, i) => Number(((first + i) * step).toPrecision(12)))
}

/** Whole numbers of a usual size are easier to read without an exponent. */
function tickText(value: number, isLog: boolean): string {
  if (isLog) return formatNumber(Number((10 ** value).toPrecision(6)))
  return Number.isInteger(value) && Math.abs(value) < 1e7 ? String(value) : formatNumber(value)
}

const fixed = (value: number): string => String(Math.round(value * 10) / 10)
