// The compiled functions give the bits of the functions of ./math: random arguments over the whole range and all
// special cases, in every place of a tile. Those of float32 are within 2 ulp of them and do not depend on the place.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TypedArray } from '../engine/dtype'
import { NDArray } from '../engine/ndarray'
import * as kernels from './index'
import * as math from './math'
import { tileElements } from './scratch'

const functions = {
  exp: [kernels.exp, math.exp],
  log: [kernels.log, math.log],
  sin: [kernels.sin, math.sin],
  cos: [kernels.cos, math.cos],
  tanh: [kernels.tanh, math.tanh],
  sigmoid: [kernels.sigmoid, math.sigmoid],
  'pow 3': [(x: NDArray) => kernels.power(x, 3), (x: number) => math.pow(x, 3)],
  'pow -0.5': [(x: NDArray) => kernels.power(x, -0.5), (x: number) => math.pow(x, -0.5)],
  'pow 2': [(x: NDArray) => kernels.power(x, 2), (x: number) => math.pow(x, 2)],
  'pow -3': [(x: NDArray) => kernels.power(x, -3), (x: number) => math.pow(x, -3)],
  'pow 4': [(x: NDArray) => kernels.power(x, 4), (x: number) => math.pow(x, 4)],
  'pow 2^53 + 2': [(x: NDArray) => kernels.power(x, 2 ** 53 + 2), (x: number) => math.pow(x, 2 ** 53 + 2)],
  'pow 1e300': [(x: NDArray) => kernels.power(x, 1e300), (x: number) => math.pow(x, 1e300)],
  'pow nan': [(x: NDArray) => kernels.power(x, NaN), (x: number) => math.pow(x, NaN)],
} as const

const special = [
  ...[
    0,
    -0,
    1,
    -1,
    NaN,
    Infinity,
    -Infinity,
    5e-324,
    -5e-324,
    2.2250738585072014e-308,
    2.225073858507201e-308,
  ],
  ...[
    Number.MAX_VALUE,
    -Number.MAX_VALUE,
    706.99,
    707,
    708,
    709.782712893384,
    709.8,
    -745.13,
    -745.14,
    -746,
    -750,
  ],
  ...[
    0.0625,
    0.062499999999999993,
    639.9999999999999,
    640,
    2 ** -28,
    21.999999999999996,
    22,
    -22,
    1e6,
    1000000.0000000001,
    1e22,
    0.7853981633974483,
  ],
  ...[
    0.7853981633974484,
    Math.PI / 2,
    Math.PI,
    3 * Math.PI,
    1e-8,
    1 / 64,
    2 / 64,
    0.5,
    Math.SQRT2,
    Math.SQRT1_2,
  ],
  ...[0.9999999999999999, 1.0000000000000002, 1.4142127990722656, 1.4142136573791504, 2, 3, 1e15, 2 ** -1060],
]

/** Doubles of any bits, and many in the ranges where functions do something. */
const number = fc.oneof(
  fc.double(),
  fc.double({ min: -800, max: 800, noNaN: true }),
  fc.double({ min: -4, max: 4, noNaN: true }),
  fc.double({ min: 0.5, max: 2, noNaN: true }),
  fc.double({ min: -2e6, max: 2e6, noNaN: true }),
  fc.constantFrom(...special),
)

/** Object.is for every element; says which argument differs. */
function expectSameBits(x: ArrayLike<number>, y: TypedArray, one: (x: number) => number): void {
  for (let i = 0; i < x.length; i++) {
    const expected = one(x[i]!)
    if (!Object.is(y[i], expected)) expect.fail(`f(${x[i]}) = ${y[i]} at ${i}, alone it is ${expected}`)
  }
}

describe('compiled functions have the bits of the scalar ones', () => {
  for (const [name, [many, one]] of Object.entries(functions)) {
    test(`${name}, any numbers`, () => {
      fc.assert(
        fc.property(fc.array(number, { minLength: 16, maxLength: 400 }), (list) => {
          const x = NDArray.fromTyped(Float64Array.from(list), [list.length], 'float64')
          expectSameBits(list, many(x).toTyped(), one)
        }),
        { numRuns: 300 },
      )
    })

    test(`${name}, special numbers beside common ones`, () => {
      const list = special.flatMap((x) => [x, 0.5, 0.75, x, x])
      const x = NDArray.fromTyped(Float64Array.from(list), [list.length], 'float64')
      expectSameBits(list, many(x).toTyped(), one)
    })

    test(`${name}, every other element, more than a tile`, () => {
      const from = Float64Array.from({ length: 4 * tileElements + 6 }, (_, i) => (i - 4000) * 0.0031)
      const x = NDArray.fromTyped(from, [from.length / 2, 2], 'float64')
      const view = NDArray.view(x, [from.length / 2], [2], 1)
      expectSameBits(view.toTyped(), many(view).toTyped(), one)
    })
  }
})

