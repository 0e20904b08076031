// Comparisons and truth: results are bool arrays. Knows nothing of arithmetic.
import type { NDArray } from '../engine/ndarray'
import { withComparison, withTest } from './compareCompiled'
import { mapBinary, mapUnary, type BinaryLoop, type UnaryLoop } from './loops'
import { checkOperand, commonDType, operandDType, toArray, type Operand } from './operand'

function compare(name: string, loop: BinaryLoop, a: Operand, b: Operand): NDArray {
  checkOperand(name, a)
  checkOperand(name, b)
  const dtype = commonDType(a, b)
  return mapBinary(name, loop, toArray(a, dtype), toArray(b, dtype), 'bool')
}

const equalLoop = withComparison('equal', (a, ai, as, b, bi, bs, o, oi, n) => {
  for (let i = 0; i < n; i++, ai += as, bi += bs) o[oi + i] = a[ai]! === b[bi]! ? 1 : 0
})
const notEqualLoop = withComparison('notEqual', (a, ai, as, b, bi, bs, o, oi, n) => {
  for (let i = 0; i < n; i++, ai += as, bi += bs) o[oi + i] = a[ai]! === b[bi]! ? 0 : 1
})
const lessLoop = withComparison('less', (a, ai, as, b, bi, bs, o, oi, n) => {
  for (let i = 0; i < n; i++, ai += as, bi += bs) o[oi + i] = a[ai]! < b[bi]! ? 1 : 0
})
const lessEqualLoop = withComparison('lessEqual', (a, ai, as, b, bi, bs, o, oi, n) => {
  for (let i = 0; i < n; i++, ai += as, bi += bs) o[oi + i] = a[ai]! <= b[bi]! ? 1 : 0
})
/** 1 where both are not zero. */
export const andLoop = withComparison('and', (a, ai, as, b, bi, bs, o, oi, n) => {
  for (let i = 0; i < n; i++, ai += as, bi += bs) o[oi + i] = a[ai]! !== 0 && b[bi]! !== 0 ? 1 : 0
})
/** 1 where either is not zero. */
export const orLoop = withComparison('or', (a, ai, as, b, bi, bs, o, oi, n) => {
  for (let i = 0; i < n; i++, ai += as, bi += bs) o[oi + i] = a[ai]! !== 0 || b[bi]! !== 0 ? 1 : 0
})

/** a == b, element by element. NaN equals nothing. */
export function equal(a: Operand, b: Operand): NDArray {
  return compare('equal', equalLoop, a, b)
}
/** a != b, element by element. */
export function not_equal(a: Operand, b: Operand): NDArray {
  return compare('not_equal', notEqualLoop, a, b)
}
/** a < b, element by element. */
export function less(a: Operand, b: Operand): NDArray {
  return compare('less', lessLoop, a, b)
}
/** a <= b, element by element. */
export function less_equal(a: Operand, b: Operand): NDArray {
  return compare('less_equal', lessEqualLoop, a, b)
}
/** a > b, element by element. */
export function greater(a: Operand, b: Operand): NDArray {
  return compare('greater', lessLoop, b, a)
}
/** a >= b, element by element. */
export function greater_equal(a: Operand, b: Operand): NDArray {
  return compare('greater_equal', lessEqualLoop, b, a)
}
/** Both are non-zero. */
export function logical_and(a: Operand, b: Operand): NDArray {
  return compare('logical_and', andLoop, a, b)
}
/** At least one is non-zero. */
export function logical_or(a: Operand, b: Operand): NDArray {
  return compare('logical_or', orLoop, a, b)
}

function test(name: string, loop: UnaryLoop, a: Operand): NDArray {
  checkOperand(name, a)
  return mapUnary(loop, toArray(a, operandDType(a)), 'bool')
}

const notLoop = withTest('not', (a, ai, as, o, oi, n) => {
  for (let i = 0; i < n; i++, ai += as) o[oi + i] = a[ai]! === 0 ? 1 : 0
})
const isnanLoop: UnaryLoop = (a, ai, as, o, oi, n) => notEqualLoop(a, ai, as, a, ai, as, o, oi, n)
const isfiniteLoop = withTest('isFinite', (a, ai, as, o, oi, n) => {
  for (let i = 0; i < n; i++, ai += as) o[oi + i] = a[ai]! - a[ai]! === 0 ? 1 : 0
})
const isinfLoop = withTest('isInfinite', (a, ai, as, o, oi, n) => {
  for (let i = 0; i < n; i++, ai += as) o[oi + i] = a[ai]! === Infinity || a[ai]! === -Infinity ? 1 : 0
})

/** Zero becomes true, anything else false. */
export function logical_not(a: Operand): NDArray {
  return test('logical_not', notLoop, a)
}
/** True where the element is NaN. */
export function isnan(a: Operand): NDArray {
  return test('isnan', isnanLoop, a)
}
/** True where the element is neither NaN nor infinite. */
export function isfinite(a: Operand): NDArray {
  return test('isfinite', isfiniteLoop, a)
}
/** True where the element is infinite. */
export function isinf(a: Operand): NDArray {
  return test('isinf', isinfLoop, a)
}
