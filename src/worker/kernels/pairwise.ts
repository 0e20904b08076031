// Sums in exactly NumPy's order of additions. Knows one strided run of numbers.
// Source: pairwise_sum in numpy/_core/src/umath/loops_utils.h.src (blocks of 128, 8 accumulators).
import type { TypedArray } from '../engine/dtype'

const blockSize = 128

/** Sum of n elements from `at` on, `step` apart, in double precision. */
export function pairwiseSum(a: TypedArray, at: number, step: number, n: number): number {
  if (n < 8) {
    let sum = -0
    for (let i = 0; i < n; i++) sum += a[at + i * step]!
    return sum
  }
  if (n <= blockSize) {
    let r0 = a[at]!
    let r1 = a[at + step]!
    let r2 = a[at + 2 * step]!
    let r3 = a[at + 3 * step]!
    let r4 = a[at + 4 * step]!
    let r5 = a[at + 5 * step]!
    let r6 = a[at + 6 * step]!
    let r7 = a[at + 7 * step]!
    let i = 8
    for (; i < n - (n % 8); i += 8) {
      const p = at + i * step
      r0 += a[p]!
      r1 += a[p + step]!
      r2 += a[p + 2 * step]!
      r3 += a[p + 3 * step]!
      r4 += a[p + 4 * step]!
      r5 += a[p + 5 * step]!
      r6 += a[p + 6 * step]!
      r7 += a[p + 7 * step]!
    }
    let sum = r0 + r1 + (r2 + r3) + (r4 + r5 + (r6 + r7))
    for (; i < n; i++) sum += a[at + i * step]!
    return sum
  }
  let half = Math.floor(n / 2)
  half -= half % 8
  return pairwiseSum(a, at, step, half) + pairwiseSum(a, at + half * step, step, n - half)
}

/** The same in single precision: every addition is rounded to float32. */
export function pairwiseSum32(a: TypedArray, at: number, step: number, n: number): number {
  const f = Math.fround
  if (n < 8) {
    let sum = -0
    for (let i = 0; i < n; i++) sum = f(sum + a[at + i * step]!)
    return sum
  }
  if (n <= blockSize) {
    let r0 = a[at]!
    let r1 = a[at + step]!
    let r2 = a[at + 2 * step]!
    let r3 = a[at + 3 * step]!
    let r4 = a[at + 4 * step]!
    let r5 = a[at + 5 * step]!
    let r6 = a[at + 6 * step]!
    let r7 = a[at + 7 * step]!
    let i = 8
    for (; i < n - (n % 8); i += 8) {
      const p = at + i * step
      r0 = f(r0 + a[p]!)
      r1 = f(r1 + a[p + step]!)
      r2 = f(r2 + a[p + 2 * step]!)
      r3 = f(r3 + a[p + 3 * step]!)
      r4 = f(r4 + a[p + 4 * step]!)
      r5 = f(r5 + a[p + 5 * step]!)
      r6 = f(r6 + a[p + 6 * step]!)
      r7 = f(r7 + a[p + 7 * step]!)
    }
    let sum = f(f(f(r0 + r1) + f(r2 + r3)) + f(f(r4 + r5) + f(r6 + r7)))
    for (; i < n; i++) sum = f(sum + a[at + i * step]!)
    return sum
  }
  let half = Math.floor(n / 2)
  half -= half % 8
  return f(pairwiseSum32(a, at, step, half) + pairwiseSum32(a, at + half * step, step, n - half))
}
