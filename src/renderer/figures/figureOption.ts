// A figure in ECharts' words, in the window's colours. The map is one custom series: its bands as an image, its lines
// over it. Pure apart from the image that it is given.
import { formatNumber } from '@shared/format'
import type { ChartOption } from '../charts/echarts'
import type { TokenReader } from '../ui/theme'
import { contourLines, type Polyline } from './contourLines'
import type { FigureModel, FigurePath } from './figureModel'

/** Where a figure stands in its place on the screen, in pixels. */
export interface FigureFrame {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

const seriesColours = 8
const symbols = ['circle', 'triangle', 'rect', 'diamond', 'roundRect', 'arrow', 'pin', 'circle']
/** Lines with fewer points show them. */
const markedPoints = 40

/** The plot's place: all of the room, or a part with equal units on both axes where that is no strip. */
export function figureFrame(model: FigureModel, width: number, height: number, scale: number): FigureFrame {
  const names = model.lines.reduce((most, { name }) => Math.max(most, name.length), 0)
  const left = 62 * scale
  const top = 14 * scale
  const room = {
    width: Math.max(10, width - left - Math.max(18, Math.min(150, names * 7.5 + 12)) * scale),
    height: Math.max(10, height - top - 48 * scale),
  }
  if (model.map === null) return { left, top, ...room }
  const spanX = model.map.xs.at(-1)! - model.map.xs[0]!
  const spanY = model.map.ys.at(-1)! - model.map.ys[0]!
  const unit = Math.min(room.width / spanX, room.height / spanY)
  const share = (unit * spanX * unit * spanY) / (room.width * room.height)
  if (share < 0.4) return { left, top, ...room }
  return { left: left + (room.width - unit * spanX) / 2, top, width: unit * spanX, height: unit * spanY }
}

/** @param image the bands of the map, drawn; null without a map */
export function toFigureOption(
  model: FigureModel,
  token: TokenReader,
  scale: number,
  frame: FigureFrame,
  image: CanvasImageSource | null,
): ChartOption {
  const font = { fontFamily: token('font-ui'), fontSize: 12 * scale, color: token('text-2') }
  const { axes, map } = model
  const axis = (which: 'x' | 'y') => ({
    type: axes.log?.includes(which) === true ? ('log' as const) : ('value' as const),
    name: (which === 'x' ? axes.xLabel : axes.yLabel) ?? which,
    nameLocation: 'middle' as const,
    nameGap: (which === 'x' ? 26 : 46) * scale,
    nameTextStyle: font,
    scale: true,
    axisLabel: { ...font, hideOverlap: true, formatter: formatNumber },
    axisLine: { show: true, lineStyle: { color: token('line-strong') } },
    splitLine: { show: map === null, lineStyle: { color: token('line') } },
    ...(map === null
      ? {}
      : { min: (which === 'x' ? map.xs : map.ys)[0], max: (which === 'x' ? map.xs : map.ys).at(-1) }),
  })
  return {
    animation: false,
    grid: { ...frame, containLabel: false, outerBoundsMode: 'none' },
    tooltip: {
      trigger: 'item',
      renderMode: 'richText',
      confine: true,
      backgroundColor: token('raised'),
      borderColor: token('line-strong'),
      textStyle: { ...font, color: token('text') },
      formatter: (item: { readonly seriesName?: string; readonly value?: unknown }) =>
        `${item.seriesName ?? ''} ${(item.value as readonly number[]).slice(0, 2).map(formatNumber).join(', ')}`.trim(),
    },
    xAxis: axis('x'),
    yAxis: axis('y'),
    series: [
      ...(map === null || image === null ? [] : [mapSeries(model, token, font, image)]),
      ...lineSeries(model, token, font),
      ...pointSeries(model, token, scale),
      ...(model.path === null ? [] : pathSeries(model.path, token, scale)),
    ],
  }
}

type Series = Record<string, unknown>
type Font = Readonly<Record<string, unknown>>
interface Painter {
  coord(place: readonly [number, number]): readonly [number, number]
}

function mapSeries(model: FigureModel, token: TokenReader, font: Font, image: CanvasImageSource): Series {
  const map = model.map!
  const lines = map.levels.map((level) => ({ level, lines: contourLines(map, level) }))
  const first = [map.xs[0]!, map.ys[0]!] as const
  const last = [map.xs.at(-1)!, map.ys.at(-1)!] as const
  return {
    type: 'custom',
    name: model.title,
    silent: true,
    clip: true,
    data: [first],
    encode: { x: 0, y: 1 },
    renderItem: (_: unknown, painter: Painter) => {
      const [left, bottom] = painter.coord(first)
      const [right, top] = painter.coord(last)
      const place = (line: Polyline) => line.map((one) => painter.coord(one))
      return {
        type: 'group',
        children: [
          {
            type: 'image',
            style: { image, x: left, y: top, width: right - left, height: bottom - top },
          },
          ...lines.flatMap((each) =>
            each.lines.map((line) => ({
              type: 'polyline',
              shape: { points: place(line) },
              style: { stroke: token('text'), lineWidth: 1, opacity: 0.45, fill: 'none' },
            })),
          ),
          ...lines
            .filter((_each, i) => i % 2 === lines.length % 2)
            .flatMap((each) => labelOf(each.level, each.lines.map(place), token, font)),
        ],
      }
    },
  }
}

/** The height of a line, written at the middle of its longest piece. */
function labelOf(
  level: number,
  lines: readonly (readonly (readonly [number, number])[])[],
  token: TokenReader,
  font: Font,
): Series[] {
  const longest = lines.reduce<readonly (readonly [number, number])[]>(
    (most, line) => (line.length > most.length ? line : most),
    [],
  )
  const at = longest[Math.floor(longest.length / 2)]
  if (at === undefined || longest.length < 8) return []
  return [
    {
      type: 'text',
      style: {
        ...font,
        text: formatNumber(level),
        x: at[0],
        y: at[1],
        align: 'center',
        verticalAlign: 'middle',
        fill: token('text'),
        backgroundColor: token('surface'),
        borderRadius: 3,
        padding: [1, 4],
        opacity: 0.85,
      },
    },
  ]
}

function lineSeries(model: FigureModel, token: TokenReader, font: Font): Series[] {
  return model.lines.map(({ name, xs, ys }, i) => {
    const color = token(`series-${(i % seriesColours) + 1}`)
    return {
      type: 'line',
      name,
      data: xs.map((x, k) => [x, ys[k]]),
      color,
      showSymbol: xs.length <= markedPoints,
      symbol: symbols[i % symbols.length],
      symbolSize: 7,
      lineStyle: { color, width: 2, type: i % 2 === 0 || model.lines.length < 3 ? 'solid' : 'dashed' },
      emphasis: { disabled: true },
      endLabel: { ...font, show: name !== '', color, formatter: '{a}', fontWeight: 600, distance: 6 },
      labelLayout: { moveOverlap: 'shiftY' },
      z: 3,
    }
  })
}

function pointSeries(model: FigureModel, token: TokenReader, scale: number): Series[] {
  return model.points.flatMap(({ name, xs, ys, values }, i) => {
    const classes = values.length === 0 ? [i] : [...new Set(values)].sort((a, b) => a - b)
    return classes.map((one) => {
      const at = Math.abs(Math.round(one)) % seriesColours
      return {
        type: 'scatter',
        name: values.length === 0 ? name : `${name} ${one}`.trim(),
        data: xs.flatMap((x, k) => (values.length === 0 || values[k] === one ? [[x, ys[k]]] : [])),
        symbol: symbols[at],
        symbolSize: 7 * scale,
        itemStyle: { color: token(`series-${at + 1}`), borderColor: token('surface'), borderWidth: 1 },
        emphasis: { disabled: true },
        z: 4,
      }
    })
  })
}

/** The whole way faint, the part that is walked clear, a ring where it begins, a dot where the cursor stands. */
function pathSeries({ xs, ys, reached }: FigurePath, token: TokenReader, scale: number): Series[] {
  const places = xs.map((x, i) => [x, ys[i]!] as const)
  const walked = places.slice(0, reached + 1)
  const colour = token('path')
  const line = (data: readonly unknown[], style: Series, z: number): Series => ({
    type: 'line',
    name: '',
    silent: true,
    data,
    showSymbol: false,
    lineStyle: style,
    emphasis: { disabled: true },
    z,
  })
  const dot = (at: readonly [number, number] | undefined, fill: string, size: number): Series => ({
    type: 'scatter',
    name: '',
    silent: true,
    data: at === undefined ? [] : [at],
    symbolSize: size * scale,
    itemStyle: { color: fill, borderColor: colour, borderWidth: 2 },
    z: 8,
  })
  return [
    line(places, { color: token('surface'), width: 4, opacity: 0.45 }, 5),
    line(places, { color: colour, width: 1, opacity: 0.7, type: 'dashed' }, 6),
    line(walked, { color: token('surface'), width: 5 }, 6),
    { ...line(walked, { color: colour, width: 2.5 }, 7), ...marksOf(walked.length, colour) },
    dot(places[0], token('surface'), 10),
    dot(walked.at(-1), colour, 11),
  ]
}

const marksOf = (count: number, color: string): Series =>
  count > 100 ? {} : { showSymbol: true, symbol: 'circle', symbolSize: 4, itemStyle: { color } }
