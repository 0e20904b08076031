// A recorded graph as Graphviz DOT text, in the book's colours: variables orange, functions light blue.
import { formatCount, toFunctionName } from './format'
import type { GraphFrame, GraphItem } from './graphFrame'
import type { VariableRecord } from './traceRecords'
import type { TraceState } from './traceState'
import { dataAt, type GraphAt, nameAt } from './traceView'

/** DOT text of the graph at a cursor. Labels are names; an unnamed variable shows its shape and dtype. */
export function graphToDot({ nodes, variables }: GraphAt, cursor: number): string {
  const lines: string[] = []
  for (const variable of variables) lines.push(variableLine(variable, cursor))
  const drawn = new Set(variables.map((variable) => variable.id))
  for (const node of nodes) {
    lines.push(functionLine(node.id, node.name))
    for (const id of node.inputs) if (drawn.has(id)) lines.push(`  v${id} -> f${node.id}`)
    for (const id of node.outputs) if (drawn.has(id)) lines.push(`  f${node.id} -> v${id}`)
  }
  return digraph(lines)
}

/** The same of a frame whose groups may be folded: a group is a box with what it holds in brackets. */
export function frameToDot(trace: TraceState, { items, edges }: GraphFrame, cursor: number): string {
  const there = (item: number): boolean => items[item]!.seq <= cursor
  const lines = items.flatMap((item, i) => (there(i) ? [itemLine(trace, item, cursor)] : []))
  for (let e = 0; e < edges.length; e += 2) {
    const [from, to] = [edges[e]!, edges[e + 1]!]
    if (there(from) && there(to)) lines.push(`  ${idOf(items[from]!)} -> ${idOf(items[to]!)}`)
  }
  return digraph(lines)
}

const idOf = ({ kind, id }: GraphItem): string => `${{ variable: 'v', node: 'f', group: 'g' }[kind]}${id}`

function itemLine(trace: TraceState, { kind, id, group }: GraphItem, cursor: number): string {
  if (kind === 'variable') return variableLine(trace.variableById.get(id)!, cursor)
  if (group === undefined) return functionLine(id, trace.nodeById.get(id)!.name)
  const { title, count, nodes } = group
  const size = count > 1 ? `× ${formatCount(count)}` : nodes.map((node) => titleOf(trace, node)).join(', ')
  return `  g${id} [label=${quote(`${title} (${size})`)}, color=lightblue, style=filled, shape=box3d]`
}

const titleOf = (trace: TraceState, node: number): string => toFunctionName(trace.nodeById.get(node)!.name)

function variableLine(variable: VariableRecord, cursor: number): string {
  const { shape, dtype } = dataAt(variable, cursor)
  const label = nameAt(variable, cursor) || (shape.length === 0 ? '' : `(${shape.join(', ')}) ${dtype}`)
  return `  v${variable.id} [label=${quote(label)}, color=orange, style=filled]`
}

const functionLine = (id: number, name: string): string =>
  `  f${id} [label=${quote(name)}, color=lightblue, style=filled, shape=box]`

const digraph = (lines: readonly string[]): string =>
  `digraph g {\n${lines.map((line) => `${line}\n`).join('')}}\n`

function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`
}
