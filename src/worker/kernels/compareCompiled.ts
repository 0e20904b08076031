// Comparisons of long runs by the compiled kernels. Knows layouts, not arrays.
import type { TypedArray } from '../engine/dtype'
import { shareRuns } from '../threads/crew'
import { addressOf, isReachable } from './address'
import type { BinaryLoop } from './loops'
import { operandAddress } from './repeated'
import { compiled } from './scratch'

/** In the order in which wasm/compare.as numbers them. */
const comparisons = ['equal', 'notEqual', 'less', 'lessEqual'] as const

/** o = 1 where `kind` holds for a and b, else 0; steps in bytes an element. */
type Compare = (
  kind: number,
  a: number,
  aStep: number,
  b: number,
  bStep: number,
  o: number,
  n: number,
) => void

/** What wasm/compare.as exports. */
export type CompiledComparisons = Readonly<
  Record<'compareFloat64' | 'compareFloat32' | 'compareInt32', Compare>
>

/** Shorter runs are compared in JavaScript, and from so many elements on helpers are asked. */
const shortest = 64
const sharedFrom = 65536

/** `strided`, and for long runs without gaps (or of one number) the compiled kernel. */
export function withComparison(name: (typeof comparisons)[number], strided: BinaryLoop): BinaryLoop {
  const kind = comparisons.indexOf(name)
  return (a, ai, as, b, bi, bs, o, oi, n) => {
    const kernel = n >= shortest && isReachable(o) ? kernelFor(a) : null
    const p = kernel === null ? null : operandAddress(a, ai, as, 0)
    const q = p === null ? null : operandAddress(b, bi, bs, 1)
    if (kernel === null || p === null || q === null) return strided(a, ai, as, b, bi, bs, o, oi, n)
    const [aStep, bStep] = [as * a.BYTES_PER_ELEMENT, bs * b.BYTES_PER_ELEMENT]
    const args = [kind, p, aStep, q, bStep, addressOf(o, oi), n] as const
    if (n < sharedFrom || !shareRuns(kernel, args, [0, aStep, 0, bStep, 0, 1, 0], 6, n))
      compiled[kernel](...args)
  }
}

function kernelFor(a: TypedArray): keyof CompiledComparisons | null {
  if (a instanceof Float64Array) return 'compareFloat64'
  if (a instanceof Float32Array) return 'compareFloat32'
  return a instanceof Int32Array ? 'compareInt32' : null
}
