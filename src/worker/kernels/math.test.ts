// Reference: mpmath with 300 bits. Each row holds the arguments, the exact value rounded to a double, and the rest.
import { describe, expect, test } from 'vitest'
import reference from '../testing/golden/elementary.json'
import * as math from './math'

type Name = keyof typeof reference

const word = new Float64Array(1)
const bits = new BigInt64Array(word.buffer)

/** Distance from |x| to the next double. */
function ulpOf(x: number): number {
  word[0] = Math.abs(x)
  bits[0]! += 1n
  return word[0] - Math.abs(x)
}

/** Largest accepted error in ulp. asin and acos go through a rounded square root. */
const bound: Partial<Record<Name, number>> = { asin: 2, acos: 2, log: 2, tanh: 2, sigmoid: 2 }

describe('elementary functions against a high-precision reference', () => {
  for (const name of Object.keys(reference) as Name[]) {
    test(`${name} is within ${bound[name] ?? 0.51} ulp`, () => {
      for (const row of reference[name]) {
        const args = row.slice(0, -2)
        const high = row.at(-2)
        const low = row.at(-1)
        const compute: (...args: number[]) => number = math[name]
        const value = compute(...args)
        const error = Math.abs(value - high - low) / ulpOf(high)
        expect(error, `${name}(${args.join(', ')}) = ${value}`).toBeLessThanOrEqual(bound[name] ?? 0.51)
      }
    })
  }
})

test('preciseLog is within 0.51 ulp', () => {
  for (const row of reference.log) {
    const [x, high, low] = row as [number, number, number]
    if (!(x > 0 && x < Infinity)) continue
    expect(Math.abs(math.preciseLog(x) - high - low) / ulpOf(high), `${x}`).toBeLessThanOrEqual(0.51)
  }
})

test('the values that the source documents print come out digit by digit', () => {
  expect(math.exp(0.25) ** 2).toBe(1.648721270700128)
  expect(4 * 0.5 * math.exp(2 * 0.5 ** 2)).toBe(3.2974425414002564)
  const f = (x: number): number => math.exp(x * x) * math.exp(x * x)
  expect((f(0.5 + 1e-4) - f(0.5 - 1e-4)) / 2e-4).toBe(3.2974426293330694)
})

describe('special values', () => {
  const inf = Infinity
  const rows: [string, number, number][] = [
    ['exp(-inf)', math.exp(-inf), 0],
    ['exp(inf)', math.exp(inf), inf],
    ['exp(0)', math.exp(0), 1],
    ['exp(709.782712893384)', math.exp(709.782712893384), 1.7976931348622732e308],
    ['exp(709.8)', math.exp(709.8), inf],
    ['exp(-745.13)', math.exp(-745.13), 5e-324],
    ['exp(-745.14)', math.exp(-745.14), 0],
    ['exp(nan)', math.exp(NaN), NaN],
    ['log(0)', math.log(0), -inf],
    ['log(-0)', math.log(-0), -inf],
    ['log(-1)', math.log(-1), NaN],
    ['log(inf)', math.log(inf), inf],
    ['log(1)', math.log(1), 0],
    ['log2(2 ** -1074)', math.log2(2 ** -1074), -1074],
    ['log10(1e15)', math.log10(1e15), 15],
    ['sin(-0)', math.sin(-0), -0],
    ['sin(inf)', math.sin(inf), NaN],
    ['cos(-inf)', math.cos(-inf), NaN],
    ['tan(-0)', math.tan(-0), -0],
    ['sin(1e22)', math.sin(1e22), -0.8522008497671888],
    ['tanh(-0)', math.tanh(-0), -0],
    ['tanh(30)', math.tanh(30), 1],
    ['tanh(-inf)', math.tanh(-inf), -1],
    ['expm1(-0)', math.expm1(-0), -0],
    ['expm1(-inf)', math.expm1(-inf), -1],
    ['log1p(-1)', math.log1p(-1), -inf],
    ['log1p(-0)', math.log1p(-0), -0],
    ['sinh(-inf)', math.sinh(-inf), -inf],
    ['cosh(711)', math.cosh(711), inf],
    ['cosh(710)', math.cosh(710), 1.1169973830808555e308],
    ['atan(-inf)', math.atan(-inf), -Math.PI / 2],
    ['atan2(-0, -1)', math.atan2(-0, -1), -Math.PI],
    ['atan2(inf, -inf)', math.atan2(inf, -inf), 2.356194490192345],
    ['asin(2)', math.asin(2), NaN],
    ['acos(1)', math.acos(1), 0],
    ['cbrt(-27)', math.cbrt(-27), -3],
    ['hypot(3, 4) at 2 ** 700', math.hypot(3 * 2 ** 700, 4 * 2 ** 700), 5 * 2 ** 700],
    ['hypot(nan, inf)', math.hypot(NaN, inf), inf],
    ['sigmoid(-1000)', math.sigmoid(-1000), 0],
    ['sigmoid(1000)', math.sigmoid(1000), 1],
    ['pow(1, nan)', math.pow(1, NaN), 1],
    ['pow(nan, 0)', math.pow(NaN, 0), 1],
    ['pow(-2, 3)', math.pow(-2, 3), -8],
    ['pow(-2, 0.5)', math.pow(-2, 0.5), NaN],
    ['pow(-0, -3)', math.pow(-0, -3), -inf],
    ['pow(-0, 3)', math.pow(-0, 3), -0],
    ['pow(-inf, 3)', math.pow(-inf, 3), -inf],
    ['pow(-inf, -2)', math.pow(-inf, -2), 0],
    ['pow(-1, inf)', math.pow(-1, inf), 1],
    ['pow(0.5, -inf)', math.pow(0.5, -inf), inf],
    ['pow(10, -5)', math.pow(10, -5), 1e-5],
    ['pow(2, -1074)', math.pow(2, -1074), 5e-324],
    ['pow(2, 1024)', math.pow(2, 1024), inf],
    ['pow(0.9999999999999999, 1e300)', math.pow(0.9999999999999999, 1e300), 0],
  ]
  for (const [text, value, expected] of rows)
    test(`${text} is ${expected}`, () => expect(value).toBe(expected))
})
