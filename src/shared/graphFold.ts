// Folds the groups of a graph that are closed: each becomes one item, what is only used inside goes with it. Works on
// plain columns, so that it can run in a worker. Knows neither places nor looks.
import type { GraphFacts } from './graphFacts'
import { type GraphFrame, type GraphItem, longestWays } from './graphFrame'
import { findGroups, type GraphGroup } from './graphGroups'

/** Which groups a person wants closed. */
export interface FoldState {
  /** `fit`: as many as it takes for a graph that can be read. */
  readonly preset: 'fit' | 'all' | 'none'
  /** What was opened (false) and closed (true) by hand, by key. */
  readonly chosen: ReadonlyMap<string, boolean>
}

export const fittingFold: FoldState = { preset: 'fit', chosen: new Map() }

export interface FoldInput {
  readonly facts: GraphFacts
  readonly itemCount: number
  readonly edges: readonly number[]
  readonly state: FoldState
}

export interface FoldResult {
  readonly groups: readonly GraphGroup[]
  /** 1 for each group that is closed. */
  readonly closed: Uint8Array
  /** For each new item the old one; for a group `-1 - its index`. */
  readonly kept: Int32Array
  /** For each old item the new one that shows it. */
  readonly newIndex: Int32Array
  readonly edges: readonly number[]
  /** For each new item; empty when nothing is folded: then the old ones hold. */
  readonly ranks: readonly number[]
}

/** A graph of more items is folded until it can be read. */
const legibleItems = 40
/** Variables and functions come in about equal numbers. */
const itemsPerFunction = 2

export function foldGraph({ facts, itemCount, edges, state }: FoldInput): FoldResult {
  const groups = findGroups(facts)
  const closed = closedGroups(groups, facts.items.length, itemCount, state)
  const owner = ownersOf(groups, closed, facts, itemCount, edges)
  const newIndex = new Int32Array(itemCount)
  const indexOfGroup = new Map<number, number>()
  const kept: number[] = []
  for (let item = 0; item < itemCount; item++) {
    const group = owner[item]!
    const known = group < 0 ? undefined : indexOfGroup.get(group)
    newIndex[item] = known ?? kept.length
    if (known !== undefined) continue
    if (group >= 0) indexOfGroup.set(group, kept.length)
    kept.push(group < 0 ? item : -1 - group)
  }
  const newEdges = mapEdges(edges, newIndex, kept)
  return {
    groups,
    closed,
    kept: Int32Array.from(kept),
    newIndex,
    edges: newEdges,
    ranks: indexOfGroup.size === 0 ? [] : longestWays(kept.length, newEdges),
  }
}

/** A frame with the closed groups as items of their own. */
export interface FoldedFrame extends GraphFrame {
  readonly groups: readonly GraphGroup[]
  readonly closed: Uint8Array
  /** Ids of the functions in the order of the run: what the segments of groups count. */
  readonly functions: readonly number[]
  /** Items of each group that is open and in no closed one, by its index. */
  readonly members: ReadonlyMap<number, readonly number[]>
}

export function toFoldedFrame(frame: GraphFrame, facts: GraphFacts, result: FoldResult): FoldedFrame {
  const { groups, closed, kept, newIndex, ranks, edges } = result
  const items = Array.from(kept, (old, i): GraphItem => {
    const rank = ranks[i]
    if (old >= 0) return rank === undefined ? frame.items[old]! : { ...frame.items[old]!, rank }
    const { key, title, count, first, end } = groups[-1 - old]!
    const nodes = facts.ids.slice(first, end)
    return {
      kind: 'group',
      id: nodes[0]!,
      seq: frame.items[facts.items[first]!]!.seq,
      rank: rank!,
      group: { key, title, count, nodes },
    }
  })
  const mapped = (index: ReadonlyMap<number, number>) =>
    new Map([...index].map(([id, old]) => [id, newIndex[old]!]))
  const members = new Map<number, number[]>()
  groups.forEach(({ first, end, parent }, g) => {
    const isInside = (at: number): boolean => at >= 0 && (closed[at] === 1 || isInside(groups[at]!.parent))
    if (closed[g] === 1 || isInside(parent)) return
    members.set(g, [...new Set(facts.items.slice(first, end).map((item) => newIndex[item]!))])
  })
  return {
    items,
    variableIndex: mapped(frame.variableIndex),
    nodeIndex: mapped(frame.nodeIndex),
    edges,
    isWhole: frame.isWhole,
    groups,
    closed,
    functions: facts.ids,
    members,
  }
}

/** Keys of the closed groups around a function of the run. */
export function closedAround({ groups, closed, functions }: FoldedFrame, id: number): string[] {
  const at = functions.indexOf(id)
  return groups.flatMap(({ key, first, end }, g) => (closed[g] === 1 && at >= first && at < end ? [key] : []))
}

