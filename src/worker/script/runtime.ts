// What compiled code calls: operators, names, checkpoints. One instance per session; it knows no syntax.
import { command } from '@shared/control'
import { activationStride, firstActivationDepth } from '@shared/trace'
import { Interruption } from '../run/interruption'
import { cursor } from './cursor'
import { NameKeeper } from './nameKeeper'
import { binaryOperation, exclusiveOr, negation } from './operators'
import { missingName, notReady, readOnlyName, unknownImport } from './nameErrors'
import { power } from './scriptMath'
import type { BinaryOperator, ScriptEngine, ScriptHost } from './scriptHost'

/** An async function or generator that is under way: its names live at a depth of their own. */
interface Activation {
  readonly depth: number
  /** The depth of whoever runs it at present. */
  outer: number
}

/** How many functions are entered between two checkpoints that nobody asked for. */
const fuelPerCheck = 2000
/** So many turns of a loop that calls something at most: the next one may be slow. */
const quickTurns = 64

type Scope = Record<string, unknown>

function isOfNumbers(view: ArrayBufferView): boolean {
  return !(view instanceof DataView || view instanceof BigInt64Array || view instanceof BigUint64Array)
}

const listValues = Array.prototype[Symbol.iterator]
const viewValues = Int8Array.prototype[Symbol.iterator]
const iteratorPrototype = Object.getPrototypeOf([][Symbol.iterator]()) as { readonly next: unknown }
const { next } = iteratorPrototype

/** Going over it gives its elements in order: the script has changed nothing about that. */
function isPlainlyIterated(list: unknown): boolean {
  if (typeof list !== 'object' || list === null || iteratorPrototype.next !== next) return false
  const iterate = (list as Partial<Iterable<unknown>>)[Symbol.iterator]
  return iterate === (Array.isArray(list) ? listValues : viewValues)
}

export class ScriptRuntime extends NameKeeper {
  /** Stands in a top-level variable that has no value yet. */
  readonly hole = Symbol('not initialized')
  /** Names of earlier cells. */
  readonly kept: Scope = Object.create(null) as Scope
  /** The value and site of the last `throw`, for what is not an Error. */
  lastThrown: { value: unknown; site: number } = { value: undefined, site: 0 }
  /** Promises of statements that nothing waits for. */
  loosePromises: Promise<unknown>[] = []
  /** The array that the last operator made, or null when it made none. */
  private lastArray: unknown = null
  private activations = 0
  private presentCell = -1

  constructor(
    host: ScriptHost,
    engine: ScriptEngine,
    /** Every name that is in scope without being declared. */
    private readonly globals: Readonly<Record<string, unknown>>,
    private readonly cellLine: (cell: number) => { line: number; title: string },
  ) {
    super(host, engine)
  }

  /** Before a run: nothing is called. */
  begin(): void {
    this.lastArray = null
    cursor.depth = 0
    this.presentCell = -1
    this.forgetLevels()
    this.loosePromises = []
    cursor.made = false
  }

  // Operators

  add(left: unknown, right: unknown, site: number, intermediates = 0): unknown {
    if (typeof left === 'number' && typeof right === 'number') return left + right
    return this.binary('+', left, right, site, intermediates)
  }

  sub(left: unknown, right: unknown, site: number, intermediates = 0): unknown {
    if (typeof left === 'number' && typeof right === 'number') return left - right
    return this.binary('-', left, right, site, intermediates)
  }

  mul(left: unknown, right: unknown, site: number, intermediates = 0): unknown {
    if (typeof left === 'number' && typeof right === 'number') return left * right
    return this.binary('*', left, right, site, intermediates)
  }

  div(left: unknown, right: unknown, site: number, intermediates = 0): unknown {
    if (typeof left === 'number' && typeof right === 'number') return left / right
    return this.binary('/', left, right, site, intermediates)
  }

  pow(left: unknown, right: unknown, site: number, intermediates = 0): unknown {
    if (typeof left === 'number' && typeof right === 'number') return power(left, right)
    return this.binary('**', left, right, site, intermediates)
  }

  /** Two plain numbers. */
  power(base: number, exponent: number): number {
    return power(base, exponent)
  }

  xor(left: unknown, right: unknown, site: number): unknown {
    if (typeof left === 'number' && typeof right === 'number') return left ^ right
    cursor.site = site
    return exclusiveOr(this.engine, left, right)
  }

  neg(value: unknown, site: number): unknown {
    if (typeof value === 'number') return -value
    cursor.site = site
    const result = negation(this.engine, value)
    this.lastArray = this.engine.isArray(value) ? result : null
    return result
  }

  /**
   * @param intermediates which operands the compiler knows to be results of operators (1 the left, 2 the right). One that
   * the engine made just now has no other holder, and its memory serves the next.
   */
  private binary(
    operator: BinaryOperator,
    left: unknown,
    right: unknown,
    site: number,
    intermediates: number,
  ): unknown {
    cursor.site = site
    const { engine, lastArray } = this
    const result = binaryOperation(engine, operator, left, right)
    // Without an array among the operands a method of the script's own answered, which may keep what it returns.
    const isOfArrays = engine.isArray(result) && (engine.isArray(left) || engine.isArray(right))
    this.lastArray = isOfArrays ? result : null
    if (!isOfArrays || lastArray === null || intermediates === 0) return result
    const isLeft = left === lastArray && (intermediates & 1) !== 0
    const isRight = right === lastArray && (intermediates & 2) !== 0
    if (isLeft || isRight) engine.discard(lastArray)
    return result
  }

