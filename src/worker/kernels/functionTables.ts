// Constants and tables of the compiled elementary functions, written into the kernels' memory from the tables of the
// scalar ones. Knows the order in which wasm/vectors.as numbers the constants.
import {
  cosTable,
  expSeries,
  expTable,
  expTails,
  halfPiParts,
  ln2FineStep,
  ln2Grid,
  ln2Step,
  logCellBits,
  logCells,
  logCellTable,
  logInverse,
  logSeries,
  logTable,
  sinTable,
} from './mathTables'

/** Bytes from which each region starts, as in wasm/layout.as. */
const layout = {
  constants: 1024,
  expTable: 4096,
  trigTable: 6144,
  logTable: 8192,
  expSteps: 12288,
  logCells: 20480,
}

/** Upper halves of bit patterns; the lower ones are zeros. */
const bits = (upper: number, lower = 0) => (BigInt(upper >>> 0) << 32n) | BigInt(lower)

/** Where the cells of the logarithm begin: half a cell before the first. */
const cellStart = logCellBits - 2048
const one = 0x3ff00000

/** Numbers, or bits of them, in the order of wasm/vectors.as. */
const constants: readonly (number | bigint)[] = [
  ...[512 / Math.LN2, 6755399441055744, ...ln2FineStep, bits(0, 511 << 4), ...expSeries.slice(1), 640],
  ...[22, 2 ** -28, 0.0625, -0, 0.5, 1, 2],
  ...[bits(cellStart), bits(cellStart - one), bits(0xfff00000), bits(0, 255 << 5), bits(0x43300000)],
  ...[2 ** 52 + 1023, 2 ** -1022, Infinity, ln2Grid.high, ln2Grid.low, ...logSeries],
  ...[128 / Math.LN2, ...ln2Step, 1 / 720, 1 / 120, 1 / 24, 1 / 6, 134217729],
  ...[707, 3.6893488147419103e19, 2.710505431213761e-20],
  ...[bits(0x000fffff, 0xffffffff), bits(0x0006a09e), bits(0, 1023), 128, -0.5],
  ...[1 / 3, -1 / 4, 1 / 5, -1 / 6, 1 / 7, -1 / 8, 1 / 9],
  ...[1e6, 2 / Math.PI, ...halfPiParts],
  ...[-1 / 2, 1 / 24, -1 / 720, 1 / 40320],
  ...[-1 / 6, 1 / 120, -1 / 5040, 1 / 362880],
  ...[64, 1 / 64],
]

/** Writes everything to its place in front of the memory. */
export function writeFunctionTables(memory: ArrayBufferLike): void {
  const numbers = new Float64Array(memory, 0, 4096)
  const words = new BigInt64Array(memory, 0, 4096)
  const put = (at: number, ...values: readonly (number | bigint)[]) => {
    values.forEach((value, i) => {
      if (typeof value === 'number') numbers[at / 8 + i] = value
      else words[at / 8 + i] = value
    })
  }
  constants.forEach((value, i) => put(layout.constants + 16 * i, value, value))
  for (let i = 0; i < 128; i++) put(layout.expTable + 16 * i, expTable.high[4 * i]!, expTable.low[4 * i]!)
  for (let i = 0; i < 52; i++) {
    const at = layout.trigTable + 32 * i
    put(at, sinTable.high[i]!, sinTable.low[i]!, cosTable.high[i]!, cosTable.low[i]!)
  }
  logInverse.forEach((inverse, i) =>
    put(layout.logTable + 32 * i, inverse, 0, logTable.high[i]!, logTable.low[i]!),
  )
  // The exponent of an entry is less by its number, which adding all of k's bits puts right.
  for (let i = 0; i < 512; i++) {
    const at = layout.expSteps + 16 * i
    put(at, expTable.high[i]!, expTails[i]!)
    words[at / 8]! -= BigInt(i) << 43n
  }
  logCells.forEach((c, i) =>
    put(layout.logCells + 32 * i, c, 1 / c, logCellTable.high[i]!, logCellTable.low[i]!),
  )
}
