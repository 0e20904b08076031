// Elementary functions two at a time, in place on a tile of float64. AssemblyScript; knows addresses, not arrays.
//
// Each is the function of the same name in ../math*.ts, operation by operation, so that results have the same bits:
// see there for the methods. Tables and constants are written into memory by ../tiles.ts from the same tables. A pair
// with an argument off the common path is given to the function there.
import { CONSTANTS, EXP_TABLE, LOG_TABLE, TRIG_TABLE } from './layout'

// @ts-ignore: decorator
@external('scalar', 'exp')
declare function scalarExp(x: f64): f64
// @ts-ignore: decorator
@external('scalar', 'log')
declare function scalarLog(x: f64): f64
// @ts-ignore: decorator
@external('scalar', 'sin')
declare function scalarSin(x: f64): f64
// @ts-ignore: decorator
@external('scalar', 'cos')
declare function scalarCos(x: f64): f64
// @ts-ignore: decorator
@external('scalar', 'tanh')
declare function scalarTanh(x: f64): f64
// @ts-ignore: decorator
@external('scalar', 'pow')
declare function scalarPow(x: f64, y: f64): f64

// Constants stand in memory, both lanes alike: loading one costs less than building it.
// @ts-ignore: decorator
@inline
function constant(i: usize): v128 {
  return v128.load(CONSTANTS + (i << 4))
}

const INVERSE_STEP: usize = 0
const ROUND_SHIFT: usize = 1
const STEP_1: usize = 2
const STEP_2: usize = 3
const STEP_3: usize = 4
const E_6: usize = 5
const E_5: usize = 6
const E_4: usize = 7
const E_3: usize = 8
const HALF: usize = 9
const SPLITTER: usize = 10
const ONE: usize = 11
const LN2_HIGH: usize = 12
const LN2_LOW: usize = 13
const L_3: usize = 14
const L_4: usize = 15
const L_5: usize = 16
const L_6: usize = 17
const L_7: usize = 18
const L_8: usize = 19
const L_9: usize = 20
const INVERSE_HALF_PI: usize = 21
const PI_1: usize = 22
const PI_2: usize = 23
const PI_3: usize = 24
const PI_4: usize = 25
const C_2: usize = 26
const C_4: usize = 27
const C_6: usize = 28
const C_8: usize = 29
const S_3: usize = 30
const S_5: usize = 31
const S_7: usize = 32
const S_9: usize = 33
const SIXTY_FOUR: usize = 34
const T_3: usize = 35
const T_5: usize = 36
const T_7: usize = 37
const T_9: usize = 38
const T_11: usize = 39
const MINUS_HALF: usize = 40
const TWO: usize = 41
const EXP_LIMIT: usize = 42
const TRIG_LIMIT: usize = 43
const TANH_LIMIT: usize = 44
const TANH_SMALL: usize = 45
const LOG_SCALE: usize = 46
const POWER_LARGEST: usize = 47
const POWER_SMALLEST: usize = 48
const INFINITE: usize = 49
const SIXTY_FOURTH: usize = 50

// @ts-ignore: decorator
@inline
function add(a: v128, b: v128): v128 {
  return f64x2.add(a, b)
}
// @ts-ignore: decorator
@inline
function sub(a: v128, b: v128): v128 {
  return f64x2.sub(a, b)
}
// @ts-ignore: decorator
@inline
function mul(a: v128, b: v128): v128 {
  return f64x2.mul(a, b)
}
/** The upper half of the bits of x. */
// @ts-ignore: decorator
@inline
function upper(x: v128): v128 {
  const t = mul(constant(SPLITTER), x)
  return sub(t, sub(t, x))
}
/** What a·b misses of the exact product, from a·b and the upper halves. */
// @ts-ignore: decorator
@inline
function missing(a: v128, a1: v128, b: v128, b1: v128, product: v128): v128 {
  const a2 = sub(a, a1)
  const b2 = sub(b, b1)
  return add(add(add(sub(mul(a1, b1), product), mul(a1, b2)), mul(a2, b1)), mul(a2, b2))
}

let lowPart: v128 = i64x2.splat(0)
let scaleBits: v128 = i64x2.splat(0)

