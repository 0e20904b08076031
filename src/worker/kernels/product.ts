// One product of two matrices of floats in any layout. Knows buffers and strides, not arrays.
//
// Every element of the result is ((0 + a₀b₀) + a₁b₁) + … in the order of k, each product and each sum rounded to the
// type of the result. Small products are computed so in JavaScript, larger ones by the compiled kernel on packed
// blocks; the bits are the same.
import type { TypedArray } from '../engine/dtype'
import { compiled, float32Scratch, float64Scratch, layout } from './scratch'

/** A matrix in a buffer: element (i, j) is at start + i·rowStep + j·columnStep. */
export interface Matrix {
  readonly buffer: TypedArray
  readonly start: number
  readonly rowStep: number
  readonly columnStep: number
}

/** Blocks: a 128 x 256 in the second-level cache, b 256 x 1024, the result 1024 x 1024. */
const blockRows = 128
const blockDepth = 256
const stripSize = 1024
/** Multiply-and-add steps from which packing pays, and the fewest rows and columns for it. */
const smallest = 8192
const fewest = 3

/** Rows of a panel of a. */
const panelRows = 4

/**
 * out[ot …] = a (m x k) · b (k x n), row-major. `out` is float64 or float32 and decides the arithmetic; a and b may be
 * of any type whose elements it holds exactly.
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
  const wide = out instanceof Float64Array
  for (let j = 0; j < n; j += stripSize) {
    const columns = Math.min(stripSize, n - j)
    for (let i = 0; i < m; i += stripSize) {
      const rows = Math.min(stripSize, m - i)
      strip(shifted(a, i, 0), shifted(b, 0, j), wide, rows, k, columns)
      const scratch = wide ? float64Scratch : float32Scratch
      copyOut(scratch, padded(columns, wide ? 4 : 8), out, ot + i * n + j, n, rows, columns)
    }
  }
}

function shifted(of: Matrix, i: number, j: number): Matrix {
  return { ...of, start: of.start + i * of.rowStep + j * of.columnStep }
}

function padded(size: number, panel: number): number {
  return Math.ceil(size / panel) * panel
}

/** One block of the result, left in the scratch memory with its rows and columns padded to panels. */
function strip(a: Matrix, b: Matrix, wide: boolean, m: number, k: number, n: number): void {
  const bytes = wide ? 8 : 4
  const panelColumns = wide ? 4 : 8
  const scratch = wide ? float64Scratch : float32Scratch
  const gemm = wide ? compiled.gemmF64 : compiled.gemmF32
  const columns = padded(n, panelColumns)
  const stride = columns * bytes
  for (let p = 0; p < k; p += blockDepth) {
    const depth = Math.min(blockDepth, k - p)
    packColumns(shifted(b, p, 0), scratch, layout.packedB / bytes, depth, n, panelColumns)
    for (let i = 0; i < m; i += blockRows) {
      const rows = Math.min(blockRows, m - i)
      packRows(shifted(a, i, p), scratch, layout.packedA / bytes, rows, depth)
      const at = layout.product + i * stride
      const even = padded(rows, panelRows)
      gemm(layout.packedA, layout.packedB, at, even, columns, depth, stride, p === 0)
    }
  }
}

/** Panels of 4 rows: element p of row r at 4p + r; rows that are missing are zeros. */
function packRows(
  from: Matrix,
  to: Float64Array | Float32Array,
  at: number,
  rows: number,
  depth: number,
): void {
  const { buffer, start, rowStep, columnStep } = from
  let q = at
  for (let i = 0; i < rows; i += panelRows) {
    const p0 = start + i * rowStep
    if (i + panelRows <= rows) {
      const p1 = p0 + rowStep
      const p2 = p1 + rowStep
      const p3 = p2 + rowStep
      for (let p = 0, c = 0; p < depth; p++, c += columnStep, q += 4) {
        to[q] = buffer[p0 + c]!
        to[q + 1] = buffer[p1 + c]!
        to[q + 2] = buffer[p2 + c]!
        to[q + 3] = buffer[p3 + c]!
      }
    } else {
      for (let p = 0; p < depth; p++, q += 4) {
        for (let r = 0; r < 4; r++) {
          to[q + r] = i + r < rows ? buffer[p0 + r * rowStep + p * columnStep]! : 0
        }
      }
    }
  }
}

/** Panels of `width` columns, row after row; columns that are missing are zeros. */
function packColumns(
  from: Matrix,
  to: Float64Array | Float32Array,
  at: number,
  depth: number,
  columns: number,
  width: number,
): void {
  const { buffer, start, rowStep, columnStep } = from
  let q = at
  for (let j = 0; j < columns; j += width) {
    const first = start + j * columnStep
    if (j + width > columns) {
      for (let p = 0; p < depth; p++, q += width) {
        for (let c = 0; c < width; c++) {
          to[q + c] = j + c < columns ? buffer[first + p * rowStep + c * columnStep]! : 0
        }
      }
    } else {
      // Four columns at a time, also where a panel has eight.
      for (let c = 0; c < width; c += 4) {
        const c0 = first + c * columnStep
        const c1 = c0 + columnStep
        const c2 = c1 + columnStep
        const c3 = c2 + columnStep
        for (let p = 0, s = 0, t = q + c; p < depth; p++, s += rowStep, t += width) {
          to[t] = buffer[c0 + s]!
          to[t + 1] = buffer[c1 + s]!
          to[t + 2] = buffer[c2 + s]!
          to[t + 3] = buffer[c3 + s]!
        }
      }
      q += depth * width
    }
  }
}

function copyOut(
  scratch: Float64Array | Float32Array,
  stride: number,
  out: Float64Array | Float32Array,
  ot: number,
  outStride: number,
  rows: number,
  columns: number,
): void {
  const from = layout.product / scratch.BYTES_PER_ELEMENT
  if (stride === columns && outStride === columns) {
    out.set(scratch.subarray(from, from + rows * columns), ot)
    return
  }
  for (let i = 0; i < rows; i++) {
    const row = from + i * stride
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
