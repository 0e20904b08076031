// One product of two matrices of floats in any layout. Knows buffers and strides, not arrays.
//
// Every element of the result is ((0 + a₀b₀) + a₁b₁) + … in the order of k, each product and each sum rounded to the
// type of the result. Small products are computed so in JavaScript, larger ones by the compiled kernel on packed
// blocks; the bits are the same.
import type { TypedArray } from '../engine/dtype'
import { addressOf, isReachable } from './address'
import { betweenBlocks } from './patience'
import { compiled, float32Scratch, float64Scratch, layout } from './scratch'
import { canShare, shareRuns } from '../threads/crew'

/** A matrix in a buffer: element (i, j) is at start + i·rowStep + j·columnStep. */
export interface Matrix {
  readonly buffer: TypedArray
  readonly start: number
  readonly rowStep: number
  readonly columnStep: number
}

/**
 * Blocks of at most: a 130 rows (26 panels) in the second-level cache, 1000 for several threads; b 1024 columns, results
 * that are copied 1024 x 1024. A row of a and a column of b have at most so many bytes, so that two panels of b, which
 * are packed just before they are used, and one of a stay in the first-level cache.
 */
const blockRows = 130
const sharedRows = 1000
const blockBytes = 2048
const stripSize = 1024
/** A row-major b of at most so many bytes stays in the first-level cache as it is. */
const unpackedBytes = 32768
/** Multiply-and-add steps from which packing pays, and the fewest rows and columns for it. */
const smallest = 2048
const fewest = 3

/** Multiply-and-add steps from which helpers are asked. */
const sharedFrom = 500_000

/** Elements of b from which helpers are asked to pack. */
const packedShared = 32768

/** Rows of a panel of a. */
const panelRows = 5

/** One type of floats: its kernels, and its view of the scratch memory. */
interface Floats {
  readonly bytes: number
  /** Columns of a panel of b: two vectors. */
  readonly width: number
  readonly scratch: Float64Array | Float32Array
  readonly product: 'productF64' | 'productF32'
  readonly packPanels: 'packPanelsF64' | 'packPanelsF32'
}

/** What wasm/gemm.as exports. */
export type CompiledProducts = Readonly<
  Record<`${'product' | 'packPanels'}${'F64' | 'F32'}`, (job: number, panel: number, count: number) => void>
>

const wide: Floats = {
  bytes: 8,
  width: 4,
  scratch: float64Scratch,
  product: 'productF64',
  packPanels: 'packPanelsF64',
}
const narrow: Floats = {
  bytes: 4,
  width: 8,
  scratch: float32Scratch,
  product: 'productF32',
  packPanels: 'packPanelsF32',
}

/**
 * out[ot …] = a (m x k) · b (k x n), row-major. `out` is float64 or float32 and decides the arithmetic; a and b may be
 * of any type whose elements it holds exactly. A large product that is interrupted between its blocks leaves `out`
 * unfinished.
 */
export function multiplyMatrices(
  a: Matrix,
  b: Matrix,
  out: Float64Array | Float32Array,
  ot: number,
  m: number,
  k: number,
  n: number,
): void {
  if (m < fewest || n < fewest || m * n * k < smallest) {
    if (out instanceof Float64Array) smallFloat64(a, b, out, ot, m, k, n)
    else smallFloat32(a, b, out, ot, m, k, n)
    return
  }
  const floats = out instanceof Float64Array ? wide : narrow
  const inPlace = isReachable(out)
  const height = inPlace ? m : stripSize
  for (let j = 0; j < n; j += stripSize) {
    const columns = Math.min(stripSize, n - j)
    for (let i = 0; i < m; i += height) {
      const rows = Math.min(height, m - i)
      const left = shifted(a, i, 0)
      const right = shifted(b, 0, j)
      const at = ot + i * n + j
      if (inPlace) strip(floats, left, right, addressOf(out, at), n * floats.bytes, rows, k, columns)
      else {
        strip(floats, left, right, layout.product, columns * floats.bytes, rows, k, columns)
        copyOut(floats, out, at, n, rows, columns)
      }
    }
  }
}

