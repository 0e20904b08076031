// Functions of one array, element by element.
import { ArrayError } from '../engine/arrayError'
import { toFloating, type DType } from '../engine/dtype'
import { NDArray } from '../engine/ndarray'
import { divide, multiply, subtract } from './arithmetic'
import { withCompiled } from './dense'
import { mapUnary, type UnaryLoop } from './loops'
import * as math from './math'
import { cosTiles, expTiles, logTiles, sigmoidTiles, sinTiles, tanhTiles, tiled } from './tiles'
import { checkOperand, isScalar, operandDType, scalarValue, toArray, type Operand } from './operand'

/** Applies a loop that reads and writes the same dtype. */
function same(name: string, loop: UnaryLoop, a: Operand, dtype: DType = operandDType(a)): NDArray {
  checkOperand(name, a)
  return mapUnary(loop, toArray(a, dtype), dtype)
}

/** Applies a loop in floating point: int32 and bool become float64. */
function floating(name: string, loop: UnaryLoop, a: Operand): NDArray {
  return same(name, loop, a, toFloating(operandDType(a)))
}

const negativeLoop = withCompiled('negative', (a, ai, as, o, oi, n) => {
  for (let i = 0; i < n; i++, ai += as) o[oi + i] = -a[ai]!
})
const absLoop = withCompiled('abs', (a, ai, as, o, oi, n) => {
  for (let i = 0; i < n; i++, ai += as) o[oi + i] = Math.abs(a[ai]!)
})
const signLoop = withCompiled('sign', (a, ai, as, o, oi, n) => {
  for (let i = 0; i < n; i++, ai += as) {
    const x = a[ai]!
    o[oi + i] = x > 0 ? 1 : x < 0 ? -1 : x === 0 ? 0 : x
  }
})
const floorLoop = withCompiled('floor', (a, ai, as, o, oi, n) => {
  for (let i = 0; i < n; i++, ai += as) o[oi + i] = Math.floor(a[ai]!)
})
const ceilLoop = withCompiled('ceil', (a, ai, as, o, oi, n) => {
  for (let i = 0; i < n; i++, ai += as) o[oi + i] = Math.ceil(a[ai]!)
})

/** -a. A bool array is an error, as in NumPy. */
export function negative(a: Operand): NDArray {
  if (isScalar(a)) return NDArray.scalar(-scalarValue(a))
  if (operandDType(a) === 'bool') {
    throw new ArrayError('negative: -bool is not defined', "use logical_not, or astype('int32') first")
  }
  return operandDType(a) === 'int32' ? subtract(0, a) : same('negative', negativeLoop, a)
}

/** a * a; bool gives int32. */
export function square(a: Operand): NDArray {
  if (isScalar(a)) return NDArray.scalar(scalarValue(a) * scalarValue(a))
  checkOperand('square', a)
  const dtype = operandDType(a)
  const factor = dtype === 'bool' ? toArray(a, 'int32') : a
  return multiply(factor, factor)
}

/** Magnitude. */
export function abs(a: Operand): NDArray {
  if (isScalar(a)) return NDArray.scalar(Math.abs(scalarValue(a)))
  return same('abs', absLoop, a)
}

/** -1, 0 or 1; NaN stays NaN. A bool array is an error, as in NumPy. */
export function sign(a: Operand): NDArray {
  if (operandDType(a) === 'bool') throw new ArrayError('sign: bool has no sign', "use astype('int32') first")
  return same('sign', signLoop, a)
}

/** Largest whole number not above; dtype stays. */
export function floor(a: Operand): NDArray {
  return same('floor', floorLoop, a)
}

/** Smallest whole number not below; dtype stays. */
export function ceil(a: Operand): NDArray {
  return same('ceil', ceilLoop, a)
}

/** The nearest whole number, halves to the even one. */
export function roundHalfEven(x: number): number {
  const magnitude = Math.abs(x)
  if (!(magnitude < 4503599627370496)) return x
  const rounded = magnitude + 4503599627370496 - 4503599627370496
  return x < 0 || Object.is(x, -0) ? -rounded : rounded
}

