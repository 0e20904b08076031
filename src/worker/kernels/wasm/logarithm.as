// ln x of runs of float64: log of ../mathLog.ts operation by operation. AssemblyScript; knows addresses, not arrays.
import {
  add,
  constant,
  mul,
  sub,
  ONE,
  LOG_START,
  LOG_FRACTION,
  LOG_MIDDLE,
  LOG_0,
  LOG_1,
  LOG_2,
  LOG_3,
  LOG_4,
  LOG_5,
  LOG_6,
  WHOLE_BITS,
  WHOLE_BIAS,
  LN2,
  LEAST_NORMAL,
  INFINITE,
} from './vectors'

// @ts-ignore: decorator
@external('scalar', 'log')
declare function log(x: f64): f64

/** True for lanes that are positive, normal and finite. */
// @ts-ignore: decorator
@inline
export function inLogRange(x: v128): v128 {
  return v128.and(f64x2.ge(x, constant(LEAST_NORMAL)), f64x2.lt(x, constant(INFINITE)))
}

/** The upper half of the bits of infinity, counted from where `logarithm` begins. */
const ROOM: u32 = 0x7ff00000 - 0x0016a09e

/**
 * ln x from the bits of x less LOG_START, which are from 0 below ROOM: k is their upper part, the rest is m - √½. The
 * constants are handed in because loading them for four vectors instead of one is a third of the time.
 */
// @ts-ignore: decorator
@inline
function logarithm(
  above: v128,
  fraction: v128,
  middle: v128,
  one: v128,
  c0: v128,
  c1: v128,
  c2: v128,
  c3: v128,
  c4: v128,
  c5: v128,
  c6: v128,
  wholeBits: v128,
  wholeBias: v128,
  ln2: v128,
): v128 {
  const m = i64x2.add(v128.and(above, fraction), middle)
  const f = sub(m, one)
  const s = f64x2.div(f, add(m, one))
  const z = mul(s, s)
  const w = mul(z, z)
  const even = mul(z, add(c0, mul(w, add(c2, mul(w, add(c4, mul(w, c6)))))))
  const series = add(even, mul(w, add(c1, mul(w, add(c3, mul(w, c5))))))
  // A whole number in the fraction of 2^52.
  const k = sub(v128.or(i64x2.shr_u(above, 52), wholeBits), wholeBias)
  return add(mul(k, ln2), sub(f, mul(s, sub(f, series))))
}

/** ln of n float64. */
export function logF64(to: usize, from: usize, n: i32): void {
  const end = from + (<usize>n << 3)
  for (; from + 64 <= end; from += 64, to += 64) {
    const start = constant(LOG_START)
    const x0 = i64x2.sub(v128.load(from), start)
    const x1 = i64x2.sub(v128.load(from, 16), start)
    const x2 = i64x2.sub(v128.load(from, 32), start)
    const x3 = i64x2.sub(v128.load(from, 48), start)
    const largest = i32x4.max_u(i32x4.max_u(x0, x1), i32x4.max_u(x2, x3))
    if (max(<u32>i32x4.extract_lane(largest, 1), <u32>i32x4.extract_lane(largest, 3)) < ROOM) {
      const fraction = constant(LOG_FRACTION)
      const middle = constant(LOG_MIDDLE)
      const one = constant(ONE)
      const c0 = constant(LOG_0)
      const c1 = constant(LOG_1)
      const c2 = constant(LOG_2)
      const c3 = constant(LOG_3)
      const c4 = constant(LOG_4)
      const c5 = constant(LOG_5)
      const c6 = constant(LOG_6)
      const bits = constant(WHOLE_BITS)
      const bias = constant(WHOLE_BIAS)
      const ln2 = constant(LN2)
      v128.store(to, logarithm(x0, fraction, middle, one, c0, c1, c2, c3, c4, c5, c6, bits, bias, ln2))
      v128.store(to, logarithm(x1, fraction, middle, one, c0, c1, c2, c3, c4, c5, c6, bits, bias, ln2), 16)
      v128.store(to, logarithm(x2, fraction, middle, one, c0, c1, c2, c3, c4, c5, c6, bits, bias, ln2), 32)
      v128.store(to, logarithm(x3, fraction, middle, one, c0, c1, c2, c3, c4, c5, c6, bits, bias, ln2), 48)
    } else {
      for (let i: usize = 0; i < 64; i += 8) store<f64>(to + i, log(load<f64>(from + i)))
    }
  }
  for (; from < end; from += 8, to += 8) store<f64>(to, log(load<f64>(from)))
}
