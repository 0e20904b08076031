// Arithmetic on runs of elements without gaps, on grids of them, and sums. AssemblyScript; knows addresses, not arrays.
//
// Each is the JavaScript loop of the same name operation by operation (../denseFloat64.ts, ../dense.ts), so that
// results have the same bits. An output may be the memory of an input.

const ADD: i32 = 0
const SUBTRACT: i32 = 1
const MULTIPLY: i32 = 2
const DIVIDE: i32 = 3

// `kind` is a constant wherever these are used: one branch of them remains.
// @ts-ignore: decorator
@inline
function pair<T>(kind: i32, x: v128, y: v128): v128 {
  if (kind == ADD) return v128.add<T>(x, y)
  if (kind == SUBTRACT) return v128.sub<T>(x, y)
  if (kind == MULTIPLY) return v128.mul<T>(x, y)
  return v128.div<T>(x, y)
}
// @ts-ignore: decorator
@inline
function one<T>(kind: i32, x: T, y: T): T {
  if (kind == ADD) return <T>(x + y)
  if (kind == SUBTRACT) return <T>(x - y)
  if (kind == MULTIPLY) return <T>(x * y)
  return <T>(x / y)
}

// @ts-ignore: decorator
@inline
function both<T>(kind: i32, a: usize, b: usize, o: usize, n: i32): void {
  const end = o + (<usize>n << alignof<T>())
  for (; o + 64 <= end; o += 64, a += 64, b += 64) {
    v128.store(o, pair<T>(kind, v128.load(a), v128.load(b)))
    v128.store(o, pair<T>(kind, v128.load(a, 16), v128.load(b, 16)), 16)
    v128.store(o, pair<T>(kind, v128.load(a, 32), v128.load(b, 32)), 32)
    v128.store(o, pair<T>(kind, v128.load(a, 48), v128.load(b, 48)), 48)
  }
  for (; o < end; o += sizeof<T>(), a += sizeof<T>(), b += sizeof<T>()) {
    store<T>(o, one<T>(kind, load<T>(a), load<T>(b)))
  }
}
// @ts-ignore: decorator
@inline
function right<T>(kind: i32, a: usize, y: T, o: usize, n: i32): void {
  const end = o + (<usize>n << alignof<T>())
  const ys = v128.splat<T>(y)
  for (; o + 64 <= end; o += 64, a += 64) {
    v128.store(o, pair<T>(kind, v128.load(a), ys))
    v128.store(o, pair<T>(kind, v128.load(a, 16), ys), 16)
    v128.store(o, pair<T>(kind, v128.load(a, 32), ys), 32)
    v128.store(o, pair<T>(kind, v128.load(a, 48), ys), 48)
  }
  for (; o < end; o += sizeof<T>(), a += sizeof<T>()) store<T>(o, one<T>(kind, load<T>(a), y))
}
// @ts-ignore: decorator
@inline
function left<T>(kind: i32, x: T, b: usize, o: usize, n: i32): void {
  const end = o + (<usize>n << alignof<T>())
  const xs = v128.splat<T>(x)
  for (; o + 64 <= end; o += 64, b += 64) {
    v128.store(o, pair<T>(kind, xs, v128.load(b)))
    v128.store(o, pair<T>(kind, xs, v128.load(b, 16)), 16)
    v128.store(o, pair<T>(kind, xs, v128.load(b, 32)), 32)
    v128.store(o, pair<T>(kind, xs, v128.load(b, 48)), 48)
  }
  for (; o < end; o += sizeof<T>(), b += sizeof<T>()) store<T>(o, one<T>(kind, x, load<T>(b)))
}

export function addBoth64(a: usize, b: usize, o: usize, n: i32): void {
  both<f64>(ADD, a, b, o, n)
}
export function addRight64(a: usize, y: f64, o: usize, n: i32): void {
  right<f64>(ADD, a, y, o, n)
}
export function subtractBoth64(a: usize, b: usize, o: usize, n: i32): void {
  both<f64>(SUBTRACT, a, b, o, n)
}
export function subtractRight64(a: usize, y: f64, o: usize, n: i32): void {
  right<f64>(SUBTRACT, a, y, o, n)
}
export function subtractLeft64(x: f64, b: usize, o: usize, n: i32): void {
  left<f64>(SUBTRACT, x, b, o, n)
}
export function multiplyBoth64(a: usize, b: usize, o: usize, n: i32): void {
  both<f64>(MULTIPLY, a, b, o, n)
}
export function multiplyRight64(a: usize, y: f64, o: usize, n: i32): void {
  right<f64>(MULTIPLY, a, y, o, n)
}
export function divideBoth64(a: usize, b: usize, o: usize, n: i32): void {
  both<f64>(DIVIDE, a, b, o, n)
}
export function divideRight64(a: usize, y: f64, o: usize, n: i32): void {
  right<f64>(DIVIDE, a, y, o, n)
}
export function divideLeft64(x: f64, b: usize, o: usize, n: i32): void {
  left<f64>(DIVIDE, x, b, o, n)
}

export function addBoth32(a: usize, b: usize, o: usize, n: i32): void {
  both<f32>(ADD, a, b, o, n)
}
export function addRight32(a: usize, y: f32, o: usize, n: i32): void {
  right<f32>(ADD, a, y, o, n)
}
export function subtractBoth32(a: usize, b: usize, o: usize, n: i32): void {
  both<f32>(SUBTRACT, a, b, o, n)
}
export function subtractRight32(a: usize, y: f32, o: usize, n: i32): void {
  right<f32>(SUBTRACT, a, y, o, n)
}
export function subtractLeft32(x: f32, b: usize, o: usize, n: i32): void {
  left<f32>(SUBTRACT, x, b, o, n)
}
export function multiplyBoth32(a: usize, b: usize, o: usize, n: i32): void {
  both<f32>(MULTIPLY, a, b, o, n)
}
export function multiplyRight32(a: usize, y: f32, o: usize, n: i32): void {
  right<f32>(MULTIPLY, a, y, o, n)
}
export function divideBoth32(a: usize, b: usize, o: usize, n: i32): void {
  both<f32>(DIVIDE, a, b, o, n)
}
export function divideRight32(a: usize, y: f32, o: usize, n: i32): void {
  right<f32>(DIVIDE, a, y, o, n)
}
export function divideLeft32(x: f32, b: usize, o: usize, n: i32): void {
  left<f32>(DIVIDE, x, b, o, n)
}