  /**
   * True when every list holds nothing but numbers. Typed arrays do; others are looked through, when together they have
   * no more elements than the loop has turns.
   */
  areNumbers(lists: readonly unknown[], turns?: () => number): boolean {
    let left = turns === undefined ? 0 : turns() * lists.length
    for (const list of lists) {
      if (!isPlainlyIterated(list)) return false
      if (ArrayBuffer.isView(list)) {
        if (!isOfNumbers(list)) return false
        continue
      }
      if (!Array.isArray(list) || (left -= list.length) < 0) return false
      const elements = list as readonly unknown[]
      for (let i = 0; i < elements.length; i++) if (typeof elements[i] !== 'number') return false
    }
    return true
  }

  // Call sites

  /** Gives `value` back after setting the site: the last argument, a receiver, an assigned value. */
  at<T>(value: T, site: number): T {
    cursor.site = site
    return value
  }

  /** The same for what the function `from` gave as the last argument of the function `to`. */
  pass<T>(value: T, site: number, from: unknown, to: unknown): T {
    cursor.site = site
    if (typeof value === 'object') this.engine.pass(value, from, to)
    return value
  }

  /** No arguments; spread into a call so that the site is set before it. */
  none(site: number): readonly never[] {
    cursor.site = site
    return []
  }

  /** A key that is evaluated once. */
  key(value: unknown): PropertyKey {
    return typeof value === 'symbol' || typeof value === 'number' ? value : String(value)
  }

  // Control

  /** At the top level, before a statement. */
  line(site: number): void {
    cursor.site = site
    this.host.checkpoint(site)
  }

  /** Returns how many functions may be entered before the next checkpoint. */
  check(site: number): number {
    const turns = this.turns(site)
    return turns < quickTurns ? turns : fuelPerCheck
  }

  /** The same in a loop that calls something: returns how many turns it may make before the next checkpoint. */
  turns(site: number): number {
    const inner = cursor.site
    cursor.site = site
    const turns = this.host.checkpoint(site)
    cursor.site = inner
    return Math.min(turns, quickTurns)
  }

  /** What stops a run is not caught by the script. */
  caught(thrown: unknown): void {
    if (thrown instanceof Interruption) throw thrown
    if (this.host.control[0] === command.interrupt) this.host.checkpoint(cursor.site)
  }

  thrown(value: unknown, site: number): unknown {
    this.lastThrown = { value, site }
    return value
  }

  cell(index: number): void {
    if (this.presentCell >= 0) this.host.cellFinished(this.presentCell)
    this.presentCell = index
    if (index < 0) return
    const { line, title } = this.cellLine(index)
    this.host.cellStarted(index, line, title)
  }

  /** The value of a statement that is a call: a promise must not fail unseen. */
  use(value: unknown): void {
    if (value instanceof Promise) {
      const handled = value as Promise<unknown>
      handled.catch(() => undefined)
      this.loosePromises.push(handled)
    }
  }

  // Call levels

  /** A call ends at whose depth there is something to forget; its depth has been left. */
  leave(depth: number): void {
    this.forget(depth)
    if (depth < firstActivationDepth) cursor.deepest = depth - 1
  }

  activate(): Activation {
    const activation = {
      depth: firstActivationDepth + this.activations++ * activationStride,
      outer: cursor.depth,
    }
    cursor.depth = activation.depth
    return activation
  }

  suspend<T>(activation: Activation, value: T): T {
    cursor.depth = activation.outer
    return value
  }

  resume<T>(activation: Activation, value?: T): T {
    if (cursor.depth !== activation.depth) activation.outer = cursor.depth
    cursor.depth = activation.depth
    return value as T
  }

  finish(activation: Activation): void {
    this.forget(activation.depth)
    cursor.depth = activation.outer
  }

  /** After an await of the top level. */
  base<T>(value: T): T {
    cursor.depth = 0
    return value
  }

  // Names

  /** Makes names that closures use reachable for later cells, as the same variables. */
  share(pairs: Scope): void {
    for (const [name, pair] of Object.entries(Object.getOwnPropertyDescriptors(pairs))) {
      Object.defineProperty(this.kept, name, { ...pair, configurable: true })
    }
  }

  /** Keeps the values of names that no closure uses. */
  keep(values: Scope): void {
    for (const [name, value] of Object.entries(values)) {
      if (value === this.hole) continue
      Object.defineProperty(this.kept, name, { value, writable: true, configurable: true, enumerable: true })
    }
  }

  /** A top-level name that is read where it may have no value yet. */
  ready<T>(value: T, name: string, site: number): T {
    if ((value as unknown) !== this.hole) return value
    cursor.site = site
    throw notReady(name)
  }

  missing(name: string, site: number): never {
    cursor.site = site
    throw missingName(name, [...Object.keys(this.globals), ...Object.keys(this.kept)])
  }

  constant(name: string, site: number): never {
    cursor.site = site
    throw readOnlyName(name, Object.hasOwn(this.globals, name))
  }

  imported(module: string, name: string, site: number): unknown {
    const { globals } = this
    const table = module === 'dezero' ? globals : (globals.np as Record<string, unknown>)
    if (name === '*') return module === 'dezero' ? { ...globals } : table
    if (name === 'default') return table
    if (Object.hasOwn(table, name)) return table[name]
    cursor.site = site
    throw unknownImport(module, name, Object.keys(table))
  }
}