/** Replaces n elements (even) at `at` by e^x. */
export function expTile(at: usize, n: i32): void {
  const end = at + (<usize>n << 3)
  for (; at < end; at += 16) {
    const x = v128.load(at)
    if (!i64x2.all_true(f64x2.lt(f64x2.abs(x), constant(EXP_LIMIT)))) {
      store<f64>(at, scalarExp(f64x2.extract_lane(x, 0)))
      store<f64>(at, scalarExp(f64x2.extract_lane(x, 1)), 8)
      continue
    }
    const shifted = add(mul(x, constant(INVERSE_STEP)), constant(ROUND_SHIFT))
    const k = sub(shifted, constant(ROUND_SHIFT))
    const whole = i64x2.sub(shifted, constant(ROUND_SHIFT))
    const r1 = sub(x, mul(k, constant(STEP_1)))
    const t = mul(k, constant(STEP_2))
    const r = sub(r1, t)
    const e = sub(sub(sub(r1, r), t), mul(k, constant(STEP_3)))
    let q = add(constant(E_5), mul(r, constant(E_6)))
    q = add(constant(E_4), mul(r, q))
    q = add(constant(E_3), mul(r, q))
    q = mul(mul(r, r), add(constant(HALF), mul(r, q)))
    const p0 = v128.load(EXP_TABLE + ((<usize>i64x2.extract_lane(whole, 0) & 127) << 4))
    const p1 = v128.load(EXP_TABLE + ((<usize>i64x2.extract_lane(whole, 1) & 127) << 4))
    const high = v128.shuffle<i64>(p0, p1, 0, 2)
    const low = add(v128.shuffle<i64>(p0, p1, 1, 3), mul(high, add(r, add(e, q))))
    v128.store(at, mul(add(high, low), powerOfTwo(i64x2.shr_s(whole, 7))))
  }
}

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
  const shifted = add(mul(x, constant(INVERSE_STEP)), constant(ROUND_SHIFT))
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

/** Replaces n elements (even) at `at` by tanh x. */
export function tanhTile(at: usize, n: i32): void {
  const end = at + (<usize>n << 3)
  for (; at < end; at += 16) {
    const x = v128.load(at)
    const a = f64x2.abs(x)
    if (!i64x2.all_true(f64x2.lt(a, constant(TANH_LIMIT)))) {
      store<f64>(at, scalarTanh(f64x2.extract_lane(x, 0)))
      store<f64>(at, scalarTanh(f64x2.extract_lane(x, 1)), 8)
      continue
    }
    const high = expPair(mul(constant(TWO), a), f64x2.splat(0))
    const h = mul(high, scaleBits)
    const l = mul(lowPart, scaleBits)
    const one = constant(ONE)
    const up = add(h, one)
    const down = sub(h, one)
    const al = add(sub(sub(h, down), one), l)
    const bl = add(add(sub(h, up), one), l)
    const quotient = f64x2.div(down, up)
    const m = mul(quotient, up)
    const ml = missing(quotient, upper(quotient), up, upper(up), m)
    const over = sub(add(sub(sub(down, m), ml), al), mul(quotient, bl))
    let value = add(quotient, f64x2.div(over, up))
    const small = f64x2.lt(a, constant(TANH_SMALL))
    if (v128.any_true(small)) {
      const q = mul(a, a)
      let s = sub(constant(T_9), mul(q, constant(T_11)))
      s = add(constant(T_7), mul(q, s))
      s = add(constant(T_5), mul(q, s))
      s = add(constant(T_3), mul(q, s))
      value = v128.bitselect(add(a, mul(mul(a, q), s)), value, small)
    }
    // tanh -x = -tanh x in every step.
    v128.store(at, v128.or(value, v128.xor(x, a)))
  }
}

/** True where both are positive, normal and finite. */
// @ts-ignore: decorator
@inline
function allNormal(x: v128): bool {
  const enough = i64x2.ge_s(x, i64x2.splat(0x0010000000000000))
  return i64x2.all_true(v128.and(enough, i64x2.lt_s(x, constant(INFINITE))))
}

let exponent: v128 = i64x2.splat(0)

/** x = 2^exponent · z with z between sqrt 1/2 and sqrt 2: returns z. */
// @ts-ignore: decorator
@inline
function mantissa(x: v128): v128 {
  const fraction = v128.and(x, i64x2.splat(0x000fffffffffffff))
  const above = i64x2.ge_s(fraction, i64x2.splat(0x0006a09e00000000))
  // A whole number below 2^51 added to the bits of the shift is that number added to the shift.
  const whole = i64x2.sub(i64x2.sub(i64x2.shr_s(x, 52), i64x2.splat(1023)), above)
  exponent = sub(i64x2.add(whole, constant(ROUND_SHIFT)), constant(ROUND_SHIFT))
  return i64x2.add(v128.or(fraction, constant(ONE)), v128.and(above, i64x2.splat(-0x0010000000000000)))
}

