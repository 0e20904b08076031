// Runs inner loops over whole arrays: one call for contiguous data, an odometer over strides otherwise.
// Knows layouts, not what the loops compute.
import { dtypeOf, take } from '../engine/buffers'
import { type DType, type TypedArray } from '../engine/dtype'
import { NDArray } from '../engine/ndarray'
import { broadcastShapes, broadcastStrides, sizeOf, type Shape } from '../engine/shape'

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

/** A fresh row-major array of f(a, b), broadcast. Both operands must have the dtype that the loop reads. */
export function mapBinary(subject: string, loop: BinaryLoop, a: NDArray, b: NDArray, dtype: DType): NDArray {
  const shape = broadcastShapes(subject, a.shape, b.shape)
  const size = sizeOf(shape)
  const out = take(dtype, size)
  const wholeA = a.contiguous && a.size === size
  const wholeB = b.contiguous && b.size === size
  if ((wholeA || a.size === 1) && (wholeB || b.size === 1)) {
    loop(a.peek(), a.offset, wholeA ? 1 : 0, b.peek(), b.offset, wholeB ? 1 : 0, out, 0, size)
  } else if (size > 0) {
    const dims = coalesce(shape, [
      broadcastStrides(a.shape, a.strides, shape),
      broadcastStrides(b.shape, b.strides, shape),
    ])
    const p = a.peek()
    const q = b.peek()
    const ps = dims.strides[0]!.at(-1)!
    const qs = dims.strides[1]!.at(-1)!
    const inner = dims.shape.at(-1)!
    const oneRow = dims.shape.length === 2 && inner < shortRow
    if (oneRow && wholeA && dims.strides[1]![0] === 0) {
      const rows = repeatRow(q, b.offset, qs, inner, dims.shape[0]!)
      for (let at = 0; at < size; at += rows.length) {
        loop(p, a.offset + at, 1, rows, 0, 1, out, at, Math.min(rows.length, size - at))
      }
    } else if (oneRow && wholeB && dims.strides[0]![0] === 0) {
      const rows = repeatRow(p, a.offset, ps, inner, dims.shape[0]!)
      for (let at = 0; at < size; at += rows.length) {
        loop(rows, 0, 1, q, b.offset + at, 1, out, at, Math.min(rows.length, size - at))
      }
    } else {
      eachRow(dims, [a.offset, b.offset], (starts, at) =>
        loop(p, starts[0]!, ps, q, starts[1]!, qs, out, at, inner),
      )
    }
  }
  return NDArray.fromTyped(out, shape, dtype)
}

/** Rows shorter than this are repeated to longer runs when all rows of the other operand meet the same one. */
const shortRow = 2048

/** One row as often as fits into a run of 4096 elements, at most `most` times. */
function repeatRow(from: TypedArray, start: number, step: number, length: number, most: number): TypedArray {
  const times = Math.max(1, Math.min(most, Math.floor(4096 / length)))
  const rows = take(dtypeOf(from), times * length)
  for (let i = 0; i < length; i++) rows[i] = from[start + i * step]!
  for (let i = length; i < rows.length; i += length) rows.copyWithin(i, 0, length)
  return rows
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
