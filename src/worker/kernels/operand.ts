// What kernels accept and how two operands find a common dtype. Knows no loops.
import { ArrayError } from '../engine/arrayError'
import { promote, promoteWeak, type DType } from '../engine/dtype'
import { NDArray } from '../engine/ndarray'
import { describe } from '../engine/shape'

/** An array, a weak number (takes the array's dtype when it can) or a boolean (a bool scalar). */
export type Operand = NDArray | number | boolean

/** True when `scalarValue` gives the whole operand as a float64: the path of 0-d computations. */
export function isScalar(a: Operand): boolean {
  return (
    typeof a === 'number' ||
    (typeof a === 'object' && a !== null && a.buffer === null && a.dtype === 'float64')
  )
}

/** The value of an operand for which `isScalar` holds. */
export function scalarValue(a: Operand): number {
  return typeof a === 'number' ? a : (a as NDArray).scalar
}

/** Rejects what is no operand, by name of the operation. */
export function checkOperand(subject: string, a: Operand): void {
  if (a instanceof NDArray || typeof a === 'number' || typeof a === 'boolean') return
  throw new ArrayError(
    `${subject}: expected an array or a number, got ${describe(a)}`,
    Array.isArray(a) ? 'wrap it in np.array(…)' : 'give an NDArray',
  )
}

/** The dtype of one operand alone: a plain number is float64. */
export function operandDType(a: Operand): DType {
  if (typeof a === 'number') return 'float64'
  return typeof a === 'boolean' ? 'bool' : a.dtype
}

/** The dtype in which two operands meet (NumPy 2 promotion; see dtype.ts for weak numbers). */
export function commonDType(a: Operand, b: Operand): DType {
  if (typeof a === 'number') return typeof b === 'number' ? 'float64' : promoteWeak(operandDType(b), a)
  if (typeof b === 'number') return promoteWeak(operandDType(a), b)
  return promote(operandDType(a), operandDType(b))
}

/** The operand as an array of `dtype`: itself when it is one already. */
export function toArray(a: Operand, dtype: DType): NDArray {
  if (typeof a === 'number') return NDArray.scalar(a, dtype)
  if (typeof a === 'boolean') return NDArray.scalar(a ? 1 : 0, dtype)
  return a.dtype === dtype ? a : a.astype(dtype)
}
