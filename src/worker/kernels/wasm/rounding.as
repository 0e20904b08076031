// Whole numbers beside an element, and its sign, of runs. AssemblyScript; knows addresses, not arrays.

const FLOOR: i32 = 0
const CEIL: i32 = 1
const RINT: i32 = 2

// `kind` is a constant wherever these are used: one branch of them remains.
// @ts-ignore: decorator
@inline
function vector<T>(kind: i32, x: v128): v128 {
  if (kind == FLOOR) return v128.floor<T>(x)
  if (kind == CEIL) return v128.ceil<T>(x)
  if (kind == RINT) return v128.nearest<T>(x)
  const ones = v128.splat<T>(1)
  const zeros = v128.splat<T>(0)
  const signs = v128.sub<T>(v128.and(ones, v128.gt<T>(x, zeros)), v128.and(ones, v128.lt<T>(x, zeros)))
  return v128.bitselect(x, signs, v128.ne<T>(x, x))
}
// @ts-ignore: decorator
@inline
function one<T>(kind: i32, x: T): T {
  if (kind == FLOOR) return floor<T>(x)
  if (kind == CEIL) return ceil<T>(x)
  if (kind == RINT) return nearest<T>(x)
  return x > 0 ? 1 : x < 0 ? -1 : x == 0 ? 0 : x
}
// @ts-ignore: decorator
@inline
function run<T>(kind: i32, a: usize, o: usize, n: i32): void {
  const end = o + (<usize>n << alignof<T>())
  for (; o + 32 <= end; o += 32, a += 32) {
    v128.store(o, vector<T>(kind, v128.load(a)))
    v128.store(o, vector<T>(kind, v128.load(a, 16)), 16)
  }
  for (; o < end; o += sizeof<T>(), a += sizeof<T>()) store<T>(o, one<T>(kind, load<T>(a)))
}

export function floor64(a: usize, o: usize, n: i32): void {
  run<f64>(FLOOR, a, o, n)
}
export function floor32(a: usize, o: usize, n: i32): void {
  run<f32>(FLOOR, a, o, n)
}
export function ceil64(a: usize, o: usize, n: i32): void {
  run<f64>(CEIL, a, o, n)
}
export function ceil32(a: usize, o: usize, n: i32): void {
  run<f32>(CEIL, a, o, n)
}
/** Halves to the even one. */
export function rint64(a: usize, o: usize, n: i32): void {
  run<f64>(RINT, a, o, n)
}
export function rint32(a: usize, o: usize, n: i32): void {
  run<f32>(RINT, a, o, n)
}
/** -1, 0 or 1; NaN stays. */
export function sign64(a: usize, o: usize, n: i32): void {
  run<f64>(3, a, o, n)
}
export function sign32(a: usize, o: usize, n: i32): void {
  run<f32>(3, a, o, n)
}
