// The functions with which a script draws: plot, scatter, contour. They record what is drawn, as numbers; knows
// nothing of how it will look.
import type { DrawingKind, FigureAxes } from '@shared/figures'
import { cursor } from './cursor'
import { ArgumentError } from './argumentError'
import type { ScriptEngine, ScriptHost } from './scriptHost'

/** Numbers that the drawings of one run may have together. */
const mostNumbers = 5_000_000
/** Points on each side of a map's grid, unless `size` says so. */
const gridSize = 61
const largestGrid = 201

type Options = Readonly<Record<string, unknown>>
const axisOptions = ['title', 'xLabel', 'yLabel', 'log'] as const

interface Numbers {
  readonly xs?: readonly number[]
  readonly ys?: readonly number[]
  readonly values?: readonly number[]
  readonly path?: readonly number[]
}

export function createFigureFunctions(host: ScriptHost, engine: ScriptEngine) {
  let drawn = 0

  function draw(kind: DrawingKind, options: Options, numbers: Numbers, usual: string, site: number): void {
    const { xs = [], ys = [], values = [], path = [] } = numbers
    drawn += xs.length + ys.length + values.length
    if (drawn > mostNumbers) {
      throw new ArgumentError(
        `${callOf(kind)}: the drawings of this run have more than ${mostNumbers.toLocaleString('en-US')} numbers`,
        'draw fewer points, or draw less often',
      )
    }
    const figure = textOption(callOf(kind), options, 'title') ?? usual
    const name = textOption(callOf(kind), options, 'name') ?? (kind === 'path' ? 'path' : '')
    host.drew({ figure, kind, name, xs, ys, values, path, axes: axesOf(callOf(kind), options) }, site)
  }

  function coordinates(call: string, name: string, value: unknown): readonly number[] {
    const numbers = engine.numbers(value)
    if (numbers !== undefined) return numbers
    throw new ArgumentError(
      `${call}: ${name} is neither a list nor an array of numbers`,
      `write ${call}([0, 1, 2], [3, 4, 5])`,
    )
  }

  /** The two columns of `plot(xs, ys)` and `plot(ys)`, and the options behind them. */
  function columns(call: string, given: readonly unknown[]) {
    const { site } = cursor
    const hasOptions = given.length > 1 && isOptions(given.at(-1))
    const options = (hasOptions ? given.at(-1) : {}) as Options
    const lists = (hasOptions ? given.slice(0, -1) : given).map((value, i) =>
      coordinates(call, i === 0 ? 'the first argument' : 'the second argument', value),
    )
    const ys = lists[1] ?? lists[0] ?? []
    const xs = lists.length > 1 ? lists[0]! : ys.map((_, i) => i)
    if (xs.length !== ys.length || lists.length > 2) {
      throw new ArgumentError(
        `${call}: ${xs.length} values of x, ${ys.length} of y`,
        'give as many of the one as of the other',
      )
    }
    return { xs, ys, options, site }
  }

  function isOptions(value: unknown): boolean {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject && !engine.isVariable(value) && !engine.isArray(value) && !ArrayBuffer.isView(value)
  }

  /** `plot(xs, ys, { name, title, xLabel, yLabel, log })`, or `plot(ys, …)`: a line. */
  function plot(...given: unknown[]): void {
    const { xs, ys, options, site } = columns('plot', given)
    checkNames('plot', options, ['name', ...axisOptions])
    draw('line', options, { xs, ys }, 'Figure', site)
  }

  /** `scatter(xs, ys, { name, classes, title, … })`: points, coloured by their class when there are classes. */
  function scatter(...given: unknown[]): void {
    const { xs, ys, options, site } = columns('scatter', given)
    checkNames('scatter', options, ['name', 'classes', ...axisOptions])
    const values = options.classes === undefined ? [] : coordinates('scatter', 'classes', options.classes)
    if (values.length > 0 && values.length !== xs.length) {
      throw new ArgumentError(
        `scatter: ${values.length} classes for ${xs.length} points`,
        'give one for each',
      )
    }
    draw('points', options, { xs, ys, values }, 'Figure', site)
  }

  /**
   * `contour(f, { x: [min, max], y: [min, max], path, title, size, scale, levels, … })`: a map of the heights f(x, y). `f` is
   * called once with two variables that hold a whole grid; the run does not count it. `path` is the two variables
   * that walk on the map, or a list of places. `levels` are the heights of its lines.
   */
  function contour(f: unknown, options: unknown): void {
    const { site } = cursor
    if (typeof f !== 'function') {
      throw new ArgumentError(
        'contour: the first argument is not a function',
        'write contour(f, { x: [-2, 2], y: [-2, 2] })',
      )
    }
    const given = (isOptions(options) ? options : {}) as Options
    checkNames('contour', given, ['x', 'y', 'path', 'size', 'scale', 'levels', ...axisOptions])
    const size = sizeOf(given.size)
    const xs = spread(range('x', given.x), size)
    const ys = spread(range('y', given.y), size)
    const values = host.quietly(() => engine.onGrid(f as (x: unknown, y: unknown) => unknown, xs, ys))
    const title = (f as { readonly name: string }).name
    draw('heights', given, { xs, ys, values }, title === '' ? 'Map' : title, site)
    if (given.path !== undefined) draw('path', given, pathOf(given.path), title === '' ? 'Map' : title, site)
  }

  function pathOf(path: unknown): Numbers {
    const pair = Array.isArray(path) ? (path as readonly unknown[]) : []
    const ids = pair.length === 2 ? pair.map((one) => engine.variableId(one)) : []
    if (ids.length === 2 && ids.every((id) => id !== undefined)) return { path: ids }
    const places = pair.map((place) => engine.numbers(place))
    if (places.every((place) => place?.length === 2)) {
      return { xs: places.map((place) => place![0]!), ys: places.map((place) => place![1]!) }
    }
    throw new ArgumentError(
      'contour: path is neither two variables nor a list of places',
      'write path: [x, y] with the two variables that move, or path: [[0, 1], [0.5, 0.8]]',
    )
  }

  return { plot, scatter, contour }
}

