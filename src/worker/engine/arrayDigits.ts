// Decimal text of one number as NumPy's Dragon4 writes it: shortest digits that identify it, cut at a precision.
// Knows nothing of arrays.

/** The shortest decimal digits of |x| (finite): d.ddd × 10^exponent. */
interface Digits {
  readonly digits: string
  readonly exponent: number
}

function shortest(x: number, single: boolean): Digits {
  let text = Math.abs(x).toExponential()
  if (single) {
    for (let places = 0; places < 9; places++) {
      text = Math.abs(x).toExponential(places)
      if (Math.fround(Number(text)) === Math.abs(x)) break
    }
  }
  const [mantissa, exponent] = text.split('e') as [string, string]
  const digits = mantissa.replace('.', '').replace(/0+$/, '')
  return { digits: digits === '' ? '0' : digits, exponent: digits === '' ? 0 : Number(exponent) }
}

/** Rounds to the first `keep` digits by the exact value of x, halves to the even digit. `keep` may be 0 or below. */
function cut(x: number, { digits, exponent }: Digits, keep: number): Digits {
  if (digits.length <= keep) return { digits, exponent }
  if (keep < 0) return { digits: '0', exponent: 0 }
  const exact = Math.abs(x).toExponential(100)
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
  const { digits, exponent } = cut(x, shortest(x, single), precision + 1)
  const sign = x < 0 || Object.is(x, -0) ? '-' : ''
  const power = String(Math.abs(exponent)).padStart(2, '0')
  return `${sign}${digits[0]!}.${digits.slice(1)}e${exponent < 0 ? '-' : '+'}${power}`
}

/** A number alone as Python's `str(float)` prints it: `1.0`, `1e-08`, `nan`. `single` for a float32 value. */
export function formatFloat(x: number, single = false): string {
  if (Number.isNaN(x)) return 'nan'
  if (!Number.isFinite(x)) return x < 0 ? '-inf' : 'inf'
  const magnitude = Math.abs(x)
  if (magnitude === 0 || (magnitude >= 1e-4 && magnitude < 1e16)) {
    const text = positional(x, 400, single)
    return text.endsWith('.') ? `${text}0` : text
  }
  return scientific(x, 400, single).replace('.e', 'e')
}