const own = ['exp', 'log', 'sin', 'cos', 'tanh', 'sigmoid'] as const

/** The distance of neighbouring float32 at y; below 2^-126 all are equally far from each other. */
const ulp32 = (y: number): number => 2 ** (Math.max(Math.floor(Math.log2(Math.abs(y))), -126) - 23)
const float32 = (list: readonly number[]): NDArray =>
  NDArray.fromTyped(Float32Array.from(list), [list.length], 'float32')
const anyBits = fc.nat(0xffffffff).map((bits) => new Float32Array(Uint32Array.of(bits).buffer)[0]!)
const number32 = fc.oneof(
  anyBits,
  number,
  fc.double({ min: -110, max: 95, noNaN: true }),
  fc.double({ min: 0, max: 1e-38 }),
)

describe('compiled functions of float32', () => {
  for (const name of own) {
    const [many, one] = functions[name]

    test(`${name} is within 2 ulp, and exact where float64 says NaN, infinite or zero`, () => {
      const check = (list: readonly number[]): void => {
        const values = many(float32(list)).toTyped()
        float32(list)
          .toTyped()
          .forEach((x, i) => {
            const exact = one(x)
            const isCommon = exact !== 0 && Math.abs(exact) < 3.4028235e38
            const error = isCommon ? Math.abs(values[i]! - exact) / ulp32(exact) : 0
            const good = isCommon ? error <= 2 : Object.is(values[i], Math.fround(exact))
            if (!good) expect.fail(`${name}(${x}) = ${values[i]}, exactly ${exact}: ${error} ulp`)
          })
      }
      check(special)
      fc.assert(fc.property(fc.array(number32, { minLength: 1, maxLength: 300 }), check), { numRuns: 400 })
    })

    test(`${name} of every 30,011th float32 is within 2 ulp`, () => {
      const patterns = Uint32Array.from({ length: Math.floor(2 ** 32 / 30_011) }, (_, i) => i * 30_011)
      const x = new Float32Array(patterns.buffer)
      const values = many(NDArray.fromTyped(x, [x.length], 'float32')).toTyped()
      let worst = 0
      let at = 0
      x.forEach((number, i) => {
        const exact = one(number)
        if (exact === 0 || !(Math.abs(exact) < 3.4028235e38)) return
        const error = Math.abs(values[i]! - exact) / ulp32(exact)
        if (error > worst) [worst, at] = [error, number]
      })
      expect(worst, `${name}(${at})`).toBeLessThanOrEqual(2)
      expect(worst).toBeGreaterThan(0)
    })

    test(`${name} of an element does not depend on its place and neighbours`, () => {
      fc.assert(
        fc.property(fc.array(number32, { minLength: 1, maxLength: 40 }), (list) => {
          const together = many(float32(list)).toTyped()
          const alone = list.map((x) => many(float32([x])).toTyped()[0])
          expect([...together]).toEqual(alone)
          const spread = float32(list.flatMap((x) => [x, 0.5]))
          expect(many(NDArray.view(spread, [list.length], [2], 0)).toTyped()).toEqual(together)
        }),
        { numRuns: 100 },
      )
    })
  }
})

test('powers of float32 are those of float64, rounded', () => {
  const x = Float32Array.from({ length: 5000 }, (_, i) => (i - 2000) * 0.0031)
  for (const power of [3, -0.5]) {
    const values = kernels.power(NDArray.fromTyped(x, [x.length], 'float32'), power).toTyped()
    x.forEach((one, i) => expect(values[i]).toBe(Math.fround(math.pow(one, power))))
  }
})

test('a dense sweep of common arguments', () => {
  const list = Float64Array.from({ length: 60_000 }, (_, i) => (i - 30_000) * 0.00137 + 1e-9 * i)
  const x = NDArray.fromTyped(list, [list.length], 'float64')
  for (const [many, one] of Object.values(functions)) expectSameBits(list, many(x).toTyped(), one)
})
