// e^x and its kin, two at a time. AssemblyScript.
//
// Each is the function of the same name in ../mathExp.ts, operation by operation, so that results have the same bits:
// see there for the methods.
import { EXP_STEPS } from './layout'
import {
  add,
  constant,
  mul,
  sub,
  FINE_INVERSE,
  ROUND_SHIFT,
  FINE_1,
  FINE_2,
  EXP_PLACES,
  X_3,
  X_4,
  EXP_RANGE,
  TANH_LIMIT,
  TANH_IDENTITY,
  TANH_NEAR,
  SIGN,
  HALF,
  ONE,
  TWO,
  E_5,
  E_4,
  E_3,
} from './vectors'

// @ts-ignore: decorator
@inline
function shiftedSteps(x: v128): v128 {
  return add(mul(x, constant(FINE_INVERSE)), constant(ROUND_SHIFT))
}
// @ts-ignore: decorator
@inline
function restOf(x: v128, shifted: v128): v128 {
  const k = sub(shifted, constant(ROUND_SHIFT))
  return sub(sub(x, mul(k, constant(FINE_1))), mul(k, constant(FINE_2)))
}
// An entry of the table: 2^(i/512), less i at bit 43, and what rounding left.
/** 2^(k/512) from the first halves of entries: adding k at bit 43 takes i back and adds the exponent. */
// @ts-ignore: decorator
@inline
function power(entries: v128, shifted: v128): v128 {
  return i64x2.add(entries, i64x2.shl(shifted, 43))
}

/** True for lanes that \`exponentials\` and \`sigmoids\` can do. */
// @ts-ignore: decorator
@inline
export function inExpRange(x: v128): v128 {
  return f64x2.lt(f64x2.abs(x), constant(EXP_RANGE))
}

/** e^x. */
// @ts-ignore: decorator
@inline
export function exponentials(x: v128): v128 {
  const shifted = shiftedSteps(x)
  const places = v128.and(i64x2.shl(shifted, 4), constant(EXP_PLACES))
  const e0 = v128.load(i32x4.extract_lane(places, 0), EXP_STEPS)
  const e1 = v128.load(i32x4.extract_lane(places, 2), EXP_STEPS)
  const r = restOf(x, shifted)
  const curved = mul(mul(r, r), add(constant(HALF), mul(r, add(constant(X_3), mul(r, constant(X_4))))))
  const s = power(v128.shuffle<i64>(e0, e1, 0, 2), shifted)
  return add(s, mul(s, add(add(v128.shuffle<i64>(e0, e1, 1, 3), r), curved)))
}

/** 1 / (1 + e^-x). */
// @ts-ignore: decorator
@inline
export function sigmoids(x: v128): v128 {
  const e = exponentials(v128.or(x, constant(SIGN)))
  const above = v128.bitselect(e, constant(ONE), f64x2.lt(x, f64x2.splat(0)))
  return f64x2.div(above, add(constant(ONE), e))
}

/** tanh x, of any x: pmin lets NaN through. */
// @ts-ignore: decorator
@inline
export function hyperbolicTangents(x: v128): v128 {
  const a = f64x2.abs(x)
  const within = f64x2.pmin(a, constant(TANH_LIMIT))
  const b = v128.or(add(within, within), v128.and(f64x2.lt(a, constant(TANH_NEAR)), constant(SIGN)))
  const shifted = shiftedSteps(b)
  const places = v128.and(i64x2.shl(shifted, 4), constant(EXP_PLACES))
  const e0 = v128.load(i32x4.extract_lane(places, 0), EXP_STEPS)
  const e1 = v128.load(i32x4.extract_lane(places, 2), EXP_STEPS)
  const r = restOf(b, shifted)
  const series = add(constant(HALF), mul(r, add(constant(E_3), mul(r, add(constant(E_4), mul(r, constant(E_5)))))))
  const curved = add(v128.shuffle<i64>(e0, e1, 1, 3), mul(mul(r, r), series))
  const s = power(v128.shuffle<i64>(e0, e1, 0, 2), shifted)
  const below = add(sub(s, constant(ONE)), mul(s, add(r, curved)))
  const value = f64x2.abs(f64x2.div(below, add(below, constant(TWO))))
  const signed = v128.or(value, v128.and(x, constant(SIGN)))
  return v128.bitselect(x, signed, f64x2.lt(a, constant(TANH_IDENTITY)))
}
