// Backpropagation: walks the graph from an output and stores gradients. Knows no operation by name.
// Un-broadcasting and the checks of every gradient's count and shape stand here, once.
import * as kernels from '../kernels'
import { asVariable } from './apply'
import type { Function } from './function'
import { FunctionNode } from './functionNode'
import { GraphError, GraphTypeError } from './graphError'
import type { GraphNode } from './graphNode'
import { sharesMemory } from './memory'
import { NDArray } from './ndarray'
import type { BackwardOptions } from './recorder'
import { describe, formatShape, sameShape } from './shape'
import { engine } from './state'
import { tables } from './tables'
import { origin, Variable, type BackwardArguments } from './variable'
import { BucketFrontier, SetFrontier, type Frontier } from './walk'

/** Passes under way: a script's backward() may start one inside another. */
let depth = 0

/**
 * Gradients of `y` with respect to everything it was computed from, added to what stands in their `grad`.
 * Starts with ones unless `y.grad` is set. Without retainGrad only leaves keep a gradient; with createGraph the
 * gradients are variables that can be differentiated again.
 * @throws GraphError when `y` has no graph, or when a function gives gradients of a wrong number or shape
 */
export function backward(y: Variable, given: BackwardArguments = {}): void {
  const options = parseOptions(given)
  if (engine.mode === 'no-grad') {
    engine.onBackwardSkipped?.(y)
    return
  }
  if (y.creator === null) throw noGraph(y)
  const data = y.filled('backward')
  checkSeed(y, data)
  const recorder = engine.recorder
  const pass = engine.nextPass++
  recorder?.backwardStarted(pass, y, options)
  seed(y, data, options)
  const before = engine.config.enableBackprop
  engine.config.enableBackprop = options.createGraph
  const frontier = depth++ === 0 ? new BucketFrontier(y.creator) : new SetFrontier(y.creator)
  try {
    for (let node = frontier.pop(); node !== null; node = frontier.pop()) {
      if (engine.checkpoint !== null) engine.checkpoint()
      const started = recorder === null ? 0 : recorder.now()
      if (options.createGraph) stepWithGraph(node, frontier, options.retainGrad)
      else if (node instanceof FunctionNode) stepOnArrays(node, frontier, options.retainGrad)
      else stepOfScript(node as Function, frontier, options.retainGrad)
      if (recorder !== null) recorder.backwardStep(pass, node, started)
      if (!options.retainGrad) dropGradients(node)
    }
  } finally {
    depth--
    engine.config.enableBackprop = before
  }
  recorder?.backwardFinished(pass)
}

function parseOptions(given: unknown): BackwardOptions {
  if (typeof given !== 'object' || given === null) {
    throw new GraphTypeError(
      `backward: ${describe(given)} is not an options object`,
      'write y.backward({ retainGrad: true, createGraph: true })',
    )
  }
  for (const name of Object.keys(given)) {
    if (name === 'retainGrad' || name === 'createGraph') continue
    const meant = name === 'retain_grad' ? 'retainGrad' : name === 'create_graph' ? 'createGraph' : null
    throw new GraphError(
      `backward: unknown option '${name}'`,
      meant === null ? 'the options are retainGrad and createGraph' : `write ${meant}: true`,
    )
  }
  const { retainGrad, createGraph } = given as BackwardArguments
  return {
    retainGrad: retainGrad ?? engine.mode === 'retain-grad',
    createGraph: createGraph ?? engine.mode === 'create-graph',
  }
}

