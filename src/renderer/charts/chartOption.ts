// A chart model in ECharts' words, in the window's colours. Pure.
import { formatCount, formatNumber } from '@shared/format'
import type { TokenReader } from '../ui/theme'
import type { ChartLine, ChartModel } from './chartModel'
import type { ChartOption } from './echarts'
import type { FigureKey } from './figureKey'
import { type LogAxisOption, logAxisOption } from './logAxisOption'

/** As many lines as there are colours are solid: their names stand at their ends. More are dashed. */
const solidLines = 8
const dashes: readonly (readonly number[] | 'solid')[] = ['solid', [8, 4], [2, 3], [10, 3, 2, 3]]

/** A place on the x axis: steps and operations are counted, so neighbours must not look the same. */
const formatPlace = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) < 1e9 ? formatCount(value) : formatNumber(value)

/** Above and below the lines, at scale 1: the axes' names and figures stand there. */
export const plotMargins = { top: 34, bottom: 50 } as const

/** Figures at the x axis: so many at most, and so far from each other at scale 1. Closer ones would be left out here and there. */
const mostPlaces = 8
const placeRoom = 80

/** Steps that are seen at least: nearer there is nothing more to see. */
const leastSpan = 4

/** `scale` is the interface's: a lecture hall reads the axes too. `width` is the chart's, in pixels. */
export function toChartOption(
  model: ChartModel,
  token: TokenReader,
  scale: number,
  width = Infinity,
): ChartOption {
  const font = { fontFamily: token('font-ui'), fontSize: 12 * scale, color: token('text-2') }
  const hasAreas = model.lines.some(({ style }) => style === 'area')
  const axis = {
    nameTextStyle: font,
    axisLabel: { ...font, hideOverlap: true },
    axisLine: { show: true, lineStyle: { color: token('line-strong') } },
    splitLine: { show: true, lineStyle: { color: token('line') } },
  }
  const heights = yEnds(model)
  const placeText = (x: number): string =>
    [`${model.xName} ${formatPlace(x)}`, model.placeNote?.(x) ?? ''].filter((part) => part !== '').join(' · ')
  return {
    animation: false,
    grid: {
      left: 44 * scale,
      right: hasAreas ? 20 : endRoom * scale + nameRoom(model.lines, scale, width),
      top: plotMargins.top * scale,
      bottom: plotMargins.bottom * scale,
      // Longer figures at the axis shift it to the right.
      outerBoundsMode: 'auto',
      outerBounds: { left: 10, right: 0, top: 0, bottom: 0 },
      outerBoundsContain: 'axisLabel',
    },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      confine: true,
      backgroundColor: token('raised'),
      borderColor: token('line-strong'),
      textStyle: { ...font, color: token('text') },
      axisPointer: {
        type: 'line',
        lineStyle: { color: token('line-strong'), type: 'dashed' },
        label: { formatter: ({ value }: { readonly value: unknown }) => placeText(Number(value)) },
      },
      order: 'valueDesc',
      valueFormatter: (value: unknown) => (typeof value === 'number' ? String(value) : '–'),
      ...(model.lines.length > mostHovered
        ? { formatter: (items: unknown) => hoverText(items as readonly Hovered[], placeText) }
        : {}),
    },
    xAxis: {
      ...axis,
      type: model.xScale ?? 'value',
      name: model.xName,
      nameLocation: 'middle',
      nameGap: 26 * scale,
      ...(model.xScale === 'log'
        ? { min: 'dataMin', max: 'dataMax', interval: 1 }
        : { ...xEnds(model.lines), minInterval: 1 }),
      splitNumber: Math.min(mostPlaces, Math.max(2, Math.floor(width / (placeRoom * scale)))),
      splitLine: { show: false },
      axisLabel: { ...axis.axisLabel, formatter: formatPlace },
    },
    yAxis: {
      ...axis,
      type: model.yScale === 'log' ? 'log' : 'value',
      name: model.yName,
      nameTextStyle: { ...font, align: 'left', padding: [0, 0, 0, -16 - 8 * scale] },
      scale: !model.startsAtZero,
      ...(model.startsAtZero ? { min: 0 } : {}),
      ...heights,
      // The text of a peak stands below the axis' name, not across it.
      ...(model.lines.some(({ peak }) => peak !== undefined) ? { boundaryGap: [0, peakRoom] } : {}),
      axisLabel: { ...axis.axisLabel, formatter: formatNumber, ...heights.axisLabel },
    },
    dataZoom:
      model.xScale === 'log'
        ? []
        : [
            {
              type: 'inside',
              filterMode: 'none',
              zoomOnMouseWheel: true,
              moveOnMouseMove: true,
              minValueSpan: leastSpan,
            },
          ],
    series: toChartSeries(model, token, scale, width),
  }
}

