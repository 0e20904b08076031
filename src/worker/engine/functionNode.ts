// One recorded application of a library operation. Knows the graph, not how backward walks it.
import type { RunnableOp } from '../ops/op'
import { wrongCount, wrongShape } from './gradientErrors'
import { GraphError } from './graphError'
import type { GraphNode } from './graphNode'
import { sameShape } from './shape'
import { tables } from './tables'
import type { Variable } from './variable'

/** What `y.creator` is when a library operation made `y`. */
export class FunctionNode implements GraphNode {
  mark = 0
  next: GraphNode | null = null
  /** The result; null while the operation is under way or when it was not recorded. */
  result: Variable | null = null

  constructor(
    readonly op: RunnableOp,
    readonly inputs: readonly Variable[],
    readonly attributes: unknown,
    readonly generation: number,
    readonly id: number,
  ) {}

  get label(): string {
    return this.op.name
  }

  get title(): string {
    return this.op.title
  }

  get outputs(): readonly Variable[] {
    return this.result === null ? [] : [this.result]
  }

  /** The only input. */
  get input(): Variable {
    return only(this, 'input', this.inputs)
  }

  /** The only output. */
  get output(): Variable {
    return only(this, 'output', this.outputs)
  }

  /** Gradients of the inputs from the gradient of the output, for backpropagation by hand (step 6). */
  backward(gy: Variable): Variable | null | readonly (Variable | null)[] {
    const gradients = this.gradients(gy)
    return gradients.length === 1 ? gradients[0]! : gradients
  }

  /** One gradient per input, in the input's shape, computed with functions that record when recording is on. */
  gradients(gy: Variable): readonly (Variable | null)[] {
    const { inputs, op, output, attributes } = this
    const gradients = op.backward(tables.variables, gy, { inputs, output, attributes })
    if (gradients.length !== inputs.length) throw wrongCount(this, gradients.length)
    return gradients.map((gx, i) => {
      const { shape } = inputs[i]!
      if (gx === null || sameShape(gx.shape, shape)) return gx
      if (op.broadcasts !== true) throw wrongShape(this, i, gx.shape, shape)
      return tables.variables.sumTo(gx, shape)
    })
  }

  toString(): string {
    return `function ${this.title}`
  }
}

/** The one element of `list`, or an error that says to use the plural. */
export function only(node: GraphNode, what: string, list: readonly Variable[]): Variable {
  if (list.length === 1) return list[0]!
  throw new GraphError(
    `${node.title}.${what}: there are ${list.length} ${what}s`,
    list.length === 0 ? 'call the function first' : `use ${what}s[0], ${what}s[1], …`,
  )
}
