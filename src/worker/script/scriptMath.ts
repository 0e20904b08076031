// Math for scripts: what JavaScript engines compute with different last bits is replaced by the engine's own functions.
// The rest (sqrt, floor, min, …) is exact everywhere and stays.
import * as own from '../kernels/math'

/** `x ** y` as JavaScript defines its special cases: 1 to the power of NaN or of an infinity is NaN. */
export function power(base: number, exponent: number): number {
  // An element beyond a list's end is undefined, whatever its type says.
  const x = +base
  const y = +exponent
  if (y !== y) return NaN
  if ((y === Infinity || y === -Infinity) && (x === 1 || x === -1)) return NaN
  return own.pow(x, y)
}

/** Above this the 1 beside x² is lost. */
const large = 1e8

function asinh(x: number): number {
  if (x === 0 || !Number.isFinite(x)) return x
  const a = Math.abs(x)
  const size = a > large ? own.log(a) + Math.LN2 : own.log1p(a + (a * a) / (1 + Math.sqrt(1 + a * a)))
  return x < 0 ? -size : size
}

function acosh(x: number): number {
  if (x > large) return own.log(x) + Math.LN2
  const above = x - 1
  return own.log1p(above + Math.sqrt(2 * above + above * above))
}

function atanh(x: number): number {
  if (x === 0) return x
  const a = Math.abs(x)
  const size = own.log1p((2 * a) / (1 - a)) / 2
  return x < 0 ? -size : size
}

const ofOne = {
  exp: own.exp,
  expm1: own.expm1,
  log: own.log,
  log1p: own.log1p,
  log2: own.log2,
  log10: own.log10,
  sin: own.sin,
  cos: own.cos,
  tan: own.tan,
  sinh: own.sinh,
  cosh: own.cosh,
  tanh: own.tanh,
  asin: own.asin,
  acos: own.acos,
  atan: own.atan,
  asinh,
  acosh,
  atanh,
  cbrt: own.cbrt,
}
const ofTwo = { pow: power, atan2: own.atan2 }

/** @param random one draw of the run's generator */
export function createScriptMath(random: () => number): Math {
  const math = Object.create(Object.prototype, Object.getOwnPropertyDescriptors(Math)) as Math
  const replace = (name: string, value: (...values: never[]) => number): void => {
    Object.defineProperty(value, 'name', { value: name })
    Object.defineProperty(math, name, { value })
  }
  for (const [name, compute] of Object.entries(ofOne)) {
    replace(name, (x: unknown) => compute(typeof x === 'number' ? x : Number(x)))
  }
  for (const [name, compute] of Object.entries(ofTwo)) {
    replace(name, (x: unknown, y: unknown) => compute(Number(x), Number(y)))
  }
  replace('hypot', (...values: unknown[]) => own.hypot(...values.map(Number)))
  replace('random', () => random())
  return Object.freeze(math)
}