function shifted({ buffer, start, rowStep, columnStep }: Matrix, i: number, j: number): Matrix {
  return { buffer, start: start + i * rowStep + j * columnStep, rowStep, columnStep }
}

/** A result of at most 1024 columns at the address c. */
function strip(
  floats: Floats,
  a: Matrix,
  b: Matrix,
  c: number,
  stride: number,
  m: number,
  k: number,
  n: number,
): void {
  const { bytes, width } = floats
  const step = b.rowStep * bytes
  const asItIs =
    b.columnStep === 1 && n % width === 0 && step > 0 && k * step <= unpackedBytes && isOf(floats, b.buffer)
  const mostDepth = evenly(k, blockBytes / bytes, 1)
  const shares = m * n * mostDepth >= sharedFrom && canShare()
  const mostRows = evenly(m, shares ? sharedRows : blockRows, panelRows)
  for (let p = 0; p < k; p += mostDepth) {
    const depth = Math.min(mostDepth, k - p)
    const right = shifted(b, p, 0)
    job[slot.b] = asItIs ? addressOf(right.buffer, right.start) : layout.packedB
    job[slot.panelBytes] = asItIs ? 32 : 32 * depth
    job[slot.stepBytes] = asItIs ? step : 32
    job[slot.columns] = n
    job[slot.depth] = depth
    job[slot.isFirst] = p === 0 ? 1 : 0
    job[slot.keepsB] = m > mostRows ? 1 : 0
    job[slot.sourceB] = 0
    if (!asItIs) packColumns(floats, right, depth, n, shares)
    for (let i = 0; i < m; i += mostRows) {
      const rows = Math.min(mostRows, m - i)
      betweenBlocks()
      packRows(floats, shifted(a, i, p), rows, depth)
      job[slot.c] = c + i * stride
      job[slot.strideBytes] = stride
      job[slot.rows] = rows
      const panels = Math.ceil(rows / panelRows)
      runPanels(floats.product, panels, Math.max(2, Math.ceil(panels / 16)), shares)
      job[slot.sourceB] = 0
    }
  }
}

/** The length of the fewest parts of at most `most`, all but the last of which are alike: a multiple of `unit`. */
function evenly(length: number, most: number, unit: number): number {
  return Math.ceil(length / Math.ceil(length / most) / unit) * unit
}

/** What wasm/gemm.as reads, and where in it stands what. */
const slot = {
  a: 0,
  b: 1,
  panelBytes: 2,
  stepBytes: 3,
  c: 4,
  strideBytes: 5,
  rows: 6,
  columns: 7,
  depth: 8,
  isFirst: 9,
  sourceA: 10,
  sourceB: 13,
  keepsB: 16,
} as const
const job = new Int32Array(float64Scratch.buffer, layout.productJob, 17)

/** Work on panels as the job describes it, by several threads in chunks of so many. */
function runPanels(kernel: keyof CompiledProducts, panels: number, chunk: number, shares: boolean): void {
  const args = [layout.productJob, 0, panels] as const
  if (!shares || !shareRuns(kernel, args, [0, 1, 0], 2, panels, 16384 / chunk)) compiled[kernel](...args)
}

/** True when the kernels for this type can read the buffer. */
function isOf(floats: Floats, buffer: TypedArray): boolean {
  return buffer.constructor === floats.scratch.constructor && isReachable(buffer)
}

