// Builds the table of functions on arrays and the table of recorded functions on variables from the registry.
import { applyOp, asVariable } from '../engine/apply'
import { GraphError, GraphTypeError } from '../engine/graphError'
import { keepPassed } from '../engine/passing'
import { NDArray } from '../engine/ndarray'
import { describe, type Shape } from '../engine/shape'
import { Variable } from '../engine/variable'
import { arrayFormulas, variableFormulas } from './formulas'
import type { RunnableOp, Table } from './op'
import { registry } from './registry'

/** What the builder needs of an operation: see Op for the meaning. */
type BuildableOp = RunnableOp & {
  readonly attributes?: (...args: readonly unknown[]) => unknown
  readonly unchanged?: (shape: Shape, attributes: unknown) => boolean
}
type Call<T> = (...args: unknown[]) => T

const operations = Object.values(registry) as unknown as readonly BuildableOp[]

/** Every operation on arrays: computes, records nothing. */
export function createArrayTable(): Table<NDArray> {
  const table: Record<string, unknown> = { ...arrayFormulas }
  for (const op of operations) table[op.name] = onArrays(op)
  return table as unknown as Table<NDArray>
}

/** Every operation on variables, arrays and numbers: what scripts call. */
export function createVariableTable(): Table<Variable> {
  const table: Record<string, unknown> = {}
  for (const op of operations) table[op.name] = onVariables(op)
  return Object.assign(
    table,
    variableFormulas(table as unknown as Table<Variable>),
  ) as unknown as Table<Variable>
}

/** Gradient formulas call these: arguments are right by construction. */
function onArrays(op: BuildableOp): Call<NDArray> {
  const { forward, attributes } = op
  const count = op.inputs.length
  if (attributes === undefined && count === 1) return (x) => forward([x as NDArray], null)
  // Numbers in formulas go to the kernels as they are: kernels take plain numbers, weakly typed.
  if (attributes === undefined && count === 2) return (a, b) => forward([a as NDArray, b as NDArray], null)
  if (isVariadic(op)) {
    return (list, ...args) =>
      forward(list as NDArray[], attributes === undefined ? null : attributes(...args))
  }
  return (...args) => {
    const inputs = args.slice(0, count).filter((x) => x !== undefined) as NDArray[]
    const parsed = attributes === undefined ? null : attributes(...args.slice(count))
    return op.unchanged?.(inputs[0]!.shape, parsed) === true ? inputs[0]! : forward(inputs, parsed)
  }
}

function isVariadic(op: BuildableOp): boolean {
  return op.inputs[0]!.startsWith('...')
}

/** Scripts call these: the number and types of arguments are checked. */
function onVariables(op: BuildableOp): Call<Variable> {
  const { name, attributes } = op
  const count = op.inputs.length
  const call = nameOf(name, callOf())
  return call

  function callOf(): Call<Variable> {
    if (attributes === undefined && count === 1) {
      return (...args) => {
        if (args.length !== 1) throw wrongArguments(op, args.length)
        return applyOp(op, [asVariable(args[0], name)], null)
      }
    }
    if (attributes === undefined && count === 2) {
      return (...args) => {
        if (args.length !== 2) throw wrongArguments(op, args.length)
        const [a, b] = args
        if (a instanceof Variable && b instanceof Variable) return applyOp(op, [a, b], null)
        return applyOp(op, toVariables(name, [a, b]), null)
      }
    }
    if (isVariadic(op)) {
      return (list, ...args) => {
        if (!Array.isArray(list) || list.length === 0) {
          throw new GraphTypeError(
            `${name}: expected a list, got ${describe(list)}`,
            `write ${name}([x0, x1])`,
          )
        }
        return applyOp(op, toVariables(name, list), attributes === undefined ? null : attributes(...args))
      }
    }
    const optional = op.inputs.filter((input) => input.endsWith('?')).length
    return (...all) => {
      const args = optional === 0 || attributes === undefined ? all : withAbsentOperands(all, count)
      const given = args.slice(0, count).filter((x) => x !== undefined && x !== null)
      if (args.length < count - optional || given.length < Math.min(args.length, count) - optional) {
        throw wrongArguments(op, args.length)
      }
      if (attributes === undefined && args.length > count) throw wrongArguments(op, args.length)
      const parsed = attributes === undefined ? null : attributes(...args.slice(count))
      const inputs = toVariables(name, given)
      if (op.unchanged?.(inputs[0]!.filled(name).shape, parsed) !== true) return applyOp(op, inputs, parsed)
      keepPassed()
      return inputs[0]!
    }
  }
}

/** An options object in an operand's place comes after all operands: `conv2d(x, W, { pad: 1 })` has no b. */
function withAbsentOperands(args: readonly unknown[], count: number): readonly unknown[] {
  const at = args.slice(0, count).findIndex(isOptions)
  if (at === -1) return args
  return [...args.slice(0, at), ...new Array<undefined>(count - at).fill(undefined), ...args.slice(at)]
}

function isOptions(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}

/** Operands as variables; plain numbers take the type of the first operand that has one. */
function toVariables(name: string, operands: readonly unknown[]): Variable[] {
  const typed = operands.find((x) => x instanceof Variable || x instanceof NDArray)
  const like = typed instanceof Variable ? (typed.data ?? undefined) : typed
  // All are checked before one becomes a variable, so that a wrong call leaves no trace.
  for (const operand of operands) {
    if (typeof operand !== 'number' && !(operand instanceof NDArray)) asVariable(operand, name)
  }
  return operands.map((operand) => asVariable(operand, name, like))
}

function wrongArguments(op: BuildableOp, got: number): GraphError {
  const inputs = op.inputs.map((input) => input.replace('?', ''))
  return new GraphError(
    `${op.name}: got ${got} ${got === 1 ? 'argument' : 'arguments'}`,
    `write ${op.name}(${inputs.join(', ')})`,
  )
}

/** Gives a function the operation's name, which stack traces and the console show. */
function nameOf<F extends object>(name: string, fn: F): F {
  return Object.defineProperty(fn, 'name', { value: name })
}
