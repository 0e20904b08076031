// Which functions of a graph belong together: calls of the script's functions, layers, what one call computed, and what
// repeats. Groups are segments of the run, so that folding one never makes a circle. Knows no items and no places.
import type { GraphFacts } from './graphFacts'
import { findRepeats } from './graphRepeats'

export interface GraphGroup {
  /** The same in every frame of a run, and in a further run of the same script. */
  readonly key: string
  readonly kind: 'call' | 'layer' | 'repeat'
  readonly title: string
  /** Entries of the facts from `first` to before `end`. */
  readonly first: number
  readonly end: number
  /** How many times it repeats; 1 unless the kind is `repeat`. */
  readonly count: number
  /** Index of the group around it, -1 for none. */
  readonly parent: number
}

interface Draft {
  kind: GraphGroup['kind']
  title: string
  readonly first: number
  readonly end: number
  count: number
  children: Draft[]
}

/** Alike in name only, so many functions together are a pattern. */
const fewestAlike = 6

/** All groups, outer ones before those in them, in the order of the run. */
export function findGroups(facts: GraphFacts): GraphGroup[] {
  const roots = nest([...findCalls(facts), ...findSites(facts), ...findLayers(facts)])
  const groups: GraphGroup[] = []
  const keys = new Set<string>()
  const add = (drafts: readonly Draft[], parent: number): void => {
    for (const { kind, title, first, end, count, children } of drafts) {
      let key = `${kind} ${facts.ids[first]}`
      while (keys.has(key)) key += "'"
      keys.add(key)
      const index = groups.push({ key, kind, title, first, end, count, parent }) - 1
      add(children, index)
    }
  }
  add(withRepeats(0, facts.items.length, roots, facts), -1)
  return groups
}

const draft = (kind: Draft['kind'], title: string, first: number, end: number, count = 1): Draft => ({
  kind,
  title,
  first,
  end,
  count,
  children: [],
})

/**
 * Calls of the script's functions. The trace says when functions return, the text says where they stand: a call begins
 * where its function is entered, and anew where the run goes back in it after it returned.
 */
function findCalls({ places, returned, scopes }: GraphFacts): Draft[] {
  const found: Draft[] = []
  const open: { readonly scope: number; readonly first: number; place: number }[] = []
  const closeTo = (depth: number, end: number): void => {
    while (open.length > depth) {
      const { scope, first } = open.pop()!
      if (end - first > 1) found.push(draft('call', scopes[scope]!.name, first, end))
    }
  }
  const scopeAt = scopeFinder(scopes)
  for (let k = 0; k < places.length; k++) {
    const place = places[k]!
    const scope = scopeAt(place)
    if (scope < 0 || isBackward(scopes[scope]!)) {
      closeTo(0, k)
      continue
    }
    let at = open.length - 1
    while (at >= 0 && open[at]!.scope !== scope) at--
    const callees = open.length - 1 - at
    const isAgain = at >= 0 && returned[k]! > callees && place <= open[at]!.place
    if (at >= 0 && !isAgain) {
      closeTo(at + 1, k)
      open[at]!.place = place
      continue
    }
    closeTo(at >= 0 ? at : Math.max(0, open.length - returned[k]!), k)
    open.push({ scope, first: k, place })
  }
  closeTo(0, places.length)
  return found
}

/**
 * A function of a hand-made graph is told where its gradient arrives at the latest: that place says nothing of where it
 * was called.
 */
const isBackward = ({ name }: GraphFacts['scopes'][number]): boolean => /(?:^|\.)backward$/.test(name)

/** Index of the innermost scope around a place, -1 for none; each place is looked up once. */
function scopeFinder(scopes: GraphFacts['scopes']): (place: number) => number {
  const known = new Map<number, number>()
  return (place) => {
    let best = known.get(place)
    if (best !== undefined) return best
    best = -1
    scopes.forEach(({ from, to }, i) => {
      if (from > place || to < place) return
      if (best! < 0 || to - from < scopes[best!]!.to - scopes[best!]!.from) best = i
    })
    known.set(place, best)
    return best
  }
}

/**
 * Several functions from one call of the script without a name between: a composite function, a model, a backward pass.
 * A place that calls nothing is where a hand-made graph was told of.
 */
function findSites({ places, named, calls }: GraphFacts): Draft[] {
  const found: Draft[] = []
  for (let first = 0; first < places.length;) {
    let end = first + 1
    while (end < places.length && places[end] === places[first] && named[end] === 0) end++
    const title = calls.get(places[first]!) ?? ''
    if (end - first > 1 && title !== '') found.push(draft('call', title, first, end))
    first = end
  }
  return found
}

