// What a figure shows at the cursor, ready to be drawn, and as a table. Pure.
import {
  type Drawing,
  drawingsAt,
  type FigureAxes,
  type FigureRecord,
  walkedPath,
  type WalkedPath,
} from '@shared/figures'
import { formatNumber } from '@shared/format'
import type { TraceState } from '@shared/traceState'
import { lastSeqAt } from '@shared/traceView'
import type { ChartTable } from '../charts/chartModel'
import { type HeightGrid, heightAt } from '@shared/contourLines'
import { type MapDrawing, mapDrawing } from '@shared/mapLines'

/** The heights as the script gave them, and what is drawn of them. */
export type FigureMap = HeightGrid & MapDrawing

/** A way on the map; `reached` is the index of the place where the cursor stands, -1 before the first. */
export interface FigurePath extends WalkedPath {
  readonly reached: number
}

export interface FigureModel {
  readonly title: string
  readonly axes: FigureAxes
  readonly map: FigureMap | null
  readonly lines: readonly Drawing[]
  readonly points: readonly Drawing[]
  readonly path: FigurePath | null
  /** The moments at which something changes in it, ascending. */
  readonly moments: readonly number[]
}

export function figureModel(state: TraceState, figure: FigureRecord, cursor: number): FigureModel {
  const shown = drawingsAt(figure, cursor)
  const of = (kind: Drawing['kind']): Drawing[] => shown.filter((drawing) => drawing.kind === kind)
  const [heights] = of('heights')
  const [way] = of('path')
  const walked = way === undefined ? null : walkedPath(state, way)
  const moments = new Set([...figure.drawings.map(({ seq }) => seq), ...(walked?.seqs ?? [])])
  return {
    title: figure.title,
    axes: figure.axes,
    map: heights === undefined ? null : toMap(heights, figure.axes),
    lines: of('line'),
    points: of('points'),
    path: walked === null ? null : { ...walked, reached: lastSeqAt(walked.seqs, cursor) },
    moments: [...moments].sort((a, b) => a - b),
  }
}

/** What is drawn of a map is worked out once: its heights never change. */
const maps = new WeakMap<readonly number[], FigureMap>()
function toMap({ xs, ys, values: heights }: Drawing, axes: FigureAxes): FigureMap {
  let map = maps.get(heights)
  if (map === undefined) {
    const grid = { xs, ys, heights }
    map = { ...grid, ...mapDrawing(grid, axes) }
    maps.set(heights, map)
  }
  return map
}

export interface FigureWords {
  readonly drawing: string
  readonly place: string
  readonly height: string
  readonly path: string
  readonly map: string
}

/** Every number of the figure as a table; `rowsOf` picks which of a long column. */
export function figureTable(
  { map, lines, points, path, axes }: FigureModel,
  words: FigureWords,
  rowsOf: (count: number) => number[],
): ChartTable {
  const named = (drawing: Drawing): string[][] =>
    rowsOf(drawing.xs.length).map((i) => [
      drawing.name,
      String(i + 1),
      String(drawing.xs[i]),
      String(drawing.ys[i]),
      drawing.values.length > 0 ? String(drawing.values[i]) : '',
    ])
  const way = path === null ? [] : rowsOf(path.xs.length)
  return {
    columns: [words.drawing, words.place, axes.xLabel ?? 'x', axes.yLabel ?? 'y', words.height],
    rows: [
      ...lines.flatMap(named),
      ...points.flatMap(named),
      ...way.map((i) => [
        words.path,
        String(i + 1),
        String(path!.xs[i]),
        String(path!.ys[i]),
        map === null ? '' : formatNumber(heightAt(map.fine, path!.xs[i]!, path!.ys[i]!)),
      ]),
      ...(map === null
        ? []
        : rowsOf(map.heights.length).map((i) => [
            words.map,
            String(i + 1),
            String(map.xs[i % map.xs.length]),
            String(map.ys[Math.floor(i / map.xs.length)]),
            String(map.heights[i]),
          ])),
    ],
  }
}
