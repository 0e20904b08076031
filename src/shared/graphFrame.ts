// Which items of a run's graph are placed together, so that stepping through the run moves none of them. Knows neither
// places nor looks.
import type { TraceState } from './traceState'
import {
  cursorOfStep,
  type GraphAt,
  graphAt,
  graphRoots,
  isUnchainedAt,
  lastAt,
  lastCursor,
  stepIndexAt,
} from './traceView'

export interface GraphItem {
  readonly kind: 'variable' | 'node' | 'group'
  /** Of the variable or the function; of a group, of its first function. */
  readonly id: number
  readonly seq: number
  readonly rank: number
  /** What stands behind an item of kind `group`. */
  readonly group?: FoldedGroup
}

/** A group of functions that is drawn as one item. */
export interface FoldedGroup {
  readonly key: string
  readonly title: string
  /** How many times its part repeats; 1 for a group that is no repeat. */
  readonly count: number
  /** Ids of its functions, in the order of the run. */
  readonly nodes: readonly number[]
}

/** The items and edges whose places are computed together. They stay the same while the cursor moves inside them. */
export interface GraphFrame {
  readonly items: readonly GraphItem[]
  /** Index of a variable and of a function, by id. */
  readonly variableIndex: ReadonlyMap<number, number>
  readonly nodeIndex: ReadonlyMap<number, number>
  /** Pairs of item indices: from input to function, from function to output. */
  readonly edges: readonly number[]
  /** False: there are more items, farther from what the script's names hold. */
  readonly isWhole: boolean
}

export const emptyFrame: GraphFrame = {
  items: [],
  variableIndex: new Map(),
  nodeIndex: new Map(),
  edges: [],
  isWhole: true,
}

/** Index of an item in its frame, -1 when it is not there. */
export const indexOfItem = (
  { variableIndex, nodeIndex }: GraphFrame,
  { kind, id }: { readonly kind: 'variable' | 'node'; readonly id: number },
): number => (kind === 'variable' ? variableIndex : nodeIndex).get(id) ?? -1

/** Where no frame holds the whole run, frames end at each so many steps: stepping inside is free. */
const strideOfPart = 2000
/** A person looks at few moments in turn. */
const mostKnown = 8

interface Known {
  readonly frame: GraphFrame
  /** Some variable forgot its creator: what was there before cannot be told from the frame. */
  readonly hasUnchained: boolean
}

/** Finds frames and keeps the last ones, so that moving the cursor inside a frame costs nothing. */
export class FrameFinder {
  private owner: TraceState['nodes'] | null = null
  private length = 0
  private most = 0
  private readonly known = new Map<number, Known>()

  /**
   * The frame for a cursor: the graph at the end of the run where that holds all that is there now, else the graph when
   * the next backward pass begins, else the graph as it is.
   * @param most about so many items at most
   */
  at(trace: TraceState, cursor: number, most = Infinity): GraphFrame {
    if (trace.nodes !== this.owner || trace.length !== this.length || most !== this.most) {
      this.known.clear()
      this.owner = trace.nodes
      this.length = trace.length
      this.most = most
    }
    const roots = graphRoots(trace, cursor)
    const holds = (later: Known): boolean => {
      if (!roots.every(({ id }) => later.frame.variableIndex.has(id))) return false
      return !later.hasUnchained || contains(later.frame, graphAt(trace, cursor, most))
    }
    for (const later of this.candidates(trace, cursor)) {
      const found = this.knownAt(trace, later)
      if (holds(found)) return found.frame
    }
    return this.knownAt(trace, cursor).frame
  }

  private *candidates(trace: TraceState, cursor: number): Generator<number> {
    const end = lastCursor(trace)
    if (end > cursor) yield end
    const nextPass = trace.passes[lastAt(trace.passes, cursor - 1) + 1]
    if (nextPass !== undefined && nextPass.seq > cursor) yield nextPass.seq
    if (this.knownAt(trace, end).frame.isWhole) return
    const step = stepIndexAt(trace, cursor)
    yield cursorOfStep(
      trace,
      Math.min(trace.steps.length, (Math.floor(step / strideOfPart) + 1) * strideOfPart) - 1,
    )
  }

  private knownAt(trace: TraceState, cursor: number): Known {
    const before = this.known.get(cursor)
    if (before !== undefined) return before
    const graph = graphAt(trace, cursor, this.most)
    const made: Known = {
      frame: toFrame(graph, cursor),
      hasUnchained: graph.variables.some((variable) => isUnchainedAt(variable, cursor)),
    }
    this.known.set(cursor, made)
    if (this.known.size > mostKnown) {
      const oldest = [...this.known.keys()].find((key) => key !== lastCursor(trace))!
      this.known.delete(oldest)
    }
    return made
  }
}

