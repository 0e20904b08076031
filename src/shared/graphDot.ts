// A recorded graph as Graphviz DOT text, in the book's colours: variables orange, functions light blue.
import type { GraphAt } from './traceView'
import { dataAt, nameAt } from './traceView'

/** DOT text of the graph at a cursor. Labels are names; an unnamed variable shows its shape and dtype. */
export function graphToDot({ nodes, variables }: GraphAt, cursor: number): string {
  const lines = ['digraph g {']
  for (const variable of variables) {
    const { shape, dtype } = dataAt(variable, cursor)
    const label = nameAt(variable, cursor) || (shape.length === 0 ? '' : `(${shape.join(', ')}) ${dtype}`)
    lines.push(`  v${variable.id} [label=${quote(label)}, color=orange, style=filled]`)
  }
  const drawn = new Set(variables.map((variable) => variable.id))
  for (const node of nodes) {
    lines.push(`  f${node.id} [label=${quote(node.name)}, color=lightblue, style=filled, shape=box]`)
    for (const id of node.inputs) if (drawn.has(id)) lines.push(`  v${id} -> f${node.id}`)
    for (const id of node.outputs) if (drawn.has(id)) lines.push(`  f${node.id} -> v${id}`)
  }
  return `${lines.join('\n')}\n}\n`
}

function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`
}
