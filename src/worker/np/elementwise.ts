// np's element-wise functions: the kernels, accepting lists and checking their number of arguments.
import { ArrayError } from '../engine/arrayError'
import type { NDArray } from '../engine/ndarray'
import { describe } from '../engine/shape'
import * as kernels from '../kernels'
import { asarray, type ArrayLike } from './create'

/** Lists become arrays; numbers stay weak (they take the other operand's dtype). */
function operand(subject: string, value: ArrayLike | undefined): kernels.Operand {
  if (value === undefined)
    throw new ArrayError(`${subject}: an argument is missing`, 'give an array or a number')
  return typeof value === 'number' || typeof value === 'boolean' ? value : asarray(value)
}

type Unary = (a: ArrayLike) => NDArray
type Binary = (a: ArrayLike, b: ArrayLike) => NDArray

const unary =
  (subject: string, kernel: (a: kernels.Operand) => NDArray): Unary =>
  (a) =>
    kernel(operand(subject, a))

const binary =
  (subject: string, kernel: (a: kernels.Operand, b: kernels.Operand) => NDArray): Binary =>
  (a, b) =>
    kernel(operand(subject, a), operand(subject, b))

/** Element-wise functions of arrays, numbers and lists; each is also a method of NDArray. */
export const elementwise = {
  add: binary('add', kernels.add),
  subtract: binary('subtract', kernels.subtract),
  multiply: binary('multiply', kernels.multiply),
  divide: binary('divide', kernels.divide),
  power: binary('power', kernels.power),
  maximum: binary('maximum', kernels.maximum),
  minimum: binary('minimum', kernels.minimum),
  equal: binary('equal', kernels.equal),
  not_equal: binary('not_equal', kernels.not_equal),
  greater: binary('greater', kernels.greater),
  greater_equal: binary('greater_equal', kernels.greater_equal),
  less: binary('less', kernels.less),
  less_equal: binary('less_equal', kernels.less_equal),
  logical_and: binary('logical_and', kernels.logical_and),
  logical_or: binary('logical_or', kernels.logical_or),
  logical_not: unary('logical_not', kernels.logical_not),
  negative: unary('negative', kernels.negative),
  exp: unary('exp', kernels.exp),
  log: unary('log', kernels.log),
  sin: unary('sin', kernels.sin),
  cos: unary('cos', kernels.cos),
  tan: unary('tan', kernels.tan),
  tanh: unary('tanh', kernels.tanh),
  sqrt: unary('sqrt', kernels.sqrt),
  square: unary('square', kernels.square),
  abs: unary('abs', kernels.abs),
  sign: unary('sign', kernels.sign),
  floor: unary('floor', kernels.floor),
  ceil: unary('ceil', kernels.ceil),
  rint: unary('rint', kernels.rint),
  isnan: unary('isnan', kernels.isnan),
  isfinite: unary('isfinite', kernels.isfinite),
  isinf: unary('isinf', kernels.isinf),
  /** Rounds to `decimals` places, halves to even. */
  round: (a: ArrayLike, decimals = 0): NDArray => {
    if (Number.isInteger(decimals)) return kernels.round(operand('round', a), decimals)
    throw new ArrayError(
      `round: decimals must be a whole number, got ${describe(decimals)}`,
      'write np.round(a, 2)',
    )
  },
  /** Limits to [min, max], bounds included; null leaves a side open. */
  clip: (a: ArrayLike, min: ArrayLike | null, max: ArrayLike | null = null): NDArray =>
    kernels.clip(
      operand('clip', a),
      min === null ? null : operand('clip', min),
      max === null ? null : operand('clip', max),
    ),
} as const
