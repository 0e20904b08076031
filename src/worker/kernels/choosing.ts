// Chooses between values element by element: where, clip.
import { ArrayError } from '../engine/arrayError'
import { allocate } from '../engine/dtype'
import { nonzero } from '../engine/arrayIndex'
import { NDArray } from '../engine/ndarray'
import { broadcastShapes } from '../engine/shape'
import { maximum, minimum } from './arithmetic'
import { checkOperand, commonDType, operandDType, toArray, type Operand } from './operand'
import { broadcast_to } from './shaping'

/** Elements of `a` where `condition` is non-zero, else of `b`; all three broadcast. */
export function where(condition: Operand, a: Operand, b: Operand): NDArray {
  for (const operand of [condition, a, b]) checkOperand('where', operand)
  const dtype = commonDType(a, b)
  const mask = toArray(condition, operandDType(condition))
  const x = toArray(a, dtype)
  const y = toArray(b, dtype)
  const shape = broadcastShapes('where', broadcastShapes('where', mask.shape, x.shape), y.shape)
  const m = broadcast_to(mask, shape).toContiguous()
  const p = broadcast_to(x, shape).toContiguous()
  const q = broadcast_to(y, shape).toContiguous()
  const out = allocate(dtype, m.size)
  const mv = m.peek()
  const pv = p.peek()
  const qv = q.peek()
  for (let i = 0; i < out.length; i++)
    out[i] = mv[m.offset + i]! !== 0 ? pv[p.offset + i]! : qv[q.offset + i]!
  return NDArray.fromTyped(out, shape, dtype)
}

/** The positions (int32, one array per axis) where `condition` is non-zero: NumPy's one-argument where. */
export function positions(condition: NDArray): NDArray[] {
  return nonzero(condition)
}

/** Limits to [low, high], bounds included; null leaves a side open. NaN stays NaN. */
export function clip(a: Operand, low: Operand | null, high: Operand | null): NDArray {
  if (low === null && high === null)
    throw new ArrayError('clip: neither bound is given', 'give a lower or an upper one')
  const above = low === null ? a : maximum(a, low)
  return high === null ? maximum(above, low!) : minimum(above, high)
}