/** The innermost open group around an item, null for none. Variables stand with what made them. */
export function openGroupOf({ groups, members, edges, items }: FoldedFrame, item: number): GraphGroup | null {
  let at = item
  if (items[item]!.kind === 'variable')
    for (let e = 0; e < edges.length; e += 2) if (edges[e + 1] === item) at = edges[e]!
  let found: GraphGroup | null = null
  for (const [g, inside] of members) if (inside.includes(at)) found = groups[g]!
  return found
}

function closedGroups(
  groups: readonly GraphGroup[],
  functions: number,
  itemCount: number,
  { preset, chosen }: FoldState,
): Uint8Array {
  const closed = new Uint8Array(groups.length)
  if (preset === 'all') closed.fill(1)
  if (preset === 'fit' && itemCount > legibleItems) closeUntilLegible(groups, functions, closed, chosen)
  groups.forEach(({ key }, g) => {
    const choice = chosen.get(key)
    if (choice !== undefined) closed[g] = choice ? 1 : 0
  })
  return closed
}

/** First what repeats, then from the inside out; never all of the graph into one box, and nothing opened by hand. */
function closeUntilLegible(
  groups: readonly GraphGroup[],
  functions: number,
  closed: Uint8Array,
  chosen: FoldState['chosen'],
): void {
  const depths: number[] = []
  const isFree = ({ key }: GraphGroup): boolean => chosen.get(key) === undefined
  groups.forEach((group, g) => {
    const { kind, parent } = group
    depths.push(parent < 0 ? 0 : depths[parent]! + 1)
    if (kind === 'repeat' && isFree(group)) closed[g] = 1
  })
  const isAll = ({ first, end }: GraphGroup): boolean => end - first === functions
  for (let depth = Math.max(-1, ...depths); depth >= 0; depth--) {
    if (itemsPerFunction * shownFunctions(groups, functions, closed) <= legibleItems) return
    depths.forEach((at, g) => {
      const group = groups[g]!
      if (at === depth && !isAll(group) && isFree(group)) closed[g] = 1
    })
  }
}

function shownFunctions(groups: readonly GraphGroup[], functions: number, closed: Uint8Array): number {
  let shown = functions
  let foldedTo = 0
  groups.forEach(({ first, end }, g) => {
    if (closed[g] === 0 || first < foldedTo) return
    shown -= end - first - 1
    foldedTo = end
  })
  return shown
}

/** For each item the outermost closed group that it goes with, -1 for none. */
function ownersOf(
  groups: readonly GraphGroup[],
  closed: Uint8Array,
  { items, inner }: GraphFacts,
  itemCount: number,
  edges: readonly number[],
): Int32Array {
  const owner = new Int32Array(itemCount).fill(-1)
  const isFunction = new Uint8Array(itemCount)
  for (const item of items) isFunction[item] = 1
  let foldedTo = 0
  groups.forEach(({ first, end }, g) => {
    if (closed[g] === 0 || first < foldedTo) return
    for (let k = first; k < end; k++) owner[items[k]!] = g
    foldedTo = end
  })
  // A variable goes with a group when everything that uses it is in there, and what made it too.
  const [none, several] = [-1, -2]
  const user = new Int32Array(itemCount).fill(none)
  const maker = new Int32Array(itemCount).fill(several)
  for (const item of inner) maker[item] = none
  for (let e = 0; e < edges.length; e += 2) {
    const [from, to] = [edges[e]!, edges[e + 1]!]
    if (isFunction[from] === 1) maker[to] = owner[from]! < 0 ? several : owner[from]!
    else if (user[from] === none) user[from] = owner[to]! < 0 ? several : owner[to]!
    else if (user[from] !== owner[to]) user[from] = several
  }
  for (let item = 0; item < itemCount; item++) {
    if (isFunction[item] === 1 || user[item]! < 0) continue
    if (maker[item] === user[item] || maker[item] === none) owner[item] = user[item]!
  }
  return owner
}

/** Edges between the new items, each once. What a group gives to others and uses itself only leaves it. */
function mapEdges(edges: readonly number[], newIndex: Int32Array, kept: readonly number[]): number[] {
  const keys = new Set<number>()
  for (let e = 0; e < edges.length; e += 2) {
    const [from, to] = [newIndex[edges[e]!]!, newIndex[edges[e + 1]!]!]
    if (from !== to) keys.add(from * kept.length + to)
  }
  const mapped: number[] = []
  for (const key of keys) {
    const [from, to] = [Math.floor(key / kept.length), key % kept.length]
    if (kept[to]! >= 0 || !keys.has(to * kept.length + from)) mapped.push(from, to)
  }
  return mapped
}
