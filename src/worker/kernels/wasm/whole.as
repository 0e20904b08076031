// Arithmetic on runs of int32, which wraps. AssemblyScript; knows addresses, not arrays.
//
// An operand is a run, `step` bytes an element, or one number: then it stands there 16 times and the step is 0.

const ADD: i32 = 0
const SUBTRACT: i32 = 1
const MULTIPLY: i32 = 2
const MAXIMUM: i32 = 3
const MINIMUM: i32 = 4

// `kind` is a constant wherever these are used: one branch of them remains.
// @ts-ignore: decorator
@inline
function pair(kind: i32, x: v128, y: v128): v128 {
  if (kind == ADD) return i32x4.add(x, y)
  if (kind == SUBTRACT) return i32x4.sub(x, y)
  if (kind == MULTIPLY) return i32x4.mul(x, y)
  return kind == MAXIMUM ? i32x4.max_s(x, y) : i32x4.min_s(x, y)
}
// @ts-ignore: decorator
@inline
function one(kind: i32, x: i32, y: i32): i32 {
  if (kind == ADD) return x + y
  if (kind == SUBTRACT) return x - y
  if (kind == MULTIPLY) return x * y
  return kind == MAXIMUM ? max(x, y) : min(x, y)
}

// @ts-ignore: decorator
@inline
function run(kind: i32, a: usize, aStep: usize, b: usize, bStep: usize, o: usize, n: i32): void {
  const end = o + (<usize>n << 2)
  for (; o + 32 <= end; o += 32, a += 8 * aStep, b += 8 * bStep) {
    v128.store(o, pair(kind, v128.load(a), v128.load(b)))
    v128.store(o, pair(kind, v128.load(a, 16), v128.load(b, 16)), 16)
  }
  for (; o < end; o += 4, a += aStep, b += bStep) store<i32>(o, one(kind, load<i32>(a), load<i32>(b)))
}

/** o = a ∘ b. */
export function wholeInt32(kind: i32, a: usize, aStep: usize, b: usize, bStep: usize, o: usize, n: i32): void {
  if (kind == ADD) run(ADD, a, aStep, b, bStep, o, n)
  else if (kind == SUBTRACT) run(SUBTRACT, a, aStep, b, bStep, o, n)
  else if (kind == MULTIPLY) run(MULTIPLY, a, aStep, b, bStep, o, n)
  else if (kind == MAXIMUM) run(MAXIMUM, a, aStep, b, bStep, o, n)
  else run(MINIMUM, a, aStep, b, bStep, o, n)
}
