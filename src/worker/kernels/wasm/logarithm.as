// ln x, two at a time: log of ../mathLog.ts operation by operation. AssemblyScript.
import { LOG_CELLS } from './layout'
import {
  add,
  constant,
  mul,
  sub,
  CELL_START,
  CELL_START_BIASED,
  TOP_BITS,
  CELL_PLACES,
  WHOLE_BITS,
  WHOLE_BIAS,
  LEAST_NORMAL,
  INFINITE,
  LN2_HIGH,
  LN2_LOW,
  G_2,
  G_3,
  G_4,
  G_5,
  G_6,
} from './vectors'

/** True for lanes that \`logarithms\` can do: positive, normal, finite. */
// @ts-ignore: decorator
@inline
export function inLogRange(x: v128): v128 {
  return v128.and(f64x2.ge(x, constant(LEAST_NORMAL)), f64x2.lt(x, constant(INFINITE)))
}

/** ln x. */
// @ts-ignore: decorator
@inline
export function logarithms(x: v128): v128 {
  const above = i64x2.sub(x, constant(CELL_START))
  const z = i64x2.sub(x, v128.and(above, constant(TOP_BITS)))
  // The biased exponent in the fraction of 2^52 is a whole number.
  const biased = i64x2.shr_u(i64x2.sub(x, constant(CELL_START_BIASED)), 52)
  const k = sub(v128.or(biased, constant(WHOLE_BITS)), constant(WHOLE_BIAS))
  const places = v128.and(i64x2.shr_u(above, 39), constant(CELL_PLACES))
  const at0 = <usize>i32x4.extract_lane(places, 0)
  const at1 = <usize>i32x4.extract_lane(places, 2)
  const c0 = v128.load(at0, LOG_CELLS)
  const c1 = v128.load(at1, LOG_CELLS)
  const l0 = v128.load(at0, LOG_CELLS + 16)
  const l1 = v128.load(at1, LOG_CELLS + 16)
  const r = mul(sub(z, v128.shuffle<i64>(c0, c1, 0, 2)), v128.shuffle<i64>(c0, c1, 1, 3))
  let series = add(constant(G_5), mul(r, constant(G_6)))
  series = add(constant(G_4), mul(r, series))
  series = add(constant(G_3), mul(r, series))
  series = add(constant(G_2), mul(r, series))
  const high = add(mul(k, constant(LN2_HIGH)), v128.shuffle<i64>(l0, l1, 0, 2))
  const low = add(mul(k, constant(LN2_LOW)), v128.shuffle<i64>(l0, l1, 1, 3))
  return add(high, add(r, add(low, mul(mul(r, r), series))))
}
