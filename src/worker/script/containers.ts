// Which lists and objects of the script hold engine values, found by looking at those that names hold: at each moment
// at which a value could die, since a list that was pushed to keeps alive what its loop has forgotten.
// Knows no syntax and no ledger.

/** An engine value, or a container that holds some, at a place in a container. */
export interface Contained {
  readonly kind: 'variable' | 'array' | 'container'
  readonly value: object
  /** Index, field or key, as text. */
  readonly key: string
}

/** What the watch asks about values. */
export interface ValueKinds {
  isVariable(value: unknown): boolean
  isArray(value: unknown): boolean
  isHandMade(value: unknown): boolean
  isGraphNode(value: unknown): boolean
}

/** What a container held when it was looked at last. */
interface Look {
  stamp: number
  length: number
  last: unknown
  items: readonly Contained[]
  /** Names and containers that hold it. */
  holders: number
  /** It was reported to hold engine values, and that is remembered where it was reported to. */
  isTold: boolean
}

/** What a name holds; `isTold` when it was reported to hold engine values. */
interface Watched {
  readonly container: object
  isTold: boolean
}

/** Longer lists are compared by length and last element; of those only what was added is read. */
const comparedElements = 64
/** Lists in lists are followed this deep: a look goes down by recursion, in what room the script leaves on the stack. */
const deepest = 256
/** Containers that one look visits, besides new ones. */
const visits = 512
/** So many containers at most wait for a statement to end before they are let go of. */
const mostLoose = 256

export class ContainerWatch {
  private readonly looks = new WeakMap<object, Look>()
  private readonly named = new Map<number, Map<string, Watched>>()
  /** Told of, and held by nothing since: unless something takes them, they are let go of. */
  private readonly loose = new Set<object>()
  private stamp = 0
  private budget = 0

  /**
   * @param filled a container's first `kept` engine values are as before, `added` follow; inner containers come first
   * @param letGo nothing holds these containers, as far as is followed; one that is met again is told of anew and in whole
   * @param holds a name's container, empty of engine values so far, has some now
   */
  constructor(
    private readonly kinds: ValueKinds,
    private readonly filled: (container: object, kept: number, added: readonly Contained[]) => void,
    private readonly letGo: (containers: readonly object[]) => void,
    private readonly holds: (name: string, depth: number, container: object) => void,
  ) {}

  isContainer(value: unknown): value is object {
    if (typeof value === 'function') return Object.keys(value).length > 0 && !this.kinds.isGraphNode(value)
    if (typeof value !== 'object' || value === null) return false
    const { kinds } = this
    return (
      !kinds.isVariable(value) &&
      !kinds.isArray(value) &&
      !ArrayBuffer.isView(value) &&
      !kinds.isHandMade(value) &&
      !kinds.isGraphNode(value)
    )
  }

  /** A name takes a container; true when that holds engine values. */
  add(name: string, depth: number, container: object): boolean {
    let names = this.named.get(depth)
    if (names === undefined) this.named.set(depth, (names = new Map<string, Watched>()))
    this.begin()
    const isTold = this.visit(container, 0)
    const before = names.get(name)
    names.set(name, { container, isTold })
    this.hold(container)
    if (before !== undefined) this.release(before.container)
    return isTold
  }

  /** The name holds something else now. */
  forget(name: string, depth: number): void {
    if (this.named.size === 0) return
    const names = this.named.get(depth)
    const held = names?.get(name)
    if (names === undefined || held === undefined) return
    names.delete(name)
    this.release(held.container)
  }

  /** True when the name has a container in some call. */
  watches(name: string): boolean {
    for (const names of this.named.values()) if (names.has(name)) return true
    return false
  }

  leave(depth: number): void {
    if (this.named.size === 0) return
    const names = this.named.get(depth)
    if (names === undefined) return
    this.named.delete(depth)
    for (const { container } of names.values()) this.release(container)
  }

  /** True when a name leads to a container with engine values. */
  get holdsSome(): boolean {
    for (const names of this.named.values()) for (const { isTold } of names.values()) if (isTold) return true
    return false
  }

  /** Looks at every container that a name holds and reports what changed. Call it before a value may die. */
  look(): void {
    if (this.named.size === 0) return
    this.begin()
    for (const [depth, names] of this.named) {
      for (const [name, entry] of names) {
        const isHolding = this.visit(entry.container, 0)
        if (!isHolding || entry.isTold) continue
        entry.isTold = true
        this.holds(name, depth, entry.container)
      }
    }
  }

