// A figure in ECharts' words, in the window's colours. The map is one custom series: its bands as an image, its lines
// over it. Pure apart from the image that it is given.
import type { Drawing } from '@shared/figures'
import { formatNumber } from '@shared/format'
import type { ChartOption } from '../charts/echarts'
import type { FigureKey } from '../charts/figureKey'
import { type LogAxisOption, logAxisOption } from '../charts/logAxisOption'
import type { TokenReader } from '../ui/theme'
import type { Polyline } from '@shared/contourLines'
import type { FigureModel, FigurePath } from './figureModel'

/** Where a figure stands in its place on the screen, in pixels. */
export interface FigureFrame {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

const seriesColours = 8
const symbols = ['circle', 'triangle', 'rect', 'diamond']
const signs = ['●', '▲', '■', '◆']
/** Lines with fewer points show them. */
const markedPoints = 40

const isMarked = ({ xs }: Drawing): boolean => xs.length <= markedPoints
/** Of more than two lines every other one. */
const isDashed = (i: number, lines: readonly Drawing[]): boolean => i % 2 === 1 && lines.length > 2

/** The names in a figure, each with how it is drawn. */
export function figureKeys({ lines, points }: FigureModel): FigureKey[] {
  return [
    ...lines.map((line, i) => ({
      name: line.name,
      sign: isMarked(line) ? signs[i % signs.length]! : isDashed(i, lines) ? '╍' : '━',
      colour: colourOf(i),
    })),
    ...points.flatMap((drawing, i) =>
      classesOf(drawing).map((one) => ({
        name: nameOf(drawing, one),
        sign: signs[(one ?? lines.length + i) % signs.length]!,
        colour: colourOf(one ?? lines.length + i),
      })),
    ),
  ].filter(({ name }) => name !== '')
}

/** The tokens of the bands' colours, lowest first: those of the classes where the bands are the classes. */
export function bandTokens({ map, points }: FigureModel): {
  readonly tokens: readonly string[]
  readonly areClasses: boolean
} {
  const classes = points.flatMap(classesOf).filter((one) => one !== null)
  const isSame = map !== null && classes.length > 1 && classes.length === map.levels.length + 1
  const areClasses = isSame && map.plateaus !== null
  return areClasses
    ? { tokens: classes.map(colourOf), areClasses }
    : { tokens: ['heat-1', 'heat-2', 'heat-3', 'heat-4', 'heat-5'], areClasses }
}

const colourOf = (index: number): string => `series-${(index % seriesColours) + 1}`

/** The classes of points as whole numbers from 0; null alone when they have none. */
export function classesOf({ values }: Drawing): readonly (number | null)[] {
  if (values.length === 0) return [null]
  return [...new Set(values.map((value) => Math.abs(Math.round(value))))].sort((a, b) => a - b)
}

const nameOf = ({ name }: Drawing, one: number | null): string =>
  one === null ? name : `${name} ${one}`.trim()

/** The plot's place: all of the room, or a part with equal units on both axes where that is no strip. */
export function figureFrame(model: FigureModel, width: number, height: number, scale: number): FigureFrame {
  const left = 72 * scale
  const top = 14 * scale
  const room = {
    width: Math.max(10, width - left - 22 * scale),
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
): ChartOption & { readonly series: readonly Series[] } {
  const font = { fontFamily: token('font-ui'), fontSize: 12 * scale, color: token('text-2') }
  const { axes, map } = model
  const axis = (which: 'x' | 'y') => {
    const extent = extentOf(model, which)
    return {
      type: axes.log?.includes(which) === true ? ('log' as const) : ('value' as const),
      name: (which === 'x' ? axes.xLabel : axes.yLabel) ?? which,
      nameLocation: 'middle' as const,
      nameGap: (which === 'x' ? 26 : 52) * scale,
      nameTextStyle: font,
      scale: true,
      // Under a map the line at zero would peep out at its edges.
      axisLine: { show: true, onZero: map === null, lineStyle: { color: token('line-strong') } },
      splitLine: { show: map === null, lineStyle: { color: token('line') } },
      ...extent,
      axisLabel: { ...font, hideOverlap: true, formatter: formatNumber, ...extent.axisLabel },
    }
  }
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
      ...lineSeries(model, token),
      ...pointSeries(model, token, scale),
      ...(model.path === null ? [] : pathSeries(model.path, token, scale)),
    ],
  }
}

/** A map fills its axes; a log axis goes from one round number to another. */
function extentOf(model: FigureModel, which: 'x' | 'y'): LogAxisOption {
  const { map, axes, lines, points } = model
  if (map !== null) {
    const ends = which === 'x' ? map.xs : map.ys
    return { min: ends[0], max: ends.at(-1) }
  }
  if (axes.log?.includes(which) !== true) return {}
  return logAxisOption([...lines, ...points].flatMap(({ xs, ys }) => (which === 'x' ? xs : ys)))
}

type Part = Record<string, unknown>
interface Series extends Part {
  readonly name: string
}
type Font = Readonly<Record<string, unknown>>
interface Painter {
  coord(place: readonly [number, number]): readonly [number, number]
}

