// Sine and cosine of runs of float64: ../mathTrig.ts operation by operation. AssemblyScript; knows addresses, not arrays.
import { TRIG_TABLE } from './layout'
import {
  add,
  constant,
  missing,
  mul,
  sub,
  upper,
  ROUND_SHIFT,
  SIGN,
  HALF,
  TRIG_LIMIT,
  INVERSE_HALF_PI,
  PI_1,
  PI_2,
  PI_3,
  PI_4,
  C_2,
  C_4,
  C_6,
  C_8,
  S_3,
  S_5,
  S_7,
  S_9,
  SIXTY_FOUR,
  SIXTY_FOURTH,
} from './vectors'

// @ts-ignore: decorator
@external('scalar', 'sin')
declare function sin(x: f64): f64
// @ts-ignore: decorator
@external('scalar', 'cos')
declare function cos(x: f64): f64

/** True for lanes that `sineOfQuarters` can do. */
// @ts-ignore: decorator
@inline
function inTrigRange(x: v128): v128 {
  return f64x2.le(f64x2.abs(x), constant(TRIG_LIMIT))
}

/** sin(x + quarters·π/2) for |x| up to 1e6: P + Q·d + … with P, Q = sin, cos (even quadrant) or cos, -sin (odd). */
// @ts-ignore: decorator
@inline
function sineOfQuarters(x: v128, quarters: v128): v128 {
  const shifted = add(mul(x, constant(INVERSE_HALF_PI)), constant(ROUND_SHIFT))
  const n = sub(shifted, constant(ROUND_SHIFT))
  const quadrant = i64x2.add(shifted, quarters)
  const first = sub(x, mul(n, constant(PI_1)))
  const p = f64x2.neg(mul(n, constant(PI_2)))
  const s = add(first, p)
  const sBack = sub(s, first)
  const e = add(sub(first, sub(s, sBack)), sub(p, sBack))
  const q3 = f64x2.neg(mul(n, constant(PI_3)))
  const t = add(s, q3)
  const tBack = sub(t, s)
  const f = add(sub(s, sub(t, tBack)), sub(q3, tBack))
  const below = sub(add(e, f), mul(n, constant(PI_4)))
  const rest = add(t, below)
  const restLow = add(sub(t, rest), below)

  const negative = v128.and(rest, constant(SIGN))
  const a = v128.xor(rest, negative)
  const al = v128.xor(restLow, negative)
  const index = i32x4.trunc_sat_f64x2_s_zero(add(mul(a, constant(SIXTY_FOUR)), constant(HALF)))
  const at0 = TRIG_TABLE + (<usize>i32x4.extract_lane(index, 0) << 5)
  const at1 = TRIG_TABLE + (<usize>i32x4.extract_lane(index, 1) << 5)
  const d = sub(a, mul(f64x2.convert_low_i32x4_s(index), constant(SIXTY_FOURTH)))
  const q = mul(d, d)
  let cosLess = add(constant(C_6), mul(q, constant(C_8)))
  cosLess = add(constant(C_4), mul(q, cosLess))
  cosLess = mul(q, add(constant(C_2), mul(q, cosLess)))
  let sinLess = add(constant(S_7), mul(q, constant(S_9)))
  sinLess = add(constant(S_5), mul(q, sinLess))
  sinLess = mul(mul(d, q), add(constant(S_3), mul(q, sinLess)))

  // All bits where the quadrant is odd, only the sign where it is 2 or 3.
  const odd = i64x2.shr_s(i64x2.shl(quadrant, 63), 63)
  const minus = v128.and(i64x2.shl(quadrant, 62), constant(SIGN))
  const s0 = v128.load(at0)
  const s1 = v128.load(at1)
  const c0 = v128.load(at0, 16)
  const c1 = v128.load(at1, 16)
  const sh = v128.shuffle<i64>(s0, s1, 0, 2)
  const sl = v128.shuffle<i64>(s0, s1, 1, 3)
  const ch = v128.shuffle<i64>(c0, c1, 0, 2)
  const cl = v128.shuffle<i64>(c0, c1, 1, 3)
  const flip = v128.and(odd, constant(SIGN))
  const P = v128.bitselect(ch, sh, odd)
  const PL = v128.bitselect(cl, sl, odd)
  const Q = v128.xor(v128.bitselect(sh, ch, odd), flip)
  const QL = v128.xor(v128.bitselect(sl, cl, odd), flip)
  const m = mul(Q, d)
  const ml = missing(Q, upper(Q), d, upper(d), m)
  const high = add(P, m)
  const curved = sub(add(mul(P, cosLess), mul(Q, add(sinLess, al))), mul(mul(P, d), al))
  const low = add(add(sub(P, high), m), add(add(ml, add(PL, mul(QL, d))), curved))
  const sum = add(high, low)
  return v128.xor(sum, v128.xor(v128.andnot(negative, odd), minus))
}

/** sin x of n float64; sin ±0 is ±0. */
export function sinF64(to: usize, from: usize, n: i32): void {
  const end = from + (<usize>n << 3)
  for (; from + 16 <= end; from += 16, to += 16) {
    const x = v128.load(from)
    if (i64x2.all_true(inTrigRange(x))) {
      const value = sineOfQuarters(x, i64x2.splat(0))
      v128.store(to, v128.bitselect(x, value, f64x2.eq(x, f64x2.splat(0))))
    } else {
      store<f64>(to, sin(f64x2.extract_lane(x, 0)))
      store<f64>(to, sin(f64x2.extract_lane(x, 1)), 8)
    }
  }
  if (from < end) store<f64>(to, sin(load<f64>(from)))
}

/** cos x of n float64. */
export function cosF64(to: usize, from: usize, n: i32): void {
  const end = from + (<usize>n << 3)
  for (; from + 16 <= end; from += 16, to += 16) {
    const x = v128.load(from)
    if (i64x2.all_true(inTrigRange(x))) v128.store(to, sineOfQuarters(x, i64x2.splat(1)))
    else {
      store<f64>(to, cos(f64x2.extract_lane(x, 0)))
      store<f64>(to, cos(f64x2.extract_lane(x, 1)), 8)
    }
  }
  if (from < end) store<f64>(to, cos(load<f64>(from)))
}
