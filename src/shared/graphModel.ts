// What the items of a graph say and how large they are; which of them belong together. Pure.
import type { ArrayVersion, NodeRecord, VariableRecord } from './traceRecords'
import type { TraceState } from './traceState'
import type { FoldedGroup, GraphFrame, GraphItem } from './graphFrame'
import { dataAt, gradientAt, lastAt, lastCursor, momentOfStep, nameAt } from './traceView'
import { formatCount, formatNumber, formatShape, previewArray, toFunctionName } from './format'
import type { Direction, LayoutInput, LayoutResult } from './graphLayout'

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

/** What an item is called by those who look for it by role and name. */
export const itemLabel = (kind: GraphItem['kind'], title: string): string =>
  `${kind === 'node' ? 'function' : kind} ${title}`.trim()

/** How often its part repeats, or how many functions it has; while the cursor is inside, how many of them are done. */
function groupFace(trace: TraceState, { title, count, nodes }: FoldedGroup, cursor: number): ItemFace {
  const done = nodes.filter((id) => trace.nodeById.get(id)!.seq <= cursor).length
  const size = count > 1 ? `× ${formatCount(count)}` : `${formatCount(nodes.length)} ƒ`
  const value = done < nodes.length && done > 0 ? `${formatCount(done)} / ${formatCount(nodes.length)}` : size
  return { title, value, gradient: '' }
}

export function faceOf(trace: TraceState, item: GraphItem, cursor: number): ItemFace {
  if (item.group !== undefined) return groupFace(trace, item.group, cursor)
  if (item.kind === 'variable') return variableFace(trace.variableById.get(item.id)!, cursor)
  return nodeFace(trace.nodeById.get(item.id)!)
}

const functionHeight = 28
const groupHeight = 44
/** Of a variable by how many lines it may have to hold: its value, its name, its gradient. */
const variableHeights = [30, 40, 52] as const
const least = 46
const padding = 20

/** Up to so many items every text is measured; in a larger graph the boxes have the width of the usual value. */
const measuredItems = 1500
const usualWidth = 122

/** Sizes for the layout: a box has the width and the lines of what it will have to hold, at whatever moment. */
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
    const passing =
      gradient === '' && item.kind === 'variable'
        ? lastGradientText(trace.variableById.get(item.id)!)
        : gradient
    return Math.max(least, padding + Math.max(widthOf(title), widthOf(value), widthOf(passing)))
  })
  const heights = frame.items.map(({ kind, id }) =>
    kind === 'variable'
      ? variableHeights[linesOf(trace.variableById.get(id)!)]!
      : kind === 'group'
        ? groupHeight
        : functionHeight,
  )
  return { ranks: frame.items.map(({ rank }) => rank), widths, heights, edges: frame.edges, direction }
}

/** Lines of a variable's box beside its value. */
const linesOf = (variable: VariableRecord): number =>
  Number(variable.names.length > 0) + Number(lastGradient(variable) !== null)

/** The last gradient that it ever had: one that is not retained is seen while backward is at it. */
function lastGradient({ gradients }: VariableRecord): ArrayVersion | null {
  for (let i = gradients.length - 1; i >= 0; i--) if (gradients[i]!.value !== null) return gradients[i]!.value
  return null
}

function lastGradientText(variable: VariableRecord): string {
  const last = lastGradient(variable)
  return last === null ? '' : `∂ ${shortPreview(last.shape, last.summary)}`
}

/** Items whose gradients the backward pass under way has computed by step `stepIndex`; empty in forward. */
export function backwardItemsAt(
  trace: TraceState,
  { items, nodeIndex }: GraphFrame,
  stepIndex: number,
): ReadonlySet<number> {
  const functions = new Map<number, number>()
  for (const node of backwardNodesAt(trace, stepIndex)) {
    const item = nodeIndex.get(node)
    if (item !== undefined) functions.set(item, (functions.get(item) ?? 0) + 1)
  }
  const done = new Set<number>()
  for (const [item, count] of functions) if (count >= (items[item]!.group?.nodes.length ?? 1)) done.add(item)
  return done
}

