// The exponential function and its family. Knows numbers only.
// Method: x = k·ln2/512 + r, e^x = 2^(k/512) · (1 + r + r²/2 + …) with the power from a table and its rounding error
// beside it (P. T. P. Tang, 1989). For powers and hyperbolic functions the same in steps of ln2/128 as a sum of two
// doubles.
import {
  expSeries,
  expTable,
  expTails,
  ln2FineStep,
  ln2Step,
  powersOfTwo,
  tanhLimit,
  tanhSeries,
  tanhSteps,
  tanhTable,
} from './mathTables'

const [step1, step2, step3] = ln2Step as [number, number, number]
const inverseStep = 128 / Math.LN2
const [fine1, fine2] = ln2FineStep as [number, number]
const inverseFineStep = 512 / Math.LN2
const [e2, e3, e4] = expSeries
const roundShift = 6755399441055744
const { high: tableHigh, low: tableLow } = expTable
const splitter = 134217729
const [tanh3, tanh5] = tanhSeries
/** Adding it rounds to a whole number of steps of the table. */
const tanhShift = (1.5 * 2 ** 52) / tanhSteps

/** What expPair leaves beside its result: the low part, and the power of two that both are to be scaled by. */
let pairLow = 0
let pairScale = 0

/** (high + low) · 2^n, rounded once, also where the result has fewer bits. */
function scaled(high: number, low: number, n: number): number {
  if (n >= -1021) {
    if (n <= 1022) return (high + low) * powersOfTwo[n + 1022]!
    return n > 1030 ? Infinity : (high + low) * powersOfTwo[2045]! * powersOfTwo[n - 1023 + 1022]!
  }
  if (n < -1080) return 0
  const up = powersOfTwo[n + 1022 + 1022]!
  const h = high * up
  const sum = 1 + h
  const rest = 1 - sum + h + low * up
  return (sum + rest - 1) * powersOfTwo[0]!
}

/** e^x, at most 0.51 ulp from the exact value. */
export function exp(x: number): number {
  if (!(x > -746 && x < 710)) return x !== x ? NaN : x > 0 ? Infinity : 0
  const k = x * inverseFineStep + roundShift - roundShift
  const r = x - k * fine1 - k * fine2
  const j = k & 511
  const high = tableHigh[j]!
  const low = high * (expTails[j]! + r + r * r * (e2 + r * (e3 + r * e4)))
  const n = (k - j) / 512
  if (n >= -1021 && n <= 1022) return (high + low) * powersOfTwo[n + 1022]!
  return scaled(high, low, n)
}

/** e^(x + dx) / 2^pairScale as high part (returned) and pairLow, with about 68 bits. |x| must be below 1100. */
function expPair(x: number, dx: number): number {
  const k = x * inverseStep + roundShift - roundShift
  const r1 = x - k * step1
  const t = k * step2
  const r0 = r1 - t
  const back = r0 - r1
  const e0 = r1 - (r0 - back) + (-t - back) + (dx - k * step3)
  const r = r0 + e0
  const e = r0 - r + e0
  const q = r * r * (0.5 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r * (1 / 720)))))
  const rest = e + e * r + q
  const p = r + rest
  const pl = r - p + rest
  const j = k & 127
  const th = tableHigh[4 * j]!
  // th · p exactly as m + ml (Dekker).
  const m = th * p
  const ta = splitter * th
  const th1 = ta - (ta - th)
  const th2 = th - th1
  const pa = splitter * p
  const p1 = pa - (pa - p)
  const p2 = p - p1
  const ml = th1 * p1 - m + th1 * p2 + th2 * p1 + th2 * p2
  const h0 = th + m
  const l0 = th - h0 + m + (ml + th * pl + tableLow[4 * j]! * (1 + p))
  const high = h0 + l0
  pairLow = h0 - high + l0
  pairScale = (k - j) / 128
  return high
}

/** e^(x + dx) for a sum of two doubles: the second half of pow. */
export function expOfPair(x: number, dx: number): number {
  if (x > 710) return Infinity
  if (x < -746) return 0
  const high = expPair(x, dx)
  return scaled(high, pairLow, pairScale)
}

