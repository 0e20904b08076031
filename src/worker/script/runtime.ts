// What compiled code calls: operators, names, checkpoints. One instance per session; it knows no syntax.
import { command } from '@shared/control'
import { Interruption } from '../run/interruption'
import { cursor } from './cursor'
import { ContainerWatch } from './containers'
import { binaryOperation, negation } from './operators'
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
/** Depths of activations start here, far from those of plain calls, and leave room for calls in between. */
const firstActivationDepth = 1_000_000
const activationStride = 10_000
/** A name in a loop is reported as a number at most this often per call site. */
const numberReports = 256
/** Lists with more elements than this do not name them. */
const namedElements = 256

type Scope = Record<string, unknown>

function isOfNumbers(view: ArrayBufferView): boolean {
  return !(view instanceof DataView || view instanceof BigInt64Array || view instanceof BigUint64Array)
}

export class ScriptRuntime {
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
  private depth = 0
  private activations = 0
  private readonly levels: boolean[] = []
  private readonly numbersSeen: number[] = []
  /** Call sites whose numbers have been told often enough, as long as no name takes an engine value: then of `epoch`. */
  private quietSites = new Int32Array(256)
  private epoch = 1
  /** Which names hold an engine value, by depth, so that another value is told to have replaced it. */
  private readonly holders = new Map<number, Map<string, readonly string[]>>()
  private presentCell = -1
  private readonly containers: ContainerWatch

  constructor(
    private readonly host: ScriptHost,
    private readonly engine: ScriptEngine,
    /** Every name that is in scope without being declared. */
    private readonly globals: Readonly<Record<string, unknown>>,
    private readonly cellLine: (cell: number) => { line: number; title: string },
  ) {
    this.containers = new ContainerWatch(
      engine,
      (container, kept, added) => host.filled(container, kept, added),
      (name, depth, container) => {
        this.holdersAt(depth).set(name, [])
        host.bound(name, depth, container, cursor.site)
      },
    )
  }

