// Logarithms. Knows numbers only.
// Method: x = 2^k · m with m from √½ to √2, f = m - 1 exactly, s = f / (m + 1), log m = 2 atanh s = f - s(f - R) with R
// a series in s² (as in the freely distributable libm of Sun Microsystems, 1993); log x = k·ln2 + log m.
// For powers and other bases as a sum of two doubles, with z·c = 1 + r for a table entry c of 14 bits (the product is
// exact in two parts).
import {
  inverseLn10,
  inverseLn2,
  ln2Grid,
  logFirst,
  logInverse,
  logSeries,
  logTable,
  type Pair,
} from './mathTables'

const ln2High = ln2Grid.high
const ln2Low = ln2Grid.low
const { high: tableHigh, low: tableLow } = logTable
const [c0, c1, c2, c3, c4, c5, c6] = logSeries
const splitter = 134217729

const word = new Float64Array(1)
const halves = new Int32Array(word.buffer)

/** What logPair leaves beside its result. */
let pairLow = 0

/** The low part of the last logPair. */
export function lowOfLog(): number {
  return pairLow
}

/** Natural logarithm, at most 2 ulp from the exact value: -Infinity at 0, NaN below. */
export function log(x: number): number {
  if (!(x > 0 && x < Infinity)) return x === 0 ? -Infinity : x === Infinity ? x : NaN
  let k = -1021
  word[0] = x
  if (x < 4.450147717014403e-308) {
    word[0] = x * 18014398509481984
    k -= 54
  }
  // Little-endian halves, as every machine that the lab runs on has them. The upper half of √½ · 2^-1021 is 0x0016a09e.
  const top = halves[1]! - 0x0016a09e
  k += top >> 20
  halves[1] = (top & 0xfffff) + 0x3fe6a09e
  const f = word[0] - 1
  const s = f / (word[0] + 1)
  const z = s * s
  const w = z * z
  const series = z * (c0 + w * (c2 + w * (c4 + w * c6))) + w * (c1 + w * (c3 + w * c5))
  return k * Math.LN2 + (f - s * (f - series))
}

/** log(x + dx) with about 68 bits: the high part is returned, lowOfLog() has the rest. x is finite and positive. */
export function logPair(x: number, dx: number): number {
  let k = 0
  let y = x
  let dy = dx
  if (x < 2.2250738585072014e-308) {
    y = x * 18014398509481984
    dy = dx * 18014398509481984
    k = -54
  }
  word[0] = y
  let top = halves[1]!
  let n = (top >> 20) - 1023
  top &= 0xfffff
  if (top >= 0x6a09e) {
    halves[1] = top | 0x3fe00000
    n++
  } else {
    halves[1] = top | 0x3ff00000
  }
  k += n
  const z = word[0]
  const dz = dy === 0 ? 0 : dy * 2 ** -n
  const i = ((z * 128 + 0.5) | 0) - logFirst
  const c = logInverse[i]!
  const za = splitter * z
  const z1 = za - (za - z)
  const a = z1 * c - 1
  const b = (z - z1) * c
  const r = a + b
  const rBack = r - a
  const rl = a - (r - rBack) + (b - rBack) + dz * c
  // r² exactly as q + ql (Dekker).
  const q = r * r
  const ra = splitter * r
  const r1 = ra - (ra - r)
  const r2 = r - r1
  const ql = r1 * r1 - q + 2 * r1 * r2 + r2 * r2
  const high = k * ln2High + tableHigh[i]!
  const s = high + r
  const sBack = s - high
  const e = high - (s - sBack) + (r - sBack)
  const h = -0.5 * q
  const t = s + h
  const tBack = t - s
  const f = s - (t - tBack) + (h - tBack)
  const tail = 1 / 3 + r * (-1 / 4 + r * (1 / 5 + r * (-1 / 6 + r * (1 / 7 + r * (-1 / 8 + r * (1 / 9))))))
  const rest = f + e + (rl - r * rl) + (k * ln2Low + tableLow[i]! - 0.5 * ql + q * r * tail)
  const result = t + rest
  pairLow = t - result + rest
  return result
}

/** Natural logarithm of a finite x > 0, at most 0.51 ulp from the exact value: where the number must be the one of C. */
export function preciseLog(x: number): number {
  const high = logPair(x, 0)
  return high + pairLow
}

/** log(1 + x), accurate also near 0. */
export function log1p(x: number): number {
  if (!(x > -1 && x < Infinity)) return x === -1 ? -Infinity : x === Infinity ? x : NaN
  if (Math.abs(x) < 1e-17) return x
  const u = 1 + x
  const back = u - 1
  const high = logPair(u, 1 - (u - back) + (x - back))
  return high + pairLow
}

/** log x times a constant of two doubles. */
function logTimes(x: number, factor: Pair): number {
  if (!(x > 0 && x < Infinity)) return x === 0 ? -Infinity : x === Infinity ? x : NaN
  const a = logPair(x, 0)
  const b = factor.high
  const m = a * b
  const aa = splitter * a
  const a1 = aa - (aa - a)
  const a2 = a - a1
  const ba = splitter * b
  const b1 = ba - (ba - b)
  const b2 = b - b1
  const ml = a1 * b1 - m + a1 * b2 + a2 * b1 + a2 * b2
  return m + (ml + (a * factor.low + pairLow * b))
}

/** Logarithm to base 2; exact for powers of 2. */
export function log2(x: number): number {
  return logTimes(x, inverseLn2)
}

/** Logarithm to base 10; exact for powers of 10. */
export function log10(x: number): number {
  return logTimes(x, inverseLn10)
}
