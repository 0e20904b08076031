// Chooses the loops without gaps: compiled ones where all buffers are in the kernels' memory, JavaScript's elsewhere.
// Knows layouts, not what is computed.
import * as wide from './denseFloat64'
import * as narrow from './denseFloat32'
import type { TypedArray } from '../engine/dtype'
import { addressOf, isReachable } from './address'
import type { Arithmetic, UnaryName, Width } from './compiledArithmetic'
import type { BinaryLoop, UnaryLoop } from './loops'
import { compiled } from './scratch'
import { shareRuns } from '../threads/crew'

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

/** From this length on helpers are asked. */
const sharedFrom = 65536

/** The compiled kernels of an operation, for long runs together with the helpers. */
function fastOf(name: Arithmetic, width: Width): Operation<number> {
  const [both, right, left] = [`${name}Both${width}`, `${name}Right${width}`, `${name}Left${width}`] as const
  const bytes = width === '64' ? 8 : 4
  return {
    both(a, b, o, n) {
      if (n < sharedFrom || !shareRuns(both, [a, b, o, n], [bytes, bytes, bytes, 0], 3, n))
        compiled[both](a, b, o, n)
    },
    right(a, y, o, n) {
      if (n < sharedFrom || !shareRuns(right, [a, y, o, n], [bytes, 0, bytes, 0], 3, n))
        compiled[right](a, y, o, n)
    },
    left(x, b, o, n) {
      if (n < sharedFrom || !shareRuns(left, [x, b, o, n], [0, bytes, bytes, 0], 3, n))
        compiled[left](x, b, o, n)
    },
  }
}

/**
 * `strided`, and for long runs without gaps (or with one number) the compiled kernels, or `dense` where they do not
 * reach.
 */
export function withDense<A extends Floats>(
  name: Arithmetic,
  width: Width,
  strided: BinaryLoop<A, A>,
  dense: Operation<A> | null,
): BinaryLoop<A, A> {
  const fast = fastOf(name, width)
  return (a, ai, as, b, bi, bs, o, oi, n) => {
    if (n >= shortest && isReachable(o)) {
      if (as === 1 && isReachable(a)) {
        if (bs === 0) return fast.right(addressOf(a, ai), b[bi]!, addressOf(o, oi), n)
        if (bs === 1 && isReachable(b))
          return fast.both(addressOf(a, ai), addressOf(b, bi), addressOf(o, oi), n)
      } else if (as === 0 && bs === 1 && isReachable(b))
        return fast.left(a[ai]!, addressOf(b, bi), addressOf(o, oi), n)
    }
    if (n >= shortest && dense !== null) {
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

/** `strided`, and for long runs of floats without gaps the compiled kernel. */
export function withCompiled(name: UnaryName, strided: UnaryLoop): UnaryLoop {
  return (a, ai, as, o, oi, n) => {
    if (n < shortest || as !== 1 || !isReachable(a) || !isReachable(o)) return strided(a, ai, as, o, oi, n)
    if (isOf(Float64Array, a, o)) run1(`${name}64`, addressOf(a, ai), addressOf(o, oi), n, 8)
    else if (isOf(Float32Array, a, o)) run1(`${name}32`, addressOf(a, ai), addressOf(o, oi), n, 4)
    else strided(a, ai, as, o, oi, n)
  }
}

function run1(kernel: `${UnaryName}${Width}`, a: number, o: number, n: number, bytes: number): void {
  if (n < sharedFrom || !shareRuns(kernel, [a, o, n], [bytes, bytes, 0], 2, n)) compiled[kernel](a, o, n)
}

function isOf(
  kind: Float64ArrayConstructor | Float32ArrayConstructor,
  a: TypedArray,
  o: TypedArray,
): boolean {
  return a instanceof kind && o instanceof kind
}