/** What ECharts tells of one line at the pointer. */
interface Hovered {
  readonly seriesName: string
  readonly marker: string
  readonly value: readonly (number | null)[]
}
/** Over a small chart more lines do not fit. */
const mostHovered = 6

/** Of many lines the place at the pointer and the largest, with their values there. */
function hoverText(items: readonly Hovered[], placeText: (x: number) => string): string {
  const heights = items.flatMap(({ seriesName, marker, value: [, y] }) =>
    seriesName !== '' && typeof y === 'number' && !Number.isNaN(y) ? [{ seriesName, marker, y }] : [],
  )
  heights.sort((a, b) => b.y - a.y)
  const rest = heights.length - mostHovered
  return [
    placeText(items[0]?.value[0] ?? NaN),
    ...heights.slice(0, mostHovered).map(({ marker, seriesName, y }) => `${marker} ${seriesName}  ${y}`),
    ...(rest > 0 ? [`+ ${rest}`] : []),
  ].join('\n')
}

/** Above the highest peak, as a share of the values: for what is written there. */
const peakRoom = 0.2

/**
 * Where the x axis begins and ends: with the whole lines. Left to what is drawn, it would shrink with each part that is
 * zoomed to, and the part with it.
 */
export function xEnds(lines: readonly ChartLine[]): { readonly min?: number; readonly max?: number } {
  let min = Infinity
  let max = -Infinity
  for (const { points } of lines) {
    for (const [x] of points) {
      if (x < min) min = x
      if (x > max) max = x
    }
  }
  return min <= max ? { min, max } : {}
}

/** Where a logarithmic y axis begins and ends, and its figures; a linear one is left to what is drawn. */
export function yEnds({ lines, yScale }: Pick<ChartModel, 'lines' | 'yScale'>): LogAxisOption {
  return yScale === 'log' ? logAxisOption(heightsOf(lines)) : {}
}

function* heightsOf(lines: readonly ChartLine[]): Generator<number> {
  for (const { points } of lines) for (const [, y] of points) yield y
}

/** What can be shown and hidden in a chart of several lines. Areas are parts of a whole. */
export function lineKeys({ lines }: ChartModel): FigureKey[] {
  if (lines.some(({ style }) => style === 'area')) return []
  const keys = lines.flatMap(({ name, color, style }, i) =>
    style === 'faint' || name === '' ? [] : [{ name, colour: color, sign: i < solidLines ? '━' : '╍' }],
  )
  return keys.length > 1 ? keys : []
}

/** The lines alone, for a chart that already has its axes. */
export function toChartSeries(
  model: ChartModel,
  token: TokenReader,
  scale: number,
  width = Infinity,
): readonly Record<string, unknown>[] {
  const font = { fontFamily: token('font-ui'), fontSize: 12 * scale }
  const ends = { place: createEndPlaces(), width: nameRoom(model.lines, scale, width) }
  return model.lines.map((line, i) => toSeries(line, i, model, token, font, ends))
}

interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}
type PlaceEnd = (label: {
  readonly seriesIndex: number
  readonly labelRect: Rect
  /** Of the whole line. */
  readonly rect: Rect
}) => { readonly dy: number }

/**
 * Where the name at a line's end stands: the nearest place up or down that no name before it has taken, and not below
 * the lines, where the axis has its figures. One function serves the lines of a chart in their order, again and again.
 */
function createEndPlaces(): PlaceEnd {
  let taken: Rect[] = []
  let lastIndex = -1
  let lowest = -Infinity
  const isTaken = (place: Rect): boolean =>
    taken.some(
      (other) =>
        Math.abs(other.y - place.y) < Math.min(other.height, place.height) &&
        other.x < place.x + place.width &&
        place.x < other.x + other.width,
    )
  return ({ seriesIndex, labelRect, rect }) => {
    if (seriesIndex <= lastIndex) {
      taken = []
      lowest = -Infinity
    }
    lastIndex = seriesIndex
    lowest = Math.max(lowest, rect.y + rect.height)
    const { x, y, width, height } = labelRect
    const at = (dy: number): Rect => ({ x, y: y + dy, width, height })
    const beside = taken.flatMap((other) => [other.y - height - y, other.y + other.height - y])
    const nearest = [0, ...beside.sort((a, b) => Math.abs(a) - Math.abs(b))]
    const dy =
      nearest.find((shift) => !isTaken(at(shift)) && (shift <= 0 || y + shift + height / 2 <= lowest + 1)) ??
      0
    taken.push(at(dy))
    return { dy }
  }
}

