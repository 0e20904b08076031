// Chooses between values element by element: where, clip.
import { ArrayError } from '../engine/arrayError'
import { take } from '../engine/buffers'
import type { TypedArray } from '../engine/dtype'
import { nonzero } from '../engine/arrayIndex'
import { NDArray } from '../engine/ndarray'
import { broadcastShapes, sizeOf, type Shape } from '../engine/shape'
import { maximum, minimum } from './arithmetic'
import { addressOf, isReachable } from './address'
import { checkOperand, commonDType, operandDType, toArray, type Operand } from './operand'
import { operandAddress } from './repeated'
import { compiled } from './scratch'
import { broadcast_to } from './shaping'
import { shareRuns } from '../threads/crew'

/** What wasm/choose.as exports: o = x where m is not zero, else y; steps in bytes an element. */
export type CompiledChoices = Readonly<
  Record<
    'choose64' | 'choose32',
    (m: number, x: number, xStep: number, y: number, yStep: number, o: number, n: number) => void
  >
>

/** Fewer elements are chosen in JavaScript, and from so many on helpers are asked. */
const smallest = 64
const sharedFrom = 65536

/** Elements of `a` where `condition` is non-zero, else of `b`; all three broadcast. */
export function where(condition: Operand, a: Operand, b: Operand): NDArray {
  for (const operand of [condition, a, b]) checkOperand('where', operand)
  const dtype = commonDType(a, b)
  const mask = toArray(condition, operandDType(condition))
  const x = toArray(a, dtype)
  const y = toArray(b, dtype)
  const shape = broadcastShapes('where', broadcastShapes('where', mask.shape, x.shape), y.shape)
  const out = take(dtype, sizeOf(shape))
  const m = reader(mask, shape)
  const p = reader(x, shape)
  const q = reader(y, shape)
  if (!chooseCompiled(m, p, q, out)) choose(m, p, q, out)
  return NDArray.fromTyped(out, shape, dtype)
}

/** A run through an operand in row-major order of the result; step 0 repeats its only element. */
interface Reader {
  readonly buffer: TypedArray
  readonly at: number
  readonly step: 0 | 1
}

function reader(a: NDArray, shape: Shape): Reader {
  if (a.size === 1) return { buffer: a.peek(), at: a.offset, step: 0 }
  const whole = broadcast_to(a, shape).toContiguous()
  return { buffer: whole.peek(), at: whole.offset, step: 1 }
}

/** False when the compiled kernels do not reach the operands. */
function chooseCompiled(m: Reader, p: Reader, q: Reader, out: TypedArray): boolean {
  const n = out.length
  const { BYTES_PER_ELEMENT: bytes } = out
  const isMask = m.buffer instanceof Uint8Array && m.step === 1 && isReachable(m.buffer)
  if (n < smallest || bytes === 1 || !isMask || !isReachable(out)) return false
  const x = operandAddress(p.buffer, p.at, p.step, 0)
  const y = operandAddress(q.buffer, q.at, q.step, 1)
  if (x === null || y === null) return false
  const kernel = bytes === 8 ? 'choose64' : 'choose32'
  const [xStep, yStep] = [p.step * bytes, q.step * bytes]
  const args = [addressOf(m.buffer, m.at), x, xStep, y, yStep, addressOf(out, 0), n] as const
  if (n < sharedFrom || !shareRuns(kernel, args, [1, xStep, 0, yStep, 0, bytes, 0], 6, n))
    compiled[kernel](...args)
  return true
}

function choose(m: Reader, p: Reader, q: Reader, out: TypedArray): void {
  const mask = m.buffer
  const x = p.buffer
  const y = q.buffer
  for (
    let i = 0, mi = m.at, pi = p.at, qi = q.at;
    i < out.length;
    i++, mi += m.step, pi += p.step, qi += q.step
  ) {
    out[i] = mask[mi]! !== 0 ? x[pi]! : y[qi]!
  }
}

/** The positions (int32, one array per axis) where `condition` is non-zero: NumPy's one-argument where. */
export function positions(condition: NDArray): NDArray[] {
  return nonzero(condition)
}

/** Limits to [low, high], bounds included; null leaves a side open. NaN stays NaN. */
export function clip(a: Operand, low: Operand | null, high: Operand | null): NDArray {
  if (low === null && high === null)
    throw new ArrayError('clip: neither bound is given', 'give a lower or an upper one')
  // In this order a value that equals a bound stays itself (0 and -0), as in NumPy.
  if (high === null) return maximum(low!, a)
  return minimum(high, low === null ? a : maximum(low, a))
}
