// Chooses the loops without gaps for the four operations. Knows layouts, not what is computed.
import * as wide from './denseFloat64'
import * as narrow from './denseFloat32'
import type { TypedArray } from '../engine/dtype'
import type { BinaryLoop } from './loops'

type Floats = Float64Array | Float32Array
type Both<A> = (a: A, b: A, o: A, n: number) => void
type Right<A> = (a: A, y: number, o: A, n: number) => void
type Left<A> = (x: number, b: A, o: A, n: number) => void

interface Dense<A> {
  readonly both: Both<A>
  readonly right: Right<A>
  readonly left: Left<A>
}

/** From this length on cutting the buffers to the run costs less than it gains. */
const shortest = 128

/** `strided`, and for long runs without gaps (or with one number) the loops of `dense`. */
export function withDense<A extends Floats>(strided: BinaryLoop<A, A>, dense: Dense<A>): BinaryLoop<A, A> {
  return (a, ai, as, b, bi, bs, o, oi, n) => {
    if (n >= shortest) {
      if (as === 1 && bs === 1) return dense.both(run(a, ai, n), run(b, bi, n), run(o, oi, n), n)
      if (as === 1 && bs === 0) return dense.right(run(a, ai, n), b[bi]!, run(o, oi, n), n)
      if (as === 0 && bs === 1) return dense.left(a[ai]!, run(b, bi, n), run(o, oi, n), n)
    }
    strided(a, ai, as, b, bi, bs, o, oi, n)
  }
}

function run<A extends Floats>(buffer: A, from: number, length: number): A {
  return from === 0 ? buffer : (buffer.subarray(from, from + length) as A)
}

/** Both orders of operands are one loop where they give the same bits. */
function commutative<A>(both: Both<A>, right: Right<A>): Dense<A> {
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
    wide.multiplyBoth(run(a, ai, n), run(b, bi, n), run(o, oi, n), n)
  } else if (
    n >= shortest &&
    a instanceof Float32Array &&
    b instanceof Float32Array &&
    o instanceof Float32Array
  ) {
    narrow.multiplyBoth(run(a, ai, n), run(b, bi, n), run(o, oi, n), n)
  } else {
    for (let i = 0; i < n; i++) o[oi + i] = a[ai + i]! * b[bi + i]!
  }
}

/** o = -a for runs without gaps. */
export function negateDense(a: TypedArray, ai: number, o: TypedArray, oi: number, n: number): void {
  if (n >= shortest && a instanceof Float64Array && o instanceof Float64Array) {
    wide.multiplyRight(run(a, ai, n), -1, run(o, oi, n), n)
  } else if (n >= shortest && a instanceof Float32Array && o instanceof Float32Array) {
    narrow.multiplyRight(run(a, ai, n), -1, run(o, oi, n), n)
  } else {
    for (let i = 0; i < n; i++) o[oi + i] = -a[ai + i]!
  }
}
