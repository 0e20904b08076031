// The compiled kernels and the memory they work in. Arrays are copied there piece by piece; nothing stays in it between
// calls. Knows addresses (as in wasm/layout.as), not arrays.
import { memory, scratchBytes } from '../storage/memory'
import type { CompiledArithmetic } from './compiledArithmetic'
import program from './wasm/index.as?module'
import * as math from './math'
import {
  cosTable,
  expTable,
  halfPiParts,
  ln2Grid,
  ln2Step,
  logInverse,
  logTable,
  sinTable,
} from './mathTables'

/** Works in place on `count` float64 (an even number) at the address `at`. */
type Tile = (at: number, count: number) => void
type Gemm = (
  a: number,
  b: number,
  c: number,
  rows: number,
  columns: number,
  depth: number,
  strideBytes: number,
  first: boolean,
) => void

/** What wasm/index.as exports. */
interface Program extends CompiledArithmetic {
  readonly expTile: Tile
  readonly logTile: Tile
  readonly sinTile: Tile
  readonly cosTile: Tile
  readonly tanhTile: Tile
  readonly powTile: (at: number, count: number, power: number) => void
  readonly gemmF64: Gemm
  readonly gemmF32: Gemm
}

/** Bytes from which each region starts. */
export const layout = {
  constants: 1024,
  expTable: 4096,
  logTable: 8192,
  trigTable: 12288,
  tile: 16384,
  packedA: 65536,
  packedB: 65536 + 262144,
  product: 65536 + 262144 + 2097152,
} as const

/** Elements of a tile: input and result stay in the first-level cache. */
export const tileElements = 2048

/** Touched only where used: what no kernel needs costs nothing. */
export const float64Scratch = new Float64Array(memory.buffer, 0, scratchBytes / 8)
export const float32Scratch = new Float32Array(memory.buffer, 0, scratchBytes / 4)

/** In the order that wasm/elementary.as numbers them. */
const constants: readonly number[] = [
  ...[128 / Math.LN2, 6755399441055744],
  ...ln2Step,
  ...[1 / 720, 1 / 120, 1 / 24, 1 / 6, 0.5],
  ...[134217729, 1, ln2Grid.high, ln2Grid.low],
  ...[1 / 3, -1 / 4, 1 / 5, -1 / 6, 1 / 7, -1 / 8, 1 / 9],
  2 / Math.PI,
  ...halfPiParts,
  ...[-1 / 2, 1 / 24, -1 / 720, 1 / 40320],
  ...[-1 / 6, 1 / 120, -1 / 5040, 1 / 362880],
  64,
  ...[-1 / 3, 2 / 15, -17 / 315, 62 / 2835, 1382 / 155925],
  ...[-0.5, 2, 707, 1e6, 22, 0.03125, 128],
  ...[3.6893488147419103e19, 2.710505431213761e-20, Infinity, 1 / 64],
]

function writeTables(): void {
  const write = (at: number, values: readonly number[]) => float64Scratch.set(values, at / 8)
  write(
    layout.constants,
    constants.flatMap((value) => [value, value]),
  )
  for (let i = 0; i < 128; i++) write(layout.expTable + 16 * i, [expTable.high[i]!, expTable.low[i]!])
  logInverse.forEach((inverse, i) =>
    write(layout.logTable + 32 * i, [inverse, 0, logTable.high[i]!, logTable.low[i]!]),
  )
  for (let i = 0; i < 52; i++) {
    const row = [sinTable.high[i]!, sinTable.low[i]!, cosTable.high[i]!, cosTable.low[i]!]
    write(layout.trigTable + 32 * i, row)
  }
}

function instantiate(): Program {
  writeTables()
  const bytes = Uint8Array.from(atob(program), (letter) => letter.charCodeAt(0))
  const { exp, log, sin, cos, tanh, pow } = math
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), {
    env: { memory },
    scalar: { exp, log, sin, cos, tanh, pow },
  })
  return instance.exports as unknown as Program
}

/** The compiled kernels. */
export const compiled: Program = instantiate()
