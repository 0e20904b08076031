// Operations of two operands that broadcast, by the compiled kernels: grids of rows in which an operand repeats a row
// or has one number a row. Knows layouts, not what is computed.
import type { DType } from '../engine/dtype'
import type { NDArray } from '../engine/ndarray'
import { addressOf, isReachable } from './address'
import { arithmetic, type Arithmetic } from './compiledArithmetic'
import { eachRow, type Dims } from './dims'
import { shareRuns } from '../threads/crew'
import { compiled, float32Scratch, float64Scratch, layout, tileElements } from './scratch'

/** Grids of fewer elements are done by the loops. */
const smallest = 128
/** From this size on helpers are asked. */
const sharedFrom = 65536
/** An operand outside of the kernels' memory is copied there when it is no larger. Elements. */
const mostStaged = tileElements / 2

/**
 * Computes `kind` of `a` and `b` into the row-major `out` along `dims`, which holds the strides of both. False when the
 * compiled kernels do not serve these operands.
 */
export function runGrid(kind: Arithmetic, a: NDArray, b: NDArray, out: NDArray, dims: Dims): boolean {
  const { dtype } = out
  const to = out.buffer
  if ((dtype !== 'float64' && dtype !== 'float32') || to === null || out.size < smallest) return false
  if (dims.shape.length < 2 || !isReachable(to)) return false
  const [aStrides, bStrides] = [dims.strides[0]!, dims.strides[1]!]
  const grid = gridOf(dtype, aStrides.at(-1)!, bStrides.at(-1)!)
  const from = grid === null ? null : start(a, 0)
  const other = from === null ? null : start(b, 1)
  if (grid === null || from === null || other === null) return false
  const itemBytes = to.BYTES_PER_ELEMENT
  const n = dims.shape.at(-1)!
  const rows = dims.shape.at(-2)!
  const number = arithmetic.indexOf(kind)
  const outer = {
    shape: [...dims.shape.slice(0, -2), 1],
    strides: dims.strides.map((steps) => [...steps.slice(0, -2), 0]),
  }
  eachRow(outer, [0, 0], (starts, at) => {
    const p = from + starts[0]! * itemBytes
    const q = other + starts[1]! * itemBytes
    const o = addressOf(to, at * rows * n)
    const pStep = aStrides.at(-2)! * itemBytes
    const qStep = bStrides.at(-2)! * itemBytes
    const shares = rows * n >= sharedFrom
    const args = [number, p, pStep, q, qStep, o, rows, n]
    const growth = [0, pStep, 0, qStep, 0, n * itemBytes, 0, 0]
    if (!shares || !shareRuns(grid, args, growth, 6, rows, n))
      compiled[grid](number, p, pStep, q, qStep, o, rows, n)
  })
  return true
}

function gridOf(dtype: 'float64' | 'float32', aStep: number, bStep: number) {
  const width = dtype === 'float64' ? '64' : '32'
  if (aStep === 1 && bStep === 1) return `gridBoth${width}` as const
  if (aStep === 1 && bStep === 0) return `gridRight${width}` as const
  return aStep === 0 && bStep === 1 ? (`gridLeft${width}` as const) : null
}

/** The address of the first element of an operand, which may be a copy in a place of its own; null: not reachable. */
function start(a: NDArray, place: 0 | 1): number | null {
  const buffer = a.peek()
  if (isReachable(buffer)) return addressOf(buffer, a.offset)
  if (a.size > mostStaged || !a.contiguous) return null
  const scratch = scratchOf(a.dtype)
  const at = layout.tile / scratch.BYTES_PER_ELEMENT + place * mostStaged
  scratch.set(buffer.subarray(a.offset, a.offset + a.size), at)
  return at * scratch.BYTES_PER_ELEMENT
}

function scratchOf(dtype: DType): Float64Array | Float32Array {
  return dtype === 'float64' ? float64Scratch : float32Scratch
}
