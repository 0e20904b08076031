// Powers, two at a time: ../mathPow.ts operation by operation. AssemblyScript.
import { EXP_TABLE, LOG_TABLE } from './layout'
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
  ONE,
  TWO,
  LN2_HIGH,
  LN2_LOW,
  STEP_INVERSE,
  STEP_1,
  STEP_2,
  STEP_3,
  E_6,
  E_5,
  E_4,
  E_3,
  POWER_RANGE,
  POWER_LARGEST,
  POWER_SMALLEST,
  FRACTION_BITS,
  SQRT_2_FRACTION,
  BIAS,
  LOG_SCALE,
  MINUS_HALF,
  L_3,
  L_4,
  L_5,
  L_6,
  L_7,
  L_8,
  L_9,
} from './vectors'
import { inLogRange } from './logarithm'

let lowPart: v128 = i64x2.splat(0)
let scaleBits: v128 = i64x2.splat(0)
let exponent: v128 = i64x2.splat(0)

/** 2^n of whole numbers within the normal range. */
// @ts-ignore: decorator
@inline
function powerOfTwo(n: v128): v128 {
  return i64x2.add(i64x2.shl(n, 52), constant(ONE))
}

/** expPair of ../mathExp: returns the high part; lowPart and scaleBits (the power of two as a number) hold the rest. */
// @ts-ignore: decorator
@inline
function expPair(x: v128, dx: v128): v128 {
  const shifted = add(mul(x, constant(STEP_INVERSE)), constant(ROUND_SHIFT))
  const k = sub(shifted, constant(ROUND_SHIFT))
  const whole = i64x2.sub(shifted, constant(ROUND_SHIFT))
  const r1 = sub(x, mul(k, constant(STEP_1)))
  const t = mul(k, constant(STEP_2))
  const r0 = sub(r1, t)
  const back = sub(r0, r1)
  const e0 = add(add(sub(r1, sub(r0, back)), sub(f64x2.neg(t), back)), sub(dx, mul(k, constant(STEP_3))))
  const r = add(r0, e0)
  const e = add(sub(r0, r), e0)
  let q = add(constant(E_5), mul(r, constant(E_6)))
  q = add(constant(E_4), mul(r, q))
  q = add(constant(E_3), mul(r, q))
  q = mul(mul(r, r), add(constant(HALF), mul(r, q)))
  const rest = add(add(e, mul(e, r)), q)
  const p = add(r, rest)
  const pl = add(sub(r, p), rest)
  const p0 = v128.load(EXP_TABLE + ((<usize>i64x2.extract_lane(whole, 0) & 127) << 4))
  const p1 = v128.load(EXP_TABLE + ((<usize>i64x2.extract_lane(whole, 1) & 127) << 4))
  const th = v128.shuffle<i64>(p0, p1, 0, 2)
  const tl = v128.shuffle<i64>(p0, p1, 1, 3)
  const m = mul(th, p)
  const ml = missing(th, upper(th), p, upper(p), m)
  const h0 = add(th, m)
  const l0 = add(add(sub(th, h0), m), add(add(ml, mul(th, pl)), mul(tl, add(constant(ONE), p))))
  const high = add(h0, l0)
  lowPart = add(sub(h0, high), l0)
  scaleBits = powerOfTwo(i64x2.shr_s(whole, 7))
  return high
}

/** x = 2^exponent · z with z between sqrt 1/2 and sqrt 2: returns z. */
// @ts-ignore: decorator
@inline
function mantissa(x: v128): v128 {
  const fraction = v128.and(x, constant(FRACTION_BITS))
  const above = i64x2.ge_s(fraction, constant(SQRT_2_FRACTION))
  // A whole number below 2^51 added to the bits of the shift is that number added to the shift.
  const whole = i64x2.sub(i64x2.sub(i64x2.shr_s(x, 52), constant(BIAS)), above)
  exponent = sub(i64x2.add(whole, constant(ROUND_SHIFT)), constant(ROUND_SHIFT))
  return i64x2.add(v128.or(fraction, constant(ONE)), v128.and(above, i64x2.splat(-0x0010000000000000)))
}

