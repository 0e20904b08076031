// Figures of runs of elements for the record of a run. AssemblyScript; knows addresses, not arrays. Where results stand
// is in ../figures.ts.
import { avalanche, converge, eightMore, FIRST_LANE, FOURTH_LANE, round, SECOND_LANE, SHORT, THIRD_LANE } from './hash'
import { FIGURES, SAMPLE } from './layout'

/** Bits of a NaN differ between machines, so every one counts as this. */
const NAN_BITS: u64 = 0x7ff8000000000000

/** Copies n elements in runs of eight neighbours, `stride` bytes from one run to the next, to SAMPLE. */
// @ts-ignore: decorator
@inline
function gather<T>(a: usize, stride: usize, n: i32): void {
  const bytes: usize = 8 * sizeof<T>()
  let to = SAMPLE
  for (let left = n; left > 0; left -= 8, a += stride, to += bytes) {
    if (left < 8) {
      memory.copy(to, a, <usize>left * sizeof<T>())
      return
    }
    for (let at: usize = 0; at < bytes; at += 16) v128.store(to + at, v128.load(a + at))
  }
}

/** The sum and both lanes of x, one after the other. */
// @ts-ignore: decorator
@inline
function followed(sum: f64, x: v128): f64 {
  return sum + f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1)
}

/**
 * The figures and the merged lanes of n elements, a multiple of four: the i-th goes into lane i mod 4. Unless `isCareful`,
 * all of them are taken for finite; the sum of squares tells when that was wrong.
 */
// @ts-ignore: decorator
@inline
function fours<T>(a: usize, n: i32, isCareful: bool): u64 {
  let first = FIRST_LANE
  let second = SECOND_LANE
  let third = THIRD_LANE
  let fourth = FOURTH_LANE
  const infinite = f64x2.splat(Infinity)
  const nan = i64x2.splat(NAN_BITS)
  const nothing = f64x2.splat(0)
  let least = infinite
  let most = f64x2.neg(infinite)
  let sum: f64 = 0
  let squares: f64 = 0
  let zeros = i64x2.splat(0)
  let finite = i64x2.splat(0)
  const end = a + <usize>n * sizeof<T>()
  for (; a < end; a += 4 * sizeof<T>()) {
    const x = pair<T>(a)
    const y = pair<T>(a + 2 * sizeof<T>())
    zeros = i64x2.sub(i64x2.sub(zeros, f64x2.eq(x, nothing)), f64x2.eq(y, nothing))
    if (isCareful) {
      const isFinite = f64x2.lt(f64x2.abs(x), infinite)
      const isFiniteToo = f64x2.lt(f64x2.abs(y), infinite)
      finite = i64x2.sub(i64x2.sub(finite, isFinite), isFiniteToo)
      least = f64x2.pmin(least, v128.bitselect(x, infinite, isFinite))
      least = f64x2.pmin(least, v128.bitselect(y, infinite, isFiniteToo))
      most = f64x2.pmax(most, v128.bitselect(x, f64x2.neg(infinite), isFinite))
      most = f64x2.pmax(most, v128.bitselect(y, f64x2.neg(infinite), isFiniteToo))
      const p = v128.and(x, isFinite)
      const q = v128.and(y, isFiniteToo)
      sum = followed(followed(sum, p), q)
      squares = followed(followed(squares, f64x2.mul(p, p)), f64x2.mul(q, q))
      const u = v128.bitselect(x, nan, f64x2.eq(x, x))
      const v = v128.bitselect(y, nan, f64x2.eq(y, y))
      first = round(first, i64x2.extract_lane(u, 0))
      second = round(second, i64x2.extract_lane(u, 1))
      third = round(third, i64x2.extract_lane(v, 0))
      fourth = round(fourth, i64x2.extract_lane(v, 1))
    } else {
      least = f64x2.pmin(f64x2.pmin(least, x), y)
      most = f64x2.pmax(f64x2.pmax(most, x), y)
      sum = followed(followed(sum, x), y)
      squares = followed(followed(squares, f64x2.mul(x, x)), f64x2.mul(y, y))
      first = round(first, bits<T>(a))
      second = round(second, bits<T>(a + sizeof<T>()))
      third = round(third, bits<T>(a + 2 * sizeof<T>()))
      fourth = round(fourth, bits<T>(a + 3 * sizeof<T>()))
    }
  }
  store<f64>(FIGURES, min<f64>(f64x2.extract_lane(least, 0), f64x2.extract_lane(least, 1)), 8)
  store<f64>(FIGURES, max<f64>(f64x2.extract_lane(most, 0), f64x2.extract_lane(most, 1)), 16)
  store<f64>(FIGURES, sum, 24)
  store<f64>(FIGURES, squares, 32)
  store<f64>(FIGURES, countOfLanes(zeros), 40)
  store<f64>(FIGURES, isCareful ? countOfLanes(finite) : <f64>n, 48)
  return converge(first, second, third, fourth)
}