  /** Before a run: nothing is called. */
  begin(): void {
    this.lastArray = null
    this.depth = 0
    this.presentCell = -1
    this.levels.length = 0
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
    const inner = cursor.site
    cursor.site = site
    this.host.checkpoint(site)
    cursor.site = inner
    return fuelPerCheck
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

  enter(): number {
    return ++this.depth
  }

  leave(depth: number): void {
    this.forget(depth)
    this.depth = depth - 1
  }

  activate(): Activation {
    const activation = {
      depth: firstActivationDepth + this.activations++ * activationStride,
      outer: this.depth,
    }
    this.depth = activation.depth
    return activation
  }

  suspend<T>(activation: Activation, value: T): T {
    this.depth = activation.outer
    return value
  }

  resume<T>(activation: Activation, value?: T): T {
    if (this.depth !== activation.depth) activation.outer = this.depth
    this.depth = activation.depth
    return value as T
  }

  finish(activation: Activation): void {
    this.forget(activation.depth)
    this.depth = activation.outer
  }

  /** After an await of the top level. */
  base<T>(value: T): T {
    this.depth = 0
    return value
  }

  /** A statement that made engine values ended. */
  end(depth: number, site: number): void {
    cursor.made = false
    this.mark(depth)
    this.containers.look()
    this.host.statementEnded(depth, site)
  }

  private mark(depth: number): void {
    if (depth > 0 && depth < firstActivationDepth) this.levels[depth] = true
    else if (depth > 0 && !this.holders.has(depth)) this.holders.set(depth, new Map())
  }

  private forget(depth: number): void {
    if (this.levels[depth] === true || this.holders.has(depth)) this.containers.look()
    this.containers.leave(depth)
    if (depth < firstActivationDepth) {
      if (this.levels[depth] !== true) return
      this.levels[depth] = false
    } else if (!this.holders.has(depth)) return
    this.holders.delete(depth)
    this.host.scopeLeft(depth)
  }

  // Names

  /** A name takes a value of any kind. */
  bind<T>(name: string, value: T, site: number, depth: number): T {
    if (typeof value !== 'number') return this.hold(name, value, site, depth)
    if (this.quietSites[site] !== this.epoch) this.bindNumber(name, value, site, depth)
    return value
  }

  private bindNumber(name: string, value: number, site: number, depth: number): void {
    this.containers.forget(name, depth)
    const seen = this.numbersSeen[site] ?? 0
    if (seen < numberReports || this.holders.get(depth)?.has(name) === true) {
      this.numbersSeen[site] = seen + 1
      this.containers.look()
      this.release(name, depth)
      this.host.bound(name, depth, value, site)
    } else {
      if (site >= this.quietSites.length) {
        const grown = new Int32Array(2 * site)
        grown.set(this.quietSites)
        this.quietSites = grown
      }
      this.quietSites[site] = this.epoch
    }
  }

  /** A name takes a value; numbers are not told. */
  hold<T>(name: string, value: T, site: number, depth: number): T {
    this.containers.forget(name, depth)
    if ((typeof value === 'object' && value !== null) || typeof value === 'function') {
      if (this.engine.isVariable(value)) {
        if (value.name === null) value.name = name
        this.holdOne(name, value, site, depth)
        return value
      }
      if (this.engine.isArray(value) || this.engine.isHandMade(value)) {
        this.holdOne(name, value, site, depth)
        return value
      }
      if (this.holdContainer(name, value, site, depth)) return value
    }
    if (this.holders.get(depth)?.has(name) === true) {
      this.containers.look()
      this.release(name, depth, site)
      this.host.bound(name, depth, value, site)
    }
    return value
  }

  private holdOne(name: string, value: unknown, site: number, depth: number): void {
    this.epoch++
    this.containers.look()
    this.release(name, depth, site)
    this.holdersAt(depth).set(name, [])
    this.host.bound(name, depth, value, site)
  }

  /** A list or object: true when it holds engine values. One that has none yet is watched. */
  private holdContainer(name: string, value: unknown, site: number, depth: number): boolean {
    if (!this.containers.isContainer(value)) return false
    this.epoch++
    this.containers.look()
    if (!this.containers.add(name, depth, value)) return false
    this.release(name, depth, site)
    this.host.bound(name, depth, value, site)
    this.holdersAt(depth).set(name, this.nameElements(name, value, site, depth))
    return true
  }

  /** `const Ws = [new Variable(…), …]`: the elements are called `Ws[0]`, those of an object `Ws.key`. */
  private nameElements(name: string, container: object, site: number, depth: number): readonly string[] {
    const isList = Array.isArray(container)
    if (!isList && Object.getPrototypeOf(container) !== Object.prototype) return []
    const keys = Object.keys(container)
    if (keys.length > namedElements) return []
    const parts: string[] = []
    for (const key of keys) {
      // A getter of the script's own is not run for its name.
      const value: unknown = Object.getOwnPropertyDescriptor(container, key)?.value
      const isVariable = this.engine.isVariable(value)
      if (!isVariable && !this.engine.isArray(value)) continue
      const part = isList ? `${name}[${key}]` : `${name}.${key}`
      if (isVariable && value.name === null) value.name = part
      parts.push(part)
      this.host.bound(part, depth, value, site)
    }
    return parts
  }

  /** The elements that a name held are no longer reached by it. */
  private release(name: string, depth: number, site = cursor.site): void {
    const names = this.holders.get(depth)
    const parts = names?.get(name)
    if (names === undefined || parts === undefined) return
    names.delete(name)
    for (const part of parts) this.host.bound(part, depth, undefined, site)
  }

  private holdersAt(depth: number): Map<string, readonly string[]> {
    this.mark(depth)
    let names = this.holders.get(depth)
    if (names === undefined) this.holders.set(depth, (names = new Map<string, readonly string[]>()))
    return names
  }

  /** A field or element takes a value: `this.W` names it `W`, `layer.W` and `Ws[0]` as written. */
  store<T>(owner: unknown, key: PropertyKey, path: string, value: T, site: number): T {
    cursor.site = site
    this.containers.touch(owner)
    // While a method runs its object is held, as by a name; a constructor's has no other yet.
    if (path === 'this' && this.containers.isContainer(owner))
      this.containers.addOnce(path, this.depth, owner)
    if (typeof value !== 'object' || value === null || typeof owner !== 'object' || owner === null)
      return value
    const isVariable = this.engine.isVariable(value)
    // A function of the script's own classes keeps its input: what it made is known by that.
    const isInput = key === 'input' || key === 'inputs'
    if (!isVariable && !this.engine.isArray(value) && !(isInput && this.engine.isHandMadeInput(value)))
      return value
    // `x.data = …` and `x.grad = …` are the engine's own fields: it reports them itself.
    if (this.engine.isVariable(owner)) return value
    const isIndex = typeof key === 'number' || (Array.isArray(owner) && typeof key === 'string')
    const full = isIndex ? `${path}[${String(key)}]` : `${path}.${String(key)}`
    if (isVariable && value.name === null) value.name = full.replace(/^this\./, '')
    this.host.stored(owner, key, full, value, site)
    return value
  }

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
