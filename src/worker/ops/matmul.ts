// Matrix products (steps 41, 43).
import { ArrayError } from '../engine/arrayError'
import { formatShape, type Shape } from '../engine/shape'
import * as kernels from '../kernels'
import type { Op, Table } from './op'

export const matmul: Op<readonly ['x', 'W']> = {
  name: 'matmul',
  title: 'MatMul',
  inputs: ['x', 'W'],
  doc: 'Matrix product; inner sizes must be equal.',
  lesson: 41,
  shape: ([x, W]) => productShape('matmul', x, W),
  forward: ([x, W]) => kernels.matmul(x, W),
  backward: (F, gy, { inputs: [x, W] }) => productGradients(F, gy, x, W),
  vectors: [
    {
      in: [
        [
          [1, 2],
          [3, 4],
        ],
        [
          [5, 6],
          [7, 8],
        ],
      ],
      out: [
        [19, 22],
        [43, 50],
      ],
    },
  ],
  laws: {
    linear: true,
    shapes: [
      {
        in: [
          [2, 3],
          [3, 4],
        ],
      },
      { in: [[3], [3]] },
      { in: [[2, 3], [3]] },
      { in: [[3], [3, 2]] },
    ],
  },
}

/** Gradients of a product of matrices or vectors: gx = gy Wᵀ, gW = xᵀ gy, with vectors as rows and columns. */
function productGradients<T>(F: Table<T>, gy: T, x: T, W: T): [T, T] {
  const a = F.data(x).shape
  const b = F.data(W).shape
  if (a.length === 2 && b.length === 2) return [F.matmul(gy, F.transpose(W)), F.matmul(F.transpose(x), gy)]
  const row = a.length === 1 ? F.reshape(x, [1, a[0]!]) : x
  const column = b.length === 1 ? F.reshape(W, [b[0]!, 1]) : W
  const g = F.reshape(gy, [F.data(row).shape[0]!, F.data(column).shape[1]!])
  return [F.reshape(F.matmul(g, F.transpose(column)), a), F.reshape(F.matmul(F.transpose(row), g), b)]
}

/** Shape of a product of a matrix or vector with a matrix or vector. */
function productShape(subject: string, x: Shape, W: Shape): Shape {
  const n = x.at(-1)
  const m = W.length === 1 ? W[0] : W.at(-2)
  if (n === undefined || m === undefined || x.length > 2 || W.length > 2) {
    throw new ArrayError(
      `${subject}: takes vectors and matrices, got ${formatShape(x)} and ${formatShape(W)}`,
      'reshape them to two axes',
    )
  }
  if (n !== m) {
    throw new ArrayError(
      `${subject}: inner sizes differ, got ${formatShape(x)} and ${formatShape(W)}`,
      'transpose one of them?',
    )
  }
  return [...x.slice(0, -1), ...(W.length === 1 ? [] : [W.at(-1)!])]
}

export const linear: Op<readonly ['x', 'W', 'b?']> = {
  name: 'linear',
  title: 'Linear',
  inputs: ['x', 'W', 'b?'],
  doc: 'x W + b, with or without b: a layer that keeps no intermediate product.',
  lesson: 43,
  shape: ([x, W]) => productShape('linear', x, W),
  forward: ([x, W, b]) => {
    const y = kernels.matmul(x, W)
    return b === undefined ? y : kernels.add(y, b)
  },
  backward: (F, gy, { inputs: [x, W, b] }) => {
    const gradients = productGradients(F, gy, x, W)
    return b === undefined ? gradients : [...gradients, F.sumTo(gy, F.data(b).shape)]
  },
  vectors: [{ in: [[[1, 2]], [[1], [1]], [10]], out: [[13]] }],
  laws: {
    shapes: [
      { in: [[2, 3], [3, 4], [4]] },
      {
        in: [
          [2, 3],
          [3, 4],
        ],
      },
    ],
  },
}
