// Elementary functions of runs of float32. AssemblyScript; knows addresses, not arrays.
//
// These are the only ones for float32: who has a single number or a few calls them as well, so that a value does not
// depend on where it was computed. Within 2 ulp of the float64 functions. Sine and cosine are computed in float64. Four
// elements at a time; a number off the common path is computed by the float64 function of ../math.
import { SINGLES } from './layout'
import { constant, ROUND_SHIFT, INVERSE_HALF_PI, PI_1 } from './vectors'

// @ts-ignore: decorator
@external('scalar', 'log')
declare function log(x: f64): f64
// @ts-ignore: decorator
@external('scalar', 'sin')
declare function sin(x: f64): f64
// @ts-ignore: decorator
@external('scalar', 'cos')
declare function cos(x: f64): f64

const EXP: i32 = 0
const LOG: i32 = 1
const SIN: i32 = 2
const COS: i32 = 3
const TANH: i32 = 4

// Constants stand in memory in all lanes, in the order in which ../functionTables.ts writes them.
// @ts-ignore: decorator
@inline
export function single(i: usize): v128 {
  return v128.load(SINGLES + (i << 4))
}

const SIGN: usize = 0
export const ONE: usize = 1
const TWO: usize = 2
const EXP_LEAST: usize = 3
const EXP_MOST: usize = 4
const INVERSE_LN2: usize = 5
const SHIFT: usize = 6
export const LN2_HIGH: usize = 7
export const LN2_LOW: usize = 8
const E_2: usize = 9
const E_3: usize = 10
const E_4: usize = 11
const E_5: usize = 12
const E_6: usize = 13
const E_7: usize = 14
const BIAS: usize = 15
const TANH_LIMIT: usize = 16
const TANH_NEAR: usize = 17
const T_3: usize = 18
const T_5: usize = 19
const T_7: usize = 20
const T_9: usize = 21
const T_11: usize = 22
const LOG_START: usize = 23
const LOG_FRACTION: usize = 24
const LOG_MIDDLE: usize = 25
const LOG_ROOM: usize = 26
const LOG_BIAS: usize = 27
const L_0: usize = 28
const L_1: usize = 29
const L_2: usize = 30
const TRIG_LIMIT: usize = 31

// Behind them and those of ./singleSigmoid, in both lanes of float64.
const S_3: usize = 41
const S_5: usize = 42
const S_7: usize = 43
const S_9: usize = 44
const C_2: usize = 45
const C_4: usize = 46
const C_6: usize = 47
const C_8: usize = 48
const PI_REST: usize = 49

// @ts-ignore: decorator
@inline
function add(a: v128, b: v128): v128 {
  return f32x4.add(a, b)
}
// @ts-ignore: decorator
@inline
function sub(a: v128, b: v128): v128 {
  return f32x4.sub(a, b)
}
// @ts-ignore: decorator
@inline
function mul(a: v128, b: v128): v128 {
  return f32x4.mul(a, b)
}

// x = k·ln 2 + r: e^r - 1 of what is left.
// @ts-ignore: decorator
@inline
function exponentialLessOne(x: v128, k: v128): v128 {
  const r = sub(sub(x, mul(k, single(LN2_HIGH))), mul(k, single(LN2_LOW)))
  let series = add(single(E_6), mul(r, single(E_7)))
  series = add(single(E_5), mul(r, series))
  series = add(single(E_4), mul(r, series))
  series = add(single(E_3), mul(r, series))
  series = add(single(E_2), mul(r, series))
  return add(mul(mul(r, r), series), r)
}

/** e^x, also where it is infinite, 0 or has fewer bits: the power of two is multiplied in two halves. */
// @ts-ignore: decorator
@inline
function exponentials(x: v128): v128 {
  const within = f32x4.pmin(f32x4.pmax(x, single(EXP_LEAST)), single(EXP_MOST))
  const shifted = add(mul(within, single(INVERSE_LN2)), single(SHIFT))
  const less = exponentialLessOne(within, sub(shifted, single(SHIFT)))
  const n = i32x4.sub(shifted, single(SHIFT))
  const first = i32x4.shr_s(n, 1)
  const second = i32x4.sub(n, first)
  const power = add(single(ONE), less)
  const scaled = mul(power, i32x4.shl(i32x4.add(first, single(BIAS)), 23))
  return mul(scaled, i32x4.shl(i32x4.add(second, single(BIAS)), 23))
}

/** Two and two float64 as float32. */
// @ts-ignore: decorator
@inline
export function halves(low: v128, high: v128): v128 {
  return v128.shuffle<i64>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2)
}

/** tanh x: x + x³·(…) for small x (coefficients: Cephes, S. L. Moshier), else 1 - 2 / (e^2x + 1). */
// @ts-ignore: decorator
@inline
function hyperbolicTangents(x: v128): v128 {
  const a = f32x4.pmin(f32x4.abs(x), single(TANH_LIMIT))
  const square = mul(a, a)
  let series = add(single(T_9), mul(square, single(T_11)))
  series = add(single(T_7), mul(square, series))
  series = add(single(T_5), mul(square, series))
  series = add(single(T_3), mul(square, series))
  const near = add(a, mul(mul(a, square), series))
  const twice = add(a, a)
  const shifted = add(mul(twice, single(INVERSE_LN2)), single(SHIFT))
  const less = exponentialLessOne(twice, sub(shifted, single(SHIFT)))
  const power = i32x4.add(add(single(ONE), less), i32x4.shl(shifted, 23))
  const far = sub(single(ONE), f32x4.div(single(TWO), add(power, single(ONE))))
  // NaN is near.
  const value = v128.bitselect(far, near, f32x4.ge(a, single(TANH_NEAR)))
  return v128.or(value, v128.and(x, single(SIGN)))
}

