// The sigmoid of runs of float32. AssemblyScript; knows addresses, not arrays.
//
// 1 / (1 + e^-x) with e^-x = p(1 + less), p = 2^k: the denominator is (1 + p) + p·less, where 1 + p and p·less are exact
// and so only the sum and the division round. Within 1.77 ulp (every float32 from -16 to 30 was compared with float64).
// Below -16 it is computed in float64, since 1 + p is not exact there and results have fewer bits further on.
import { exponential, share } from './exponential'
import { halves, LN2_HIGH, LN2_LOW, ONE, single } from './single'
import {
  constant,
  FINE_INVERSE,
  ROUND_SHIFT,
  FINE_1,
  FINE_2,
  X_3,
  X_4,
  HALF as WIDE_HALF,
  ONE as WIDE_ONE,
} from './vectors'

// Behind those of float32 in ./single.
const LEAST: usize = 32
const MOST: usize = 33
const MINUS_INVERSE_LN2: usize = 34
const BIASED_SHIFT: usize = 35
const D_2: usize = 36
const D_3: usize = 37
const D_4: usize = 38
const D_5: usize = 39
const D_6: usize = 40

/** 1 / (1 + e^-x) of two float64. From 200 on the result is 0 or 1 for float32. */
// @ts-ignore: decorator
@inline
function wide(x: v128): v128 {
  const a = f64x2.pmin(f64x2.abs(x), f64x2.splat(200))
  const one = constant(WIDE_ONE)
  const e = exponential(
    f64x2.neg(a),
    constant(FINE_INVERSE),
    constant(ROUND_SHIFT),
    constant(FINE_1),
    constant(FINE_2),
    constant(WIDE_HALF),
    constant(X_3),
    constant(X_4),
  )
  return share(x, e, one)
}

/** Four sigmoids of numbers from -16 on, and of NaN. Constants are handed in so that they are loaded once for several. */
// @ts-ignore: decorator
@inline
function common(
  x: v128,
  most: v128,
  minusInverse: v128,
  shift: v128,
  high: v128,
  low: v128,
  d2: v128,
  d3: v128,
  d4: v128,
  d5: v128,
  d6: v128,
  one: v128,
): v128 {
  const within = f32x4.pmin(x, most)
  // The exponent k with its bias in the lowest bits.
  const shifted = f32x4.add(f32x4.mul(within, minusInverse), shift)
  const k = f32x4.sub(shifted, shift)
  const r = f32x4.add(f32x4.add(within, f32x4.mul(k, high)), f32x4.mul(k, low))
  // e^-r - 1
  let series = f32x4.add(d5, f32x4.mul(r, d6))
  series = f32x4.add(d4, f32x4.mul(r, series))
  series = f32x4.add(d3, f32x4.mul(r, series))
  series = f32x4.add(d2, f32x4.mul(r, series))
  const less = f32x4.sub(f32x4.mul(f32x4.mul(r, r), series), r)
  const power = i32x4.shl(shifted, 23)
  return f32x4.div(one, f32x4.add(f32x4.add(one, power), f32x4.mul(power, less)))
}
// @ts-ignore: decorator
@inline
function commonAlone(x: v128): v128 {
  return common(
    x,
    single(MOST),
    single(MINUS_INVERSE_LN2),
    single(BIASED_SHIFT),
    single(LN2_HIGH),
    single(LN2_LOW),
    single(D_2),
    single(D_3),
    single(D_4),
    single(D_5),
    single(D_6),
    single(ONE),
  )
}

/** Four sigmoids of any numbers: how each is computed depends on its own value, not on what stands beside it. */
function any(x: v128): v128 {
  const isFar = f32x4.lt(x, single(LEAST))
  if (!v128.any_true(isFar)) return commonAlone(x)
  const far = halves(wide(f64x2.promote_low_f32x4(x)), wide(f64x2.promote_low_f32x4(v128.shuffle<i64>(x, x, 1, 1))))
  return v128.bitselect(far, commonAlone(x), isFar)
}

/** 1 / (1 + e^-x) of n float32. */
export function sigmoidF32(to: usize, from: usize, n: i32): void {
  const end = from + (<usize>n << 2)
  for (; from + 64 <= end; from += 64, to += 64) {
    const x = v128.load(from)
    const y = v128.load(from, 16)
    const z = v128.load(from, 32)
    const w = v128.load(from, 48)
    // In this order a NaN does not hide a number behind it.
    const limit = single(LEAST)
    const least = f32x4.pmin(f32x4.pmin(f32x4.pmin(f32x4.pmin(limit, x), y), z), w)
    if (v128.any_true(f32x4.lt(least, limit))) {
      v128.store(to, any(x))
      v128.store(to, any(y), 16)
      v128.store(to, any(z), 32)
      v128.store(to, any(w), 48)
      continue
    }
    const most = single(MOST)
    const inverse = single(MINUS_INVERSE_LN2)
    const shift = single(BIASED_SHIFT)
    const high = single(LN2_HIGH)
    const low = single(LN2_LOW)
    const d2 = single(D_2)
    const d3 = single(D_3)
    const d4 = single(D_4)
    const d5 = single(D_5)
    const d6 = single(D_6)
    const one = single(ONE)
    v128.store(to, common(x, most, inverse, shift, high, low, d2, d3, d4, d5, d6, one))
    v128.store(to, common(y, most, inverse, shift, high, low, d2, d3, d4, d5, d6, one), 16)
    v128.store(to, common(z, most, inverse, shift, high, low, d2, d3, d4, d5, d6, one), 32)
    v128.store(to, common(w, most, inverse, shift, high, low, d2, d3, d4, d5, d6, one), 48)
  }
  for (; from + 16 <= end; from += 16, to += 16) v128.store(to, any(v128.load(from)))
  for (; from < end; from += 4, to += 4)
    store<f32>(to, f32x4.extract_lane(any(f32x4.splat(load<f32>(from))), 0))
}
