// The compiled kernels and the memory they work in. Arrays are copied there piece by piece; nothing stays in it between
// calls. Knows addresses (as in wasm/layout.as), not arrays.
import { memory, scratchBytes } from '../storage/memory'
import program from './wasm/index.as?module'
import { writeFunctionTables } from './functionTables'
import { instantiate, type Program } from './program'

/** Bytes from which each region starts; the front belongs to functionTables.ts. */
export const layout = {
  tile: 40960,
  figures: 57344,
  productJob: 61440,
  packedB: 65536,
  /** No product is computed while a sample is looked at. */
  sample: 65536,
  product: 65536 + 2097152,
  packedA: 11534336,
} as const

/** Elements of a tile: input and result stay in the first-level cache. */
export const tileElements = 2048

/** Touched only where used: what no kernel needs costs nothing. */
export const float64Scratch = new Float64Array(memory.buffer, 0, scratchBytes / 8)
export const float32Scratch = new Float32Array(memory.buffer, 0, scratchBytes / 4)

writeFunctionTables(memory.buffer)

/** The program that helper threads make instances of too. */
export const kernelModule = new WebAssembly.Module(
  Uint8Array.from(atob(program), (letter) => letter.charCodeAt(0)),
)

/** The compiled kernels. */
export const compiled: Program = instantiate(kernelModule, memory)