/** ln x by the method of ../mathLog.ts. */
// @ts-ignore: decorator
@inline
function logarithms(x: v128): v128 {
  const above = i32x4.sub(x, single(LOG_START))
  const m = i32x4.add(v128.and(above, single(LOG_FRACTION)), single(LOG_MIDDLE))
  const k = sub(f32x4.convert_i32x4_s(i32x4.shr_u(above, 23)), single(LOG_BIAS))
  const f = sub(m, single(ONE))
  const s = f32x4.div(f, add(m, single(ONE)))
  const z = mul(s, s)
  const series = mul(z, add(single(L_0), mul(z, add(single(L_1), mul(z, single(L_2))))))
  return add(mul(k, single(LN2_HIGH)), sub(f, sub(mul(s, sub(f, series)), mul(k, single(LN2_LOW)))))
}

/** sin(x + quarters·π/2) of two float64, to 35 bits. */
// @ts-ignore: decorator
@inline
function sinesOfQuarters(x: v128, quarters: v128): v128 {
  const shifted = f64x2.add(f64x2.mul(x, constant(INVERSE_HALF_PI)), constant(ROUND_SHIFT))
  const n = f64x2.sub(shifted, constant(ROUND_SHIFT))
  const r = f64x2.sub(f64x2.sub(x, f64x2.mul(n, constant(PI_1))), f64x2.mul(n, single(PI_REST)))
  const z = f64x2.mul(r, r)
  let odd = f64x2.add(single(S_7), f64x2.mul(z, single(S_9)))
  odd = f64x2.add(single(S_5), f64x2.mul(z, odd))
  odd = f64x2.add(single(S_3), f64x2.mul(z, odd))
  const sine = f64x2.add(r, f64x2.mul(f64x2.mul(r, z), odd))
  let even = f64x2.add(single(C_6), f64x2.mul(z, single(C_8)))
  even = f64x2.add(single(C_4), f64x2.mul(z, even))
  even = f64x2.add(single(C_2), f64x2.mul(z, even))
  const cosine = f64x2.add(f64x2.splat(1), f64x2.mul(z, even))
  const quadrant = i64x2.add(shifted, quarters)
  // All bits where the quadrant is odd.
  const turned = i64x2.sub(i64x2.splat(0), v128.and(quadrant, i64x2.splat(1)))
  const value = v128.bitselect(cosine, sine, turned)
  return v128.xor(value, i64x2.shl(i64x2.shr_u(quadrant, 1), 63))
}
// @ts-ignore: decorator
@inline
function sines(x: v128, quarters: v128): v128 {
  return halves(
    sinesOfQuarters(f64x2.promote_low_f32x4(x), quarters),
    sinesOfQuarters(f64x2.promote_low_f32x4(v128.shuffle<i64>(x, x, 1, 1)), quarters),
  )
}

// `kind` is a constant wherever these are used: one branch of them remains.
// @ts-ignore: decorator
@inline
function able(kind: i32, x: v128): bool {
  if (kind == LOG) return i32x4.all_true(i32x4.lt_u(i32x4.sub(x, single(LOG_START)), single(LOG_ROOM)))
  if (kind == SIN || kind == COS) return i32x4.all_true(f32x4.le(f32x4.abs(x), single(TRIG_LIMIT)))
  return true
}
// @ts-ignore: decorator
@inline
function four(kind: i32, x: v128): v128 {
  if (kind == EXP) return exponentials(x)
  if (kind == LOG) return logarithms(x)
  if (kind == SIN) return v128.bitselect(x, sines(x, i64x2.splat(0)), f32x4.eq(x, f32x4.splat(0)))
  if (kind == COS) return sines(x, i64x2.splat(1))
  return hyperbolicTangents(x)
}
// @ts-ignore: decorator
@inline
function rare(kind: i32, x: f32): f32 {
  if (kind == LOG) return <f32>log(x)
  return kind == SIN ? <f32>sin(x) : <f32>cos(x)
}

// @ts-ignore: decorator
@inline
function every(kind: i32, to: usize, from: usize, n: i32): void {
  const end = from + (<usize>n << 2)
  while (from < end) {
    if (from + 16 <= end) {
      const x = v128.load(from)
      if (able(kind, x)) {
        v128.store(to, four(kind, x))
        from += 16
        to += 16
        continue
      }
    }
    const x = load<f32>(from)
    const alone = f32x4.splat(x)
    store<f32>(to, able(kind, alone) ? f32x4.extract_lane(four(kind, alone), 0) : rare(kind, x))
    from += 4
    to += 4
  }
}

export function expF32(to: usize, from: usize, n: i32): void {
  every(EXP, to, from, n)
}
export function logF32(to: usize, from: usize, n: i32): void {
  every(LOG, to, from, n)
}
export function sinF32(to: usize, from: usize, n: i32): void {
  every(SIN, to, from, n)
}
export function cosF32(to: usize, from: usize, n: i32): void {
  every(COS, to, from, n)
}
export function tanhF32(to: usize, from: usize, n: i32): void {
  every(TANH, to, from, n)
}