/** Replaces n elements (even) at `at` by ln x. */
export function logTile(at: usize, n: i32): void {
  const end = at + (<usize>n << 3)
  for (; at < end; at += 16) {
    const x = v128.load(at)
    if (!allNormal(x)) {
      store<f64>(at, scalarLog(f64x2.extract_lane(x, 0)))
      store<f64>(at, scalarLog(f64x2.extract_lane(x, 1)), 8)
      continue
    }
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
    const rl = add(sub(a, r), b)
    const high = add(mul(k, constant(LN2_HIGH)), v128.shuffle<i64>(p0, p1, 0, 2))
    const s = add(high, r)
    const back = sub(s, high)
    const e = add(sub(high, sub(s, back)), sub(r, back))
    const q = mul(r, r)
    let tail = add(constant(L_7), mul(r, constant(L_8)))
    tail = add(constant(L_6), mul(r, tail))
    tail = add(constant(L_5), mul(r, tail))
    tail = add(constant(L_4), mul(r, tail))
    tail = add(constant(L_3), mul(r, tail))
    const low = add(mul(k, constant(LN2_LOW)), v128.shuffle<i64>(p0, p1, 1, 3))
    const rest = add(add(add(e, sub(rl, mul(r, rl))), low), mul(q, sub(mul(r, tail), constant(HALF))))
    v128.store(at, add(s, rest))
  }
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

/** Replaces n elements (even) at `at` by x^y. y is neither 0 nor 1 nor 2. */
export function powTile(at: usize, n: i32, power: f64): void {
  const end = at + (<usize>n << 3)
  const y = f64x2.splat(power)
  const size = f64x2.abs(y)
  const common = i64x2.all_true(
    v128.and(f64x2.le(size, constant(POWER_LARGEST)), f64x2.ge(size, constant(POWER_SMALLEST))),
  )
  for (; at < end; at += 16) {
    const x = v128.load(at)
    if (common && allNormal(x) && !v128.any_true(f64x2.eq(x, constant(ONE)))) {
      const a = logPair(x)
      const al = lowPart
      const m = mul(a, y)
      if (i64x2.all_true(f64x2.lt(f64x2.abs(m), constant(EXP_LIMIT)))) {
        const high = expPair(m, add(missing(a, upper(a), y, upper(y), m), mul(al, y)))
        v128.store(at, mul(add(high, lowPart), scaleBits))
        continue
      }
    }
    store<f64>(at, scalarPow(f64x2.extract_lane(x, 0), power))
    store<f64>(at, scalarPow(f64x2.extract_lane(x, 1), power), 8)
  }
}

/** Replaces n elements (even) at `at` by sin x. */
export function sinTile(at: usize, n: i32): void {
  const end = at + (<usize>n << 3)
  for (; at < end; at += 16) {
    const x = v128.load(at)
    if (i64x2.all_true(f64x2.le(f64x2.abs(x), constant(TRIG_LIMIT)))) {
      const value = sineOfQuarters(x, i64x2.splat(0))
      v128.store(at, v128.bitselect(x, value, f64x2.eq(x, f64x2.splat(0))))
    } else {
      store<f64>(at, scalarSin(f64x2.extract_lane(x, 0)))
      store<f64>(at, scalarSin(f64x2.extract_lane(x, 1)), 8)
    }
  }
}

/** Replaces n elements (even) at `at` by cos x. */
export function cosTile(at: usize, n: i32): void {
  const end = at + (<usize>n << 3)
  for (; at < end; at += 16) {
    const x = v128.load(at)
    if (i64x2.all_true(f64x2.le(f64x2.abs(x), constant(TRIG_LIMIT)))) {
      v128.store(at, sineOfQuarters(x, i64x2.splat(1)))
    } else {
      store<f64>(at, scalarCos(f64x2.extract_lane(x, 0)))
      store<f64>(at, scalarCos(f64x2.extract_lane(x, 1)), 8)
    }
  }
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

  const negative = v128.and(rest, i64x2.splat(0x8000000000000000))
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
  const minus = v128.and(i64x2.shl(quadrant, 62), i64x2.splat(0x8000000000000000))
  const s0 = v128.load(at0)
  const s1 = v128.load(at1)
  const c0 = v128.load(at0, 16)
  const c1 = v128.load(at1, 16)
  const sh = v128.shuffle<i64>(s0, s1, 0, 2)
  const sl = v128.shuffle<i64>(s0, s1, 1, 3)
  const ch = v128.shuffle<i64>(c0, c1, 0, 2)
  const cl = v128.shuffle<i64>(c0, c1, 1, 3)
  const flip = v128.and(odd, i64x2.splat(0x8000000000000000))
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
