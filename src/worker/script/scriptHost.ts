// What a running script needs from whoever runs it: the recorder's ear and the engine's values.
// Implemented by the worker's service; tests use a small one of their own.
import type { TraceEventOf } from '@shared/trace'
import type { Contained } from './containers'

/** What the script drew, as the trace has it. */
export type Drawn = Omit<TraceEventOf<'figure-drawn'>, 'type' | 'line'>

/** Receives what happens, in order, synchronously. A `site` indexes `ScriptSession.position(site)`. */
export interface ScriptHost {
  /** Slots of control.ts. The script calls `checkpoint` when slot 0 is not zero, and now and then. */
  readonly control: Int32Array
  /**
   * May throw an Interruption (run/interruption.ts), block while paused, or flush. Returns after how many turns of the
   * script to come back: fewer, the slower they are.
   */
  checkpoint(site: number): number
  print(text: string, site: number): void
  /** Without a step the metric counts up by itself. */
  metric(name: string, value: number, step: number | undefined, site: number): void
  progress(done: number, total: number, label: string, site: number): void
  test(name: string, passed: boolean, message: string, site: number): void
  /** The graph of a variable is to be seen. */
  graphShown(variable: unknown, site: number): void
  drew(drawing: Drawn, site: number): void
  /** Computes something of which nothing is told: heights for a map are no part of what the run did. */
  quietly<T>(work: () => T): T
  cellStarted(cell: number, line: number, title: string): void
  cellFinished(cell: number): void
  /**
   * A name took a value. `depth` is 0 for names of the script's top level, else the call depth. Called for
   * variables, arrays and numbers, and for anything else that replaces one of them. Elements of a list or of an
   * object bound to `W` come as `W[0]`, `W.key`.
   */
  bound(name: string, depth: number, value: unknown, site: number): void
  /** A field or element of an object of the script took a variable or array: `path` is as written, `this.W`. */
  stored(owner: object, key: PropertyKey, path: string, value: unknown, site: number): void
  /**
   * A list or object that names lead to holds other engine values than before: the first `kept` are the same, `added`
   * follow. A container among them was reported before. Names that lead to it are `bound` to it.
   */
  filled(container: object, kept: number, added: readonly Contained[]): void
  /** Nothing that is followed holds these any more: what they hold is told in whole if they are met again. */
  letGo(containers: readonly object[]): void
  /** A function of the script returned or threw: the names at this depth are gone. */
  scopeLeft(depth: number): void
  /** A statement that made engine values (`cursor.made`) ended. */
  statementEnded(depth: number, site: number): void
}

/** Binary operators that arrays and variables overload. */
export type BinaryOperator = '+' | '-' | '*' | '/' | '**'

/** The engine as the script's runtime sees it. */
export interface ScriptEngine {
  /** Names in scope of every script: `Variable`, `np`, `F`, … without the lab's own (print, track, test, …). */
  readonly globals: Readonly<Record<string, unknown>>
  isVariable(value: unknown): value is { name: string | null }
  isArray(value: unknown): boolean
  /** A recorded application of a function, which holds its inputs by the graph's own rules. */
  isGraphNode(value: unknown): boolean
  /** A variable of a class that the script wrote itself; names that take one are told. */
  isHandMade(value: object): boolean
  /** Such a variable, or a list of them. */
  isHandMadeInput(value: object): boolean
  /** At least one side is a variable or an array. */
  binary(operator: BinaryOperator, left: unknown, right: unknown): unknown
  /** Nothing refers to this array, which an operator made, any more. */
  discard(array: unknown): void
  /** The function `to` is about to get `value`, which `from` gave, and nobody else has it unless one of them keeps it. */
  pass(value: unknown, from: unknown, to: unknown): void
  negative(value: unknown): unknown
  /** A list of numbers as an array. */
  toArray(list: readonly unknown[]): unknown
  /** What `print` shows of a variable or an array. */
  format(value: unknown): string
  /** The element of a 0-d or one-element array or variable, undefined otherwise. */
  scalar(value: unknown): number | undefined
  /** All elements of an array, a variable or a nested list of numbers, row by row; undefined for anything else. */
  numbers(value: unknown): readonly number[] | undefined
  /** What the trace calls a variable. */
  variableId(value: unknown): number | undefined
  /**
   * `f` at all points of a grid, row by row: called once, without a graph, with a variable for each coordinate.
   * @throws when what it gives has another shape than the grid
   */
  onGrid(
    f: (x: unknown, y: unknown) => unknown,
    xs: readonly number[],
    ys: readonly number[],
  ): readonly number[]
  allclose(actual: unknown, expected: unknown, tolerance: { rtol?: number; atol?: number }): boolean
  /** One draw of the run's generator in [0, 1), for Math.random. */
  random(): number
}
