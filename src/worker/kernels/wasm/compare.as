// Comparisons and tests of runs of elements into bytes of truth. AssemblyScript; knows addresses, not arrays.
//
// An operand is a run, `step` bytes an element, or one number: then it stands there 16 times and the step is 0. Tests of
// one operand do not look at the other.

const EQUAL: i32 = 0
const NOT_EQUAL: i32 = 1
const LESS: i32 = 2
const LESS_EQUAL: i32 = 3
const AND: i32 = 4
const OR: i32 = 5
const NOT: i32 = 6
const FINITE: i32 = 7
const INFINITE: i32 = 8

// `kind` is a constant wherever these are used: one branch of them remains.
// @ts-ignore: decorator
@inline
function pair<T>(kind: i32, x: v128, y: v128): v128 {
  if (kind == EQUAL) return v128.eq<T>(x, y)
  if (kind == NOT_EQUAL) return v128.ne<T>(x, y)
  if (kind == LESS) return v128.lt<T>(x, y)
  if (kind == LESS_EQUAL) return v128.le<T>(x, y)
  const zeros = v128.splat<T>(0)
  if (kind == AND) return v128.and(v128.ne<T>(x, zeros), v128.ne<T>(y, zeros))
  if (kind == OR) return v128.or(v128.ne<T>(x, zeros), v128.ne<T>(y, zeros))
  if (kind == NOT) return v128.eq<T>(x, zeros)
  if (kind == FINITE) return v128.eq<T>(v128.sub<T>(x, x), zeros)
  return isFloat<T>() ? v128.eq<T>(v128.abs<T>(x), v128.splat<T>(<T>Infinity)) : zeros
}
// @ts-ignore: decorator
@inline
function one<T>(kind: i32, x: T, y: T): bool {
  if (kind == EQUAL) return x == y
  if (kind == NOT_EQUAL) return x != y
  if (kind == LESS) return x < y
  if (kind == LESS_EQUAL) return x <= y
  if (kind == AND) return x != 0 && y != 0
  if (kind == OR) return x != 0 || y != 0
  if (kind == NOT) return x == 0
  if (kind == FINITE) return x - x == 0
  return isFloat<T>() && abs<T>(x) == <T>Infinity
}

/** Four elements from byte `at` of both operands: all bits of a lane of 32 where it holds. */
// @ts-ignore: decorator
@inline
function four<T>(kind: i32, a: usize, b: usize): v128 {
  const low = pair<T>(kind, v128.load(a), v128.load(b))
  if (sizeof<T>() == 4) return low
  return v128.shuffle<i32>(low, pair<T>(kind, v128.load(a, 16), v128.load(b, 16)), 0, 2, 4, 6)
}

// @ts-ignore: decorator
@inline
function run<T>(kind: i32, a: usize, aStep: usize, b: usize, bStep: usize, o: usize, n: i32): void {
  const end = o + <usize>n
  const truth = i8x16.splat(1)
  const quarter: usize = 4 * sizeof<T>()
  for (; sizeof<T>() == 1 && o + 16 <= end; o += 16, a += 16 * aStep, b += 16 * bStep) {
    v128.store(o, v128.and(pair<T>(kind, v128.load(a), v128.load(b)), truth))
  }
  for (; o + 16 <= end; o += 16, a += 16 * aStep, b += 16 * bStep) {
    const c0 = four<T>(kind, a, b)
    const c1 = four<T>(kind, a + quarter, b + quarter)
    const c2 = four<T>(kind, a + 2 * quarter, b + 2 * quarter)
    const c3 = four<T>(kind, a + 3 * quarter, b + 3 * quarter)
    const halves = i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(c0, c1), i16x8.narrow_i32x4_s(c2, c3))
    v128.store(o, v128.and(halves, truth))
  }
  for (; o < end; o++, a += aStep, b += bStep) store<u8>(o, one<T>(kind, load<T>(a), load<T>(b)) ? 1 : 0)
}

// @ts-ignore: decorator
@inline
function compare<T>(kind: i32, a: usize, aStep: usize, b: usize, bStep: usize, o: usize, n: i32): void {
  if (kind == EQUAL) run<T>(EQUAL, a, aStep, b, bStep, o, n)
  else if (kind == NOT_EQUAL) run<T>(NOT_EQUAL, a, aStep, b, bStep, o, n)
  else if (kind == LESS) run<T>(LESS, a, aStep, b, bStep, o, n)
  else if (kind == LESS_EQUAL) run<T>(LESS_EQUAL, a, aStep, b, bStep, o, n)
  else if (kind == AND) run<T>(AND, a, aStep, b, bStep, o, n)
  else if (kind == OR) run<T>(OR, a, aStep, b, bStep, o, n)
  else if (kind == NOT) run<T>(NOT, a, aStep, b, bStep, o, n)
  else if (kind == FINITE) run<T>(FINITE, a, aStep, b, bStep, o, n)
  else run<T>(INFINITE, a, aStep, b, bStep, o, n)
}

/** o = 1 where `kind` holds for a and b, else 0. */
export function compareFloat64(kind: i32, a: usize, aStep: usize, b: usize, bStep: usize, o: usize, n: i32): void {
  compare<f64>(kind, a, aStep, b, bStep, o, n)
}
export function compareFloat32(kind: i32, a: usize, aStep: usize, b: usize, bStep: usize, o: usize, n: i32): void {
  compare<f32>(kind, a, aStep, b, bStep, o, n)
}
export function compareInt32(kind: i32, a: usize, aStep: usize, b: usize, bStep: usize, o: usize, n: i32): void {
  compare<i32>(kind, a, aStep, b, bStep, o, n)
}
export function compareBool(kind: i32, a: usize, aStep: usize, b: usize, bStep: usize, o: usize, n: i32): void {
  compare<u8>(kind, a, aStep, b, bStep, o, n)
}
