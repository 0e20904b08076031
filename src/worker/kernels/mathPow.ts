// Powers and roots. Knows numbers only.
import { expOfPair } from './mathExp'
import { logPair, lowOfLog } from './mathLog'

const splitter = 134217729

/** x^y with C's (NumPy's) special cases: 1 to any power is 1, also to NaN. At most 0.52 ulp from the exact value. */
export function pow(x: number, y: number): number {
  if (y === 2) return x * x
  if (y === 1) return x
  if (y === 0 || x === 1) return 1
  if (x !== x || y !== y) return NaN
  if (y === Infinity || y === -Infinity) {
    const a = Math.abs(x)
    if (a === 1) return 1
    return a > 1 === y > 0 ? Infinity : 0
  }
  const whole = Math.floor(y) === y
  const odd = whole && Math.abs(y) < 9007199254740992 && Math.abs(y) % 2 === 1
  if (x === 0 || x === Infinity || x === -Infinity) {
    const size = (x === 0) === y > 0 ? 0 : Infinity
    return odd && (x < 0 || Object.is(x, -0)) ? -size : size
  }
  if (x < 0) {
    if (!whole) return NaN
    return odd ? -positivePow(-x, y) : positivePow(-x, y)
  }
  return positivePow(x, y)
}

/** x^y for finite x > 0 and finite y. */
function positivePow(x: number, y: number): number {
  if (x === 1) return 1
  if (Math.abs(y) > 3.6893488147419103e19) return x > 1 === y > 0 ? Infinity : 0
  if (Math.abs(y) < 2.710505431213761e-20) return 1
  const a = logPair(x, 0)
  const al = lowOfLog()
  const m = a * y
  const aa = splitter * a
  const a1 = aa - (aa - a)
  const a2 = a - a1
  const ya = splitter * y
  const y1 = ya - (ya - y)
  const y2 = y - y1
  return expOfPair(m, a1 * y1 - m + a1 * y2 + a2 * y1 + a2 * y2 + al * y)
}

/** Cube root, negative numbers included; exact for cubes. */
export function cbrt(x: number): number {
  if (x === 0 || !Number.isFinite(x)) return x
  const a = logPair(Math.abs(x), 0)
  const third = a / 3
  const ta = splitter * third
  const t1 = ta - (ta - third)
  const root = expOfPair(third, (a - 3 * t1 - 3 * (third - t1) + lowOfLog()) / 3)
  return x < 0 ? -root : root
}

/** Root of the sum of squares, without overflow on the way. */
export function hypot(...values: readonly number[]): number {
  let largest = 0
  let broken = false
  for (const value of values) {
    if (value === Infinity || value === -Infinity) return Infinity
    if (value !== value) broken = true
    largest = Math.max(largest, Math.abs(value))
  }
  if (broken) return NaN
  if (largest === 0) return 0
  const factor = largest > 1e150 ? 2 ** -600 : largest < 1e-150 ? 2 ** 600 : 1
  let sum = 0
  let rest = 0
  for (const value of values) {
    const x = value * factor
    const square = x * x
    const xa = splitter * x
    const x1 = xa - (xa - x)
    const x2 = x - x1
    const next = sum + square
    const back = next - sum
    rest += sum - (next - back) + (square - back) + (x1 * x1 - square + 2 * x1 * x2 + x2 * x2)
    sum = next
  }
  return Math.sqrt(sum + rest) / factor
}