const callOf = (kind: DrawingKind): string =>
  ({ line: 'plot', points: 'scatter', heights: 'contour', path: 'contour' })[kind]

function checkNames(call: string, options: Options, known: readonly string[]): void {
  const unknown = Object.keys(options).find((name) => !known.includes(name))
  if (unknown === undefined) return
  throw new ArgumentError(`${call}: unknown option '${unknown}'`, `the options are ${known.join(', ')}`)
}

function textOption(call: string, options: Options, name: string): string | undefined {
  const value = options[name]
  if (value === undefined || typeof value === 'string') return value
  throw new ArgumentError(`${call}: ${name} is not a text`, `write ${name}: '…'`)
}

function axesOf(call: string, options: Options): string {
  const axes: FigureAxes = {
    ...chosen('xLabel', textOption(call, options, 'xLabel')),
    ...chosen('yLabel', textOption(call, options, 'yLabel')),
    ...chosen('log', choice(call, options, 'log', ['x', 'y', 'xy'] as const)),
    ...chosen('scale', choice(call, options, 'scale', ['linear', 'log'] as const)),
    ...(options.levels === undefined ? {} : { levels: levelsOf(options.levels) }),
  }
  return Object.keys(axes).length === 0 ? '' : JSON.stringify(axes)
}

function levelsOf(value: unknown): number[] {
  const isList = Array.isArray(value) && value.every((one) => typeof one === 'number')
  if (isList) return [...(value as readonly number[])].sort((a, b) => a - b)
  throw new ArgumentError('contour: levels is not a list of numbers', 'write levels: [1, 10, 100]')
}

const chosen = (name: keyof FigureAxes, value: string | undefined): FigureAxes =>
  value === undefined ? {} : { [name]: value }

function choice<T extends string>(
  call: string,
  options: Options,
  name: string,
  known: readonly T[],
): T | undefined {
  const value = options[name]
  if (value === undefined) return undefined
  const found = known.find((one) => one === value)
  if (found !== undefined) return found
  throw new ArgumentError(`${call}: ${name} is none of ${known.join(', ')}`, `write ${name}: '${known[0]!}'`)
}

function sizeOf(value: unknown): number {
  if (value === undefined) return gridSize
  if (Number.isInteger(value) && (value as number) >= 2 && (value as number) <= largestGrid)
    return value as number
  throw new ArgumentError(`contour: size is no whole number from 2 to ${largestGrid}`, 'leave it away for 61')
}

function range(name: 'x' | 'y', value: unknown): readonly [number, number] {
  const [low, high] = (Array.isArray(value) ? value : []) as readonly unknown[]
  if (typeof low === 'number' && typeof high === 'number' && low < high && Number.isFinite(high - low)) {
    return [low, high]
  }
  throw new ArgumentError(
    `contour: ${name} is not a range`,
    `write ${name}: [-2, 2], the least and the largest value`,
  )
}

function spread([low, high]: readonly [number, number], count: number): number[] {
  return Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1))
}
