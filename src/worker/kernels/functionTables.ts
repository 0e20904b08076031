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
  logInverse,
  logSeries,
  logTable,
  sinTable,
  tanhLimit,
  tanhSeries,
  tanhSteps,
  tanhTable,
} from './mathTables'

/** Bytes from which each region starts, as in wasm/layout.as. */
const layout = {
  constants: 1024,
  singles: 3072,
  expTable: 4096,
  trigTable: 6144,
  logTable: 8192,
  expSteps: 12288,
  tanhTable: 20480,
}

/** Upper halves of bit patterns; the lower ones are zeros. */
const bits = (upper: number, lower = 0) => (BigInt(upper >>> 0) << 32n) | BigInt(lower)

/** Numbers, or bits of them, in the order of wasm/vectors.as. */
const constants: readonly (number | bigint)[] = [
  ...[512 / Math.LN2, 6755399441055744, ...ln2FineStep, ...expSeries.slice(1)],
  ...[tanhLimit, (1.5 * 2 ** 52) / tanhSteps, ...tanhSeries, -0, 0.5, 1, 2],
  ...[bits(0x0016a09e), bits(0x000fffff, 0xffffffff), bits(0x3fe6a09e), ...logSeries],
  ...[bits(0x43300000), 2 ** 52 + 1021, Math.LN2, 2 ** -1022, Infinity, ln2Grid.high, ln2Grid.low],
  ...[128 / Math.LN2, ...ln2Step, 1 / 720, 1 / 120, 1 / 24, 1 / 6, 134217729],
  ...[707, 3.6893488147419103e19, 2.710505431213761e-20],
  ...[bits(0x000fffff, 0xffffffff), bits(0x0006a09e), bits(0, 1023), 128, -0.5],
  ...[1 / 3, -1 / 4, 1 / 5, -1 / 6, 1 / 7, -1 / 8, 1 / 9],
  ...[1e6, 2 / Math.PI, ...halfPiParts],
  ...[-1 / 2, 1 / 24, -1 / 720, 1 / 40320],
  ...[-1 / 6, 1 / 120, -1 / 5040, 1 / 362880],
  ...[64, 1 / 64],
]

/** Numbers, or bits of them, for float32: those of wasm/single.as, then those of wasm/singleSigmoid.as, in their order. */
const singles: readonly (number | Bits)[] = [
  ...[-0, 1, 2, -104, 89, Math.LOG2E, 1.5 * 2 ** 23, 0.693359375, -2.1219444e-4],
  ...[
    0.50000001201,
    0.16666665459,
    0.041665795894,
    0.0083334519073,
    0.0013981999507,
    1.98756915e-4,
    { bits: 127 },
  ],
  ...[10, 0.625, -0.333332819422, 0.133314422036, -0.0537397155531, 0.0206390887954, -0.00570498872745],
  ...[
    { bits: 0x00b504f3 },
    { bits: 0x007fffff },
    { bits: 0x3f3504f3 },
    { bits: 0x7f800000 - 0x00b504f3 },
    125,
  ],
  ...[0.6666677638197369, 0.39977541525314936, 0.2987172943979021, 1e6],
  // The sigmoid: its ends, and minimax coefficients of (e^-r - 1 + r) / r² for |r| up to ln 2 / 2 (e^-r to 2^-28).
  ...[-16, 30, -Math.LOG2E, 1.5 * 2 ** 23 + 127],
  ...[0.500000009527, -0.166665187543, 0.0416662055252, -0.00836889962252, 0.00139505096224],
]
/** Sine and cosine for float32: minimax coefficients of FreeBSD's msun (k_sinf.c, k_cosf.c), and the rest of π/2. */
const singleTrigonometry = [
  ...[
    -0.166666666416265235595, 0.0083333293858894631756, -0.000198393348360966317347,
    0.0000027183114939898219064,
  ],
  ...[
    -0.49999999725103100312, 0.0416666233237390631894, -0.00138867637746099294692,
    0.0000243904487962774090654,
  ],
  halfPiParts[1]! + halfPiParts[2]!,
]

interface Bits {
  readonly bits: number
}

/** Writes everything to its place in front of the memory. */
export function writeFunctionTables(memory: ArrayBufferLike): void {
  const numbers = new Float64Array(memory, 0, 5120)
  const words = new BigInt64Array(memory, 0, 5120)
  const put = (at: number, ...values: readonly (number | bigint)[]) => {
    values.forEach((value, i) => {
      if (typeof value === 'number') numbers[at / 8 + i] = value
      else words[at / 8 + i] = value
    })
  }
  constants.forEach((value, i) => put(layout.constants + 16 * i, value, value))
  const narrow = new Float32Array(memory, layout.singles, 4 * singles.length)
  const narrowBits = new Uint32Array(memory, layout.singles, 4 * singles.length)
  singles.forEach((value, i) => {
    if (typeof value === 'number') narrow.fill(value, 4 * i, 4 * i + 4)
    else narrowBits.fill(value.bits, 4 * i, 4 * i + 4)
  })
  singleTrigonometry.forEach((value, i) => put(layout.singles + 16 * (singles.length + i), value, value))
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
  numbers.set(tanhTable, layout.tanhTable / 8)
}
