// Loss functions that are operations of their own, with the book's formulas (steps 42, 47).
import { ArrayError } from '../engine/arrayError'
import type { NDArray } from '../engine/ndarray'
import { broadcastShapes, formatShape, scalarShape, sizeOf } from '../engine/shape'
import * as kernels from '../kernels'
import type { Op } from './op'

export const meanSquaredError: Op<readonly ['x0', 'x1']> = {
  name: 'meanSquaredError',
  title: 'MeanSquaredError',
  inputs: ['x0', 'x1'],
  doc: 'Sum of squared differences divided by the length of the first axis.',
  lesson: 42,
  shape: ([a, b]) => {
    broadcastShapes('meanSquaredError', a, b)
    return scalarShape
  },
  forward: ([x0, x1]) => {
    const difference = kernels.subtract(x0, x1)
    return kernels.divide(kernels.sum(kernels.square(difference)), rows(difference))
  },
  backward: (F, gy, { inputs: [x0, x1] }) => {
    const difference = F.sub(x0, x1)
    const { shape } = F.data(difference)
    const gx0 = F.mul(F.mul(F.broadcastTo(gy, shape), difference), 2 / rows(F.data(difference)))
    return [gx0, F.neg(gx0)]
  },
  broadcasts: true,
  vectors: [
    {
      in: [
        [1, 2],
        [0, 4],
      ],
      out: 2.5,
    },
  ],
  laws: {
    shapes: [
      {
        in: [
          [4, 3],
          [4, 3],
        ],
      },
      { in: [[5], [5]] },
    ],
  },
}

/** Length of the first axis: the number of examples. */
function rows(array: NDArray): number {
  const length = array.shape[0]
  if (length !== undefined) return length
  throw new ArrayError('meanSquaredError: 0-d operands have no rows to divide by', 'reshape them to [1]')
}

export const softmaxCrossEntropy: Op<readonly ['x', 't']> = {
  name: 'softmaxCrossEntropy',
  title: 'SoftmaxCrossEntropy',
  inputs: ['x', 't'],
  doc: 'Mean of -log softmax(x) at the labels t: x has one row per example, t one class number per row.',
  lesson: 47,
  shape: ([x, t]) => {
    if (x.length === 2 && sizeOf(t) === x[0]) return scalarShape
    throw new ArrayError(
      `softmaxCrossEntropy: scores ${formatShape(x)} and labels ${formatShape(t)} do not fit`,
      'give scores of shape [N, classes] and N labels',
    )
  },
  forward: ([x, t]) => {
    softmaxCrossEntropy.shape([x.shape, t.shape], null)
    return kernels.crossEntropy(x, toLabels(t, x.shape[1]!))
  },
  backward: (F, gy, { inputs: [x, t] }) => [
    F.crossEntropyGradient(gy, x, toLabels(F.data(t), F.data(x).shape[1]!)),
    null,
  ],
  vectors: [
    {
      in: [
        [
          [0, 0],
          [0, 0],
        ],
        [0, 1],
      ],
      out: 0.6931471805599453,
    },
  ],
  laws: { shapes: [] },
}

/** The labels as they follow one another, each checked to be a class. */
function toLabels(t: NDArray, classes: number): Int32Array {
  const values = t.toTyped()
  for (const label of values) {
    if (!Number.isInteger(label) || label < 0 || label >= classes) {
      throw new ArrayError(
        `softmaxCrossEntropy: label ${label} is not one of ${classes} classes`,
        `use whole numbers 0 … ${classes - 1}`,
      )
    }
  }
  return Int32Array.from(values)
}
