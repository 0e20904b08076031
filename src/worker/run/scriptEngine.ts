// The engine as the script's runtime needs it: which operator means which operation, and how values print.
import { usingConfig } from '../engine/config'
import { discard } from '../engine/buffers'
import { Function } from '../engine/function'
import { FunctionNode } from '../engine/functionNode'
import { GraphTypeError } from '../engine/graphError'
import { labGlobals } from '../engine/globals'
import { NDArray } from '../engine/ndarray'
import { isJustMade, pass } from '../engine/passing'
import { tables } from '../engine/tables'
import { describe, formatShape, sameShape } from '../engine/shape'
import { origin, Variable } from '../engine/variable'
import * as kernels from '../kernels'
import { np, randomState } from '../np/state'
import type { BinaryOperator, ScriptEngine } from '../script/scriptHost'
import { handMadeInputs, isHandMadeVariable } from '../trace/handMadeShapes'

type Operand = NDArray | number | boolean

const onArrays: Readonly<Record<BinaryOperator, (a: Operand, b: Operand) => NDArray>> = {
  '+': kernels.add,
  '-': kernels.subtract,
  '*': kernels.multiply,
  '/': kernels.divide,
  '**': kernels.power,
}

const onVariables = { '+': 'add', '-': 'sub', '*': 'mul', '/': 'div' } as const

/** Functions that keep nothing of what they are given, unless it is part of a graph. */
const operations: ReadonlySet<unknown> = new Set(Object.values(tables.variables))

export function createScriptEngine(): ScriptEngine {
  return {
    globals: { ...labGlobals, np },
    isVariable: (value) => value instanceof Variable,
    isArray: (value) => value instanceof NDArray,
    isGraphNode: (value) => value instanceof FunctionNode || value instanceof Function,
    isHandMade: isHandMadeVariable,
    isHandMadeInput: (value) => handMadeInputs(value).length > 0,
    binary(operator, left, right) {
      if (!(left instanceof Variable) && !(right instanceof Variable)) {
        return onArrays[operator](left as Operand, right as Operand)
      }
      if (operator === '**') return power(left, right)
      return tables.variables[onVariables[operator]](left as Variable, right as Variable)
    },
    discard: (array) => discard(array as NDArray),
    pass(value, from, to) {
      if (isJustMade(value) && operations.has(from) && operations.has(to)) pass()
    },
    negative: (value) =>
      value instanceof Variable ? tables.variables.neg(value) : kernels.negative(value as NDArray),
    toArray: (list) => np.array(list as number[]),
    format: (value) => (value as Variable | NDArray).toString(),
    scalar(value) {
      const array = value instanceof Variable ? value.data : value instanceof NDArray ? value : null
      return array !== null && array.size === 1 ? array.toTyped()[0] : undefined
    },
    numbers(value) {
      if (value instanceof Variable) return value.data === null ? undefined : numbersOf(value.data)
      if (value instanceof NDArray) return numbersOf(value)
      if (ArrayBuffer.isView(value)) return numbersOf(np.array(value as unknown as number[]))
      return isNested(value) ? numbersOf(np.array(value as number[])) : undefined
    },
    variableId: (value) => (value instanceof Variable ? value.id : undefined),
    onGrid,
    allclose: (actual, expected, tolerance) => np.allclose(toArray(actual), toArray(expected), tolerance),
    random: () => randomState().random(),
  }
}

const numbersOf = (array: NDArray): readonly number[] => Array.from(array.toTyped())

/** A list of numbers, or of such lists. */
function isNested(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    (value as readonly unknown[]).every((one) => typeof one === 'number' || isNested(one))
  )
}

function onGrid(
  f: (x: unknown, y: unknown) => unknown,
  columns: readonly number[],
  rows: readonly number[],
): readonly number[] {
  const [x, y] = np
    .meshgrid(np.array(columns), np.array(rows))
    .map((array) => new Variable(array, null, origin.unrecorded))
  const result = usingConfig('enableBackprop', false, () => f(x, y))
  const heights = result instanceof Variable ? result.data : result
  if (heights instanceof NDArray && sameShape(heights.shape, x!.shape)) return numbersOf(heights)
  const got = heights instanceof NDArray ? `shape ${formatShape(heights.shape)}` : describe(heights)
  throw new GraphTypeError(
    `contour: the function gives ${got} for a grid of shape ${formatShape(x!.shape)}`,
    'compute it with operators and functions that work element by element',
  )
}

/** As in the book, the exponent is a plain number: its gradient is not defined there. */
function power(base: unknown, exponent: unknown): Variable {
  if (!(base instanceof Variable) || typeof exponent !== 'number') {
    throw new GraphTypeError(
      'power: the exponent is a variable or an array',
      'use a plain number as exponent; for a general power write exp(b * log(a))',
    )
  }
  return tables.variables.pow(base, exponent)
}

function toArray(value: unknown): NDArray {
  if (value instanceof Variable) return value.filled('allclose')
  return value instanceof NDArray ? value : np.array(value as number)
}