function toSeries(
  line: ChartLine,
  index: number,
  model: ChartModel,
  token: TokenReader,
  font: { readonly fontFamily: string; readonly fontSize: number },
  ends: { readonly place: PlaceEnd; readonly width: number },
): Record<string, unknown> {
  const color = token(line.color)
  const isFaint = line.style === 'faint'
  const isArea = line.style === 'area'
  const isOutline = line.style === 'outline'
  const dash = dashes[Math.floor(index / solidLines) % dashes.length]!
  return {
    type: 'line',
    name: line.name,
    data: line.points,
    showSymbol: line.style === 'marks' || line.points.length === 1,
    symbolSize: 7,
    connectNulls: false,
    silent: isFaint,
    color,
    lineStyle: {
      color,
      width: isOutline ? 1 : !isArea ? 2 : line.points.length > 400 ? 0 : 1,
      opacity: isFaint ? 0.3 : 1,
      type: isArea || isOutline ? 'solid' : dash,
    },
    emphasis: { disabled: true },
    // Where an area has no height, its line lies on that of the area below, which is to be seen.
    ...(isArea ? { stack: line.stack, areaStyle: { color, opacity: 0.55 }, z: 2 - index / 100 } : {}),
    ...(isArea || isOutline ? { step: 'end' } : {}),
    ...(isArea || isFaint || isOutline
      ? {}
      : {
          endLabel: {
            ...font,
            show: isNamedAtEnd(line, model.lines),
            color,
            width: ends.width,
            // A single name has the room above and below.
            overflow: model.lines.length === 1 ? 'break' : 'truncate',
            formatter: '{a}',
            fontWeight: 600,
            distance: 6,
            textBorderColor: token('surface'),
            textBorderWidth: 3,
          },
          labelLayout: ends.place,
        }),
    ...(line.peak !== undefined ? { markPoint: peakMark(model, line.peak, color, token, font) } : {}),
  }
}

function peakMark(
  model: ChartModel,
  peak: NonNullable<ChartLine['peak']>,
  color: string,
  token: TokenReader,
  font: { readonly fontFamily: string; readonly fontSize: number },
): Record<string, unknown> {
  const last = model.lines.reduce((most, { points }) => Math.max(most, points.at(-1)?.[0] ?? 0), 0)
  // Beside the place, where the crosshair of a cursor on it leaves the text legible; near the end it leans inwards.
  const half = (peak.text.length * font.fontSize * 0.6) / 2 + 10
  // Under a higher peak nearby there is no room above.
  const isCrowded = model.lines.some(
    ({ peak: other }) =>
      other !== undefined && other.y > peak.y && Math.abs(other.x - peak.x) < nearPeaks * last,
  )
  const lean = peak.x > 0.6 * last ? -half : half
  return {
    silent: true,
    z: 10,
    symbol: 'circle',
    symbolSize: 8,
    itemStyle: { color: token('surface'), borderColor: color, borderWidth: 2 },
    label: {
      ...font,
      position: isCrowded ? 'bottom' : 'top',
      offset: [lean, 0],
      distance: 6,
      color,
      fontWeight: 600,
      formatter: peak.text,
      ...onGround(token),
    },
    data: [{ coord: [peak.x, peak.y] }],
  }
}

/** Peaks of several lines within this share of the x axis are near each other. */
const nearPeaks = 0.15

/** A text that lines run behind stays legible. */
const onGround = (token: TokenReader) => ({
  backgroundColor: token('surface'),
  padding: [1, 3],
  borderRadius: 3,
})

/** More names do not fit beside each other. */
const mostNames = 12

/** Of many lines, one that ends early has no name at its end: it would cover those that go on. */
function isNamedAtEnd({ name, style, points }: ChartLine, lines: readonly ChartLine[]): boolean {
  if (name === '' || style === 'faint' || lines.length > mostNames) return false
  const ends = lines.map(({ points: others }) => others.at(-1)?.[0] ?? 0)
  return lines.length <= solidLines || points.at(-1)?.[0] === Math.max(...ends)
}

/** Longer names are cut at the line ends, in pixels at scale 1. */
const mostNameSpace = 120

/** Between the end of a line and the border of the chart, apart from the name; at scale 1. */
const endRoom = 20
/** Names at the line ends leave the lines this much of the chart's width. */
const mostNameShare = 0.28

/** Room for the longest name at the line ends, in pixels. */
export function nameRoom(lines: readonly ChartLine[], scale: number, width: number): number {
  const longest = lines.reduce(
    (most, line) => (isNamedAtEnd(line, lines) ? Math.max(most, widthOf(line.name)) : most),
    0,
  )
  if (longest === 0) return 0
  return Math.min(Math.min(mostNameSpace, 10 + longest) * scale, width * mostNameShare)
}

/** Of a name in bold letters of 12 pixels, about: wide are capitals, and what is as broad as high. */
function widthOf(name: string): number {
  let width = 0
  for (const letter of name)
    width += /[\u1100-\uffdc]|[mwMW@%]/u.test(letter) ? 12.5 : /[A-Z]/.test(letter) ? 9.8 : 8.5
  return width
}
