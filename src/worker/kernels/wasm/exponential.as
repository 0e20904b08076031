// e^x and the sigmoid of runs of float64. AssemblyScript; knows addresses, not arrays.
//
// Each is the function of the same name in ../mathExp.ts, operation by operation, so that results have the same bits:
// see there for the methods.
import { EXP_STEPS } from './layout'
import { add, constant, mul, sub, FINE_INVERSE, ROUND_SHIFT, FINE_1, FINE_2, X_3, X_4, SIGN, HALF, ONE } from './vectors'

// @ts-ignore: decorator
@external('scalar', 'exp')
declare function exp(x: f64): f64
// @ts-ignore: decorator
@external('scalar', 'sigmoid')
declare function sigmoid(x: f64): f64

/** The upper half of the bits of 640: beyond, results may be infinite or have fewer bits. */
const RANGE: u32 = 0x40840000

/** True when `exponential` can do all lanes of both. */
// @ts-ignore: decorator
@inline
function inRange(x: v128, y: v128): bool {
  const largest = i32x4.max_u(f64x2.abs(x), f64x2.abs(y))
  return max(<u32>i32x4.extract_lane(largest, 1), <u32>i32x4.extract_lane(largest, 3)) < RANGE
}

/**
 * e^x. An entry of the table is 2^(i/512), less i at bit 43, and what rounding left: adding k at bit 43 takes i back and
 * adds the exponent. Constants are handed in so that they are loaded once for several vectors.
 */
// @ts-ignore: decorator
@inline
export function exponential(
  x: v128,
  inverse: v128,
  shift: v128,
  fine1: v128,
  fine2: v128,
  half: v128,
  c3: v128,
  c4: v128,
): v128 {
  const shifted = add(mul(x, inverse), shift)
  const e0 = v128.load((i32x4.extract_lane(shifted, 0) & 511) << 4, EXP_STEPS)
  const e1 = v128.load((i32x4.extract_lane(shifted, 2) & 511) << 4, EXP_STEPS)
  const k = sub(shifted, shift)
  const r = sub(sub(x, mul(k, fine1)), mul(k, fine2))
  const curved = mul(mul(r, r), add(half, mul(r, add(c3, mul(r, c4)))))
  const power = i64x2.add(v128.shuffle<i64>(e0, e1, 0, 2), i64x2.shl(shifted, 43))
  return add(power, mul(power, add(add(v128.shuffle<i64>(e0, e1, 1, 3), r), curved)))
}

/** e^x of n float64. */
export function expF64(to: usize, from: usize, n: i32): void {
  const end = from + (<usize>n << 3)
  for (; from + 32 <= end; from += 32, to += 32) {
    const x = v128.load(from)
    const y = v128.load(from, 16)
    if (inRange(x, y)) {
      const inverse = constant(FINE_INVERSE)
      const shift = constant(ROUND_SHIFT)
      const fine1 = constant(FINE_1)
      const fine2 = constant(FINE_2)
      const half = constant(HALF)
      const c3 = constant(X_3)
      const c4 = constant(X_4)
      v128.store(to, exponential(x, inverse, shift, fine1, fine2, half, c3, c4))
      v128.store(to, exponential(y, inverse, shift, fine1, fine2, half, c3, c4), 16)
    } else {
      for (let i: usize = 0; i < 32; i += 8) store<f64>(to + i, exp(load<f64>(from + i)))
    }
  }
  for (; from < end; from += 8, to += 8) store<f64>(to, exp(load<f64>(from)))
}

/** 1 / (1 + e), or e / (1 + e) below 0, with e = e^-|x|. */
// @ts-ignore: decorator
@inline
export function share(x: v128, e: v128, one: v128): v128 {
  return f64x2.div(v128.bitselect(e, one, f64x2.lt(x, f64x2.splat(0))), add(one, e))
}

/** 1 / (1 + e^-x) of n float64. */
export function sigmoidF64(to: usize, from: usize, n: i32): void {
  const end = from + (<usize>n << 3)
  for (; from + 32 <= end; from += 32, to += 32) {
    const x = v128.load(from)
    const y = v128.load(from, 16)
    if (inRange(x, y)) {
      const sign = constant(SIGN)
      const inverse = constant(FINE_INVERSE)
      const shift = constant(ROUND_SHIFT)
      const fine1 = constant(FINE_1)
      const fine2 = constant(FINE_2)
      const half = constant(HALF)
      const c3 = constant(X_3)
      const c4 = constant(X_4)
      const one = constant(ONE)
      const ex = exponential(v128.or(x, sign), inverse, shift, fine1, fine2, half, c3, c4)
      const ey = exponential(v128.or(y, sign), inverse, shift, fine1, fine2, half, c3, c4)
      v128.store(to, share(x, ex, one))
      v128.store(to, share(y, ey, one), 16)
    } else {
      for (let i: usize = 0; i < 32; i += 8) store<f64>(to + i, sigmoid(load<f64>(from + i)))
    }
  }
  for (; from < end; from += 8, to += 8) store<f64>(to, sigmoid(load<f64>(from)))
}
