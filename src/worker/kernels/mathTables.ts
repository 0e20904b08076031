// Constants and tables of the elementary functions, computed once from integer arithmetic when the module loads, so
// that no table has to be trusted. Everything is a pair of doubles: a high part and what is left of it.

/** Fraction bits of the fixed-point numbers in this module. */
const bits = 192n
const one = 1n << bits

/** An unevaluated sum of two doubles. */
export interface Pair {
  readonly high: number
  readonly low: number
}

const scale = 2 ** Number(bits)

/** Rounds to nearest (Number of a BigInt does), twice. */
function toPair(value: bigint): Pair {
  const high = Number(value) / scale
  return { high, low: Number(value - BigInt(high * scale)) / scale }
}

/** The multiple of 2^-grid nearest below, and the rest. */
function toGridPair(value: bigint, grid: bigint): Pair {
  const kept = (value >> (bits - grid)) << (bits - grid)
  return { high: Number(kept) / scale, low: Number(value - kept) / scale }
}

/** atan(1 / n) with `fraction` bits, by its series. */
function arctanOfInverse(n: bigint, fraction: bigint): bigint {
  let power = (1n << fraction) / n
  let sum = power
  for (let k = 3n, sign = -1n; power !== 0n; k += 2n, sign = -sign) {
    power /= n * n
    sum += (sign * power) / k
  }
  return sum
}

/** π with `fraction` bits (Machin's formula). */
export function piFixed(fraction: bigint): bigint {
  const guard = fraction + 16n
  return (16n * arctanOfInverse(5n, guard) - 4n * arctanOfInverse(239n, guard)) >> 16n
}

/** 2 atanh(1 / n) with `bits` bits: ln((n + 1) / (n - 1)). */
function logOfRatio(numerator: bigint, denominator: bigint): bigint {
  // ln(a / b) = 2 atanh((a - b) / (a + b))
  const t = ((numerator - denominator) << bits) / (numerator + denominator)
  const square = (t * t) >> bits
  let power = t
  let sum = t
  for (let k = 3n; power !== 0n && power !== -1n; k += 2n) {
    power = (power * square) >> bits
    sum += power / k
  }
  return 2n * sum
}

function expFixed(x: bigint): bigint {
  let term = one
  let sum = one
  for (let k = 1n; term !== 0n && term !== -1n; k++) {
    term = ((term * x) / k) >> bits
    sum += term
  }
  return sum
}

/** sin and cos of x by their series. */
function sinCosFixed(x: bigint): { sin: bigint; cos: bigint } {
  const square = (x * x) >> bits
  let term = one
  let cos = one
  let sin = x
  let odd = x
  for (let k = 1n; term !== 0n && term !== -1n; k++) {
    term = -((term * square) >> bits) / ((2n * k - 1n) * (2n * k))
    odd = -((odd * square) >> bits) / (2n * k * (2n * k + 1n))
    cos += term
    sin += odd
  }
  return { sin, cos }
}

/** atan(numerator / denominator) for small ratios, by its series. */
function arctanFixed(numerator: bigint, denominator: bigint): bigint {
  const t = (numerator << bits) / denominator
  const square = (t * t) >> bits
  let power = t
  let sum = t
  for (let k = 3n, sign = -1n; power !== 0n; k += 2n, sign = -sign) {
    power = (power * square) >> bits
    sum += (sign * power) / k
  }
  return sum
}

/** The values that `next` makes one of another, from `first` on. */
function chain<T>(length: number, first: T, next: (value: T, i: number) => T): T[] {
  const values = [first]
  while (values.length < length) values.push(next(values[values.length - 1]!, values.length - 1))
  return values
}

const ln2Fixed = logOfRatio(2n, 1n)
const piBits = piFixed(bits)

/** ln 2 on the grid of the logarithm table (42 bits after the point). */
export const ln2Grid = toGridPair(ln2Fixed, 42n)
export const inverseLn2 = toPair((one << bits) / ln2Fixed)
export const inverseLn10 = toPair((one << bits) / (logOfRatio(5n, 4n) + 3n * ln2Fixed))
export const halfPi = toPair(piBits >> 1n)
export const pi = toPair(piBits)

/** ln 2 / 128 in three parts; the first two leave 18 bits free, so that products with small integers are exact. */
export const ln2Step = splitParts(ln2Fixed >> 7n, [42n, 77n])

/** π / 2 in four parts; the first three have 33 bits each. */
export const halfPiParts = splitParts(piBits >> 1n, [32n, 65n, 98n])

