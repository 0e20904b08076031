// Inverse trigonometric functions. Knows numbers only.
// Method: atan x = atan(i/64) + atan((x - i/64) / (1 + x·i/64)), the first from a table, the second by series.
import { atanTable, halfPi, pi } from './mathTables'

const splitter = 134217729
const { high: tableHigh, low: tableLow } = atanTable

let pairLow = 0

/** atan(y / x) for 0 <= y <= x, x > 0: high part returned, low part in pairLow. */
function atanRatio(y: number, x: number): number {
  const i = Math.round((y / x) * 64)
  const t = i / 64
  // (y - t·x) / (x + t·y); t has 6 bits, so the parts of t·x and t·y are exact.
  const xa = splitter * x
  const x1 = xa - (xa - x)
  const ya = splitter * y
  const y1 = ya - (ya - y)
  const top = y1 - t * x1 + (y - y1 - t * (x - x1))
  const topLow = y1 - t * x1 - top + (y - y1 - t * (x - x1))
  const m = t * y
  const bottom = x + m
  const bottomLow = x - bottom + m + (t * y1 - m + t * (y - y1))
  const d = top / bottom
  const da = splitter * d
  const d1 = da - (da - d)
  const d2 = d - d1
  const ba = splitter * bottom
  const b1 = ba - (ba - bottom)
  const b2 = bottom - b1
  const p = d * bottom
  const pl = d1 * b1 - p + d1 * b2 + d2 * b1 + d2 * b2
  const dl = (top - p - pl + topLow - d * bottomLow) / bottom
  const q = d * d
  const less = d * q * (-1 / 3 + q * (1 / 5 + q * (-1 / 7 + q * (1 / 9 + q * (-1 / 11)))))
  const base = tableHigh[i]!
  const s = base + d
  const back = s - base
  const low = base - (s - back) + (d - back) + (tableLow[i]! + dl + less)
  const high = s + low
  pairLow = s - high + low
  return high
}

/** Angle of the point (x, y) from the positive x axis, in (-π, π]. */
export function atan2(y: number, x: number): number {
  if (x !== x || y !== y) return NaN
  const left = x < 0 || Object.is(x, -0)
  const below = y < 0 || Object.is(y, -0)
  const angle = firstQuadrant(Math.abs(y), Math.abs(x))
  const value = left ? pi.high - angle + (pi.low - pairLow) : angle
  return below ? -value : value
}

/** Angle of (x, y) with both from 0; the low part in pairLow. */
function firstQuadrant(y: number, x: number): number {
  pairLow = 0
  if (y === 0) return 0
  if (x === 0 || (y === Infinity && x !== Infinity)) {
    pairLow = halfPi.low
    return halfPi.high
  }
  if (x === Infinity) {
    if (y !== Infinity) return 0
    pairLow = halfPi.low / 2
    return halfPi.high / 2
  }
  const largest = Math.max(x, y)
  const factor = largest > 1e290 ? 2 ** -60 : largest < 1e-200 ? 2 ** 300 : 1
  const a = x * factor
  const b = y * factor
  if (b <= a) {
    if (b / a < 1e-300) return b / a
    return atanRatio(b, a)
  }
  const small = a / b < 1e-300 ? 0 : atanRatio(a, b)
  const low = small === 0 ? halfPi.low : halfPi.low - pairLow
  const high = halfPi.high - small
  const sum = high + (halfPi.high - high - small + low)
  pairLow = high - sum + (halfPi.high - high - small + low)
  return sum
}

/** Arc tangent, in [-π/2, π/2]. */
export function atan(x: number): number {
  if (x === 0) return x
  return Math.abs(x) < 1e-300 ? x : atan2(x, 1)
}

/** Arc sine; NaN outside [-1, 1]. */
export function asin(x: number): number {
  if (!(Math.abs(x) <= 1)) return NaN
  if (Math.abs(x) < 1e-8) return x
  return atan2(x, Math.sqrt((1 - x) * (1 + x)))
}

/** Arc cosine; NaN outside [-1, 1]. */
export function acos(x: number): number {
  if (!(Math.abs(x) <= 1)) return NaN
  return atan2(Math.sqrt((1 - x) * (1 + x)), x)
}
