// Backpropagation: walks the graph from an output, highest generation first. Knows no operation by name.
import { stepOfScript, stepOnArrays, stepWithGraph } from './backwardStep'
import { abandonScope, take } from './buffers'
import type { Function } from './function'
import { FunctionNode } from './functionNode'
import { noGraph } from './gradientErrors'
import { beginUndo, rememberGradient } from './gradientUndo'
import { GraphError, GraphTypeError } from './graphError'
import type { GraphNode } from './graphNode'
import { NDArray } from './ndarray'
import { beginPossessions, type Possessions } from './possessions'
import type { BackwardOptions } from './recorder'
import { describe, formatShape, sameShape } from './shape'
import { engine } from './state'
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
  const undo = beginUndo(pass)
  const possessions = beginPossessions()
  recorder?.backwardStarted(pass, y, options)
  const before = engine.config.enableBackprop
  engine.config.enableBackprop = options.createGraph
  depth++
  try {
    seed(y, data, options, possessions)
    const frontier = frontierFrom(y.creator)
    for (let node = frontier.pop(); node !== null; node = frontier.pop()) {
      if (engine.checkpoint !== null) engine.checkpoint()
      const started = recorder === null ? 0 : recorder.now()
      if (options.createGraph) stepWithGraph(node, frontier, options.retainGrad)
      else if (node instanceof FunctionNode) stepOnArrays(node, frontier, options.retainGrad, possessions)
      else stepOfScript(node as Function, frontier, options.retainGrad, possessions)
      if (recorder !== null) recorder.backwardStep(pass, node, started)
      if (!options.retainGrad) dropGradients(node, possessions)
    }
  } catch (error) {
    abandonScope()
    undo.restore(y, y.creator)
    throw error
  } finally {
    possessions.end()
    depth--
    undo.end()
    engine.config.enableBackprop = before
  }
  if (depth === 0) engine.lastBackward = y
  recorder?.backwardFinished(pass)
}

/** A walk of its own inside another one must not use the marks that the other left on the nodes. */
function frontierFrom(top: GraphNode): Frontier {
  return depth <= 1 ? new BucketFrontier(top) : new SetFrontier(top)
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

function checkSeed(y: Variable, data: NDArray): void {
  const gradient = y.gradientData
  if (gradient !== null && !sameShape(gradient.shape, data.shape)) {
    throw new GraphError(
      `backward: grad has shape ${formatShape(gradient.shape)}, the data ${formatShape(data.shape)}`,
      'assign a grad of the same shape, or cleargrad() to start with ones',
    )
  }
}

/** Ones, or the gradient that stands there, which a script may hold. */
function seed(y: Variable, data: NDArray, options: BackwardOptions, possessions: Possessions): void {
  rememberGradient(y)
  if (y.gradientData !== null) {
    if (options.createGraph) y.shareGradient()
    return
  }
  const ones = onesLike(data)
  if (options.createGraph) y.putGradientVariable(new Variable(ones, null, origin.gradient), false)
  else y.putGradient(ones, false)
  if (!options.createGraph) possessions.add(ones)
  engine.recorder?.gradientStored(y, false, ones)
}

function onesLike(data: NDArray): NDArray {
  if (data.shape.length === 0) return NDArray.scalar(1, data.dtype)
  return NDArray.fromTyped(take(data.dtype, data.size).fill(1), data.shape, data.dtype)
}

function dropGradients(node: GraphNode, possessions: Possessions): void {
  if (node instanceof FunctionNode) {
    const output = node.result!
    possessions.drop(output, node.inputs)
    output.dropGradient()
    return
  }
  for (const output of node.outputs) if (output.gradientData !== null) output.dropGradient()
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
