// The drawings that a script makes itself: lines, points, and maps of heights with a path on them. Pure; knows what
// is drawn, not how.
import type { TraceEventOf } from './trace'
import { errorFor } from './failure'
import type { VariableRecord } from './traceRecords'
import type { TraceState } from './traceState'

export const drawingKinds = ['line', 'points', 'heights', 'path'] as const
export type DrawingKind = (typeof drawingKinds)[number]

/** What the axes of a figure are called and which of them are logarithmic. */
export interface FigureAxes {
  readonly xLabel?: string
  readonly yLabel?: string
  readonly log?: 'x' | 'y' | 'xy'
  /** How the levels of a map are spaced; decided by the heights unless said. */
  readonly scale?: 'linear' | 'log'
  /** The heights of a map's lines, ascending; found from the heights unless given. */
  readonly levels?: readonly number[]
}

/** One call of the script: `plot`, `scatter`, `contour`, or the path of a `contour`. */
export interface Drawing {
  readonly seq: number
  readonly kind: DrawingKind
  readonly name: string
  /** Of `heights`: the coordinates of the columns and of the rows of the grid. */
  readonly xs: readonly number[]
  readonly ys: readonly number[]
  /** Of `heights`: row by row. Of `points`: the class of each, or nothing. */
  readonly values: readonly number[]
  /** Of `path`: the ids of the two variables that walk, or nothing when `xs` and `ys` are the way. */
  readonly path: readonly number[]
  readonly line: number
}

export interface FigureRecord {
  readonly title: string
  readonly drawings: Drawing[]
  /** What was said of the axes, each call adding to the ones before. */
  axes: FigureAxes
}

/** Adds a drawing to its figure; for the reducer. */
export function addDrawing(
  figures: Map<string, FigureRecord>,
  seq: number,
  event: TraceEventOf<'figure-drawn'>,
): void {
  let figure = figures.get(event.figure)
  if (figure === undefined) {
    figure = { title: event.figure, drawings: [], axes: {} }
    figures.set(event.figure, figure)
  }
  figure.axes = { ...figure.axes, ...parseAxes(event.axes) }
  const { name, xs, ys, values, path, line } = event
  const kind = drawingKinds.find((known) => known === event.kind)
  if (kind !== undefined) figure.drawings.push({ seq, kind, name, xs, ys, values, path, line })
}

/** The axes of an event; what is of a wrong kind counts as not said. @throws LabError for what is no JSON */
function parseAxes(text: string): FigureAxes {
  if (text === '') return {}
  const { xLabel, yLabel, log, scale, levels } = toObject(text)
  return {
    ...(typeof xLabel === 'string' ? { xLabel } : {}),
    ...(typeof yLabel === 'string' ? { yLabel } : {}),
    ...(log === 'x' || log === 'y' || log === 'xy' ? { log } : {}),
    ...(scale === 'linear' || scale === 'log' ? { scale } : {}),
    ...(isNumbers(levels) ? { levels } : {}),
  }
}

function toObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    throw errorFor('trace-contents', {})
  }
}

const isNumbers = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'number')

/** What a figure shows at a moment: of each kind and name the last drawing; nothing before the first. */
export function drawingsAt(figure: FigureRecord, cursor: number): Drawing[] {
  const shown = new Map<string, Drawing>()
  for (const drawing of figure.drawings) {
    if (drawing.seq <= cursor) shown.set(`${drawing.kind} ${drawing.name}`, drawing)
  }
  return [...shown.values()]
}

/** The figures that there are at a moment, in the order of their first drawing. */
export function figuresAt(state: TraceState, cursor: number): FigureRecord[] {
  return [...state.figures.values()].filter(({ drawings }) => (drawings[0]?.seq ?? Infinity) <= cursor)
}

/** A way over a map in columns. `seqs` has the moment of each place; all the same when the way was given whole. */
export interface WalkedPath {
  readonly xs: readonly number[]
  readonly ys: readonly number[]
  readonly seqs: readonly number[]
}

/** The way of a path: as it was given, or where the two variables were during the run. */
export function walkedPath(state: TraceState, drawing: Drawing): WalkedPath {
  const [x, y] = drawing.path.map((id) => state.variableById.get(id))
  if (x === undefined || y === undefined) {
    const { xs, ys } = drawing
    return { xs, ys, seqs: xs.map(() => drawing.seq) }
  }
  // Both take their steps in turn: the k-th place is where both have had k new values.
  const count = Math.min(x.data.length, y.data.length)
  const places = Array.from({ length: count }, (_, k) => k)
  return {
    xs: places.map((k) => numberOf(x, k)),
    ys: places.map((k) => numberOf(y, k)),
    seqs: places.map((k) => Math.max(x.data[k]!.seq, y.data[k]!.seq)),
  }
}

const numberOf = (variable: VariableRecord, version: number): number =>
  variable.data[version]!.summary[0] ?? NaN
