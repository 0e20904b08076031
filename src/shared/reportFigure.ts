// The drawings of a script as SVG text, for reports: lines, points, and maps as lines of equal height with the path on
// them. Knows nothing of the window.
import type { Polyline } from './contourLines'
import { type Drawing, drawingsAt, type FigureRecord, walkedPath } from './figures'
import { formatNumber } from './format'
import { type MapDrawing, mapDrawing } from './mapLines'
import { chartToSvg, heightOfMap, type ReportLine } from './reportChart'
import { escapeHtml } from './reportMarkdown'
import type { ReportTexts } from './reportTexts'
import type { TraceState } from './traceState'

/** A figure as it is at a moment, with the heights of its map; an empty text when nothing in it is finite. */
export function figureToHtml(
  state: TraceState,
  figure: FigureRecord,
  cursor: number,
  texts: ReportTexts,
): string {
  const maps = drawingsAt(figure, cursor)
    .filter(({ kind }) => kind === 'heights')
    .map(({ xs, ys, values: heights }) => mapDrawing({ xs, ys, heights }, figure.axes))
  const svg = figureToSvg(state, figure, cursor, maps, texts)
  if (svg === '') return ''
  const levels = maps.flatMap(({ lines }) => lines.flatMap(({ level }) => level ?? []))
  const note =
    levels.length === 0 ? '' : `<p class="none">${texts.levels(levels.map(formatNumber).join(', '))}</p>`
  return `<figure><h3>${escapeHtml(figure.title)}</h3>${svg}${note}</figure>`
}

function figureToSvg(
  state: TraceState,
  figure: FigureRecord,
  cursor: number,
  maps: readonly MapDrawing[],
  texts: ReportTexts,
): string {
  const { axes, title } = figure
  const shown = drawingsAt(figure, cursor)
  const of = (kind: Drawing['kind']): Drawing[] => shown.filter((drawing) => drawing.kind === kind)
  const [map] = of('heights')
  const lines: ReportLine[] = [
    ...maps.flatMap(({ lines: drawn }) =>
      drawn.map(({ level, lines: pieces }, i) =>
        contour(pieces, level === null ? 1 : i / Math.max(1, drawn.length - 1)),
      ),
    ),
    ...of('line').map(({ name, xs, ys }): ReportLine => ({ name, xs, ys, style: 'way' })),
    ...of('points').flatMap(pointLines),
    ...of('path').map((drawing): ReportLine => {
      const { xs, ys } = walkedPath(state, drawing)
      return { name: texts.path, xs, ys, style: 'way', color: '#d55e00' }
    }),
  ]
  return chartToSvg({
    title,
    xName: axes.xLabel ?? 'x',
    yName: axes.yLabel ?? 'y',
    lines,
    fromZero: false,
    ...(map === undefined ? {} : { height: heightOfMap(spanOf(map.xs), spanOf(map.ys)) }),
    ...(axes.log === undefined ? {} : { log: axes.log }),
  })
}

const spanOf = (ascending: readonly number[]): number => ascending.at(-1)! - ascending[0]!

/** The pieces of one line, with gaps between them: `part` 0 is blue, as the lowest height, 1 is grey. */
function contour(pieces: readonly Polyline[], part: number): ReportLine {
  const places = pieces.flatMap((piece) => [...piece, [NaN, NaN] as const])
  const mix = (low: number, high: number): number => Math.round(low + part * (high - low))
  return {
    name: '',
    xs: places.map(([x]) => x),
    ys: places.map(([, y]) => y),
    style: 'way',
    color: `rgb(${mix(0, 150)} ${mix(114, 150)} ${mix(178, 150)})`,
  }
}

/** Points of one class each. */
function pointLines({ name, xs, ys, values }: Drawing): ReportLine[] {
  const classes = values.length === 0 ? [null] : [...new Set(values)].sort((a, b) => a - b)
  return classes.map((one) => {
    const isIn = (_: number, i: number): boolean => one === null || values[i] === one
    return {
      name: one === null ? name : `${name} ${one}`.trim(),
      xs: xs.filter(isIn),
      ys: ys.filter(isIn),
      style: 'points',
    }
  })
}
