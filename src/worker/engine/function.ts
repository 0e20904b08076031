// The base class with which scripts define functions of their own. An instance can be called.
import { applyFunction } from './apply'
import { createCallable } from './callable'
import { only } from './functionNode'
import { GraphError } from './graphError'
import type { GraphNode } from './graphNode'
import type { NDArray } from './ndarray'
import type { Variable } from './variable'

/** What a script's `forward` may return: one result or a list of them. */
export type ForwardResult = NDArray | number | boolean | readonly (NDArray | number | boolean)[]
/** What a script's `backward` may return: one gradient per input; null where none flows. */
export type GradientResult = Variable | NDArray | number | null
export type BackwardResult = GradientResult | readonly GradientResult[]

/**
 * The book's Function: subclasses define `forward` on arrays and `backward` on variables.
 * `new Square()` gives something that can be called: `square(x)` computes, and records when recording is on.
 * Applying one instance again keeps the graph of its earlier application intact: that one moves to a copy.
 */
// The class has the book's name; this module does not use JavaScript's own Function.
const FunctionBase = class Function implements GraphNode {
  declare id: number
  declare generation: number
  declare inputs: readonly Variable[]
  declare outputs: readonly Variable[]
  declare mark: number
  declare next: GraphNode | null

  constructor() {
    const callable = createCallable<Callable>(new.target.prototype, applyFunction)
    resetNode(callable)
    return callable
  }

  get label(): string {
    return this.constructor.name
  }

  get title(): string {
    return this.constructor.name
  }

  /** The only input. */
  get input(): Variable {
    return only(this, 'input', this.inputs)
  }

  /** The only output. */
  get output(): Variable {
    return only(this, 'output', this.outputs)
  }

  forward(..._xs: NDArray[]): ForwardResult {
    throw new GraphError(
      `${this.title}.forward: not implemented`,
      `define forward(x) { … } in class ${this.title}: it gets arrays and returns one`,
    )
  }

  backward(..._gys: Variable[]): BackwardResult {
    throw new GraphError(
      `${this.title}.backward: not implemented`,
      `define backward(gy) { … } in class ${this.title}: it returns one gradient per input`,
    )
  }

  toString(): string {
    return `function ${this.title}`
  }
}

/** What is called with variables, arrays or numbers gives one variable, or a list when there are several outputs. */
type Callable = InstanceType<typeof FunctionBase> & ((...inputs: unknown[]) => Variable & Variable[])

/** An instance of the class that scripts extend. */
export type Function = Callable
export const Function = FunctionBase as new () => Function

const nodeFields = ['id', 'generation', 'inputs', 'outputs', 'mark', 'next'] as const

/** Makes an instance one that was never applied. Its node fields stay out of sight of loops over its keys. */
function resetNode(instance: Function): void {
  const fresh = { id: -1, generation: 0, inputs: [], outputs: [], mark: 0, next: null }
  for (const field of nodeFields) {
    Object.defineProperty(instance, field, {
      value: fresh[field],
      writable: true,
      configurable: true,
      enumerable: false,
    })
  }
}

/** Another instance with the same class, fields and recorded application. */
export function copyOfFunction(instance: Function): Function {
  const callable = createCallable<Function>(Object.getPrototypeOf(instance) as object, applyFunction)
  for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(instance))) {
    Object.defineProperty(callable, name, property)
  }
  return callable
}

/**
 * Prepares an instance for its next application: what it recorded before goes to a copy with the same class and
 * fields. The returned function makes the earlier outputs point to the copy; call it when the application succeeded.
 */
export function keepEarlierApplication(instance: Function): () => void {
  const earlier = instance.outputs
  if (earlier.length === 0) return nothingToKeep
  const callable = copyOfFunction(instance)
  return () => {
    for (const output of earlier) if (output.creator === instance) output.creator = callable
    resetNode(instance)
  }
}

function nothingToKeep(): void {
  return undefined
}
