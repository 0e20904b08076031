// Elements in any layout copied into rows without gaps. Knows buffers and layouts, not arrays.
import type { TypedArray } from '../engine/dtype'
import { sizeOf, stridesOf, type Shape } from '../engine/shape'
import { shareRuns } from '../threads/crew'
import { addressOf, isReachable } from './address'
import { coalesce, eachRow, type Dims } from './dims'
import { compiled } from './scratch'

/**
 * What wasm/rearrange.as exports: element (i, j) is at from + i·rowStep + j·columnStep, and rows of the result are `pitch`
 * apart, all in bytes.
 */
export type CompiledCopies = Readonly<
  Record<
    `rearrange${64 | 32 | 8}`,
    (
      from: number,
      rowStep: number,
      columnStep: number,
      to: number,
      pitch: number,
      rows: number,
      columns: number,
    ) => void
  >
>

/** Smaller grids are copied in JavaScript, and from so many elements on helpers are asked. */
const smallest = 64
const sharedFrom = 65536
/** From this length on, copying a run at once is faster than one by one. */
const shortestRun = 16

/** Where the elements of a shape stand in a buffer. */
interface Layout {
  readonly buffer: TypedArray
  readonly offset: number
  readonly strides: readonly number[]
}

/** Copies a strided view to the front of `out` in row-major order. */
export function copyStrided(
  from: TypedArray,
  offset: number,
  shape: Shape,
  strides: readonly number[],
  out: TypedArray,
): void {
  copyTo({ buffer: out, offset: 0, strides: stridesOf(shape) }, { buffer: from, offset, strides }, shape)
}

/** Copies elements of one type, whose memory does not overlap. */
export function copyTo(to: Layout, from: Layout, shape: Shape): void {
  if (sizeOf(shape) === 0) return
  const dims = coalesce(shape, [from.strides, to.strides])
  if (copyCompiled(to, from, dims)) return
  const [p, q] = [from.buffer, to.buffer]
  const n = dims.shape.at(-1)!
  const [pStep, qStep] = [dims.strides[0]!.at(-1)!, dims.strides[1]!.at(-1)!]
  const isRun = pStep === 1 && qStep === 1 && n >= shortestRun
  eachRow(dims, [from.offset, to.offset], (starts) => {
    const [start, end] = starts as readonly [number, number]
    if (isRun) q.set(p.subarray(start, start + n), end)
    else copyRun(p, start, pStep, q, end, qStep, n)
  })
}

function copyRun(
  p: TypedArray,
  pStart: number,
  pStep: number,
  q: TypedArray,
  qStart: number,
  qStep: number,
  n: number,
): void {
  for (let i = 0, from = pStart, to = qStart; i < n; i++, from += pStep, to += qStep) q[to] = p[from]!
}

/** A grid of the last two axes at a time; false when the compiled kernels do not reach both buffers. */
function copyCompiled(to: Layout, from: Layout, { shape, strides }: Dims): boolean {
  const columns = shape.at(-1)!
  const rows = shape.at(-2) ?? 1
  const [source, target] = strides as readonly [readonly number[], readonly number[]]
  const size = rows * columns
  if (size < smallest || (target.at(-1) !== 1 && columns > 1)) return false
  if (!isReachable(from.buffer) || !isReachable(to.buffer)) return false
  const bytes = to.buffer.BYTES_PER_ELEMENT
  const kernel = bytes === 8 ? 'rearrange64' : bytes === 4 ? 'rearrange32' : 'rearrange8'
  const [rowStep, columnStep] = [(source.at(-2) ?? 0) * bytes, source.at(-1)! * bytes]
  const pitch = (target.at(-2) ?? 0) * bytes
  const grids = {
    shape: [...shape.slice(0, -2), 1],
    strides: strides.map((steps) => [...steps.slice(0, -2), 0]),
  }
  eachRow(grids, [from.offset, to.offset], (starts) => {
    const [p, q] = [addressOf(from.buffer, starts[0]!), addressOf(to.buffer, starts[1]!)]
    const args = [p, rowStep, columnStep, q, pitch, rows, columns] as const
    const growth = [rowStep, 0, 0, pitch, 0, 0, 0]
    if (size < sharedFrom || !shareRuns(kernel, args, growth, 5, rows, columns)) compiled[kernel](...args)
  })
  return true
}
