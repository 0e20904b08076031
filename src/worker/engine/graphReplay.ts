// Computes a part of a recorded graph again: forward with other values, backward on a copy.
// Leaves the graph, its gradients and the engine's counters as they are. Knows no operation by name.
import type { RunnableOp } from '../ops/op'
import * as kernels from '../kernels'
import { toResults } from './apply'
import { backward } from './backward'
import { copyOfFunction, type Function } from './function'
import { FunctionNode } from './functionNode'
import type { GraphNode } from './graphNode'
import { NDArray } from './ndarray'
import { engine } from './state'
import { tables } from './tables'
import { origin, Variable } from './variable'

/** One function with the places of its inputs and outputs in the list of values. */
interface Step {
  readonly node: GraphNode
  readonly op: RunnableOp | null
  readonly attributes: unknown
  /** A script's function, as a copy that may change its own fields. */
  readonly script: Function | null
  readonly inputs: readonly number[]
  readonly outputs: readonly number[]
}

/** All functions through which `results` depend on `sources`, ready to be computed again and again. */
export class GraphReplay {
  /** The sources' values in float64, of their own memory: change them, then `compute`. */
  readonly sources: readonly NDArray[]
  /** The functions in an order in which each follows those that it needs. */
  readonly nodes: readonly GraphNode[]
  private readonly values: NDArray[] = []
  private readonly places = new Map<Variable, number>()
  private readonly steps: readonly Step[]
  private readonly results: readonly number[]

  /**
   * A source's own creator is not followed: it is an input here.
   * @param beforeEach called before every forward pass, to put random streams back
   */
  constructor(
    sources: readonly Variable[],
    results: readonly Variable[],
    private readonly beforeEach: () => void = () => undefined,
  ) {
    this.sources = sources.map((source) => {
      const array = source.filled('check gradient').astype('float64')
      array.share()
      this.put(source, array)
      return array
    })
    this.nodes = dependents(sources, results)
    this.steps = this.nodes.map((node) => this.step(node))
    this.results = results
      .filter((result) => this.places.has(result))
      .map((result) => this.places.get(result)!)
  }

  /** False when no result was computed from a source. */
  get isConnected(): boolean {
    return this.results.length > 0
  }

  /** The results at the sources' present values, of their own memory. */
  compute(): readonly NDArray[] {
    this.beforeEach()
    for (const { node, op, attributes, script, inputs, outputs } of this.steps) {
      engine.checkpoint?.()
      const xs = inputs.map((place) => this.values[place]!)
      if (op !== null) this.values[outputs[0]!] = op.forward(xs, attributes)
      else {
        const ys = toResults(script!, script!.forward(...xs))
        outputs.forEach((place, i) => (this.values[place] = ys[i]!))
        if (ys.length !== node.outputs.length) throw new Error(`${node.title}: another number of outputs`)
      }
    }
    return this.results.map((place) => this.values[place]!.copy())
  }

  /**
   * The gradients of the results' sum at the sources' present values, by backward() on a copy of the graph; null for a
   * source to which none came.
   */
  gradients(): readonly (NDArray | null)[] {
    this.compute()
    const variables = this.values.map((array) => new Variable(array, null, origin.unrecorded))
    for (const step of this.steps) connect(step, variables)
    const sources = this.sources.map((_, i) => variables[i]!)
    const total = sumOf(this.results.map((place) => variables[place]!))
    if (total.creator !== null) backward(total, { retainGrad: false, createGraph: false })
    return sources.map((source, i) => {
      if (source === total) return kernels.add(NDArray.zeros(this.sources[i]!.shape), 1)
      return source.gradientData
    })
  }

  private step(node: GraphNode): Step {
    const isOp = node instanceof FunctionNode
    const script = isOp ? null : copyOfFunction(node as Function)
    return {
      node,
      op: isOp ? node.op : null,
      attributes: isOp ? node.attributes : null,
      script,
      inputs: node.inputs.map((input) => this.place(input)),
      outputs: node.outputs.map((output) => this.places.get(output) ?? this.put(output, nothing)),
    }
  }

  /** What no source leads to keeps its value; float32 is computed in float64, or small steps would be lost in it. */
  private place(variable: Variable): number {
    const known = this.places.get(variable)
    if (known !== undefined) return known
    const array = variable.filled('check gradient')
    return this.put(variable, array.dtype === 'float32' ? array.astype('float64') : array)
  }

  private put(variable: Variable, array: NDArray): number {
    const place = this.values.push(array) - 1
    this.places.set(variable, place)
    return place
  }
}

/** Stands for a value until it is computed. */
const nothing = NDArray.scalar(NaN)

/** Makes `variables` the inputs and outputs of a copy of the step's function. */
function connect(
  { node, op, attributes, script, inputs, outputs }: Step,
  variables: readonly Variable[],
): void {
  const xs = inputs.map((place) => variables[place]!)
  const ys = outputs.map((place) => variables[place]!)
  const { generation, id } = node
  if (op !== null) {
    const copy = new FunctionNode(op, xs, attributes, generation, id)
    copy.result = ys[0]!
    copy.result.setCreator(copy)
    return
  }
  Object.assign(script!, { inputs: xs, outputs: ys, mark: 0, next: null })
  for (const y of ys) y.setCreator(script!)
}

/** One result as it is; of several the sum of all elements. */
function sumOf(results: readonly Variable[]): Variable {
  if (results.length === 1) return results[0]!
  return results.map((result) => tables.variables.sum(result)).reduce((a, b) => tables.variables.add(a, b))
}

/** The functions between sources and results, inputs before outputs. */
function dependents(sources: readonly Variable[], results: readonly Variable[]): GraphNode[] {
  const cut = new Set(sources)
  /** Whether a function depends on a source; null while its inputs are looked at. */
  const known = new Map<GraphNode, boolean | null>()
  const order: GraphNode[] = []
  const creatorOf = (variable: Variable): GraphNode | null => (cut.has(variable) ? null : variable.creator)
  const pending = results.flatMap((result) => creatorOf(result) ?? [])
  for (let node = pending.at(-1); node !== undefined; node = pending.at(-1)) {
    const state = known.get(node)
    if (state === undefined) {
      known.set(node, null)
      for (const input of node.inputs) {
        const creator = creatorOf(input)
        if (creator !== null && !known.has(creator)) pending.push(creator)
      }
      continue
    }
    pending.pop()
    if (state !== null) continue
    const depends = node.inputs.some((input) => {
      const creator = creatorOf(input)
      return cut.has(input) || (creator !== null && known.get(creator) === true)
    })
    known.set(node, depends)
    if (depends) order.push(node)
  }
  return order
}
