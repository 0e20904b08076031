// Runs inner loops over whole arrays: one call for contiguous data, an odometer over strides otherwise.
// Knows layouts, not what the loops compute.
import { take } from '../engine/buffers'
import { type DType, type TypedArray } from '../engine/dtype'
import { NDArray } from '../engine/ndarray'
import { broadcastShapes, broadcastStrides, sizeOf, type Shape } from '../engine/shape'
import type { Arithmetic } from './compiledArithmetic'
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

/** A fresh row-major array of f(a). */
export function mapUnary(loop: UnaryLoop, a: NDArray, dtype: DType): NDArray {
  const out = take(dtype, a.size)
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
 * A fresh row-major array of f(a, b), broadcast. Both operands must have the dtype that the loop reads.
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
  const buffer = take(dtype, size)
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

/** A shape with the strides of several operands along it, without axes that can be merged. */
export interface Dims {
  readonly shape: readonly number[]
  readonly strides: readonly (readonly number[])[]
}

/** Merges neighbouring axes that every operand walks in one step. At least one axis remains. */
export function coalesce(shape: Shape, strides: readonly (readonly number[])[]): Dims {
  const outShape: number[] = []
  const outStrides: number[][] = strides.map(() => [])
  for (let axis = 0; axis < shape.length; axis++) {
    const length = shape[axis]!
    if (length === 1) continue
    const last = outShape.length - 1
    const merges = last >= 0 && strides.every((s, k) => outStrides[k]![last] === s[axis]! * length)
    if (merges) {
      outShape[last]! *= length
      strides.forEach((s, k) => (outStrides[k]![last] = s[axis]!))
    } else {
      outShape.push(length)
      strides.forEach((s, k) => outStrides[k]!.push(s[axis]!))
    }
  }
  if (outShape.length === 0) return { shape: [1], strides: strides.map(() => [1]) }
  return { shape: outShape, strides: outStrides }
}

/** Calls `row` for each run along the last axis with the operands' start indices and the row-major position. */
export function eachRow(
  dims: Dims,
  offsets: readonly number[],
  row: (starts: readonly number[], at: number) => void,
): void {
  const { shape, strides } = dims
  const last = shape.length - 1
  if (shape.includes(0)) return
  const starts = [...offsets]
  const index = new Array<number>(last).fill(0)
  const inner = shape[last]!
  for (let at = 0; ; at += inner) {
    row(starts, at)
    let axis = last - 1
    for (; axis >= 0; axis--) {
      const done = ++index[axis]! === shape[axis]!
      for (let k = 0; k < starts.length; k++) {
        const step = strides[k]![axis]!
        starts[k]! += done ? step * (1 - shape[axis]!) : step
      }
      if (!done) break
      index[axis] = 0
    }
    if (axis < 0) return
  }
}
