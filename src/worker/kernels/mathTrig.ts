// Sine, cosine, tangent. Knows numbers only.
// Method: x = n·π/2 + r as a sum of two doubles; r = i/64 + d; sin and cos of i/64 from a table, of d by series.
import { dividePairs } from './mathExp'
import { cosTable, halfPiParts, piFixed, sinTable } from './mathTables'

const [part1, part2, part3, part4] = halfPiParts as [number, number, number, number]
const inverseHalfPi = 2 / Math.PI
const roundShift = 6755399441055744
const splitter = 134217729
const { high: sinHigh, low: sinLow } = sinTable
const { high: cosHigh, low: cosLow } = cosTable

/** Results beside the returned ones: the low part of r, and of a sine or cosine. */
let restLow = 0
let pairLow = 0
let rest = 0

/** Writes r = x - n·π/2 into rest + restLow and gives n modulo 4. x is finite. */
function reduce(x: number): number {
  if (Math.abs(x) < 0.7853981633974483) {
    rest = x
    restLow = 0
    return 0
  }
  if (Math.abs(x) > 1e6) return reduceLarge(x)
  const n = x * inverseHalfPi + roundShift - roundShift
  const a = x - n * part1
  const p = -(n * part2)
  const s = a + p
  const sBack = s - a
  const e = a - (s - sBack) + (p - sBack)
  const q = -(n * part3)
  const t = s + q
  const tBack = t - s
  const f = s - (t - tBack) + (q - tBack)
  const low = e + f - n * part4
  rest = t + low
  restLow = t - rest + low
  return n & 3
}

const word = new Float64Array(1)
const halves = new Int32Array(word.buffer)

let twoOverPi: bigint | null = null
let halfPiTail: bigint | null = null
const fraction = 1280n
const tailBits = 200n
const tailScale = 2 ** Number(tailBits)

/** The same for large x, with as many digits of 2/π as a double can need (Payne and Hanek's idea, in integers). */
function reduceLarge(x: number): number {
  twoOverPi ??= (1n << (2n * fraction + 9n)) / piFixed(fraction + 8n)
  word[0] = Math.abs(x)
  const exponent = ((halves[1]! >> 20) & 0x7ff) - 1075
  const mantissa = BigInt(word[0] * 2 ** -exponent)
  const bits = fraction - BigInt(exponent)
  const product = mantissa * twoOverPi
  let n = product >> bits
  let left = (product - (n << bits)) >> (bits - tailBits)
  if (left >= 1n << (tailBits - 1n)) {
    n += 1n
    left -= 1n << tailBits
  }
  halfPiTail ??= piFixed(tailBits) >> 1n
  const angle = (left * halfPiTail) >> tailBits
  const high = Number(angle) / tailScale
  const low = Number(angle - BigInt(high * tailScale)) / tailScale
  rest = x < 0 ? -high : high
  restLow = x < 0 ? -low : low
  const quadrant = Number(n & 3n)
  return x < 0 ? (4 - quadrant) & 3 : quadrant
}

/** sin(rest + restLow): high part returned, low part in pairLow. |rest| <= π/4. */
function sinRest(): number {
  const negative = rest < 0
  const a = negative ? -rest : rest
  const al = negative ? -restLow : restLow
  const i = (a * 64 + 0.5) | 0
  const d = a - i / 64
  const q = d * d
  const cosLess = q * (-1 / 2 + q * (1 / 24 + q * (-1 / 720 + q * (1 / 40320))))
  const sinLess = d * q * (-1 / 6 + q * (1 / 120 + q * (-1 / 5040 + q * (1 / 362880))))
  let high: number
  let low: number
  if (i === 0) {
    low = sinLess + al
    high = d
  } else {
    const s = sinHigh[i]!
    const c = cosHigh[i]!
    const m = c * d
    const ca = splitter * c
    const c1 = ca - (ca - c)
    const c2 = c - c1
    const da = splitter * d
    const d1 = da - (da - d)
    const d2 = d - d1
    const ml = c1 * d1 - m + c1 * d2 + c2 * d1 + c2 * d2
    high = s + m
    low =
      s - high + m + (ml + (sinLow[i]! + cosLow[i]! * d) + (s * cosLess + c * (sinLess + al) - s * d * al))
  }
  const sum = high + low
  const left = high - sum + low
  pairLow = negative ? -left : left
  return negative ? -sum : sum
}

/** cos(rest + restLow): high part returned, low part in pairLow. */
function cosRest(): number {
  const negative = rest < 0
  const a = negative ? -rest : rest
  const al = negative ? -restLow : restLow
  const i = (a * 64 + 0.5) | 0
  const d = a - i / 64
  const q = d * d
  const cosLess = q * (-1 / 2 + q * (1 / 24 + q * (-1 / 720 + q * (1 / 40320))))
  const sinLess = d * q * (-1 / 6 + q * (1 / 120 + q * (-1 / 5040 + q * (1 / 362880))))
  const s = sinHigh[i]!
  const c = cosHigh[i]!
  const m = -(s * d)
  const sa = splitter * s
  const s1 = sa - (sa - s)
  const s2 = s - s1
  const da = splitter * d
  const d1 = da - (da - d)
  const d2 = d - d1
  const ml = -(s1 * d1 + m + s1 * d2 + s2 * d1 + s2 * d2)
  const high = c + m
  const low =
    c - high + m + (ml + (cosLow[i]! - sinLow[i]! * d) + (c * cosLess - s * (sinLess + al) - c * d * al))
  const sum = high + low
  pairLow = high - sum + low
  return sum
}

/** Sine of radians, at most 0.51 ulp from the exact value. */
export function sin(x: number): number {
  if (x === 0 || x - x !== 0) return x === 0 ? x : NaN
  const n = reduce(x)
  const value = (n & 1) === 0 ? sinRest() : cosRest()
  return n >= 2 ? -value : value
}

/** Cosine of radians, at most 0.51 ulp from the exact value. */
export function cos(x: number): number {
  if (x - x !== 0) return NaN
  const n = reduce(x)
  const value = (n & 1) === 0 ? cosRest() : sinRest()
  return n === 1 || n === 2 ? -value : value
}

/** Tangent of radians. */
export function tan(x: number): number {
  if (x === 0 || x - x !== 0) return x === 0 ? x : NaN
  const n = reduce(x)
  const s = sinRest()
  const sl = pairLow
  const c = cosRest()
  const cl = pairLow
  return (n & 1) === 0 ? dividePairs(s, sl, c, cl) : -dividePairs(c, cl, s, sl)
}