/** The frame for one cursor; see FrameFinder. */
export const frameAt = (trace: TraceState, cursor: number): GraphFrame => new FrameFinder().at(trace, cursor)

function contains({ variableIndex, nodeIndex }: GraphFrame, { nodes, variables }: GraphAt): boolean {
  return nodes.every(({ id }) => nodeIndex.has(id)) && variables.every(({ id }) => variableIndex.has(id))
}

function toFrame({ nodes, variables, isWhole }: GraphAt, cursor: number): GraphFrame {
  const firstUse = new Map<number, number>()
  for (const node of nodes) {
    for (const id of node.inputs) {
      const use = firstUse.get(id)
      if (use === undefined || node.generation < use) firstUse.set(id, node.generation)
    }
  }
  const nodeIndex = new Map(nodes.map(({ id }, i) => [id, variables.length + i]))
  const variableIndex = new Map(variables.map(({ id }, i) => [id, i]))
  const items: GraphItem[] = variables.map((variable) => {
    const isLeaf = !nodeIndex.has(variable.creator) || isUnchainedAt(variable, cursor)
    const use = firstUse.get(variable.id)
    // A leaf stands right before its first use, not in a far column of all leaves.
    const rank = isLeaf && use !== undefined ? 2 * use : 2 * variable.generation
    return { kind: 'variable', id: variable.id, seq: variable.seq, rank }
  })
  const edges: number[] = []
  nodes.forEach(({ id, seq, generation, inputs, outputs }, i) => {
    const at = variables.length + i
    items.push({ kind: 'node', id, seq, rank: 2 * generation + 1 })
    inputs.forEach((input, k) => {
      const from = variableIndex.get(input)
      if (from !== undefined && inputs.indexOf(input) === k) edges.push(from, at)
    })
    for (const output of outputs) {
      const to = variableIndex.get(output)
      if (to !== undefined) edges.push(at, to)
    }
  })
  const ranked = isForward(items, edges) ? items : byLongestWay(items, edges)
  return { items: isWhole ? ranked : withoutGaps(ranked), variableIndex, nodeIndex, edges, isWhole }
}

function isForward(items: readonly GraphItem[], edges: readonly number[]): boolean {
  for (let e = 0; e < edges.length; e += 2)
    if (items[edges[e]!]!.rank >= items[edges[e + 1]!]!.rank) return false
  return true
}

/** Inside noGrad nothing has a generation: the way from the leaves says what comes after what. */
function byLongestWay(items: readonly GraphItem[], edges: readonly number[]): GraphItem[] {
  const ranks = longestWays(items.length, edges)
  return items.map((item, i) => ({ ...item, rank: ranks[i]! }))
}

/** A part may hold the start and the end of a run: nothing is left free for the columns between. */
function withoutGaps(items: readonly GraphItem[]): GraphItem[] {
  const ranks = [...new Set(items.map(({ rank }) => rank))].sort((a, b) => a - b)
  const columnOf = new Map(ranks.map((rank, i) => [rank, i]))
  return items.map((item) => ({ ...item, rank: columnOf.get(item.rank)! }))
}

/** Ranks by the longest way from a leaf; a leaf stands right before its first use. */
export function longestWays(count: number, edges: readonly number[]): number[] {
  const ranks = new Array<number>(count).fill(0)
  const waiting = new Int32Array(count)
  const users: number[][] = Array.from({ length: count }, () => [])
  for (let e = 0; e < edges.length; e += 2) {
    users[edges[e]!]!.push(edges[e + 1]!)
    waiting[edges[e + 1]!]!++
  }
  const ready: number[] = []
  const leaves: number[] = []
  waiting.forEach((before, item) => {
    if (before === 0) leaves.push(item)
  })
  ready.push(...leaves)
  for (let item = ready.pop(); item !== undefined; item = ready.pop()) {
    for (const user of users[item]!) {
      ranks[user] = Math.max(ranks[user]!, ranks[item]! + 1)
      if (--waiting[user]! === 0) ready.push(user)
    }
  }
  for (const leaf of leaves) {
    let first = Infinity
    for (const user of users[leaf]!) first = Math.min(first, ranks[user]!)
    if (first < Infinity) ranks[leaf] = first - 1
  }
  return ranks
}