/** The bits of an element as float64. */
// @ts-ignore: decorator
@inline
function bits<T>(a: usize): u64 {
  return sizeof<T>() == 8 ? load<u64>(a) : reinterpret<u64>(<f64>load<T>(a))
}

/**
 * Hash and figures of n elements in runs of eight neighbours, of which each starts `step` runs after the one before.
 * The hash is xxHash64 with seed 0 of their bytes as float64 (little-endian); figures are of the finite elements, sums
 * in their order.
 */
// @ts-ignore: decorator
@inline
function scan<T>(a: usize, step: usize, n: i32): void {
  if (step > 1) {
    gather<T>(a, 8 * step * sizeof<T>(), n)
    a = SAMPLE
  }
  const end = a + <usize>n * sizeof<T>()
  let hash = SHORT
  let least = Infinity
  let most = -Infinity
  let sum: f64 = 0
  let squares: f64 = 0
  let zeros: f64 = 0
  let finite: f64 = 0
  if (n > 3) {
    hash = fours<T>(a, n & ~3, false)
    if (!(load<f64>(FIGURES, 32) < Infinity)) hash = fours<T>(a, n & ~3, true)
    least = load<f64>(FIGURES, 8)
    most = load<f64>(FIGURES, 16)
    sum = load<f64>(FIGURES, 24)
    squares = load<f64>(FIGURES, 32)
    zeros = load<f64>(FIGURES, 40)
    finite = load<f64>(FIGURES, 48)
    a += <usize>(n & ~3) * sizeof<T>()
  }
  hash += 8 * <u64>n
  for (; a < end; a += sizeof<T>()) {
    const value = <f64>load<T>(a)
    const isNumber = value == value
    if (abs<f64>(value) < Infinity) {
      finite++
      zeros += f64(value == 0)
      if (value < least) least = value
      if (value > most) most = value
      sum += value
      squares += value * value
    }
    hash = eightMore(hash, isNumber ? reinterpret<u64>(value) : NAN_BITS)
  }
  store<u64>(FIGURES, avalanche(hash))
  store<f64>(FIGURES, least, 8)
  store<f64>(FIGURES, most, 16)
  store<f64>(FIGURES, sum, 24)
  store<f64>(FIGURES, squares, 32)
  store<f64>(FIGURES, zeros, 40)
  store<f64>(FIGURES, finite, 48)
}
export function scan64(a: usize, step: usize, n: i32): void {
  scan<f64>(a, step, n)
}
export function scan32(a: usize, step: usize, n: i32): void {
  scan<f32>(a, step, n)
}

