// The lab's own functions in a script: print, track, test, assert…, progress, showGraph, console; the ones that draw
// stand in figureFunctions.ts.
import { Interruption } from '../run/interruption'
import { ArgumentError } from './argumentError'
import { cursor } from './cursor'
import { createFigureFunctions } from './figureFunctions'
import { formatLine } from './print'
import { sameValue } from './sameValue'
import type { ScriptEngine, ScriptHost } from './scriptHost'

/** What `assert…` throws. */
export class AssertionError extends Error {
  override readonly name = 'AssertionError'
}

export interface Tolerance {
  readonly rtol?: number
  readonly atol?: number
}

export function createLabFunctions(host: ScriptHost, engine: ScriptEngine) {
  const show = (value: unknown): string => formatLine([value], engine)

  function print(...values: unknown[]): void {
    host.print(formatLine(values, engine), cursor.site)
  }

  function metric(name: unknown, value: unknown, step: unknown): void {
    if (typeof name !== 'string' || name === '') {
      throw new ArgumentError(`track: the name ${show(name)} is not a text`, "write track('loss', loss)")
    }
    const number = numberOf(value)
    if (number === undefined) {
      throw new ArgumentError(
        `track: ${name} is ${describe(value, show)}, not one number`,
        'give a number, or one element: loss, loss.data.item(), mean(x)',
      )
    }
    if (step !== undefined && !Number.isFinite(step)) {
      throw new ArgumentError(`track: the step ${show(step)} is not a number`, 'leave it away to count up')
    }
    host.metric(name, number, step as number | undefined, cursor.site)
  }

  /** A number, or the only element of an array or variable. */
  function numberOf(value: unknown): number | undefined {
    if (typeof value === 'number') return value
    return engine.isVariable(value) || engine.isArray(value) ? engine.scalar(value) : undefined
  }

  /** `track(name, value, step?)` or `track({ loss, accuracy }, step?)`. */
  function track(name: unknown, value?: unknown, step?: unknown): void {
    if (typeof name === 'object' && name !== null && !engine.isVariable(name) && !engine.isArray(name)) {
      for (const [key, one] of Object.entries(name)) metric(key, one, value)
    } else metric(name, value, step)
  }

  function assert(condition: unknown, message?: unknown): void {
    if (condition) return
    throw new AssertionError(message === undefined ? 'assert: the condition does not hold' : show(message))
  }

  function assertEqual(actual: unknown, expected: unknown, message?: unknown): void {
    if (sameValue(actual, expected, engine)) return
    const prefix = message === undefined ? 'assertEqual' : show(message)
    throw new AssertionError(`${prefix}: got ${show(actual)}, expected ${show(expected)}`)
  }

  function assertAllclose(actual: unknown, expected: unknown, tolerance: Tolerance = {}): void {
    if (engine.allclose(actual, expected, tolerance)) return
    const { rtol = 1e-5, atol = 1e-8 } = tolerance
    throw new AssertionError(
      `assertAllclose: got ${show(actual)}, expected ${show(expected)} within rtol ${rtol} and atol ${atol}`,
    )
  }

  /** Runs a test and reports it; a failing test does not end the script. A promise is waited for by who awaits it. */
  function test(name: unknown, body: unknown): unknown {
    const title = show(name)
    const { site } = cursor
    if (typeof body !== 'function') {
      throw new ArgumentError(`test: ${title} has no function`, "write test('name', () => { … })")
    }
    const fail = (thrown: unknown): void => {
      if (thrown instanceof Interruption) throw thrown
      host.test(title, false, thrown instanceof Error ? thrown.message : show(thrown), site)
    }
    try {
      const result: unknown = (body as () => unknown)()
      if (result instanceof Promise) {
        return (result as Promise<unknown>).then(() => host.test(title, true, '', site), fail)
      }
      host.test(title, true, '', site)
    } catch (thrown) {
      fail(thrown)
    }
    return undefined
  }

  function progress(done: unknown, total: unknown, label: unknown = ''): void {
    if (typeof done !== 'number' || typeof total !== 'number') {
      throw new ArgumentError('progress: needs two numbers', 'write progress(done, total)')
    }
    host.progress(done, total, show(label), cursor.site)
  }

  /** Opens the Graph tab on a variable when a person runs the script; a replay opens nothing. */
  function showGraph(value: unknown): void {
    if (!engine.isVariable(value)) {
      throw new ArgumentError(
        `showGraph: ${describe(value, show)} is not a variable`,
        'give the result: showGraph(y)',
      )
    }
    if (value.name === null) value.name = 'y'
    host.graphShown(value, cursor.site)
  }

  const console = Object.freeze({ log: print, info: print, warn: print, error: print, debug: print })
  const figures = createFigureFunctions(host, engine)
  return { print, track, test, assert, assertEqual, assertAllclose, progress, showGraph, console, ...figures }
}

function describe(value: unknown, show: (value: unknown) => string): string {
  const text = show(value)
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}