/** Functions in a row that use the parameters of one layer; a single one only where nothing else uses them. */
function findLayers({ layerOf, layers, places }: GraphFacts): Draft[] {
  const found: Draft[] = []
  const uses = new Map<number, number>()
  for (let first = 0; first < layerOf.length;) {
    const layer = layerOf[first]!
    let end = first + 1
    while (layer >= 0 && layerOf[end] === layer && places[end] !== places[first]) end++
    if (layer >= 0) {
      uses.set(layer, (uses.get(layer) ?? 0) + 1)
      found.push(draft('layer', layers[layer]!, first, end))
    }
    first = end
  }
  return found.filter(({ first, end }) => end - first > 1 || uses.get(layerOf[first]!) === 1)
}

/** Puts each draft into the one around it. What overlaps another, or is the same again, is left out. */
function nest(drafts: readonly Draft[]): Draft[] {
  const roots: Draft[] = []
  const open: Draft[] = []
  for (const one of [...drafts].sort((a, b) => a.first - b.first || b.end - a.end)) {
    while (open.length > 0 && open.at(-1)!.end <= one.first) open.pop()
    const around = open.at(-1)
    if (around !== undefined && (one.end > around.end || isSameSegment(one, around))) continue
    ;(around?.children ?? roots).push(one)
    open.push(one)
  }
  return roots
}

const isSameSegment = (a: Draft, b: Draft): boolean => a.first === b.first && a.end === b.end

/** A group, or a function outside of the groups. */
interface Unit {
  readonly first: number
  readonly end: number
  readonly group: Draft | null
}

/** The groups of a segment with its repeats among them, from the inside out. */
function withRepeats(first: number, end: number, groups: readonly Draft[], facts: GraphFacts): Draft[] {
  for (const group of groups) {
    group.children = withRepeats(group.first, group.end, group.children, facts)
    const [only] = group.children
    // A call that does nothing but repeat is the repeat.
    if (only?.kind === 'repeat' && isSameSegment(only, group)) {
      group.kind = 'repeat'
      group.count = only.count
      group.children = only.children
    }
  }
  let units = toUnits(first, end, groups)
  for (const isByName of [false, true]) {
    for (;;) {
      const signatureOf = signatures(facts, isByName)
      const repeats = findRepeats(units.map(signatureOf)).filter(
        ({ period, count }) => !isByName || period * count >= fewestAlike,
      )
      if (repeats.length === 0) break
      units = fold(units, repeats, facts)
    }
  }
  return units.flatMap(({ group }) => (group === null ? [] : [group]))
}

function toUnits(first: number, end: number, groups: readonly Draft[]): Unit[] {
  const units: Unit[] = []
  let at = first
  for (const group of groups) {
    for (; at < group.first; at++) units.push({ first: at, end: at + 1, group: null })
    units.push({ first: group.first, end: group.end, group })
    at = group.end
  }
  for (; at < end; at++) units.push({ first: at, end: at + 1, group: null })
  return units
}

function fold(units: readonly Unit[], repeats: ReturnType<typeof findRepeats>, facts: GraphFacts): Unit[] {
  const folded: Unit[] = []
  let at = 0
  for (const { first, period, count } of repeats) {
    folded.push(...units.slice(at, first))
    at = first + period * count
    const parts = units.slice(first, at)
    const group = draft(
      'repeat',
      titleOf(parts.slice(0, period), facts),
      parts[0]!.first,
      parts.at(-1)!.end,
      count,
    )
    group.children = parts.flatMap((part) => (part.group === null ? [] : [part.group]))
    folded.push({ first: group.first, end: group.end, group })
  }
  folded.push(...units.slice(at))
  return folded
}

/** What is repeated, in the words of its parts. */
function titleOf(body: readonly Unit[], { names, nameOf }: GraphFacts): string {
  const parts = body.map(({ group, first }) => group?.title || names[nameOf[first]!]!)
  return parts.length <= 3 ? parts.join(', ') : `${parts[0]} … ${parts.at(-1)}`
}

/** Numbers that are equal for units of one kind: by name and place, or by name alone. How often a part repeats is no matter. */
function signatures({ nameOf, places }: GraphFacts, isByName: boolean): (unit: Unit) => number {
  const numbers = new Map<string, number>()
  const numberOf = (text: string): number => {
    let number = numbers.get(text)
    if (number === undefined) numbers.set(text, (number = numbers.size))
    return number
  }
  const signatureOf = ({ first, end, group }: Unit): number => {
    if (group === null)
      return numberOf(isByName ? `${nameOf[first]!}` : `${nameOf[first]!}@${places[first]!}`)
    const parts = toUnits(first, end, group.children)
    // Of a repeat that was just made, one round: all are alike.
    const round = group.kind === 'repeat' ? parts.slice(0, Math.max(1, parts.length / group.count)) : parts
    return numberOf(`${group.kind}(${round.map(signatureOf).join()})`)
  }
  return signatureOf
}