/** (a + al) / (b + bl), rounded once or nearly so. */
export function dividePairs(a: number, al: number, b: number, bl: number): number {
  const q = a / b
  const m = q * b
  const qa = splitter * q
  const q1 = qa - (qa - q)
  const q2 = q - q1
  const ba = splitter * b
  const b1 = ba - (ba - b)
  const b2 = b - b1
  const ml = q1 * b1 - m + q1 * b2 + q2 * b1 + q2 * b2
  return q + (a - m - ml + al - q * bl) / b
}

/** e^x - 1, accurate also near 0. */
export function expm1(x: number): number {
  if (x === 0) return x
  if (Math.abs(x) < 0.0078125) {
    const tail = 1 / 6 + x * (1 / 24 + x * (1 / 120 + x * (1 / 720 + x * (1 / 5040))))
    return x + x * x * (0.5 + x * tail)
  }
  if (!(x > -50 && x < 709.7)) return x !== x ? NaN : x < 0 ? -1 : exp(x)
  const high = expPair(x, 0)
  const factor = powersOfTwo[pairScale + 1022]!
  const h = high * factor
  const l = pairLow * factor
  return h >= 1 ? h - 1 + (h - (h - 1) - 1 + l) : -1 + h + (-1 - (-1 + h) + h + l)
}

/**
 * Hyperbolic tangent, at most 1.1 ulp from the exact value: with c = i/128 next to |x|, t = tanh c from a table and
 * u = tanh(|x| - c) by series, tanh |x| = (t + u) / (1 + t·u) = t + u - t·u(t + u) / (1 + t·u).
 */
export function tanh(x: number): number {
  if (x !== x) return NaN
  const a = Math.min(Math.abs(x), tanhLimit)
  const c = a + tanhShift - tanhShift
  const d = a - c
  const square = d * d
  const less = d * square * (tanh3 + square * tanh5)
  const u = d + less
  const t = tanhTable[c * tanhSteps]!
  const product = t * u
  const value = t + (d + (less - (product * (t + u)) / (1 + product)))
  return x < 0 ? -value : x === 0 ? x : value
}

/** Hyperbolic sine. */
export function sinh(x: number): number {
  const a = Math.abs(x)
  if (a === 0) return x
  if (a < 0.0625) {
    const q = x * x
    return x + x * q * (1 / 6 + q * (1 / 120 + q * (1 / 5040 + q * (1 / 362880))))
  }
  if (!(a < 711)) return x !== x ? NaN : x
  const value = halfSum(a, -1)
  return x < 0 ? -value : value
}

/** Hyperbolic cosine. */
export function cosh(x: number): number {
  const a = Math.abs(x)
  return a < 711 ? halfSum(a, 1) : x !== x ? NaN : Infinity
}

/** (e^a + sign · e^-a) / 2 for a >= 0. */
function halfSum(a: number, sign: 1 | -1): number {
  const high = expPair(a, 0)
  const low = pairLow
  const n = pairScale
  if (a > 40) return scaled(high, low, n - 1)
  const factor = powersOfTwo[n - 1 + 1022]!
  const h = high * factor
  const l = low * factor
  const inverse = (sign * 0.25) / h
  const sum = h + inverse
  return sum + (h - sum + inverse + (l + residual(sign * 0.25, inverse, h, l)))
}

/** (numerator - q · (h + l)) / h: what the quotient q misses. */
function residual(numerator: number, q: number, h: number, l: number): number {
  const m = q * h
  const qa = splitter * q
  const q1 = qa - (qa - q)
  const q2 = q - q1
  const ha = splitter * h
  const h1 = ha - (ha - h)
  const h2 = h - h1
  const ml = q1 * h1 - m + q1 * h2 + q2 * h1 + q2 * h2
  return (numerator - m - ml - q * l) / h
}

/** 1 / (1 + e^-x), at most 2 ulp from the exact value, without overflow on either side. */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + exp(-x))
  const e = exp(x)
  return e / (1 + e)
}