const roundLoop = withCompiled('rint', (a, ai, as, o, oi, n) => {
  for (let i = 0; i < n; i++, ai += as) o[oi + i] = roundHalfEven(a[ai]!)
})

/** Rounds to `decimals` places (negative ones: tens, hundreds …), halves to even, by NumPy's scale, round, unscale. */
export function round(a: Operand, decimals = 0): NDArray {
  const dtype = operandDType(a)
  if (dtype === 'int32' || dtype === 'bool') return roundWhole(toArray(a, dtype), decimals)
  if (decimals === 0) return rint(a)
  const scale = Number(`1e${Math.abs(decimals)}`)
  const wide = toArray(a, 'float64')
  const rounded =
    decimals > 0 ? divide(rint(multiply(wide, scale)), scale) : multiply(rint(divide(wide, scale)), scale)
  return toArray(rounded, dtype)
}

function roundWhole(a: NDArray, decimals: number): NDArray {
  if (decimals >= 0) return a.copy()
  const scale = Number(`1e${-decimals}`)
  const out = a.toTyped()
  for (let i = 0; i < out.length; i++) out[i] = roundHalfEven(out[i]! / scale) * scale
  return NDArray.fromTyped(out, a.shape, a.dtype)
}

/** Nearest whole number in floating point, halves to even. */
export function rint(a: Operand): NDArray {
  return floating('rint', roundLoop, a)
}

const expLoop = tiled(math.exp, expTiles)
const logLoop = tiled(math.log, logTiles)
const sinLoop = tiled(math.sin, sinTiles)
const cosLoop = tiled(math.cos, cosTiles)
const tanLoop: UnaryLoop = (a, ai, as, o, oi, n) => {
  for (let i = 0; i < n; i++, ai += as) o[oi + i] = math.tan(a[ai]!)
}
const tanhLoop = tiled(math.tanh, tanhTiles)
const sigmoidLoop = tiled(math.sigmoid, sigmoidTiles)
const sqrtLoop = withCompiled('sqrt', (a, ai, as, o, oi, n) => {
  for (let i = 0; i < n; i++, ai += as) o[oi + i] = math.sqrt(a[ai]!)
})

/** e to the power a. */
export function exp(a: Operand): NDArray {
  if (isScalar(a)) return NDArray.scalar(math.exp(scalarValue(a)))
  return floating('exp', expLoop, a)
}
/** Natural logarithm: -inf at 0, NaN below. */
export function log(a: Operand): NDArray {
  if (isScalar(a)) return NDArray.scalar(math.log(scalarValue(a)))
  return floating('log', logLoop, a)
}
/** Sine of radians. */
export function sin(a: Operand): NDArray {
  if (isScalar(a)) return NDArray.scalar(math.sin(scalarValue(a)))
  return floating('sin', sinLoop, a)
}
/** Cosine of radians. */
export function cos(a: Operand): NDArray {
  if (isScalar(a)) return NDArray.scalar(math.cos(scalarValue(a)))
  return floating('cos', cosLoop, a)
}
/** Tangent of radians. */
export function tan(a: Operand): NDArray {
  return floating('tan', tanLoop, a)
}
/** Hyperbolic tangent. */
export function tanh(a: Operand): NDArray {
  if (isScalar(a)) return NDArray.scalar(math.tanh(scalarValue(a)))
  return floating('tanh', tanhLoop, a)
}
/** 1 / (1 + e^-a). */
export function sigmoid(a: Operand): NDArray {
  if (isScalar(a)) return NDArray.scalar(math.sigmoid(scalarValue(a)))
  return floating('sigmoid', sigmoidLoop, a)
}
/** Square root; NaN below 0. */
export function sqrt(a: Operand): NDArray {
  return floating('sqrt', sqrtLoop, a)
}
