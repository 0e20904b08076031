// Figures of runs of elements for the record of a run. AssemblyScript; knows addresses, not arrays. Where results stand
// is in ../figures.ts.
import { FIGURES } from './layout'

// The two lanes of ../../trace/digest.ts, word by word.
// @ts-ignore: decorator
@inline
function mixLow(state: i32, value: i32): i32 {
  return rotl<i32>(state ^ (rotl<i32>(value * <i32>0xcc9e2d51, 15) * 0x1b873593), 13) * 5 + <i32>0xe6546b64
}
// @ts-ignore: decorator
@inline
function mixHigh(state: i32, value: i32): i32 {
  return rotl<i32>(state ^ (rotl<i32>(value * <i32>0x85ebca6b, 16) * <i32>0xc2b2ae35), 11) * 5 + 0x38b34ae5
}

/**
 * Goes on with the digest and the figures that stand at FIGURES over n elements, `step` bytes apart, one after the other:
 * sums are in that order. Bits of a NaN differ between machines, so every one counts as the same; figures are of the
 * finite elements.
 */
// @ts-ignore: decorator
@inline
function scan<T>(a: usize, step: usize, n: i32): void {
  let low = load<i32>(FIGURES)
  let high = load<i32>(FIGURES, 4)
  let least = load<f64>(FIGURES, 8)
  let most = load<f64>(FIGURES, 16)
  let sum = load<f64>(FIGURES, 24)
  let squares = load<f64>(FIGURES, 32)
  let zeros: i32 = 0
  let finite: i32 = 0
  for (let i = 0; i < n; i++, a += step) {
    const value = <f64>load<T>(a)
    let bits = reinterpret<i64>(value)
    if (abs(value) < Infinity) {
      finite++
      zeros += i32(value == 0)
      if (value < least) least = value
      if (value > most) most = value
      sum += value
      squares += value * value
    } else if (value != value) bits = 0x7ff80000
    const first = <i32>bits
    const second = <i32>(bits >> 32)
    low = mixLow(low, first)
    high = mixHigh(high, first ^ low)
    low = mixLow(low, second)
    high = mixHigh(high, second ^ low)
  }
  store<i32>(FIGURES, low)
  store<i32>(FIGURES, high, 4)
  store<f64>(FIGURES, least, 8)
  store<f64>(FIGURES, most, 16)
  store<f64>(FIGURES, sum, 24)
  store<f64>(FIGURES, squares, 32)
  store<f64>(FIGURES, load<f64>(FIGURES, 40) + <f64>zeros, 40)
  store<f64>(FIGURES, load<f64>(FIGURES, 48) + <f64>finite, 48)
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
