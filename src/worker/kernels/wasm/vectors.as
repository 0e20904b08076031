// What the kernels of elementary functions have in common: constants and exact products. AssemblyScript.
import { CONSTANTS } from './layout'

// Constants stand in memory, both lanes alike, in the order in which ../scratch.ts writes them: loading one costs less
// than building it.
// @ts-ignore: decorator
@inline
export function constant(i: usize): v128 {
  return v128.load(CONSTANTS + (i << 4))
}

export const FINE_INVERSE: usize = 0
export const ROUND_SHIFT: usize = 1
export const FINE_1: usize = 2
export const FINE_2: usize = 3
export const X_3: usize = 4
export const X_4: usize = 5
export const TANH_LIMIT: usize = 6
export const TANH_SHIFT: usize = 7
export const TANH_3: usize = 8
export const TANH_5: usize = 9
export const SIGN: usize = 10
export const HALF: usize = 11
export const ONE: usize = 12
export const TWO: usize = 13
export const LOG_START: usize = 14
export const LOG_FRACTION: usize = 15
export const LOG_MIDDLE: usize = 16
export const LOG_0: usize = 17
export const LOG_1: usize = 18
export const LOG_2: usize = 19
export const LOG_3: usize = 20
export const LOG_4: usize = 21
export const LOG_5: usize = 22
export const LOG_6: usize = 23
export const WHOLE_BITS: usize = 24
export const WHOLE_BIAS: usize = 25
export const LN2: usize = 26
export const LEAST_NORMAL: usize = 27
export const INFINITE: usize = 28
export const LN2_HIGH: usize = 29
export const LN2_LOW: usize = 30
export const STEP_INVERSE: usize = 31
export const STEP_1: usize = 32
export const STEP_2: usize = 33
export const STEP_3: usize = 34
export const E_6: usize = 35
export const E_5: usize = 36
export const E_4: usize = 37
export const E_3: usize = 38
export const SPLITTER: usize = 39
export const POWER_RANGE: usize = 40
export const POWER_LARGEST: usize = 41
export const POWER_SMALLEST: usize = 42
export const FRACTION_BITS: usize = 43
export const SQRT_2_FRACTION: usize = 44
export const BIAS: usize = 45
export const LOG_SCALE: usize = 46
export const MINUS_HALF: usize = 47
export const L_3: usize = 48
export const L_4: usize = 49
export const L_5: usize = 50
export const L_6: usize = 51
export const L_7: usize = 52
export const L_8: usize = 53
export const L_9: usize = 54
export const TRIG_LIMIT: usize = 55
export const INVERSE_HALF_PI: usize = 56
export const PI_1: usize = 57
export const PI_2: usize = 58
export const PI_3: usize = 59
export const PI_4: usize = 60
export const C_2: usize = 61
export const C_4: usize = 62
export const C_6: usize = 63
export const C_8: usize = 64
export const S_3: usize = 65
export const S_5: usize = 66
export const S_7: usize = 67
export const S_9: usize = 68
export const SIXTY_FOUR: usize = 69
export const SIXTY_FOURTH: usize = 70

// @ts-ignore: decorator
@inline
export function add(a: v128, b: v128): v128 {
  return f64x2.add(a, b)
}
// @ts-ignore: decorator
@inline
export function sub(a: v128, b: v128): v128 {
  return f64x2.sub(a, b)
}
// @ts-ignore: decorator
@inline
export function mul(a: v128, b: v128): v128 {
  return f64x2.mul(a, b)
}
/** The upper half of the bits of x. */
// @ts-ignore: decorator
@inline
export function upper(x: v128): v128 {
  const t = mul(constant(SPLITTER), x)
  return sub(t, sub(t, x))
}
/** What a·b misses of the exact product, from a·b and the upper halves. */
// @ts-ignore: decorator
@inline
export function missing(a: v128, a1: v128, b: v128, b1: v128, product: v128): v128 {
  const a2 = sub(a, a1)
  const b2 = sub(b, b1)
  return add(add(add(sub(mul(a1, b1), product), mul(a1, b2)), mul(a2, b1)), mul(a2, b2))
}
