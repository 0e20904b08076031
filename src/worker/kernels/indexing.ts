// Reading, writing and adding at an index. The index itself is understood in engine/arrayIndex.ts.
import { select, type Index } from '../engine/arrayIndex'
import { ArrayError } from '../engine/arrayError'
import { take } from '../engine/buffers'
import { allocate, type DType } from '../engine/dtype'
import { sharesMemory } from '../engine/memory'
import { NDArray } from '../engine/ndarray'
import {
  broadcastShapes,
  broadcastStrides,
  formatShape,
  sameShape,
  sizeOf,
  type Shape,
} from '../engine/shape'
import { coalesce, eachRow } from './dims'
import { operandDType, toArray, type Operand } from './operand'
import { copyStrided, copyTo } from './rearrange'

/** The elements that `index` (its parts in order) names: a view for numbers and slices, a copy for index arrays. */
export function getItem(a: NDArray, index: Index): NDArray {
  const selection = select(a, index)
  if (selection.kind === 'view') {
    return selection.single ? NDArray.scalar(selection.view.first(), a.dtype) : selection.view
  }
  const { starts, block, shape, solid } = selection
  const from = a.peek()
  const length = block.length
  const out = take(a.dtype, starts.length * length)
  for (let i = 0, at = 0; i < starts.length; i++) {
    const start = starts[i]!
    if (solid && length >= smallBlock) {
      out.set(from.subarray(start, start + length), at)
      at += length
    } else {
      for (let j = 0; j < length; j++) out[at++] = from[start + block[j]!]!
    }
  }
  return NDArray.fromTyped(out, shape, a.dtype)
}

/** From this many elements on, copying a block at once is faster than one by one. */
const smallBlock = 16

/** The value in row-major order, cast and broadcast to what it is written to. */
function spread(subject: string, value: Operand, shape: Shape, dtype: DType): NDArray {
  const array = toArray(value, dtype)
  const lead = Math.max(array.ndim - shape.length, 0)
  // As in NumPy, leading axes of length 1 of the value do not count.
  const trimmed = array.shape.slice(0, lead).every((length) => length === 1)
    ? NDArray.view(array, array.shape.slice(lead), array.strides.slice(lead), array.offset)
    : array
  const fits =
    trimmed.ndim <= shape.length && sameShape(broadcastShapes(subject, trimmed.shape, shape), shape)
  if (!fits) {
    throw new ArrayError(
      `${subject}: a value of shape ${formatShape(array.shape)} does not fit into ${formatShape(shape)}`,
      'sizes must be equal, or 1 in the value',
    )
  }
  const strides = broadcastStrides(trimmed.shape, trimmed.strides, shape)
  const out = allocate(dtype, sizeOf(shape))
  copyStrided(trimmed.peek(), trimmed.offset, shape, strides, out)
  return NDArray.fromTyped(out, shape, dtype)
}

/** Writes `value` (cast to a's dtype, broadcast) to the elements that `index` names. On an error nothing is written. */
export function setItem(a: NDArray, index: Index, value: Operand): void {
  const selection = select(a, index)
  if (selection.kind === 'elements') {
    const values = spread('set', value, selection.shape, a.dtype).peek()
    const to = a.share()
    const { starts, block } = selection
    let at = 0
    for (const start of starts) for (const place of block) to[start + place] = values[at++]!
    return
  }
  if (selection.single && typeof value === 'object' && value.ndim > 0) {
    throw new ArrayError(
      `set: a value of shape ${formatShape(value.shape)} does not fit into one element`,
      'give a number or a 0-d array',
    )
  }
  assign(selection.view, value)
}

/** Writes `value` (cast, broadcast) over all elements of `a`, which may be a view. */
export function assign(a: NDArray, value: Operand): void {
  const constant = typeof value === 'number' || typeof value === 'boolean' || value.size === 1
  const given = constant ? null : toArray(value, a.dtype)
  if (given !== null && sameShape(given.shape, a.shape) && !sharesMemory(given, a)) {
    const { offset, strides } = a
    copyTo(
      { buffer: a.share(), offset, strides },
      { buffer: given.peek(), offset: given.offset, strides: given.strides },
      a.shape,
    )
    return
  }
  const values = spread('set', value, constant ? [] : a.shape, a.dtype).peek()
  const to = a.share()
  if (a.size === 0) return
  const dims = coalesce(a.shape, [a.strides])
  const inner = dims.shape.at(-1)!
  const step = dims.strides[0]!.at(-1)!
  eachRow(dims, [a.offset], (starts, at) => {
    for (let i = 0, p = starts[0]!; i < inner; i++, p += step) to[p] = values[constant ? 0 : at + i]!
  })
}

/** Zeros of `shape` with `values` added at `index`; an element that the index names twice gets both (np.add.at). */
export function addAt(shape: Shape, index: Index, values: NDArray): NDArray {
  const dtype = operandDType(values)
  const out = NDArray.zeros(shape, dtype)
  const selection = select(out, index)
  if (selection.kind === 'view') {
    assign(selection.view, values)
    if (shape.length === 0) return NDArray.scalar(selection.view.first(), dtype)
    return out
  }
  const added = spread('addAt', values, selection.shape, dtype).peek()
  const to = out.share()
  let at = 0
  for (const start of selection.starts) {
    for (const place of selection.block) to[start + place] = to[start + place]! + added[at++]!
  }
  return out
}
