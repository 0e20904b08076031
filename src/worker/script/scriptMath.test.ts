import { expect, test } from 'vitest'
import { createScriptMath, power } from './scriptMath'

const edges = [0, -0, 1, -1, 2, -2, 0.5, -0.5, 3, 1e300, -1e-300, Infinity, -Infinity, NaN]

/** Distance in units of the last place; 0 for the same value, also NaN. */
function ulps(actual: number, expected: number): number {
  if (Object.is(actual, expected)) return 0
  const bits = new BigInt64Array(new Float64Array([actual, expected]).buffer)
  return Math.abs(Number(bits[0]! - bits[1]!))
}

test('powers have JavaScript’s special cases', () => {
  for (const x of edges) {
    for (const y of edges) {
      const expected = Math.pow(x, y)
      const isSpecial = expected === 0 || !Number.isFinite(expected)
      const message = `${x} ** ${y}: ${power(x, y)}, not ${expected}`
      expect(ulps(power(x, y), expected), message).toBeLessThanOrEqual(isSpecial ? 0 : 1)
    }
  }
})

test.each([
  ['asinh', [0, -0, 1e-9, 0.3, -2, 5e5, 1e200, -Infinity]],
  ['acosh', [1, 1 + 1e-9, 1.5, 1e5, 1e200, Infinity, 0.5]],
  ['atanh', [0, -0, 1e-9, 0.3, -0.999, 1, -1, 2]],
] as const)('%s is within 4 units of the last place', (name, arguments_) => {
  const math = createScriptMath(() => 0)
  for (const x of arguments_) {
    expect(ulps(math[name](x), Math[name](x)), `${name}(${x}): ${math[name](x)}`).toBeLessThanOrEqual(4)
  }
})

test('what is not a number becomes one, as with JavaScript’s Math', () => {
  const math = createScriptMath(() => 0.25)
  const pow = math.pow as (x: unknown, y: unknown) => number
  expect([pow('2', true), math.hypot(), math.random(), math.exp.name]).toEqual([2, 0, 0.25, 'exp'])
})
