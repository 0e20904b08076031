// What the items of a graph say and how large they are; which of them belong together. Pure.
import type { NodeRecord, TraceState, VariableRecord } from './traceState'
import type { GraphFrame, GraphItem } from './graphFrame'
import { dataAt, gradientAt, lastCursor, nameAt } from './traceView'
import { formatShape, previewArray, toFunctionName } from './format'
import type { Direction, LayoutInput } from './graphLayout'

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

/** Up to so many items every text is measured; in a larger graph the boxes have the width of the usual value. */
const measuredItems = 1500
const usualWidth = 122

/** Sizes for the layout: a box is as wide as the widest text that it will have to hold. */
export function toLayoutInput(
  trace: TraceState,
  frame: GraphFrame,
  widthOf: (text: string) => number,
  direction: Direction,
): LayoutInput {
  const end = lastCursor(trace)
  const isMeasured = frame.items.length <= measuredItems
  const widths = frame.items.map((item) => {
    if (!isMeasured && item.kind === 'variable') {
      const name = nameAt(trace.variableById.get(item.id)!, end)
      return name === '' ? usualWidth : Math.max(usualWidth, padding + widthOf(name))
    }
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
