// Decimal text of one number as NumPy's Dragon4 writes it: shortest digits that identify it, cut at a precision.
// Knows nothing of arrays.

/** The shortest decimal digits of |x| (finite): d.ddd × 10^exponent. */
interface Digits {
  readonly digits: string
  readonly exponent: number
}

function shortest(x: number, single: boolean): Digits {
  if (x === 0) return { digits: '0', exponent: 0 }
  if (single) {
    for (let keep = 1; keep < 9; keep++) {
      const short = rounded(x, keep)
      if (Math.fround(Number(`${short.digits}e${short.exponent + 1 - short.digits.length}`)) === Math.abs(x))
        return short
    }
    return rounded(x, 9)
  }
  const [mantissa, exponent] = Math.abs(x).toExponential().split('e') as [string, string]
  return { digits: mantissa.replace('.', ''), exponent: Number(exponent) }
}

/** At most `keep` digits: the shortest ones when they are few enough, else exactly rounded. */
function cut(x: number, whole: Digits, keep: number): Digits {
  return whole.digits.length <= keep ? whole : rounded(x, keep)
}

/** Decimals of so many digits are told apart by a float64, so that the shortest digits of one are its exact ones. */
const surestDigits = 15

/** The first `keep` digits by the exact value of x, halves to the even digit, without trailing zeros. */
function rounded(x: number, keep: number): Digits {
  if (keep < 0) return { digits: '0', exponent: 0 }
  if (keep > 0 && keep < surestDigits && !endsInHalf(x, keep)) {
    const [mantissa, exponent] = Math.abs(x)
      .toExponential(keep - 1)
      .split('e') as [string, string]
    return { digits: mantissa.replace('.', '').replace(/0+$/, ''), exponent: Number(exponent) }
  }
  const exact = Math.abs(x).toExponential(100)
  const exponent = Number(exact.slice(exact.indexOf('e') + 1))
  const all = exact.slice(0, exact.indexOf('e')).replace('.', '')
  const kept = all.slice(0, keep)
  const next = all.charCodeAt(keep) - 48
  const tie = next === 5 && /^0*$/.test(all.slice(keep + 1))
  const odd = keep > 0 && (all.charCodeAt(keep - 1) - 48) % 2 === 1
  if (next < 5 || (tie && !odd)) {
    const rest = kept.replace(/0+$/, '')
    return rest === '' ? { digits: '0', exponent: 0 } : { digits: rest, exponent }
  }
  const raised = (BigInt(`0${kept}`) + 1n).toString().padStart(keep, '0')
  const grew = raised.length > keep ? 1 : 0
  return { digits: raised.replace(/0+$/, ''), exponent: exponent + grew }
}

/** Whether x lies in the middle between two numbers of `keep` digits: JavaScript rounds such a one up. */
function endsInHalf(x: number, keep: number): boolean {
  const text = Math.abs(x).toExponential()
  const length = text.indexOf('e')
  // A point stands behind the first of several digits.
  return length === keep + 2 && text[length - 1] === '5'
}

/** `12.5`, `3.`, `-0.001`: at most `precision` places, no trailing zeros, always a point. */
export function positional(x: number, precision: number, single: boolean): string {
  const whole = shortest(x, single)
  const { digits, exponent } = cut(x, whole, whole.exponent + 1 + precision)
  const sign = x < 0 || Object.is(x, -0) ? '-' : ''
  if (exponent < 0) return `${sign}0.${digits === '0' ? '' : '0'.repeat(-exponent - 1) + digits}`
  const integer = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0')
  return `${sign}${integer}.${digits.slice(exponent + 1)}`
}

/** `1.5e-05`, `1.e+16`: at most `precision` places, no trailing zeros; the exponent has two digits at least. */
export function scientific(x: number, precision: number, single: boolean): string {
  return write(x, cut(x, shortest(x, single), precision + 1))
}

function write(x: number, { digits, exponent }: Digits): string {
  const sign = x < 0 || Object.is(x, -0) ? '-' : ''
  const power = String(Math.abs(exponent)).padStart(2, '0')
  return `${sign}${digits[0]!}.${digits.slice(1)}e${exponent < 0 ? '-' : '+'}${power}`
}

/**
 * The same with exactly `places` places. Beyond the shortest digits follow those of the exact value, as in NumPy: of
 * the float32 nearest to 0.3, eight places are 3.00000012e-01.
 */
export function scientificFilled(x: number, places: number, single: boolean): string {
  const text = x === 0 ? scientific(x, 0, single) : write(x, rounded(x, places + 1))
  const power = text.indexOf('e')
  return text.slice(0, power).padEnd(places + text.indexOf('.') + 1, '0') + text.slice(power)
}

/** A number alone as Python's `str(float)` prints it: `1.0`, `1e-08`, `nan`. `single` for a float32 value. */
export function formatFloat(x: number, single = false): string {
  if (Number.isNaN(x)) return 'nan'
  if (!Number.isFinite(x)) return x < 0 ? '-inf' : 'inf'
  const magnitude = Math.abs(x)
  if (magnitude === 0 || (magnitude >= 1e-4 && magnitude < (single ? 1e6 : 1e16))) {
    const text = positional(x, 400, single)
    return text.endsWith('.') ? `${text}0` : text
  }
  return scientific(x, 400, single).replace('.e', 'e')
}
