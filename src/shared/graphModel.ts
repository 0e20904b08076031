// The graph at the cursor as items to draw: what they are called, what they say, where they belong. Pure.
import type { NodeRecord, TraceState, VariableRecord } from './traceState'
import { dataAt, gradientAt, type GraphAt, graphAt, lastCursor, nameAt } from './traceView'
import { formatShape, previewArray, toFunctionName } from './format'
import type { Direction, LayoutInput } from './graphLayout'

export interface GraphItem {
  readonly kind: 'variable' | 'node'
  readonly id: number
  readonly seq: number
  readonly rank: number
}

/** The items and edges whose places are computed together. They stay the same while the cursor moves inside them. */
export interface GraphFrame {
  readonly items: readonly GraphItem[]
  readonly indexOf: ReadonlyMap<string, number>
  /** Pairs of item indices: from input to function, from function to output. */
  readonly edges: readonly number[]
}

export const itemKey = (kind: GraphItem['kind'], id: number): string => `${kind}:${id}`

/**
 * The frame for a cursor: the graph at the end of the run where that holds all that is there now, else the graph when
 * the next backward pass begins, else the graph as it is. So stepping through a run moves no item.
 */
export function frameAt(trace: TraceState, cursor: number): GraphFrame {
  const now = graphAt(trace, cursor)
  const nextPass = trace.passes.find((pass) => pass.seq >= cursor)
  for (const later of [lastCursor(trace), ...(nextPass === undefined ? [] : [nextPass.seq])]) {
    if (later <= cursor) continue
    const graph = graphAt(trace, later)
    if (contains(graph, now)) return toFrame(graph, later)
  }
  return toFrame(now, cursor)
}

function contains(larger: GraphAt, smaller: GraphAt): boolean {
  const nodes = new Set(larger.nodes)
  const variables = new Set(larger.variables)
  return (
    smaller.nodes.every((node) => nodes.has(node)) && smaller.variables.every((one) => variables.has(one))
  )
}

function toFrame({ nodes, variables }: GraphAt, cursor: number): GraphFrame {
  const firstUse = new Map<number, number>()
  for (const node of nodes) {
    for (const id of node.inputs) {
      firstUse.set(id, Math.min(firstUse.get(id) ?? Infinity, node.generation))
    }
  }
  const nodeIds = new Set(nodes.map(({ id }) => id))
  const items: GraphItem[] = [
    ...variables.map((variable): GraphItem => {
      const isLeaf = !nodeIds.has(variable.creator) || variable.unchainedAt <= cursor
      const use = firstUse.get(variable.id)
      // A leaf stands right before its first use, not in a far column of all leaves.
      const rank = isLeaf && use !== undefined ? 2 * use : 2 * variable.generation
      return { kind: 'variable', id: variable.id, seq: variable.seq, rank }
    }),
    ...nodes.map((node): GraphItem => ({
      kind: 'node',
      id: node.id,
      seq: node.seq,
      rank: 2 * node.generation + 1,
    })),
  ]
  const indexOf = new Map(items.map((item, i) => [itemKey(item.kind, item.id), i]))
  const edges: number[] = []
  for (const node of nodes) {
    const at = indexOf.get(itemKey('node', node.id))!
    for (const id of new Set(node.inputs)) {
      const from = indexOf.get(itemKey('variable', id))
      if (from !== undefined) edges.push(from, at)
    }
    for (const id of node.outputs) {
      const to = indexOf.get(itemKey('variable', id))
      if (to !== undefined) edges.push(at, to)
    }
  }
  return { items, indexOf, edges }
}

/** What an item shows at the cursor. Empty texts are left out of the drawing. */
export interface ItemFace {
  readonly title: string
  readonly value: string
  readonly gradient: string
}

export function variableFace(variable: VariableRecord, cursor: number): ItemFace {
  const data = dataAt(variable, cursor)
  const gradient = gradientAt(variable, cursor)?.value ?? null
  return {
    title: nameAt(variable, cursor),
    value: shortPreview(data.shape, data.summary),
    gradient: gradient === null ? '' : `∂ ${shortPreview(gradient.shape, gradient.summary)}`,
  }
}

const shortPreview = (shape: readonly number[], summary: readonly number[]): string => {
  const text = previewArray(shape, summary, 2)
  return text.length <= 14 ? text : formatShape(shape)
}

export const nodeFace = (node: NodeRecord): ItemFace => ({
  title: toFunctionName(node.name),
  value: '',
  gradient: '',
})

export function faceOf(trace: TraceState, item: GraphItem, cursor: number): ItemFace {
  if (item.kind === 'variable') return variableFace(trace.variableById.get(item.id)!, cursor)
  return nodeFace(trace.nodeById.get(item.id)!)
}

const variableHeight = 50
const functionHeight = 30
const least = 46
const padding = 20

/** Sizes for the layout: a box is as wide as the widest text that it will have to hold. */
export function toLayoutInput(
  trace: TraceState,
  frame: GraphFrame,
  widthOf: (text: string) => number,
  direction: Direction,
): LayoutInput {
  const end = lastCursor(trace)
  const widths = frame.items.map((item) => {
    const { title, value, gradient } = faceOf(trace, item, end)
    return Math.max(least, padding + Math.max(widthOf(title), widthOf(value), widthOf(gradient)))
  })
  const heights = frame.items.map(({ kind }) => (kind === 'variable' ? variableHeight : functionHeight))
  return { ranks: frame.items.map(({ rank }) => rank), widths, heights, edges: frame.edges, direction }
}

/** Functions whose gradients the backward pass under way has computed by the cursor; empty in forward. */
export function backwardNodesAt(trace: TraceState, stepIndex: number): ReadonlySet<number> {
  const done = new Set<number>()
  const pass = trace.steps[stepIndex]?.pass ?? -1
  for (let i = stepIndex; i >= 0 && pass >= 0; i--) {
    const step = trace.steps[i]!
    if (step.pass === pass) done.add(step.node)
    else if (step.phase === 'backward') break
  }
  return done
}

/** The neighbour that a walk with the arrow keys leads to; null at a border. */
export function neighbourOf(
  frame: GraphFrame,
  y: ArrayLike<number>,
  at: number,
  key: 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown',
): number | null {
  const candidates: number[] = []
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    const [mine, other] = key === 'ArrowRight' ? [0, 1] : [1, 0]
    for (let e = 0; e < frame.edges.length; e += 2) {
      if (frame.edges[e + mine] === at) candidates.push(frame.edges[e + other]!)
    }
  } else {
    const sign = key === 'ArrowDown' ? 1 : -1
    frame.items.forEach((item, i) => {
      if (item.rank === frame.items[at]!.rank && (y[i]! - y[at]!) * sign > 0) candidates.push(i)
    })
  }
  const distance = (i: number) => Math.abs(y[i]! - y[at]!)
  return candidates.sort((a, b) => distance(a) - distance(b))[0] ?? null
}
