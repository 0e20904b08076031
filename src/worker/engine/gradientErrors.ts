// What backward() says when a graph cannot be walked or a function gives wrong gradients.
import { GraphError } from './graphError'
import type { GraphNode } from './graphNode'
import { formatShape, type Shape } from './shape'
import { origin, type Variable } from './variable'

/** `y` has no creator: why, and what to do. */
export function noGraph(y: Variable): GraphError {
  const who = y.name === null ? 'this variable' : `variable ${y.name}`
  if (y.origin === origin.unrecorded) {
    return new GraphError(
      `backward: ${who} was computed while nothing was recorded (noGrad or Config.enableBackprop = false)`,
      'compute it outside noGrad',
    )
  }
  if (y.origin === origin.leaf) {
    return new GraphError(
      `backward: ${who} is a leaf, no function made it`,
      'call backward() on the result of a computation',
    )
  }
  return new GraphError(
    `backward: ${who} has no graph behind it`,
    y.origin === origin.gradient
      ? 'to differentiate a gradient, make it with backward({ createGraph: true })'
      : 'it was unchained; call backward() before unchain() and unchainBackward()',
  )
}

/** A function gave `got` gradients. */
export function wrongCount(node: GraphNode, got: number): GraphError {
  const count = node.inputs.length
  return new GraphError(
    `${node.title}.backward: ${got} ${got === 1 ? 'gradient' : 'gradients'} for ${count} ${count === 1 ? 'input' : 'inputs'}`,
    `return ${count === 1 ? 'one gradient' : `a list of ${count} gradients, one per input`}`,
  )
}

/** The gradient of input `i` has the shape `got`. */
export function wrongShape(node: GraphNode, i: number, got: Shape, wanted: Shape): GraphError {
  return new GraphError(
    `${node.title}.backward: the gradient of input ${i} has shape ${formatShape(got)}, the input ${formatShape(wanted)}`,
    got.length > wanted.length || got.some((length, axis) => length > (wanted[axis] ?? 1))
      ? `sum it: sumTo(gx, ${formatShape(wanted)})`
      : `give it the input's shape: broadcastTo(gx, ${formatShape(wanted)})`,
  )
}

/** Output `i` of a script's function was never used. */
export function unusedOutput(node: GraphNode, i: number): GraphError {
  return new GraphError(
    `${node.title}.backward: output ${i} of ${node.outputs.length} has no gradient, because nothing that led to the result used it`,
    `use every output, or set its gradient: outputs[${i}].grad = np.zeros_like(outputs[${i}].data)`,
  )
}