/** logPair of ../mathLog for a normal x: returns the high part; lowPart holds the rest. */
// @ts-ignore: decorator
@inline
function logPair(x: v128): v128 {
  const z = mantissa(x)
  const k = exponent
  const index = i32x4.trunc_sat_f64x2_s_zero(add(mul(z, constant(LOG_SCALE)), constant(HALF)))
  const at0 = LOG_TABLE + (<usize>(i32x4.extract_lane(index, 0) - 90) << 5)
  const at1 = LOG_TABLE + (<usize>(i32x4.extract_lane(index, 1) - 90) << 5)
  const c = v128.load64_lane(at1, v128.load64_zero(at0), 1)
  const p0 = v128.load(at0, 16)
  const p1 = v128.load(at1, 16)
  const z1 = upper(z)
  const a = sub(mul(z1, c), constant(ONE))
  const b = mul(sub(z, z1), c)
  const r = add(a, b)
  const rBack = sub(r, a)
  const rl = add(sub(a, sub(r, rBack)), sub(b, rBack))
  const q = mul(r, r)
  const r1 = upper(r)
  const r2 = sub(r, r1)
  const ql = add(add(sub(mul(r1, r1), q), mul(mul(constant(TWO), r1), r2)), mul(r2, r2))
  const high = add(mul(k, constant(LN2_HIGH)), v128.shuffle<i64>(p0, p1, 0, 2))
  const s = add(high, r)
  const sBack = sub(s, high)
  const e = add(sub(high, sub(s, sBack)), sub(r, sBack))
  const h = mul(constant(MINUS_HALF), q)
  const t = add(s, h)
  const tBack = sub(t, s)
  const f = add(sub(s, sub(t, tBack)), sub(h, tBack))
  let tail = add(constant(L_8), mul(r, constant(L_9)))
  tail = add(constant(L_7), mul(r, tail))
  tail = add(constant(L_6), mul(r, tail))
  tail = add(constant(L_5), mul(r, tail))
  tail = add(constant(L_4), mul(r, tail))
  tail = add(constant(L_3), mul(r, tail))
  const low = sub(add(mul(k, constant(LN2_LOW)), v128.shuffle<i64>(p0, p1, 1, 3)), mul(constant(HALF), ql))
  const rest = add(add(add(f, e), sub(rl, mul(r, rl))), add(low, mul(mul(q, r), tail)))
  const result = add(t, rest)
  lowPart = add(sub(t, result), rest)
  return result
}

// @ts-ignore: decorator
@external('scalar', 'pow')
declare function scalarPow(x: f64, y: f64): f64

/** x^y of n elements. y is neither 0 nor 1 nor 2. */
export function powF64(to: usize, from: usize, n: i32, power: f64): void {
  const end = from + (<usize>n << 3)
  const y = f64x2.splat(power)
  const size = f64x2.abs(y)
  const common = i64x2.all_true(
    v128.and(f64x2.le(size, constant(POWER_LARGEST)), f64x2.ge(size, constant(POWER_SMALLEST))),
  )
  // A whole power of a negative number is that of its size, with the number's sign where the power is odd.
  const whole = Math.floor(power) == power
  const odd = whole && Math.floor(power * 0.5) * 2 != power
  const ignored = whole ? constant(SIGN) : i64x2.splat(0)
  const kept = odd ? constant(SIGN) : i64x2.splat(0)
  for (; common && from + 16 <= end; from += 16, to += 16) {
    const given = v128.load(from)
    const x = v128.andnot(given, ignored)
    const able = v128.andnot(inLogRange(x), f64x2.eq(x, constant(ONE)))
    if (i64x2.all_true(able)) {
      const a = logPair(x)
      const al = lowPart
      const m = mul(a, y)
      if (i64x2.all_true(f64x2.lt(f64x2.abs(m), constant(POWER_RANGE)))) {
        const high = expPair(m, add(missing(a, upper(a), y, upper(y), m), mul(al, y)))
        v128.store(to, v128.or(mul(add(high, lowPart), scaleBits), v128.and(given, kept)))
        continue
      }
    }
    store<f64>(to, scalarPow(f64x2.extract_lane(given, 0), power))
    store<f64>(to, scalarPow(f64x2.extract_lane(given, 1), power), 8)
  }
  for (; from < end; from += 8, to += 8) store<f64>(to, scalarPow(load<f64>(from), power))
}
