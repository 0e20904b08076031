// One step of backpropagation: from the gradients of a function's outputs to those of its inputs.
// Un-broadcasting and the checks of every gradient's count and shape stand here, once. Knows no operation by name.
import * as kernels from '../kernels'
import { asVariable } from './apply'
import { closeScopeOf, isFresh, openScope } from './buffers'
import type { Function } from './function'
import { FunctionNode } from './functionNode'
import { unusedOutput, wrongCount, wrongShape } from './gradientErrors'
import { rememberGradient } from './gradientUndo'
import { GraphTypeError } from './graphError'
import type { GraphNode } from './graphNode'
import { sharesMemory } from './memory'
import { NDArray } from './ndarray'
import { describe, sameShape } from './shape'
import { engine } from './state'
import type { Possessions } from './possessions'
import { tables } from './tables'
import { Variable } from './variable'
import type { Frontier } from './walk'

// ---- A library operation without a graph: arrays in, arrays out.

/** One object for all steps: no gradient formula on arrays runs inside another. */
const context: { inputs: readonly NDArray[]; output: NDArray; attributes: unknown } = {
  inputs: [],
  output: NDArray.scalar(0),
  attributes: null,
}

export function stepOnArrays(
  node: FunctionNode,
  frontier: Frontier,
  retain: boolean,
  possessions: Possessions,
): void {
  const output = node.result!
  const gy = output.gradientData!
  const inputs = node.inputs
  const count = inputs.length
  const xs = new Array<NDArray>(count)
  for (let i = 0; i < count; i++) xs[i] = inputs[i]!.data ?? inputs[i]!.filled(node.label)
  context.inputs = xs
  context.output = output.data ?? output.filled(node.label)
  context.attributes = node.attributes
  openScope(isLastUse(output, gy, retain, possessions) ? gy.buffer : null)
  const gxs = node.op.backward(tables.arrays, gy, context)
  if (gxs.length !== count) throw wrongCount(node, gxs.length)
  for (let i = 0; i < count; i++) {
    let gx = gxs[i]!
    if (gx === null) continue
    const x = inputs[i]!
    const shape = xs[i]!.shape
    if (!sameShape(gx.shape, shape)) {
      if (node.op.broadcasts !== true) throw wrongShape(node, i, gx.shape, shape)
      gx = tables.arrays.sumTo(gx, shape)
    }
    let isGy = sharesMemory(gx, gy)
    if (isGy && output.gradientIsSeen) {
      // A script may hold this gradient and write to it: no marking helps.
      gx = gx.copy()
      isGy = false
    }
    if (isGy && retain) output.shareGradient()
    const shared =
      (isGy && (retain || output.gradientIsShared || !gx.contiguous)) || sharedWithAnother(gxs, i, gx)
    if (shared) possessions.remove(gx)
    storeArray(x, gx, shared, possessions)
    if (x.creator !== null) frontier.push(x.creator)
  }
  closeScopeOf(inputs)
}

/** True when nobody will look at the gradient of `output` after this step. */
function isLastUse(output: Variable, gy: NDArray, retain: boolean, possessions: Possessions): boolean {
  return !retain && !output.gradientIsSeen && !output.gradientIsShared && possessions.has(gy)
}

function sharedWithAnother(gxs: readonly (NDArray | null)[], i: number, gx: NDArray): boolean {
  for (let j = 0; j < gxs.length; j++) {
    const other = gxs[j]!
    if (j !== i && other !== null && sharesMemory(other, gx)) return true
  }
  return false
}

function storeArray(x: Variable, gx: NDArray, shared: boolean, possessions: Possessions): void {
  const standing = x.gradientData
  rememberGradient(x)
  if (standing === null) {
    x.putGradient(gx, shared)
    if (!shared && isFresh(gx)) possessions.add(gx)
  } else {
    const sum =
      standing.buffer === null
        ? kernels.add(standing, gx)
        : sumOfGradients(x, standing, gx, shared, possessions)
    x.putGradient(sum, false)
    if (isFresh(sum)) possessions.add(sum)
  }
  if (engine.recorder !== null) engine.recorder.gradientStored(x, standing !== null, gx)
}

/** A new array as the book makes one, in the memory of an operand that nobody else has where there is such. */
function sumOfGradients(
  x: Variable,
  standing: NDArray,
  gx: NDArray,
  shared: boolean,
  possessions: Possessions,
): NDArray {
  const own = !x.gradientIsSeen && !x.gradientIsShared && possessions.has(standing)
  if (own) return kernels.accumulate(standing, gx)
  return !shared && isFresh(gx) ? kernels.accumulate(gx, standing) : kernels.add(standing, gx)
}

// ---- A script's function without a graph: variables that record nothing.

export function stepOfScript(
  node: Function,
  frontier: Frontier,
  retain: boolean,
  possessions: Possessions,
): void {
  // The script sees them now.
  for (const output of node.outputs) possessions.remove(output.gradientData)
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
    storeArray(x, gx, twice || fromOutput.length > 0, possessions)
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
    throw unusedOutput(node, i)
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

export function stepWithGraph(node: GraphNode, frontier: Frontier, retain: boolean): void {
  const gxs =
    node instanceof FunctionNode
      ? node.gradients(node.output.gradientVariable()!)
      : gradientsOfScript(node as Function)
  node.inputs.forEach((x, i) => {
    const gx = gxs[i]
    if (gx === null || gx === undefined) return
    const shared = shareWithOthers(node, gxs, i, retain)
    const standing = x.gradientVariable()
    rememberGradient(x)
    if (standing === null) x.putGradientVariable(gx, shared)
    else x.putGradientVariable(tables.variables.add(standing, gx), false)
    engine.recorder?.gradientStored(x, standing !== null, gx.filled(node.title))
    if (x.creator !== null) frontier.push(x.creator)
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