function mapSeries(model: FigureModel, token: TokenReader, font: Font, image: CanvasImageSource): Series {
  const map = model.map!
  const { lines, plateaus } = map
  const first = [map.xs[0]!, map.ys[0]!] as const
  const last = [map.xs.at(-1)!, map.ys.at(-1)!] as const
  const way = model.path === null ? [] : model.path.xs.map((x, i) => [x, model.path!.ys[i]!] as const)
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
              // A border that two plateaus share is drawn for each: see-through, it would be darker than the others.
              style: {
                stroke: token(plateaus === null ? 'text' : 'text-3'),
                lineWidth: 1,
                opacity: plateaus === null ? 0.45 : 1,
                fill: 'none',
              },
            })),
          ),
          ...lines
            .filter((_each, i) => lines.length < 4 || i % 2 === lines.length % 2)
            .flatMap(({ level, lines: pieces }) =>
              level === null
                ? []
                : labelOf(
                    level,
                    pieces.map(place),
                    [left, top, right, bottom],
                    thinned(place(way)),
                    token,
                    font,
                  ),
            ),
        ],
      }
    },
  }
}

/** So near to the edge a label would be cut, and so near to the way it would be crossed out. */
const edgePixels = 28
/** Of the places on a line every so many are looked at. */
const labelStride = 4

/** A line in pixels, without places that are closer than the eye tells. */
function thinned(line: Polyline): Polyline {
  const kept: (readonly [number, number])[] = []
  for (const place of line) {
    const last = kept.at(-1)
    if (last === undefined || Math.hypot(place[0] - last[0], place[1] - last[1]) > 4) kept.push(place)
  }
  return kept
}

/** From a place to the piece of a line between two others. */
function distanceTo(
  [x, y]: readonly [number, number],
  [fromX, fromY]: readonly [number, number],
  [toX, toY]: readonly [number, number],
): number {
  const [dx, dy] = [toX - fromX, toY - fromY]
  const length = dx * dx + dy * dy
  const part = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - fromX) * dx + (y - fromY) * dy) / length))
  return Math.hypot(fromX + part * dx - x, fromY + part * dy - y)
}

/** The height of a line, written at the middle of its longest piece, or where that is farthest from edges and way. */
function labelOf(
  level: number,
  lines: readonly Polyline[],
  [left, top, right, bottom]: readonly [number, number, number, number],
  way: Polyline,
  token: TokenReader,
  font: Font,
): Part[] {
  const longest = lines.reduce<Polyline>((most, line) => (line.length > most.length ? line : most), [])
  const middle = longest[Math.floor(longest.length / 2)]
  if (middle === undefined || longest.length < 8) return []
  const inside = ([x, y]: readonly [number, number]): number =>
    Math.min(
      ...[x - left, right - x, 2 * (y - top), 2 * (bottom - y), edgePixels],
      ...way.map((to, i) => distanceTo([x, y], way[i - 1] ?? to, to)),
    )
  const at = longest
    .filter((_, i) => i % labelStride === 0)
    .reduce((best, one) => (inside(one) > inside(best) ? one : best), middle)
  if (inside(at) < edgePixels) return []
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

function lineSeries(model: FigureModel, token: TokenReader): Series[] {
  return model.lines.map(({ name, xs, ys }, i) => {
    const color = token(colourOf(i))
    return {
      type: 'line',
      name,
      data: xs.map((x, k) => [x, ys[k]]),
      color,
      showSymbol: isMarked(model.lines[i]!),
      symbol: symbols[i % symbols.length],
      symbolSize: 7,
      lineStyle: { color, width: 2, type: isDashed(i, model.lines) ? 'dashed' : 'solid' },
      emphasis: { disabled: true },
      z: 3,
    }
  })
}

function pointSeries(model: FigureModel, token: TokenReader, scale: number): Series[] {
  return model.points.flatMap((drawing, i) =>
    classesOf(drawing).map((one) => ({
      type: 'scatter',
      name: nameOf(drawing, one),
      data: drawing.xs.flatMap((x, k) =>
        one === null || Math.abs(Math.round(drawing.values[k]!)) === one ? [[x, drawing.ys[k]]] : [],
      ),
      symbol: symbols[(one ?? model.lines.length + i) % symbols.length],
      symbolSize: 8 * scale,
      itemStyle: {
        color: token(colourOf(one ?? model.lines.length + i)),
        borderColor: token('surface'),
        borderWidth: 1,
      },
      emphasis: { disabled: true },
      z: 4,
    })),
  )
}

/** The whole way faint, the part that is walked clear, a ring where it begins, a dot where the cursor stands. */
function pathSeries({ xs, ys, reached }: FigurePath, token: TokenReader, scale: number): Series[] {
  const places = xs.map((x, i) => [x, ys[i]!] as const)
  const walked = places.slice(0, reached + 1)
  const colour = token('path')
  const line = (data: readonly unknown[], style: Part, z: number): Series => ({
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

const marksOf = (count: number, color: string): Part =>
  count > 100 ? {} : { showSymbol: true, symbol: 'circle', symbolSize: 4, itemStyle: { color } }
