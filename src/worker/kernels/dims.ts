// Layouts of several operands along one shape: axes that can be merged, and the walk over their rows. Knows no buffers.
import type { Shape } from '../engine/shape'

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
