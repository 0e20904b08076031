// Elementary functions of runs of elements without gaps, from one address to another or in place. AssemblyScript; knows
// addresses, not arrays.
//
// Four elements at a time; where one of them is off the common path, all four go to the functions of ../math, and so
// does what is left at the end. float32 is computed in float64 and rounded, as the functions of ../math do.
import { exponentials, hyperbolicTangents, inExpRange, sigmoids } from './exponential'
import { inLogRange, logarithms } from './logarithm'
import { cosines, inTrigRange, sines } from './trigonometry'

// @ts-ignore: decorator
@external('scalar', 'exp')
declare function exp(x: f64): f64
// @ts-ignore: decorator
@external('scalar', 'log')
declare function log(x: f64): f64
// @ts-ignore: decorator
@external('scalar', 'sin')
declare function sin(x: f64): f64
// @ts-ignore: decorator
@external('scalar', 'cos')
declare function cos(x: f64): f64
// @ts-ignore: decorator
@external('scalar', 'tanh')
declare function tanh(x: f64): f64
// @ts-ignore: decorator
@external('scalar', 'sigmoid')
declare function sigmoid(x: f64): f64

const EXP: i32 = 0
const LOG: i32 = 1
const SIN: i32 = 2
const COS: i32 = 3
const TANH: i32 = 4
const SIGMOID: i32 = 5

// `kind` is a constant wherever these are used: one branch of them remains.
// @ts-ignore: decorator
@inline
function able(kind: i32, x: v128, y: v128): bool {
  if (kind == TANH) return true
  let both = i64x2.splat(0)
  if (kind == LOG) both = v128.and(inLogRange(x), inLogRange(y))
  else if (kind == SIN || kind == COS) both = v128.and(inTrigRange(x), inTrigRange(y))
  else both = v128.and(inExpRange(x), inExpRange(y))
  return i64x2.bitmask(both) == 3
}
// @ts-ignore: decorator
@inline
function pair(kind: i32, x: v128): v128 {
  if (kind == EXP) return exponentials(x)
  if (kind == LOG) return logarithms(x)
  if (kind == SIN) return sines(x)
  if (kind == COS) return cosines(x)
  if (kind == TANH) return hyperbolicTangents(x)
  return sigmoids(x)
}
// @ts-ignore: decorator
@inline
function one(kind: i32, x: f64): f64 {
  if (kind == EXP) return exp(x)
  if (kind == LOG) return log(x)
  if (kind == SIN) return sin(x)
  if (kind == COS) return cos(x)
  if (kind == TANH) return tanh(x)
  return sigmoid(x)
}

// @ts-ignore: decorator
@inline
function wide(kind: i32, to: usize, from: usize, n: i32): void {
  const end = from + (<usize>n << 3)
  for (; from + 32 <= end; from += 32, to += 32) {
    const x = v128.load(from)
    const y = v128.load(from, 16)
    if (able(kind, x, y)) {
      v128.store(to, pair(kind, x))
      v128.store(to, pair(kind, y), 16)
    } else {
      store<f64>(to, one(kind, f64x2.extract_lane(x, 0)))
      store<f64>(to, one(kind, f64x2.extract_lane(x, 1)), 8)
      store<f64>(to, one(kind, f64x2.extract_lane(y, 0)), 16)
      store<f64>(to, one(kind, f64x2.extract_lane(y, 1)), 24)
    }
  }
  for (; from < end; from += 8, to += 8) store<f64>(to, one(kind, load<f64>(from)))
}

// @ts-ignore: decorator
@inline
function narrow(kind: i32, to: usize, from: usize, n: i32): void {
  const end = from + (<usize>n << 2)
  for (; from + 16 <= end; from += 16, to += 16) {
    const four = v128.load(from)
    const x = f64x2.promote_low_f32x4(four)
    const y = f64x2.promote_low_f32x4(v128.shuffle<i64>(four, four, 1, 1))
    if (able(kind, x, y)) {
      const first = f32x4.demote_f64x2_zero(pair(kind, x))
      v128.store(to, v128.shuffle<i64>(first, f32x4.demote_f64x2_zero(pair(kind, y)), 0, 2))
    } else {
      store<f32>(to, <f32>one(kind, f64x2.extract_lane(x, 0)))
      store<f32>(to, <f32>one(kind, f64x2.extract_lane(x, 1)), 4)
      store<f32>(to, <f32>one(kind, f64x2.extract_lane(y, 0)), 8)
      store<f32>(to, <f32>one(kind, f64x2.extract_lane(y, 1)), 12)
    }
  }
  for (; from < end; from += 4, to += 4) store<f32>(to, <f32>one(kind, load<f32>(from)))
}

export function expF64(to: usize, from: usize, n: i32): void {
  wide(EXP, to, from, n)
}
export function expF32(to: usize, from: usize, n: i32): void {
  narrow(EXP, to, from, n)
}
export function logF64(to: usize, from: usize, n: i32): void {
  wide(LOG, to, from, n)
}
export function logF32(to: usize, from: usize, n: i32): void {
  narrow(LOG, to, from, n)
}
export function sinF64(to: usize, from: usize, n: i32): void {
  wide(SIN, to, from, n)
}
export function sinF32(to: usize, from: usize, n: i32): void {
  narrow(SIN, to, from, n)
}
export function cosF64(to: usize, from: usize, n: i32): void {
  wide(COS, to, from, n)
}
export function cosF32(to: usize, from: usize, n: i32): void {
  narrow(COS, to, from, n)
}
export function tanhF64(to: usize, from: usize, n: i32): void {
  wide(TANH, to, from, n)
}
export function tanhF32(to: usize, from: usize, n: i32): void {
  narrow(TANH, to, from, n)
}
export function sigmoidF64(to: usize, from: usize, n: i32): void {
  wide(SIGMOID, to, from, n)
}
export function sigmoidF32(to: usize, from: usize, n: i32): void {
  narrow(SIGMOID, to, from, n)
}
