// Comparisons and tests of long runs by the compiled kernels. Knows element types, not arrays.
import type { TypedArray } from '../engine/dtype'
import type { BinaryLoop, UnaryLoop } from './loops'
import { withSteps, type CompiledSteps } from './repeated'

/** In the order in which wasm/compare.as numbers them. */
const comparisons = [
  'equal',
  'notEqual',
  'less',
  'lessEqual',
  'and',
  'or',
  'not',
  'isFinite',
  'isInfinite',
] as const
type Comparison = (typeof comparisons)[number]

/** `strided`, and for long runs without gaps (or of one number) the compiled kernel. */
export function withComparison(name: Comparison, strided: BinaryLoop): BinaryLoop {
  return withSteps(comparisons.indexOf(name), kernelFor, strided)
}

/** The same of a test of one operand. */
export function withTest(name: Comparison, strided: UnaryLoop): UnaryLoop {
  const loop = withComparison(name, (a, ai, as, _b, _bi, _bs, o, oi, n) => strided(a, ai, as, o, oi, n))
  return (a, ai, as, o, oi, n) => loop(a, ai, as, a, ai, as, o, oi, n)
}

function kernelFor(a: TypedArray): keyof CompiledSteps {
  if (a instanceof Float64Array) return 'compareFloat64'
  if (a instanceof Float32Array) return 'compareFloat32'
  return a instanceof Int32Array ? 'compareInt32' : 'compareBool'
}