function backwardNodesAt(trace: TraceState, stepIndex: number): ReadonlySet<number> {
  const done = new Set<number>()
  const pass = trace.steps[stepIndex]?.pass ?? -1
  for (let i = stepIndex; i >= 0 && pass >= 0; i--) {
    const step = trace.steps[i]!
    if (step.pass === pass) done.add(step.node)
    else if (step.phase === 'backward') break
  }
  return done
}

/** Of more edges the gradients are not written down: nobody could read them. */
const mostLabelledEdges = 400

/**
 * What each edge has carried back in the pass under way, by index of the edge: what the function gave this input, which
 * is less than the input's gradient where several functions use it.
 */
export function edgeGradientsAt(
  trace: TraceState,
  { items, edges }: GraphFrame,
  stepIndex: number,
  cursor: number,
): ReadonlyMap<number, string> {
  const texts = new Map<number, string>()
  const pass = trace.steps[stepIndex]?.pass ?? -1
  if (pass < 0 || edges.length > 2 * mostLabelledEdges) return texts
  /** By function, then by input: folded functions are not in it, and passed over. */
  const edgeOf = new Map<number, Map<number, number>>()
  for (let e = 0; e < edges.length; e += 2) {
    const [from, to] = [items[edges[e]!]!, items[edges[e + 1]!]!]
    if (from.kind !== 'variable' || to.kind !== 'node') continue
    const inputs = edgeOf.get(to.id) ?? new Map<number, number>()
    edgeOf.set(to.id, inputs.set(from.id, e / 2))
  }
  for (let i = stepIndex; i >= 0; i--) {
    const step = trace.steps[i]!
    if (step.pass !== pass) {
      if (step.phase === 'backward') break
      continue
    }
    const inputs = edgeOf.get(step.node)
    if (inputs === undefined) continue
    const from = i === 0 ? 0 : momentOfStep(trace, i - 1) + 1
    const end = Math.min(cursor, momentOfStep(trace, i))
    for (const [id, edge] of inputs) {
      const text = givenBetween(trace.variableById.get(id)!, from, end)
      if (text !== '') texts.set(edge, text)
    }
  }
  return texts
}

/** The gradient that came to a variable between two events; '' when none did. */
function givenBetween({ gradients }: VariableRecord, from: number, to: number): string {
  let at = lastAt(gradients, to)
  // A gradient that is not retained goes at once, within the same step.
  if (gradients[at]?.value === null) at--
  const last = gradients[at]
  if (last === undefined || last.seq < from || last.value === null) return ''
  const before = gradients[lastAt(gradients, from - 1)]?.value ?? null
  const { shape, summary } = last.value
  if (before === null || !last.accumulated) return `∂ ${shortPreview(shape, summary)}`
  // Of arrays the summaries do not tell what was added.
  const isNumber = shape.length === 0 && before.shape.length === 0
  return isNumber ? `∂ ${formatNumber(summary[0]! - before.summary[0]!)}` : `∂ ${formatShape(shape)}`
}

/** The neighbour that a walk with the arrow keys leads to, as the graph is seen; null at a border. */
export function neighbourOf(
  frame: GraphFrame,
  { x, y, direction }: Pick<LayoutResult, 'x' | 'y' | 'direction'>,
  at: number,
  key: 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown',
): number | null {
  const candidates: number[] = []
  const isRight = direction === 'right'
  const along = isRight ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown']
  const across = isRight ? y : x
  if (along.includes(key)) {
    const [mine, other] = key === along[1] ? [0, 1] : [1, 0]
    for (let e = 0; e < frame.edges.length; e += 2) {
      if (frame.edges[e + mine] === at) candidates.push(frame.edges[e + other]!)
    }
  } else {
    const sign = key === 'ArrowDown' || key === 'ArrowRight' ? 1 : -1
    frame.items.forEach((item, i) => {
      if (item.rank === frame.items[at]!.rank && (across[i]! - across[at]!) * sign > 0) candidates.push(i)
    })
  }
  const distance = (i: number) => Math.abs(across[i]! - across[at]!)
  return candidates.sort((a, b) => distance(a) - distance(b))[0] ?? null
}
