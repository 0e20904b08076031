// Chooses the loops without gaps for the four operations: compiled ones where all buffers are in the kernels' memory,
// JavaScript's elsewhere. Knows layouts, not what is computed.
import * as wide from './denseFloat64'
import * as narrow from './denseFloat32'
import type { TypedArray } from '../engine/dtype'
import { addressOf, isReachable } from './address'
import type { BinaryLoop } from './loops'
import { compiled } from './scratch'

type Floats = Float64Array | Float32Array
type Both<A> = (a: A, b: A, o: A, n: number) => void
type Right<A> = (a: A, y: number, o: A, n: number) => void
type Left<A> = (x: number, b: A, o: A, n: number) => void

/** One operation over runs from the start of `A`: buffers, or addresses of the kernels' memory. */
interface Operation<A> {
  readonly both: Both<A>
  readonly right: Right<A>
  readonly left: Left<A>
}

/** From this length on choosing costs less than it gains. */
const shortest = 128

/** `strided`, and for long runs without gaps (or with one number) the loops of `dense` or the `fast` kernels. */
export function withDense<A extends Floats>(
  strided: BinaryLoop<A, A>,
  dense: Operation<A>,
  fast: Operation<number>,
): BinaryLoop<A, A> {
  return (a, ai, as, b, bi, bs, o, oi, n) => {
    if (n >= shortest) {
      if (as === 1 && bs === 1) return runBoth(dense, fast, a, ai, b, bi, o, oi, n)
      if (as === 1 && bs === 0) return runRight(dense, fast, a, ai, b[bi]!, o, oi, n)
      if (as === 0 && bs === 1) return runLeft(dense, fast, a[ai]!, b, bi, o, oi, n)
    }
    strided(a, ai, as, b, bi, bs, o, oi, n)
  }
}

function runBoth<A extends Floats>(
  dense: Operation<A>,
  fast: Operation<number>,
  a: A,
  ai: number,
  b: A,
  bi: number,
  o: A,
  oi: number,
  n: number,
): void {
  if (isReachable(a) && isReachable(b) && isReachable(o))
    fast.both(addressOf(a, ai), addressOf(b, bi), addressOf(o, oi), n)
  else dense.both(run(a, ai, n), run(b, bi, n), run(o, oi, n), n)
}

function runRight<A extends Floats>(
  dense: Operation<A>,
  fast: Operation<number>,
  a: A,
  ai: number,
  y: number,
  o: A,
  oi: number,
  n: number,
): void {
  if (isReachable(a) && isReachable(o)) fast.right(addressOf(a, ai), y, addressOf(o, oi), n)
  else dense.right(run(a, ai, n), y, run(o, oi, n), n)
}

function runLeft<A extends Floats>(
  dense: Operation<A>,
  fast: Operation<number>,
  x: number,
  b: A,
  bi: number,
  o: A,
  oi: number,
  n: number,
): void {
  if (isReachable(b) && isReachable(o)) fast.left(x, addressOf(b, bi), addressOf(o, oi), n)
  else dense.left(x, run(b, bi, n), run(o, oi, n), n)
}

function run<A extends Floats>(buffer: A, from: number, length: number): A {
  return from === 0 ? buffer : (buffer.subarray(from, from + length) as A)
}

/** Both orders of operands are one loop where they give the same bits. */
function commutative<A>(both: Both<A>, right: Right<A>): Operation<A> {
  return { both, right, left: (x, b, o, n) => right(b, x, o, n) }
}

export const dense64 = {
  add: commutative(wide.addBoth, wide.addRight),
  multiply: commutative(wide.multiplyBoth, wide.multiplyRight),
  subtract: { both: wide.subtractBoth, right: wide.subtractRight, left: wide.subtractLeft },
  divide: { both: wide.divideBoth, right: wide.divideRight, left: wide.divideLeft },
}

export const dense32 = {
  add: commutative(narrow.addBoth, narrow.addRight),
  multiply: commutative(narrow.multiplyBoth, narrow.multiplyRight),
  subtract: { both: narrow.subtractBoth, right: narrow.subtractRight, left: narrow.subtractLeft },
  divide: { both: narrow.divideBoth, right: narrow.divideRight, left: narrow.divideLeft },
}

export const fast64 = {
  add: commutative(compiled.addBoth64, compiled.addRight64),
  multiply: commutative(compiled.multiplyBoth64, compiled.multiplyRight64),
  subtract: { both: compiled.subtractBoth64, right: compiled.subtractRight64, left: compiled.subtractLeft64 },
  divide: { both: compiled.divideBoth64, right: compiled.divideRight64, left: compiled.divideLeft64 },
}

export const fast32 = {
  add: commutative(compiled.addBoth32, compiled.addRight32),
  multiply: commutative(compiled.multiplyBoth32, compiled.multiplyRight32),
  subtract: { both: compiled.subtractBoth32, right: compiled.subtractRight32, left: compiled.subtractLeft32 },
  divide: { both: compiled.divideBoth32, right: compiled.divideRight32, left: compiled.divideLeft32 },
}

/** o = a * b for runs without gaps of equal type, of any type that `*` serves. */
export function multiplyDense(
  a: TypedArray,
  ai: number,
  b: TypedArray,
  bi: number,
  o: TypedArray,
  oi: number,
  n: number,
): void {
  if (n >= shortest && a instanceof Float64Array && b instanceof Float64Array && o instanceof Float64Array) {
    runBoth(dense64.multiply, fast64.multiply, a, ai, b, bi, o, oi, n)
  } else if (
    n >= shortest &&
    a instanceof Float32Array &&
    b instanceof Float32Array &&
    o instanceof Float32Array
  ) {
    runBoth(dense32.multiply, fast32.multiply, a, ai, b, bi, o, oi, n)
  } else {
    for (let i = 0; i < n; i++) o[oi + i] = a[ai + i]! * b[bi + i]!
  }
}

/** o = -a for runs without gaps. */
export function negateDense(a: TypedArray, ai: number, o: TypedArray, oi: number, n: number): void {
  if (n >= shortest && a instanceof Float64Array && o instanceof Float64Array) {
    runRight(dense64.multiply, fast64.multiply, a, ai, -1, o, oi, n)
  } else if (n >= shortest && a instanceof Float32Array && o instanceof Float32Array) {
    runRight(dense32.multiply, fast32.multiply, a, ai, -1, o, oi, n)
  } else {
    for (let i = 0; i < n; i++) o[oi + i] = -a[ai + i]!
  }
}
