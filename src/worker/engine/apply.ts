// The one place where functions are applied and recorded. Knows no operation by name.
import type { RunnableOp } from '../ops/op'
import { abandonScope, closeScope, isFresh, openScope } from './buffers'
import { keepEarlierApplication, type Function, type ForwardResult } from './function'
import { FunctionNode } from './functionNode'
import { GraphError, GraphTypeError } from './graphError'
import { NDArray } from './ndarray'
import { promoteWeak } from './dtype'
import { endPassed, keepPassed, noteMade, passedMemory } from './passing'
import { describe } from './shape'
import { engine, isRecording } from './state'
import { origin, Variable } from './variable'

/** A number, boolean or array as an array; a number is float64, a boolean bool. */
export function asArray(value: unknown): NDArray {
  if (value instanceof NDArray) return value
  if (typeof value === 'number') return NDArray.scalar(value)
  if (typeof value === 'boolean') return NDArray.scalar(value ? 1 : 0, 'bool')
  if (value instanceof Variable) {
    throw new GraphTypeError('asArray: got a Variable', 'use its data: x.data')
  }
  throw new GraphTypeError(`asArray: ${describe(value)} is not a number or an array`, 'use np.array(…)')
}

/**
 * Anything that can be an operand as a variable. A plain number takes the type of `like` when that can hold it.
 * @param subject names the function in the error
 */
export function asVariable(value: unknown, subject = 'asVariable', like?: NDArray): Variable {
  if (value instanceof Variable) return value
  if (value instanceof NDArray) return new Variable(value)
  if (typeof value === 'number') {
    return new Variable(
      NDArray.scalar(value, like === undefined ? 'float64' : promoteWeak(like.dtype, value)),
    )
  }
  if (typeof value === 'boolean') return new Variable(asArray(value))
  throw notAnOperand(subject, value)
}

function notAnOperand(subject: string, value: unknown): GraphTypeError {
  if (value === null || value === undefined) {
    return new GraphTypeError(
      `${subject}: an operand is ${String(value)}`,
      'a gradient is null before backward() and when it was not retained; use { retainGrad: true }',
    )
  }
  return new GraphTypeError(
    `${subject}: ${Array.isArray(value) ? 'a plain list' : describe(value)} is not an operand`,
    Array.isArray(value) ? 'wrap it: np.array([…])' : 'use a Variable, an array or a number',
  )
}

/** Computes a library operation on variables and records it when recording is on. */
export function applyOp(op: RunnableOp, inputs: readonly Variable[], attributes: unknown): Variable {
  if (engine.checkpoint !== null) engine.checkpoint()
  const recorder = engine.recorder
  const started = recorder === null ? 0 : recorder.now()
  const count = inputs.length
  let generation = 0
  const xs = new Array<NDArray>(count)
  for (let i = 0; i < count; i++) {
    const input = inputs[i]!
    const data = input.data
    xs[i] = data === null ? input.filled(op.name) : data
    if (input.generation > generation) generation = input.generation
  }
  const recorded = isRecording()
  const operand = op.overwrites === true && !recorded ? passedMemory(inputs) : null
  let y: NDArray
  openScope(null, operand)
  try {
    y = op.forward(xs, attributes)
  } catch (error) {
    abandonScope()
    throw error
  }
  const isNew = !recorded && (isFresh(y) || (operand !== null && y.buffer === operand))
  closeScope(y)
  if (recorded) keepPassed()
  else endPassed(inputs, y)
  if (!recorded && recorder === null) {
    const output = new Variable(y, null, origin.unrecorded)
    noteMade(isNew ? output : null)
    return output
  }
  const node = new FunctionNode(op, recorded ? inputs : [], attributes, generation, engine.nextNode++)
  const output = new Variable(y, null, recorded ? origin.output : origin.unrecorded)
  if (recorded) {
    node.result = output
    output.creator = node
    output.generation = generation + 1
  }
  if (recorder !== null) {
    recorder.operation(node, inputs, [output], recorded, attributes as object | null, started)
  }
  noteMade(isNew ? output : null)
  return output
}

/** Computes a script's function on its operands and records it when recording is on. */
export function applyFunction(fn: Function, operands: readonly unknown[]): Variable | Variable[] {
  if (engine.checkpoint !== null) engine.checkpoint()
  const recorder = engine.recorder
  const inputs = operands.map((operand) => asVariable(operand, fn.title))
  const started = recorder === null ? 0 : recorder.now()
  const keepEarlier = keepEarlierApplication(fn)
  const site = engine.site?.get() ?? 0
  const ys = toResults(fn, fn.forward(...inputs.map((input) => input.filled(fn.title))))
  keepEarlier()
  engine.site?.set(site)
  const recorded = isRecording()
  fn.generation = inputs.reduce((most, input) => Math.max(most, input.generation), 0)
  fn.id = engine.nextNode++
  const outputs = ys.map((y) => new Variable(y, null, recorded ? origin.output : origin.unrecorded))
  if (recorded) {
    fn.inputs = inputs
    fn.outputs = outputs
    for (const output of outputs) output.setCreator(fn)
  }
  recorder?.operation(fn, inputs, outputs, recorded, null, started)
  return outputs.length === 1 ? outputs[0]! : outputs
}

/** The arrays that a script's `forward` returned. @throws GraphError, GraphTypeError when they are none */
export function toResults(fn: Function, result: ForwardResult): NDArray[] {
  const list: readonly unknown[] = Array.isArray(result) ? (result as unknown[]) : [result]
  if (list.length === 0) {
    throw new GraphError(`${fn.title}.forward: returned an empty list`, 'return at least one array')
  }
  return list.map((value) => {
    if (value instanceof NDArray || typeof value === 'number' || typeof value === 'boolean')
      return asArray(value)
    throw new GraphTypeError(
      `${fn.title}.forward: returned ${describe(value)} instead of an array`,
      value instanceof Variable
        ? 'compute with arrays in forward: np.exp(x) instead of exp(x)'
        : value === undefined
          ? 'is a return missing?'
          : 'return an array or a number',
    )
  })
}