  /** Watches a container under a name, unless it is the one that the name has. */
  addOnce(name: string, depth: number, container: object): void {
    if (this.named.get(depth)?.get(name)?.container === container) return
    if (this.add(name, depth, container)) this.holds(name, depth, container)
  }

  /** A field or element is about to be assigned: the next look reads all of its object. */
  touch(owner: unknown): void {
    if ((typeof owner !== 'object' && typeof owner !== 'function') || owner === null) return
    const look = this.looks.get(owner)
    if (look !== undefined) look.last = unread
  }

  /** A statement ended: what nothing has taken by now is let go of. */
  settle(): void {
    if (this.loose.size === 0) return
    const gone: object[] = []
    // A set hands out what is added while it is walked.
    for (const container of this.loose) {
      this.loose.delete(container)
      const look = this.looks.get(container)
      if (look === undefined || look.holders > 0) continue
      this.looks.delete(container)
      gone.push(container)
      for (const { kind, value } of look.items) if (kind === 'container') this.release(value)
    }
    if (gone.length > 0) this.letGo(gone)
  }

  private hold(container: object): void {
    const look = this.looks.get(container)
    if (look !== undefined) look.holders++
  }

  private release(container: object): void {
    const look = this.looks.get(container)
    if (look !== undefined && --look.holders === 0 && look.isTold) this.loose.add(container)
  }

  private begin(): void {
    if (this.loose.size > mostLoose) this.settle()
    this.stamp++
    this.budget = visits
  }

  private visit(container: object, level: number): boolean {
    let look = this.looks.get(container)
    if (look === undefined) {
      look = { stamp: 0, length: 0, last: unread, items: [], holders: 0, isTold: false }
      this.looks.set(container, look)
    } else if (look.stamp === this.stamp || --this.budget < 0) return look.items.length > 0
    look.stamp = this.stamp
    const before = look.items
    const from = appendedFrom(container, look)
    const added = this.itemsOf(container, from, level)
    if (Array.isArray(container)) {
      look.length = container.length
      look.last = container.at(-1)
    }
    const items = from === 0 ? added : added.length === 0 ? before : [...before, ...added]
    let kept = from === 0 ? 0 : before.length
    while (kept < before.length && kept < items.length && before[kept]!.value === items[kept]!.value) kept++
    if (kept === before.length && kept === items.length) return items.length > 0
    look.items = items
    look.isTold = true
    for (let i = kept; i < items.length; i++) if (items[i]!.kind === 'container') this.hold(items[i]!.value)
    for (let i = kept; i < before.length; i++)
      if (before[i]!.kind === 'container') this.release(before[i]!.value)
    this.filled(container, kept, items.slice(kept))
    return items.length > 0
  }

  private itemsOf(container: object, from: number, level: number): Contained[] {
    const items: Contained[] = []
    const add = (key: string, value: unknown): void => {
      if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return
      if (this.kinds.isVariable(value)) items.push({ kind: 'variable', value, key })
      else if (this.kinds.isArray(value)) items.push({ kind: 'array', value, key })
      else if (level < deepest && this.isContainer(value) && this.visit(value, level + 1))
        items.push({ kind: 'container', value, key })
    }
    if (Array.isArray(container)) {
      for (let i = from; i < container.length; i++) add(String(i), container[i] as unknown)
    } else if (container instanceof Map) {
      for (const [key, value] of container as Map<unknown, unknown>) add(keyText(key), value)
    } else if (container instanceof Set) {
      let i = 0
      for (const value of container as Set<unknown>) add(String(i++), value)
    } else {
      // A getter of the script's own is not run.
      for (const key of Object.keys(container))
        add(key, Object.getOwnPropertyDescriptor(container, key)?.value as unknown)
    }
    return items
  }
}

const unread = Symbol('unread')

/** Index from which a long list that only grew is to be read; 0 for everything else. */
function appendedFrom(container: object, look: Look): number {
  if (!Array.isArray(container) || look.length <= comparedElements || look.last === unread) return 0
  return container.length >= look.length && container[look.length - 1] === look.last ? look.length : 0
}

const keyText = (key: unknown): string =>
  typeof key === 'string' || typeof key === 'number' ? String(key).replaceAll('\n', ' ') : '…'