/** Panels of 5 rows: element p of row r at 5p + r; rows that are missing are zeros. The product makes them if it can. */
function packRows(floats: Floats, from: Matrix, rows: number, depth: number): void {
  const { buffer, start, rowStep, columnStep } = from
  const { bytes, scratch } = floats
  job[slot.a] = layout.packedA
  if (isOf(floats, buffer)) {
    describeSource(slot.sourceA, from, bytes)
    return
  }
  job[slot.sourceA] = 0
  let q = layout.packedA / bytes
  for (let i = 0; i < rows; i += panelRows) {
    for (let p = 0; p < depth; p++, q += panelRows) {
      const at = start + i * rowStep + p * columnStep
      for (let r = 0; r < panelRows; r++) scratch[q + r] = i + r < rows ? buffer[at + r * rowStep]! : 0
    }
  }
}

/**
 * Panels of two vectors of columns, row after row; columns that are missing are zeros. The product makes them if it can
 * and is one call: its threads would make the same ones.
 */
function packColumns(floats: Floats, from: Matrix, depth: number, columns: number, shares: boolean): void {
  const { buffer, start, rowStep, columnStep } = from
  const { bytes, width, scratch } = floats
  if (isOf(floats, buffer)) {
    describeSource(slot.sourceB, from, bytes)
    if (!shares) return
    const panels = Math.ceil(columns / width)
    runPanels(floats.packPanels, panels, Math.ceil(panels / 8), depth * columns >= packedShared)
    job[slot.sourceB] = 0
    return
  }
  let q = layout.packedB / bytes
  for (let j = 0; j < columns; j += width) {
    for (let p = 0; p < depth; p++, q += width) {
      const at = start + j * columnStep + p * rowStep
      for (let c = 0; c < width; c++) scratch[q + c] = j + c < columns ? buffer[at + c * columnStep]! : 0
    }
  }
}

function describeSource(at: number, { buffer, start, rowStep, columnStep }: Matrix, bytes: number): void {
  job[at] = addressOf(buffer, start)
  job[at + 1] = rowStep * bytes
  job[at + 2] = columnStep * bytes
}

function copyOut(
  { scratch, bytes }: Floats,
  out: Float64Array | Float32Array,
  ot: number,
  outStride: number,
  rows: number,
  columns: number,
): void {
  const from = layout.product / bytes
  for (let i = 0; i < rows; i++) {
    const row = from + i * columns
    out.set(scratch.subarray(row, row + columns), ot + i * outStride)
  }
}

/** The reference: for every element the sum over k in order. */
function smallFloat64(
  a: Matrix,
  b: Matrix,
  out: Float64Array,
  ot: number,
  m: number,
  k: number,
  n: number,
): void {
  const x = a.buffer
  const y = b.buffer
  const step = b.columnStep
  for (let i = 0; i < m; i++) {
    const row = ot + i * n
    if (n === 1) {
      let sum = 0
      for (let p = 0, s = a.start + i * a.rowStep, t = b.start; p < k; p++) {
        sum += x[s]! * y[t]!
        s += a.columnStep
        t += b.rowStep
      }
      out[row] = sum
      continue
    }
    out.fill(0, row, row + n)
    for (let p = 0; p < k; p++) {
      const factor = x[a.start + i * a.rowStep + p * a.columnStep]!
      for (let j = 0, t = b.start + p * b.rowStep; j < n; j++, t += step) {
        out[row + j] = out[row + j]! + factor * y[t]!
      }
    }
  }
}

/** The same, rounded to float32 after every product and every sum. */
function smallFloat32(
  a: Matrix,
  b: Matrix,
  out: Float32Array,
  ot: number,
  m: number,
  k: number,
  n: number,
): void {
  const x = a.buffer
  const y = b.buffer
  const step = b.columnStep
  const { fround } = Math
  for (let i = 0; i < m; i++) {
    const row = ot + i * n
    out.fill(0, row, row + n)
    for (let p = 0; p < k; p++) {
      const factor = x[a.start + i * a.rowStep + p * a.columnStep]!
      for (let j = 0, t = b.start + p * b.rowStep; j < n; j++, t += step) {
        out[row + j] = fround(out[row + j]! + fround(factor * y[t]!))
      }
    }
  }
}