function splitParts(value: bigint, grids: readonly bigint[]): readonly number[] {
  let rest = value
  const parts: number[] = []
  for (const grid of grids) {
    const kept = (rest >> (bits - grid)) << (bits - grid)
    parts.push(Number(kept) / scale)
    rest -= kept
  }
  return [...parts, Number(rest) / scale]
}

interface PairTable {
  readonly high: Float64Array
  readonly low: Float64Array
}

function tableOf(length: number, at: (i: number) => Pair): PairTable {
  const high = new Float64Array(length)
  const low = new Float64Array(length)
  for (let i = 0; i < length; i++) {
    const pair = at(i)
    high[i] = pair.high
    low[i] = pair.low
  }
  return { high, low }
}

/** ln 2 / 512 in two parts; the first leaves 20 bits free, so that products with small integers are exact. */
export const ln2FineStep = splitParts(ln2Fixed >> 9n, [42n])

const expStep = expFixed(ln2Fixed >> 9n)
const expValues = chain(512, one, (value) => (value * expStep) >> bits)
/** 2^(i/512) for i < 512. */
export const expTable = tableOf(512, (i) => toPair(expValues[i]!))
/** The low parts of expTable relative to the high ones. */
export const expTails = expTable.low.map((low, i) => low / expTable.high[i]!)

/** (e^r - 1 - r) / r² for |r| <= ln 2 / 1024: its values at three Chebyshev points. Error of e^r: 2^-61. */
export const expSeries = [0.5, 0.1666666695361201, 0.04166666714490891] as const

/** Inverses of i/128 with 14 bits, for 0.7 <= i/128 <= 1.42; index i - 90. */
export const logFirst = 90
export const logInverse = Float64Array.from(
  { length: 93 },
  (_, i) => Math.round(2097152 / (i + logFirst)) / 16384,
)

/** -ln of the inverses (for logarithms as sums of two doubles), the high part on the grid of ln2Grid. */
export const logTable = tableOf(93, (i) =>
  toGridPair(logOfRatio(16384n, BigInt(logInverse[i]! * 16384)), 42n),
)

/**
 * (ln((1 + s)/(1 - s)) / s - 2) / s² in powers of s² for |s| <= 3 - 2√2: coefficients of least largest error, which is
 * 2^-59 of the logarithm.
 */
export const logSeries = [
  0.6666666666666734, 0.39999999999414687, 0.2857142874238685, 0.22222198573157842, 0.1818356433163466,
  0.15314050329005569, 0.1479595259464135,
] as const

/** Steps of tanhTable from one whole number to the next. */
export const tanhSteps = 128
/** From here on tanh is 1 to the last bit. */
export const tanhLimit = 19.0625
const tanhGrowth = expFixed(one >> 6n)
/** tanh(i/128), from (E - 1)/(E + 1) with E = e^(i/64). */
export const tanhTable = Float64Array.from(
  chain(tanhLimit * tanhSteps + 1, one, (value) => (value * tanhGrowth) >> bits),
  (value) => toPair(((value - one) << bits) / (value + one)).high,
)

/** (tanh d - d) / d³ in powers of d² for |d| <= 1/256: coefficients of least largest error, which is 2^-57 of tanh d. */
export const tanhSeries = [-0.3333333333279193, 0.13333218667693572] as const

const angle = sinCosFixed(one >> 6n)
const sinCos = chain(52, { sin: 0n, cos: one }, ({ sin, cos }) => ({
  sin: (sin * angle.cos + cos * angle.sin) >> bits,
  cos: (cos * angle.cos - sin * angle.sin) >> bits,
}))
/** sin(i/64) and cos(i/64) up to π/4. */
export const sinTable = tableOf(52, (i) => toPair(sinCos[i]!.sin))
export const cosTable = tableOf(52, (i) => toPair(sinCos[i]!.cos))

// atan((i + 1)/64) - atan(i/64) = atan(64 / (4096 + i(i + 1)))
const atanValues = chain(65, 0n, (value, i) => value + arctanFixed(64n, BigInt(4096 + i * (i + 1))))
/** atan(i/64) for i <= 64. */
export const atanTable = tableOf(65, (i) => toPair(atanValues[i]!))

/** 2^n for n from -1022 to 1023; index n + 1022. */
export const powersOfTwo = Float64Array.from({ length: 2046 }, (_, i) => 2 ** (i - 1022))
