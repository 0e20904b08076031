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
 * Blocks: a 125 x 256 (25 panels) in the second-level cache, up to 1000 x 256 for several threads; b 256 x 1024, results
 * that are copied 1024 x 1024.
 */
const blockRows = 125
const sharedRows = 1000
const blockDepth = 256
const stripSize = 1024
/** A row-major b of at most so many bytes stays in the cache as it is. */
const unpackedBytes = 131072
/** Multiply-and-add steps from which packing pays, and the fewest rows and columns for it. */
const smallest = 2048
const fewest = 3

/** Multiply-and-add steps from which helpers are asked. */
const sharedFrom = 500_000

/** Rows of a panel of a. */
const panelRows = 5

/** One type of floats: its kernels, and its view of the scratch memory. */
interface Floats {
  readonly bytes: number
  /** Columns of a panel of b: two vectors. */
  readonly width: number
  readonly scratch: Float64Array | Float32Array
  readonly product: 'productF64' | 'productF32'
  readonly packRows: Packing
  readonly packColumns: Packing
}

/** Makes panels at `to` of a matrix at `from` whose rows and columns are so many bytes apart. */
type Packing = (
  to: number,
  from: number,
  rowBytes: number,
  columnBytes: number,
  rows: number,
  columns: number,
) => void

/** What wasm/gemm.as exports. */
export type CompiledProducts = Readonly<
  Record<'productF64' | 'productF32', (job: number, panel: number, count: number) => void> &
    Record<`pack${'Rows' | 'Columns'}${'F64' | 'F32'}`, Packing>
>

const wide: Floats = {
  bytes: 8,
  width: 4,
  scratch: float64Scratch,
  product: 'productF64',
  packRows: compiled.packRowsF64,
  packColumns: compiled.packColumnsF64,
}
const narrow: Floats = {
  bytes: 4,
  width: 8,
  scratch: float32Scratch,
  product: 'productF32',
  packRows: compiled.packRowsF32,
  packColumns: compiled.packColumnsF32,
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
  const shares = m * n * Math.min(k, blockDepth) >= sharedFrom && canShare()
  const blockHeight = shares ? sharedRows : blockRows
  for (let p = 0; p < k; p += blockDepth) {
    const depth = Math.min(blockDepth, k - p)
    const right = shifted(b, p, 0)
    if (!asItIs) packColumns(floats, right, depth, n)
    for (let i = 0; i < m; i += blockHeight) {
      const rows = Math.min(blockHeight, m - i)
      betweenBlocks()
      packRows(floats, shifted(a, i, p), rows, depth)
      job[0] = layout.packedA
      job[1] = asItIs ? addressOf(right.buffer, right.start) : layout.packedB
      job[2] = asItIs ? 32 : 32 * depth
      job[3] = asItIs ? step : 32
      job[4] = c + i * stride
      job[5] = stride
      job[6] = rows
      job[7] = n
      job[8] = depth
      job[9] = p === 0 ? 1 : 0
      runPanels(floats.product, Math.ceil(rows / panelRows), shares)
    }
  }
}

/** What wasm/gemm.as reads. */
const job = new Uint32Array(float64Scratch.buffer, layout.productJob, 10)

/** The product that the job describes, by several threads in chunks of some panels of rows. */
function runPanels(product: Floats['product'], panels: number, shares: boolean): void {
  const args = [layout.productJob, 0, panels] as const
  const chunk = Math.max(4, Math.ceil(panels / 16))
  if (!shares || !shareRuns(product, args, [0, 1, 0], 2, panels, 16384 / chunk)) compiled[product](...args)
}

/** True when the kernels for this type can read the buffer. */
function isOf(floats: Floats, buffer: TypedArray): boolean {
  return buffer.constructor === floats.scratch.constructor && isReachable(buffer)
}

/** Panels of 5 rows: element p of row r at 5p + r; rows that are missing are zeros. */
function packRows(floats: Floats, from: Matrix, rows: number, depth: number): void {
  const { buffer, start, rowStep, columnStep } = from
  const { bytes, scratch } = floats
  if (isOf(floats, buffer)) {
    const at = addressOf(buffer, start)
    floats.packRows(layout.packedA, at, rowStep * bytes, columnStep * bytes, rows, depth)
    return
  }
  let q = layout.packedA / bytes
  for (let i = 0; i < rows; i += panelRows) {
    for (let p = 0; p < depth; p++, q += panelRows) {
      const at = start + i * rowStep + p * columnStep
      for (let r = 0; r < panelRows; r++) scratch[q + r] = i + r < rows ? buffer[at + r * rowStep]! : 0
    }
  }
}

/** Panels of two vectors of columns, row after row; columns that are missing are zeros. */
function packColumns(floats: Floats, from: Matrix, depth: number, columns: number): void {
  const { buffer, start, rowStep, columnStep } = from
  const { bytes, width, scratch } = floats
  if (isOf(floats, buffer)) {
    const at = addressOf(buffer, start)
    floats.packColumns(layout.packedB, at, rowStep * bytes, columnStep * bytes, depth, columns)
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
