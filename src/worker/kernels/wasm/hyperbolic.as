// tanh x of runs of float64: tanh of ../mathExp.ts operation by operation. AssemblyScript; knows addresses, not arrays.
import { TANH_TABLE } from './layout'
import { add, constant, mul, sub, ONE, SIGN, TANH_LIMIT, TANH_SHIFT, TANH_3, TANH_5 } from './vectors'

// @ts-ignore: decorator
@external('scalar', 'tanh')
declare function tanh(x: f64): f64

/** The bits of a number of the table's steps that an address is made of: NaN may have any. */
const STEPS: i32 = 4095

/** tanh x, of any x: pmin lets NaN through. Constants are handed in so that they are loaded once for two vectors. */
// @ts-ignore: decorator
@inline
function hyperbolicTangent(x: v128, limit: v128, shift: v128, c3: v128, c5: v128, one: v128, sign: v128): v128 {
  const a = f64x2.pmin(f64x2.abs(x), limit)
  const shifted = add(a, shift)
  const d = sub(a, sub(shifted, shift))
  const t0 = v128.load64_zero((i32x4.extract_lane(shifted, 0) & STEPS) << 3, TANH_TABLE)
  const t1 = v128.load64_zero((i32x4.extract_lane(shifted, 2) & STEPS) << 3, TANH_TABLE)
  const t = v128.shuffle<i64>(t0, t1, 0, 2)
  const square = mul(d, d)
  const less = mul(mul(d, square), add(c3, mul(square, c5)))
  const u = add(d, less)
  const product = mul(t, u)
  const value = add(t, add(d, sub(less, f64x2.div(mul(product, add(t, u)), add(one, product)))))
  return v128.or(value, v128.and(x, sign))
}

/** tanh of n float64. */
export function tanhF64(to: usize, from: usize, n: i32): void {
  const end = from + (<usize>n << 3)
  for (; from + 32 <= end; from += 32, to += 32) {
    const x = v128.load(from)
    const y = v128.load(from, 16)
    const limit = constant(TANH_LIMIT)
    const shift = constant(TANH_SHIFT)
    const c3 = constant(TANH_3)
    const c5 = constant(TANH_5)
    const one = constant(ONE)
    const sign = constant(SIGN)
    v128.store(to, hyperbolicTangent(x, limit, shift, c3, c5, one, sign))
    v128.store(to, hyperbolicTangent(y, limit, shift, c3, c5, one, sign), 16)
  }
  for (; from < end; from += 8, to += 8) store<f64>(to, tanh(load<f64>(from)))
}
