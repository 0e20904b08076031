// Arithmetic on runs of elements without gaps, on grids of them, and sums. AssemblyScript; knows addresses, not arrays.
//
// Each is the JavaScript loop of the same name operation by operation (../denseFloat64.ts, ../dense.ts), so that
// results have the same bits. An output may be the memory of an input.

const ADD: i32 = 0
const SUBTRACT: i32 = 1
const MULTIPLY: i32 = 2
const DIVIDE: i32 = 3
const MAXIMUM: i32 = 4
const MINIMUM: i32 = 5

// `kind` is a constant wherever these are used: one branch of them remains.
// @ts-ignore: decorator
@inline
function pair<T>(kind: i32, x: v128, y: v128): v128 {
  if (kind == ADD) return v128.add<T>(x, y)
  if (kind == SUBTRACT) return v128.sub<T>(x, y)
  if (kind == MULTIPLY) return v128.mul<T>(x, y)
  if (kind == DIVIDE) return v128.div<T>(x, y)
  // NaN wins; of two zeros the second.
  const beyond = kind == MAXIMUM ? v128.gt<T>(x, y) : v128.lt<T>(x, y)
  return v128.bitselect(x, y, v128.or(beyond, v128.ne<T>(x, x)))
}
// @ts-ignore: decorator
@inline
function one<T>(kind: i32, x: T, y: T): T {
  if (kind == ADD) return <T>(x + y)
  if (kind == SUBTRACT) return <T>(x - y)
  if (kind == MULTIPLY) return <T>(x * y)
  if (kind == DIVIDE) return <T>(x / y)
  return (kind == MAXIMUM ? x > y : x < y) || x != x ? x : y
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
export function addLeft64(x: f64, b: usize, o: usize, n: i32): void {
  left<f64>(ADD, x, b, o, n)
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
export function multiplyLeft64(x: f64, b: usize, o: usize, n: i32): void {
  left<f64>(MULTIPLY, x, b, o, n)
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
export function maximumBoth64(a: usize, b: usize, o: usize, n: i32): void {
  both<f64>(MAXIMUM, a, b, o, n)
}
export function maximumRight64(a: usize, y: f64, o: usize, n: i32): void {
  right<f64>(MAXIMUM, a, y, o, n)
}
export function maximumLeft64(x: f64, b: usize, o: usize, n: i32): void {
  left<f64>(MAXIMUM, x, b, o, n)
}
export function minimumBoth64(a: usize, b: usize, o: usize, n: i32): void {
  both<f64>(MINIMUM, a, b, o, n)
}
export function minimumRight64(a: usize, y: f64, o: usize, n: i32): void {
  right<f64>(MINIMUM, a, y, o, n)
}
export function minimumLeft64(x: f64, b: usize, o: usize, n: i32): void {
  left<f64>(MINIMUM, x, b, o, n)
}
export function addBoth32(a: usize, b: usize, o: usize, n: i32): void {
  both<f32>(ADD, a, b, o, n)
}
export function addRight32(a: usize, y: f32, o: usize, n: i32): void {
  right<f32>(ADD, a, y, o, n)
}
export function addLeft32(x: f32, b: usize, o: usize, n: i32): void {
  left<f32>(ADD, x, b, o, n)
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
export function multiplyLeft32(x: f32, b: usize, o: usize, n: i32): void {
  left<f32>(MULTIPLY, x, b, o, n)
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
export function maximumBoth32(a: usize, b: usize, o: usize, n: i32): void {
  both<f32>(MAXIMUM, a, b, o, n)
}
export function maximumRight32(a: usize, y: f32, o: usize, n: i32): void {
  right<f32>(MAXIMUM, a, y, o, n)
}
export function maximumLeft32(x: f32, b: usize, o: usize, n: i32): void {
  left<f32>(MAXIMUM, x, b, o, n)
}
export function minimumBoth32(a: usize, b: usize, o: usize, n: i32): void {
  both<f32>(MINIMUM, a, b, o, n)
}
export function minimumRight32(a: usize, y: f32, o: usize, n: i32): void {
  right<f32>(MINIMUM, a, y, o, n)
}
export function minimumLeft32(x: f32, b: usize, o: usize, n: i32): void {
  left<f32>(MINIMUM, x, b, o, n)
}

// Grids: `rows` rows of n elements, one after the other in o. An operand has its rows `step` bytes apart (0: one row for
// all), or (`Column`) one number a row.

function runBoth64(kind: i32, a: usize, b: usize, o: usize, n: i32): void {
  if (kind == ADD) return addBoth64(a, b, o, n)
  if (kind == SUBTRACT) return subtractBoth64(a, b, o, n)
  if (kind == MULTIPLY) return multiplyBoth64(a, b, o, n)
  if (kind == DIVIDE) return divideBoth64(a, b, o, n)
  if (kind == MAXIMUM) return maximumBoth64(a, b, o, n)
  minimumBoth64(a, b, o, n)
}
function runRight64(kind: i32, a: usize, y: f64, o: usize, n: i32): void {
  if (kind == ADD) return addRight64(a, y, o, n)
  if (kind == SUBTRACT) return subtractRight64(a, y, o, n)
  if (kind == MULTIPLY) return multiplyRight64(a, y, o, n)
  if (kind == DIVIDE) return divideRight64(a, y, o, n)
  if (kind == MAXIMUM) return maximumRight64(a, y, o, n)
  minimumRight64(a, y, o, n)
}
function runLeft64(kind: i32, x: f64, b: usize, o: usize, n: i32): void {
  if (kind == ADD) return addLeft64(x, b, o, n)
  if (kind == SUBTRACT) return subtractLeft64(x, b, o, n)
  if (kind == MULTIPLY) return multiplyLeft64(x, b, o, n)
  if (kind == DIVIDE) return divideLeft64(x, b, o, n)
  if (kind == MAXIMUM) return maximumLeft64(x, b, o, n)
  minimumLeft64(x, b, o, n)
}
export function gridBoth64(kind: i32, a: usize, aStep: isize, b: usize, bStep: isize, o: usize, rows: i32, n: i32): void {
  const row: usize = <usize>n * sizeof<f64>()
  for (; rows > 0; rows--, a += aStep, b += bStep, o += row) runBoth64(kind, a, b, o, n)
}
export function gridRight64(kind: i32, a: usize, aStep: isize, b: usize, bStep: isize, o: usize, rows: i32, n: i32): void {
  const row: usize = <usize>n * sizeof<f64>()
  for (; rows > 0; rows--, a += aStep, b += bStep, o += row) runRight64(kind, a, load<f64>(b), o, n)
}
export function gridLeft64(kind: i32, a: usize, aStep: isize, b: usize, bStep: isize, o: usize, rows: i32, n: i32): void {
  const row: usize = <usize>n * sizeof<f64>()
  for (; rows > 0; rows--, a += aStep, b += bStep, o += row) runLeft64(kind, load<f64>(a), b, o, n)
}

function runBoth32(kind: i32, a: usize, b: usize, o: usize, n: i32): void {
  if (kind == ADD) return addBoth32(a, b, o, n)
  if (kind == SUBTRACT) return subtractBoth32(a, b, o, n)
  if (kind == MULTIPLY) return multiplyBoth32(a, b, o, n)
  if (kind == DIVIDE) return divideBoth32(a, b, o, n)
  if (kind == MAXIMUM) return maximumBoth32(a, b, o, n)
  minimumBoth32(a, b, o, n)
}
function runRight32(kind: i32, a: usize, y: f32, o: usize, n: i32): void {
  if (kind == ADD) return addRight32(a, y, o, n)
  if (kind == SUBTRACT) return subtractRight32(a, y, o, n)
  if (kind == MULTIPLY) return multiplyRight32(a, y, o, n)
  if (kind == DIVIDE) return divideRight32(a, y, o, n)
  if (kind == MAXIMUM) return maximumRight32(a, y, o, n)
  minimumRight32(a, y, o, n)
}
function runLeft32(kind: i32, x: f32, b: usize, o: usize, n: i32): void {
  if (kind == ADD) return addLeft32(x, b, o, n)
  if (kind == SUBTRACT) return subtractLeft32(x, b, o, n)
  if (kind == MULTIPLY) return multiplyLeft32(x, b, o, n)
  if (kind == DIVIDE) return divideLeft32(x, b, o, n)
  if (kind == MAXIMUM) return maximumLeft32(x, b, o, n)
  minimumLeft32(x, b, o, n)
}
export function gridBoth32(kind: i32, a: usize, aStep: isize, b: usize, bStep: isize, o: usize, rows: i32, n: i32): void {
  const row: usize = <usize>n * sizeof<f32>()
  for (; rows > 0; rows--, a += aStep, b += bStep, o += row) runBoth32(kind, a, b, o, n)
}
export function gridRight32(kind: i32, a: usize, aStep: isize, b: usize, bStep: isize, o: usize, rows: i32, n: i32): void {
  const row: usize = <usize>n * sizeof<f32>()
  for (; rows > 0; rows--, a += aStep, b += bStep, o += row) runRight32(kind, a, load<f32>(b), o, n)
}
export function gridLeft32(kind: i32, a: usize, aStep: isize, b: usize, bStep: isize, o: usize, rows: i32, n: i32): void {
  const row: usize = <usize>n * sizeof<f32>()
  for (; rows > 0; rows--, a += aStep, b += bStep, o += row) runLeft32(kind, load<f32>(a), b, o, n)
}

/** o = negative of a. */
export function negative64(a: usize, o: usize, n: i32): void {
  const end = o + (<usize>n << alignof<f64>())
  for (; o + 32 <= end; o += 32, a += 32) {
    v128.store(o, f64x2.neg(v128.load(a)))
    v128.store(o, f64x2.neg(v128.load(a, 16)), 16)
  }
  for (; o < end; o += sizeof<f64>(), a += sizeof<f64>()) store<f64>(o, -load<f64>(a))
}

/** o = abs of a. */
export function abs64(a: usize, o: usize, n: i32): void {
  const end = o + (<usize>n << alignof<f64>())
  for (; o + 32 <= end; o += 32, a += 32) {
    v128.store(o, f64x2.abs(v128.load(a)))
    v128.store(o, f64x2.abs(v128.load(a, 16)), 16)
  }
  for (; o < end; o += sizeof<f64>(), a += sizeof<f64>()) store<f64>(o, abs<f64>(load<f64>(a)))
}

/** o = sqrt of a. */
export function sqrt64(a: usize, o: usize, n: i32): void {
  const end = o + (<usize>n << alignof<f64>())
  for (; o + 32 <= end; o += 32, a += 32) {
    v128.store(o, f64x2.sqrt(v128.load(a)))
    v128.store(o, f64x2.sqrt(v128.load(a, 16)), 16)
  }
  for (; o < end; o += sizeof<f64>(), a += sizeof<f64>()) store<f64>(o, sqrt<f64>(load<f64>(a)))
}

/** o = c·x·y, multiplied from the left. */
export function scaledProduct64(c: f64, x: usize, y: usize, o: usize, n: i32): void {
  const end = o + (<usize>n << alignof<f64>())
  const cs = f64x2.splat(c)
  for (; o + 32 <= end; o += 32, x += 32, y += 32) {
    v128.store(o, f64x2.mul(f64x2.mul(cs, v128.load(x)), v128.load(y)))
    v128.store(o, f64x2.mul(f64x2.mul(cs, v128.load(x, 16)), v128.load(y, 16)), 16)
  }
  for (; o < end; o += sizeof<f64>(), x += sizeof<f64>(), y += sizeof<f64>()) {
    store<f64>(o, c * load<f64>(x) * load<f64>(y))
  }
}

/** o = negative of a. */
export function negative32(a: usize, o: usize, n: i32): void {
  const end = o + (<usize>n << alignof<f32>())
  for (; o + 32 <= end; o += 32, a += 32) {
    v128.store(o, f32x4.neg(v128.load(a)))
    v128.store(o, f32x4.neg(v128.load(a, 16)), 16)
  }
  for (; o < end; o += sizeof<f32>(), a += sizeof<f32>()) store<f32>(o, -load<f32>(a))
}

/** o = abs of a. */
export function abs32(a: usize, o: usize, n: i32): void {
  const end = o + (<usize>n << alignof<f32>())
  for (; o + 32 <= end; o += 32, a += 32) {
    v128.store(o, f32x4.abs(v128.load(a)))
    v128.store(o, f32x4.abs(v128.load(a, 16)), 16)
  }
  for (; o < end; o += sizeof<f32>(), a += sizeof<f32>()) store<f32>(o, abs<f32>(load<f32>(a)))
}

/** o = sqrt of a. */
export function sqrt32(a: usize, o: usize, n: i32): void {
  const end = o + (<usize>n << alignof<f32>())
  for (; o + 32 <= end; o += 32, a += 32) {
    v128.store(o, f32x4.sqrt(v128.load(a)))
    v128.store(o, f32x4.sqrt(v128.load(a, 16)), 16)
  }
  for (; o < end; o += sizeof<f32>(), a += sizeof<f32>()) store<f32>(o, sqrt<f32>(load<f32>(a)))
}

/** o = c·x·y, multiplied from the left. */
export function scaledProduct32(c: f32, x: usize, y: usize, o: usize, n: i32): void {
  const end = o + (<usize>n << alignof<f32>())
  const cs = f32x4.splat(c)
  for (; o + 32 <= end; o += 32, x += 32, y += 32) {
    v128.store(o, f32x4.mul(f32x4.mul(cs, v128.load(x)), v128.load(y)))
    v128.store(o, f32x4.mul(f32x4.mul(cs, v128.load(x, 16)), v128.load(y, 16)), 16)
  }
  for (; o < end; o += sizeof<f32>(), x += sizeof<f32>(), y += sizeof<f32>()) {
    store<f32>(o, c * load<f32>(x) * load<f32>(y))
  }
}