function noGraph(y: Variable): GraphError {
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

function checkSeed(y: Variable, data: NDArray): void {
  const gradient = y.gradientData
  if (gradient !== null && !sameShape(gradient.shape, data.shape)) {
    throw new GraphError(
      `backward: grad has shape ${formatShape(gradient.shape)}, the data ${formatShape(data.shape)}`,
      'assign a grad of the same shape, or cleargrad() to start with ones',
    )
  }
}

/** Ones, or the gradient that stands there: an array of its own, because a script may hold the old one. */
function seed(y: Variable, data: NDArray, options: BackwardOptions): void {
  const standing = y.gradientData
  if (standing === null) {
    const ones = onesLike(data)
    if (options.createGraph) y.putGradientVariable(new Variable(ones, null, origin.gradient), false)
    else y.putGradient(ones, false)
    engine.recorder?.gradientStored(y, false, ones)
  } else if (!options.createGraph) {
    y.putGradient(standing.copy(), false)
  }
}

function onesLike(data: NDArray): NDArray {
  if (data.shape.length === 0) return NDArray.scalar(1, data.dtype)
  const ones = NDArray.zeros(data.shape, data.dtype)
  ones.share().fill(1)
  return ones
}

function dropGradients(node: GraphNode): void {
  if (node instanceof FunctionNode) {
    node.result!.dropGradient()
    return
  }
  for (const output of node.outputs) if (output.gradientData !== null) output.dropGradient()
}

// ---- A library operation without a graph: arrays in, arrays out.

/** One object for all steps: no gradient formula on arrays runs inside another. */
const context: { inputs: readonly NDArray[]; output: NDArray; attributes: unknown } = {
  inputs: [],
  output: NDArray.scalar(0),
  attributes: null,
}

function stepOnArrays(node: FunctionNode, frontier: Frontier, retain: boolean): void {
  const output = node.result!
  const gy = output.gradientData!
  const inputs = node.inputs
  const count = inputs.length
  const xs = new Array<NDArray>(count)
  for (let i = 0; i < count; i++) xs[i] = inputs[i]!.filled(node.label)
  context.inputs = xs
  context.output = output.filled(node.label)
  context.attributes = node.attributes
  const gxs = node.op.backward(tables.arrays, gy, context)
  if (gxs.length !== count) throw wrongCount(node, gxs.length)
  for (let i = 0; i < count; i++) {
    let gx = gxs[i]!
    if (gx === null) continue
    const shape = xs[i]!.shape
    if (!sameShape(gx.shape, shape)) {
      if (node.op.broadcasts !== true) throw wrongShape(node, i, gx.shape, shape)
      gx = tables.arrays.sumTo(gx, shape)
    }
    const isGy = sharesMemory(gx, gy)
    if (isGy && retain) output.shareGradient()
    const shared =
      (isGy && (retain || output.gradientIsShared || !gx.contiguous)) || sharedWithAnother(gxs, i)
    storeArray(inputs[i]!, gx, shared)
    const creator = inputs[i]!.creator
    if (creator !== null) frontier.push(creator)
  }
}

function sharedWithAnother(gxs: readonly (NDArray | null)[], i: number): boolean {
  const gx = gxs[i]!
  for (let j = 0; j < gxs.length; j++) {
    const other = gxs[j]!
    if (j !== i && other !== null && sharesMemory(other, gx)) return true
  }
  return false
}

function storeArray(x: Variable, gx: NDArray, shared: boolean): void {
  const standing = x.gradientData
  if (standing === null) x.putGradient(gx, shared)
  else x.putGradient(kernels.add(standing, gx), false)
  if (engine.recorder !== null) engine.recorder.gradientStored(x, standing !== null, gx)
}

// ---- A script's function without a graph: variables that record nothing.

function stepOfScript(node: Function, frontier: Frontier, retain: boolean): void {
  const gxs = gradientsOfScript(node)
  node.inputs.forEach((x, i) => {
    const gradient = gxs[i]
    if (gradient === null || gradient === undefined) return
    let gx = gradient.filled(`${node.title}.backward`)
    // What a script holds already is copied at once; what only the engine holds is marked.
    if (held(node).some((array) => sharesMemory(array, gx))) gx = gx.copy()
    const fromOutput = node.outputs.filter((output) => {
      const gy = output.gradientData
      return gy !== null && sharesMemory(gy, gx)
    })
    if (retain) for (const output of fromOutput) output.shareGradient()
    const twice = gxs.some(
      (other, j) => j !== i && other !== null && sharesMemory(other.filled(node.title), gx),
    )
    storeArray(x, gx, twice || fromOutput.length > 0)
    if (x.creator !== null) frontier.push(x.creator)
  })
}

function held(node: Function): NDArray[] {
  return [...node.inputs, ...node.outputs].flatMap((variable) => variable.data ?? [])
}

/** Calls a script's `backward` and checks what it returned. */
function gradientsOfScript(node: Function): (Variable | null)[] {
  const gys = node.outputs.map((output, i) => {
    const gy = output.gradientVariable()
    if (gy !== null) return gy
    throw new GraphError(
      `${node.title}.backward: output ${i} of ${node.outputs.length} has no gradient, because nothing that led to the result used it`,
      `use every output, or set its gradient: outputs[${i}].grad = np.zeros_like(outputs[${i}].data)`,
    )
  })
  const result: unknown = node.backward(...gys)
  const list: readonly unknown[] = Array.isArray(result) ? (result as unknown[]) : [result]
  if (list.length !== node.inputs.length) throw wrongCount(node, list.length)
  return list.map((value, i) => toGradient(node, i, value))
}

function toGradient(node: Function, i: number, value: unknown): Variable | null {
  if (value === null) return null
  if (!(value instanceof Variable || value instanceof NDArray || typeof value === 'number')) {
    throw new GraphTypeError(
      `${node.title}.backward: the gradient of input ${i} is ${describe(value)}`,
      value === undefined
        ? 'is a return missing?'
        : 'return a variable for each input, or null for no gradient',
    )
  }
  const gradient = asVariable(value)
  const shape = node.inputs[i]!.shape
  if (!sameShape(gradient.shape, shape)) throw wrongShape(node, i, gradient.shape, shape)
  return gradient
}

// ---- Any function with a graph: recorded variables in, recorded variables out.

function stepWithGraph(node: GraphNode, frontier: Frontier, retain: boolean): void {
  const gxs = node instanceof FunctionNode ? gradientsWithGraph(node) : gradientsOfScript(node as Function)
  node.inputs.forEach((x, i) => {
    const gx = gxs[i]
    if (gx === null || gx === undefined) return
    const shared = shareWithOthers(node, gxs, i, retain)
    const standing = x.gradientVariable()
    if (standing === null) x.putGradientVariable(gx, shared)
    else x.putGradientVariable(tables.variables.add(standing, gx), false)
    engine.recorder?.gradientStored(x, standing !== null, gx.filled(node.title))
    if (x.creator !== null) frontier.push(x.creator)
  })
}

function gradientsWithGraph(node: FunctionNode): (Variable | null)[] {
  const output = node.output
  const gxs = node.op.backward(tables.variables, output.gradientVariable()!, {
    inputs: node.inputs,
    output,
    attributes: node.attributes,
  })
  if (gxs.length !== node.inputs.length) throw wrongCount(node, gxs.length)
  return gxs.map((gx, i) => {
    const shape = node.inputs[i]!.shape
    if (gx === null || sameShape(gx.shape, shape)) return gx
    if (node.op.broadcasts !== true) throw wrongShape(node, i, gx.shape, shape)
    return tables.variables.sumTo(gx, shape)
  })
}

/** True when the gradient of input `i` has memory that another variable's gradient, or a variable, has too. */
function shareWithOthers(
  node: GraphNode,
  gxs: readonly (Variable | null)[],
  i: number,
  retain: boolean,
): boolean {
  const gx = gxs[i]!.filled(node.title)
  let shared = !gx.contiguous
  for (const output of node.outputs) {
    const gy = output.gradientData
    if (gy === null || !sharesMemory(gy, gx)) continue
    if (retain) output.shareGradient()
    shared ||= retain || output.gradientIsShared
  }
  for (const variable of [...node.inputs, ...node.outputs]) {
    shared ||= variable.data !== null && sharesMemory(variable.data, gx)
  }
  return (
    shared || gxs.some((other, j) => j !== i && other !== null && sharesMemory(other.filled(node.title), gx))
  )
}

function wrongCount(node: GraphNode, got: number): GraphError {
  const count = node.inputs.length
  return new GraphError(
    `${node.title}.backward: ${got} ${got === 1 ? 'gradient' : 'gradients'} for ${count} ${count === 1 ? 'input' : 'inputs'}`,
    `return ${count === 1 ? 'one gradient' : `a list of ${count} gradients, one per input`}`,
  )
}

function wrongShape(
  node: GraphNode,
  i: number,
  got: readonly number[],
  wanted: readonly number[],
): GraphError {
  return new GraphError(
    `${node.title}.backward: the gradient of input ${i} has shape ${formatShape(got)}, the input ${formatShape(wanted)}`,
    got.length > wanted.length || got.some((length, axis) => length > (wanted[axis] ?? 1))
      ? `sum it: sumTo(gx, ${formatShape(wanted)})`
      : `give it the input's shape: broadcastTo(gx, ${formatShape(wanted)})`,
  )
}

/** Cuts every variable behind `y` from its function, so that the graph can be freed (truncated backpropagation). */
export function unchainBackward(y: Variable): void {
  if (y.creator === null) return
  const frontier = depth === 0 ? new BucketFrontier(y.creator) : new SetFrontier(y.creator)
  for (let node = frontier.pop(); node !== null; node = frontier.pop()) {
    for (const x of node.inputs) {
      if (x.creator === null) continue
      frontier.push(x.creator)
      x.unchain()
    }
  }
}
