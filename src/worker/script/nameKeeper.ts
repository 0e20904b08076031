// Which names hold engine values: tells the host when a name, field or element takes one or loses it, and gives
// variables the names they are assigned to. Knows no syntax.
import { firstActivationDepth } from '@shared/trace'
import { ContainerWatch } from './containers'
import { cursor } from './cursor'
import type { ScriptEngine, ScriptHost } from './scriptHost'

/** A name in a loop is reported as a number at most this often per call site. */
const numberReports = 256
/** Lists with more elements than this do not name them. */
const namedElements = 256

export abstract class NameKeeper {
  /** Depths of plain calls in which a statement has made engine values. */
  private readonly levels: boolean[] = []
  private readonly numbersSeen: number[] = []
  /** The number that was told last of a name at the top level. */
  private readonly numbersTold = new Map<string, number>()
  /** Call sites at which a number is of no interest, as long as no name takes an engine value: those of `cursor.epoch`. */
  private quietSites = new Int32Array(0)
  /** Which names hold an engine value, by depth, so that another value is told to have replaced it. */
  private readonly holders = new Map<number, Map<string, readonly string[]>>()
  private readonly containers: ContainerWatch

  constructor(
    protected readonly host: ScriptHost,
    protected readonly engine: ScriptEngine,
  ) {
    this.containers = new ContainerWatch(
      engine,
      (container, kept, added) => host.filled(container, kept, added),
      (containers) => host.letGo(containers),
      (name, depth, container) => {
        this.holdersAt(depth).set(name, [])
        host.bound(name, depth, container, cursor.site)
      },
    )
  }

  /** Nothing is called. */
  protected forgetLevels(): void {
    this.levels.length = 0
    cursor.deepest = 0
  }

  /** The quiet sites, as many as there are, for compiled code to look at. */
  quietSitesFor(sites: number): Int32Array {
    const grown = new Int32Array(sites)
    grown.set(this.quietSites)
    this.quietSites = grown
    return grown
  }

  /** A statement that made engine values ended. */
  end(depth: number, site: number): void {
    cursor.made = false
    this.mark(depth)
    this.containers.look()
    this.host.statementEnded(depth, site)
    this.containers.settle()
  }

  /** True when what a statement took out of a list or object could have been an engine value. */
  removes(): boolean {
    return this.containers.holdsSome
  }

  private mark(depth: number): void {
    if (depth > cursor.deepest) cursor.deepest = depth
    if (depth > 0 && depth < firstActivationDepth) this.levels[depth] = true
    else if (depth > 0 && !this.holders.has(depth)) this.holders.set(depth, new Map())
  }

  protected forget(depth: number): void {
    if (this.levels[depth] === true || this.holders.has(depth)) this.containers.look()
    this.containers.leave(depth)
    if (depth < firstActivationDepth) {
      if (this.levels[depth] !== true) return
      this.levels[depth] = false
    } else if (!this.holders.has(depth)) return
    this.holders.delete(depth)
    this.host.scopeLeft(depth)
    // What the call leaves waits for the caller's statement, also where that makes nothing itself.
    cursor.made = true
  }

  /** A name takes a value of any kind. */
  bind<T>(name: string, value: T, site: number, depth: number): T {
    if (typeof value !== 'number') return this.hold(name, value, site, depth)
    if (this.quietSites[site] !== cursor.epoch) this.bindNumber(name, value, site, depth)
    return value
  }

  private bindNumber(name: string, value: number, site: number, depth: number): void {
    const seen = this.numbersSeen[site] ?? 0
    if (seen >= numberReports && this.holders.get(depth)?.has(name) !== true) {
      this.containers.forget(name, depth)
      return this.quieten(name, site)
    }
    this.numbersSeen[site] = seen + 1
    this.tellNumber(name, value, site, depth)
  }

  /** After a loop at the top level: the number that a name has come to, unless it was told. */
  last(name: string, value: unknown, site: number): void {
    if (typeof value === 'number' && !Object.is(this.numbersTold.get(name), value))
      this.tellNumber(name, value, site, 0)
  }

  private tellNumber(name: string, value: number, site: number, depth: number): void {
    this.containers.forget(name, depth)
    this.containers.look()
    this.release(name, depth)
    this.host.bound(name, depth, value, site)
    if (depth === 0) this.numbersTold.set(name, value)
  }

  /** Numbers at this site are of no interest until a name takes an engine value; unless the name has one in another call. */
  private quieten(name: string, site: number): void {
    if (this.containers.watches(name)) return
    for (const names of this.holders.values()) if (names.has(name)) return
    this.quietSites[site] = cursor.epoch
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
    } else if (typeof value === 'number') this.quieten(name, site)
    return value
  }

  private holdOne(name: string, value: unknown, site: number, depth: number): void {
    cursor.epoch++
    this.containers.look()
    this.release(name, depth, site)
    this.holdersAt(depth).set(name, [])
    this.host.bound(name, depth, value, site)
  }

  /** A list or object: true when it holds engine values. One that has none yet is watched. */
  private holdContainer(name: string, value: unknown, site: number, depth: number): boolean {
    if (!this.containers.isContainer(value)) return false
    cursor.epoch++
    this.containers.look()
    if (depth > cursor.deepest) cursor.deepest = depth
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
    if (path === 'this' && this.containers.isContainer(owner)) {
      if (cursor.depth > cursor.deepest) cursor.deepest = cursor.depth
      this.containers.addOnce(path, cursor.depth, owner)
    }
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
}