/** Two elements as float64. */
// @ts-ignore: decorator
@inline
function pair<T>(a: usize): v128 {
  return sizeof<T>() == 8 ? v128.load(a) : f64x2.promote_low_f32x4(v128.load64_zero(a))
}
// @ts-ignore: decorator
@inline
function sumOfLanes(x: v128): f64 {
  return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1)
}
// @ts-ignore: decorator
@inline
function countOfLanes(x: v128): f64 {
  return <f64>(i64x2.extract_lane(x, 0) + i64x2.extract_lane(x, 1))
}

/** Of n elements: the sum of squares and the largest magnitude of the finite ones, how many are zero and how many finite. */
// @ts-ignore: decorator
@inline
function measure<T>(a: usize, n: i32): void {
  const infinite = f64x2.splat(Infinity)
  const nothing = f64x2.splat(0)
  let squares = nothing
  let squaresToo = nothing
  let largest = nothing
  let zeros = i64x2.splat(0)
  let finite = i64x2.splat(0)
  const end = a + <usize>n * sizeof<T>()
  for (; a + 4 * sizeof<T>() <= end; a += 4 * sizeof<T>()) {
    const x = pair<T>(a)
    const y = pair<T>(a + 2 * sizeof<T>())
    const p = f64x2.abs(x)
    const q = f64x2.abs(y)
    const isFinite = f64x2.lt(p, infinite)
    const isFiniteToo = f64x2.lt(q, infinite)
    const u = v128.and(p, isFinite)
    const v = v128.and(q, isFiniteToo)
    squares = f64x2.add(squares, f64x2.mul(u, u))
    squaresToo = f64x2.add(squaresToo, f64x2.mul(v, v))
    largest = f64x2.pmax(f64x2.pmax(largest, u), v)
    zeros = i64x2.sub(i64x2.sub(zeros, f64x2.eq(x, nothing)), f64x2.eq(y, nothing))
    finite = i64x2.sub(i64x2.sub(finite, isFinite), isFiniteToo)
  }
  let sum = sumOfLanes(f64x2.add(squares, squaresToo))
  let most = max<f64>(f64x2.extract_lane(largest, 0), f64x2.extract_lane(largest, 1))
  let none = countOfLanes(zeros)
  let whole = countOfLanes(finite)
  for (; a < end; a += sizeof<T>()) {
    const magnitude = abs<f64>(<f64>load<T>(a))
    if (!(magnitude < Infinity)) continue
    whole++
    none += f64(magnitude == 0)
    if (magnitude > most) most = magnitude
    sum += magnitude * magnitude
  }
  store<f64>(FIGURES, sum, 32)
  store<f64>(FIGURES, most, 16)
  store<f64>(FIGURES, none, 40)
  store<f64>(FIGURES, whole, 48)
}
export function measure64(a: usize, n: i32): void {
  measure<f64>(a, n)
}
export function measure32(a: usize, n: i32): void {
  measure<f32>(a, n)
}

/** The sums of (b - a)² and of a² over n elements. */
// @ts-ignore: decorator
@inline
function change<T>(a: usize, b: usize, n: i32): void {
  let changes = f64x2.splat(0)
  let squares = f64x2.splat(0)
  const end = a + <usize>n * sizeof<T>()
  for (; a + 2 * sizeof<T>() <= end; a += 2 * sizeof<T>(), b += 2 * sizeof<T>()) {
    const x = pair<T>(a)
    const d = f64x2.sub(pair<T>(b), x)
    changes = f64x2.add(changes, f64x2.mul(d, d))
    squares = f64x2.add(squares, f64x2.mul(x, x))
  }
  let changed = sumOfLanes(changes)
  let sum = sumOfLanes(squares)
  if (a < end) {
    const x = <f64>load<T>(a)
    const d = <f64>load<T>(b) - x
    changed += d * d
    sum += x * x
  }
  store<f64>(FIGURES, changed, 24)
  store<f64>(FIGURES, sum, 32)
}
export function change64(a: usize, b: usize, n: i32): void {
  change<f64>(a, b, n)
}
export function change32(a: usize, b: usize, n: i32): void {
  change<f32>(a, b, n)
}
