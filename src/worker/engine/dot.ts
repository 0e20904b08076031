// A graph as DOT text, in the form of the book's get_dot_graph (steps 25, 26).
import { GraphError, GraphTypeError } from './graphError'
import type { GraphNode } from './graphNode'
import { describe } from './shape'
import { parseOptions } from './options'
import { Variable } from './variable'

export interface DotOptions {
  /** Adds shape and dtype to every variable; true when not given, as in the book. */
  readonly verbose?: boolean
}

/**
 * Everything `output` was computed from. Variables are named by `name`; nodes are called v and f with their ids, so
 * that the same script gives the same text.
 */
export function getDotGraph(output: Variable, options: DotOptions = {}): string {
  const creator = creatorOf('getDotGraph', output)
  const verbose = parseOptions('getDotGraph', options, ['verbose'])['verbose'] !== false
  const lines = [variableLine(output, verbose)]
  const waiting: GraphNode[] = [creator]
  const seen = new Set<GraphNode>(waiting)
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    lines.push(`f${node.id} [label="${escape(node.title)}", color=lightblue, style=filled, shape=box]`)
    for (const x of node.inputs) lines.push(`v${x.id} -> f${node.id}`)
    for (const y of node.outputs) lines.push(`f${node.id} -> v${y.id}`)
    for (const x of node.inputs) {
      lines.push(variableLine(x, verbose))
      if (x.creator === null || seen.has(x.creator)) continue
      seen.add(x.creator)
      waiting.push(x.creator)
    }
  }
  return `digraph g {\n${lines.join('\n')}\n}`
}

function creatorOf(subject: string, output: unknown): GraphNode {
  if (!(output instanceof Variable)) {
    throw new GraphTypeError(
      `${subject}: ${describe(output)} is not a variable`,
      'pass the result of a computation',
    )
  }
  if (output.creator !== null) return output.creator
  throw new GraphError(
    `${subject}: the variable has no graph behind it`,
    'pass the result of a recorded computation',
  )
}

function variableLine(variable: Variable, verbose: boolean): string {
  const name = variable.name ?? ''
  const facts = verbose && variable.data !== null ? `${tuple(variable.shape)} ${variable.dtype}` : ''
  const label = name !== '' && facts !== '' ? `${name}: ${facts}` : name + facts
  return `v${variable.id} [label="${escape(label)}", color=orange, style=filled]`
}

/** A shape as Python prints it: `()`, `(3,)`, `(2, 3)`. */
function tuple(shape: readonly number[]): string {
  return shape.length === 1 ? `(${shape[0]!},)` : `(${shape.join(', ')})`
}

function escape(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
