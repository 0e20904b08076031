// The cross-entropy picks and subtracts in place what its definition computes whole: the bits are the same.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NDArray } from '../engine/ndarray'
import { Variable } from '../engine/variable'
import * as kernels from '../kernels'
import { F } from './index'

const number = fc.oneof(
  fc.double({ min: -50, max: 50, noNaN: true }),
  fc.constantFrom(0, -0, NaN, Infinity, -Infinity, 1e300, -745),
)
const cases = fc
  .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 12 }))
  .chain(([rows, classes]) =>
    fc.record({
      rows: fc.constant(rows),
      classes: fc.constant(classes),
      scores: fc.array(number, { minLength: rows * classes, maxLength: rows * classes }),
      labels: fc.array(fc.nat(classes - 1), { minLength: rows, maxLength: rows }),
      dtype: fc.constantFrom('float64', 'float32', 'int32'),
      transposed: fc.boolean(),
    }),
  )
type Case = typeof cases extends fc.Arbitrary<infer C> ? C : never

function scoresOf({ rows, classes, scores, dtype, transposed }: Case): NDArray {
  const whole = scores.map((score) =>
    dtype === 'int32' ? (Math.abs(score) < 1e3 ? Math.trunc(score) : 7) : score,
  )
  const shape = transposed ? [classes, rows] : [rows, classes]
  const array = NDArray.fromTyped(Float64Array.from(whole), shape, 'float64').astype(dtype)
  return transposed ? array.T : array
}

const labelsOf = ({ labels }: Case): NDArray =>
  NDArray.fromTyped(Int32Array.from(labels), [labels.length], 'int32')

function bits(array: NDArray): readonly unknown[] {
  return [array.dtype, array.shape, ...Array.from(array.toTyped(), (x) => (Object.is(x, -0) ? '-0' : x))]
}

describe('softmaxCrossEntropy', () => {
  test('is the mean of the negative logarithms of softmax at the labels', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const x = scoresOf(one)
        const logs = F.logSoftmax(new Variable(x)).data!
        const rows = NDArray.fromTyped(Int32Array.from(one.labels.keys()), [one.rows], 'int32')
        const picked = kernels.getItem(logs, [rows, labelsOf(one)])
        const expected = kernels.divide(kernels.negative(kernels.sum(picked)), one.rows)
        expect(bits(F.softmaxCrossEntropy(new Variable(x), labelsOf(one)).data!)).toEqual(bits(expected))
      }),
      { numRuns: 300 },
    )
  })

  test('has the gradient that the composition of operations has', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const gradients = [false, true].map((createGraph) => {
          const x = new Variable(scoresOf(one))
          F.mul(F.softmaxCrossEntropy(x, labelsOf(one)), 0.3).backward({ createGraph })
          return bits(x.grad!.data!)
        })
        expect(gradients[0]).toEqual(gradients[1])
      }),
      { numRuns: 300 },
    )
  })
})
