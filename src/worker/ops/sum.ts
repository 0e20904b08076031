// Sums and their opposite, repetition: each is the gradient of the other (steps 39, 40).
import {
  broadcastShapes,
  formatShape,
  normalizeAxes,
  parseShape,
  reducedShape,
  sameShape,
} from '../engine/shape'
import { ArrayError } from '../engine/arrayError'
import * as kernels from '../kernels'
import type { Op, Table } from './op'
import { parseReduction, type Reduction, type ReductionArguments } from './reduction'

export const sum: Op<readonly ['x'], ReductionArguments, Reduction> = {
  name: 'sum',
  title: 'Sum',
  inputs: ['x'],
  doc: 'Sum of the elements, of all or along axes.',
  lesson: 39,
  parameters: '{ axis, keepdims }',
  attributes: (...args) => parseReduction('sum', args),
  shape: ([x], { axis, keepdims }) => reducedShape(x, normalizeAxes('sum', axis, x.length), keepdims),
  forward: ([x], attributes) => kernels.sum(x, attributes),
  backward: (F, gy, { inputs: [x], attributes }) => [
    F.broadcastTo(keepAxes(F, gy, x, attributes), F.data(x).shape),
  ],
  vectors: [
    {
      in: [
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
      ],
      out: 21,
    },
    {
      in: [
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
      ],
      args: [{ axis: 0 }],
      out: [5, 7, 9],
    },
    {
      in: [
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
      ],
      args: [{ axis: 1, keepdims: true }],
      out: [[6], [15]],
    },
  ],
  laws: {
    linear: true,
    shapes: [
      { in: [[2, 3]] },
      { in: [[2, 3, 2]], args: [{ axis: [0, 2] }] },
      { in: [[2, 3]], args: [{ axis: -1, keepdims: true }] },
    ],
  },
}

/** A reduced value with its axes back as length 1, so that it broadcasts against `x` again. */
export function keepAxes<T>(F: Table<T>, reduced: T, x: T, { axis, keepdims }: Reduction): T {
  const shape = F.data(x).shape
  if (keepdims || shape.length === 0) return reduced
  return F.reshape(reduced, reducedShape(shape, normalizeAxes('sum', axis, shape.length), true))
}

export const sumTo: Op<
  readonly ['x'],
  readonly [shape: readonly number[]],
  { readonly shape: readonly number[] }
> = {
  name: 'sumTo',
  title: 'SumTo',
  inputs: ['x'],
  doc: 'Sum along axes so that the result has the given shape: the opposite of broadcastTo.',
  lesson: 40,
  parameters: 'shape',
  attributes: (shape) => ({ shape: parseShape('sumTo', shape) }),
  unchanged: (from, { shape }) => sameShape(from, shape),
  shape: ([x], { shape }) => {
    checkBroadcast('sumTo', shape, x, 'from', 'to')
    return shape
  },
  forward: ([x], { shape }) => kernels.sumTo(x, shape),
  backward: (F, gy, { inputs: [x] }) => [F.broadcastTo(gy, F.data(x).shape)],
  vectors: [
    {
      in: [
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
      ],
      args: [[1, 3]],
      out: [[5, 7, 9]],
    },
  ],
  laws: {
    linear: true,
    shapes: [
      { in: [[2, 3]], args: [[1, 3]] },
      { in: [[4, 2, 3]], args: [[2, 1]] },
    ],
  },
}

export const broadcastTo: Op<
  readonly ['x'],
  readonly [shape: readonly number[]],
  { readonly shape: readonly number[] }
> = {
  name: 'broadcastTo',
  title: 'BroadcastTo',
  inputs: ['x'],
  doc: 'The elements repeated so that the result has the given shape.',
  lesson: 40,
  parameters: 'shape',
  attributes: (shape) => ({ shape: parseShape('broadcastTo', shape) }),
  unchanged: (from, { shape }) => sameShape(from, shape),
  shape: ([x], { shape }) => {
    checkBroadcast('broadcastTo', x, shape, 'from', 'to')
    return shape
  },
  forward: ([x], { shape }) => kernels.broadcast_to(x, shape),
  backward: (F, gy, { inputs: [x] }) => [F.sumTo(gy, F.data(x).shape)],
  vectors: [
    {
      in: [[1, 2, 3]],
      args: [[2, 3]],
      out: [
        [1, 2, 3],
        [1, 2, 3],
      ],
    },
  ],
  laws: {
    linear: true,
    shapes: [
      { in: [[1, 3]], args: [[2, 3]] },
      { in: [[2, 1]], args: [[4, 2, 3]] },
    ],
  },
}

function checkBroadcast(
  name: string,
  small: readonly number[],
  large: readonly number[],
  from: string,
  to: string,
): void {
  if (sameShape(broadcastShapes(name, small, large), large)) return
  throw new ArrayError(
    `${name}: ${formatShape(small)} cannot be repeated to ${formatShape(large)}`,
    `sizes ${from} and ${to} must be equal or 1, counted from the last axis`,
  )
}
