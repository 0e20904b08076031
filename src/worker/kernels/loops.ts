// Runs inner loops over whole arrays: one call for contiguous data, one for each row otherwise.
// Knows layouts, not what the loops compute.
import { take, takeAfter } from '../engine/buffers'
import { type DType, type TypedArray } from '../engine/dtype'
import { NDArray } from '../engine/ndarray'
import { broadcastShapes, broadcastStrides, sizeOf } from '../engine/shape'
import type { Arithmetic } from './compiledArithmetic'
import { coalesce, eachRow } from './dims'
import { runGrid } from './grid'

/** o[oi + i] = f(a[ai + i * as]) for i < n. */
export type UnaryLoop<A extends TypedArray = TypedArray, O extends TypedArray = TypedArray> = (
  a: A,
  ai: number,
  as: number,
  o: O,
  oi: number,
  n: number,
) => void

/** o[oi + i] = f(a[ai + i * as], b[bi + i * bs]) for i < n. */
export type BinaryLoop<A extends TypedArray = TypedArray, O extends TypedArray = TypedArray> = (
  a: A,
  ai: number,
  as: number,
  b: A,
  bi: number,
  bs: number,
  o: O,
  oi: number,
  n: number,
) => void

/** A row-major array of f(a), new or in the memory of `a` (`takeAfter`). */
export function mapUnary(loop: UnaryLoop, a: NDArray, dtype: DType): NDArray {
  const out = takeAfter(a, dtype)
  if (a.contiguous) {
    loop(a.peek(), a.offset, 1, out, 0, a.size)
  } else {
    const dims = coalesce(a.shape, [a.strides])
    const buffer = a.peek()
    const step = dims.strides[0]!.at(-1)!
    const inner = dims.shape.at(-1)!
    eachRow(dims, [a.offset], (starts, at) => loop(buffer, starts[0]!, step, out, at, inner))
  }
  return NDArray.fromTyped(out, a.shape, dtype)
}

/**
 * A row-major array of f(a, b), broadcast, new or in the memory of an operand (`takeAfter`). Both operands must have the dtype that the loop reads.
 * @param kind names the compiled kernels that compute the same, where there are such
 */
export function mapBinary(
  subject: string,
  loop: BinaryLoop,
  a: NDArray,
  b: NDArray,
  dtype: DType,
  kind?: Arithmetic,
): NDArray {
  const shape = broadcastShapes(subject, a.shape, b.shape)
  const size = sizeOf(shape)
  const buffer =
    a.size === size ? takeAfter(a, dtype) : b.size === size ? takeAfter(b, dtype) : take(dtype, size)
  const wholeA = a.contiguous && a.size === size
  const wholeB = b.contiguous && b.size === size
  if ((wholeA || a.size === 1) && (wholeB || b.size === 1)) {
    loop(a.peek(), a.offset, wholeA ? 1 : 0, b.peek(), b.offset, wholeB ? 1 : 0, buffer, 0, size)
    return NDArray.fromTyped(buffer, shape, dtype)
  }
  const out = NDArray.fromTyped(buffer, shape, dtype)
  if (size === 0) return out
  const dims = coalesce(shape, [
    broadcastStrides(a.shape, a.strides, shape),
    broadcastStrides(b.shape, b.strides, shape),
  ])
  if (kind !== undefined && runGrid(kind, a, b, out, dims)) return out
  const p = a.peek()
  const q = b.peek()
  const ps = dims.strides[0]!.at(-1)!
  const qs = dims.strides[1]!.at(-1)!
  const inner = dims.shape.at(-1)!
  eachRow(dims, [a.offset, b.offset], (starts, at) =>
    loop(p, starts[0]!, ps, q, starts[1]!, qs, buffer, at, inner),
  )
  return out
}
