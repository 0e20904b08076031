// Operations that only move elements: reshape, transpose, concatenate (step 38).
import { parseShape, resolveReshape, sameShape } from '../engine/shape'
import * as kernels from '../kernels'
import type { Op } from './op'

export const reshape: Op<
  readonly ['x'],
  readonly (number | readonly number[])[],
  { readonly shape: readonly number[] }
> = {
  name: 'reshape',
  title: 'Reshape',
  inputs: ['x'],
  doc: 'The same elements in another shape; one size may be -1.',
  lesson: 38,
  parameters: 'shape',
  attributes: (...args) => ({ shape: parseShape('reshape', listOf(args), true) }),
  unchanged: (from, { shape }) => sameShape(from, shape),
  shape: ([x], { shape }) => resolveReshape(x, shape),
  forward: ([x], { shape }) => kernels.reshape(x, shape),
  backward: (F, gy, { inputs: [x] }) => [F.reshape(gy, F.data(x).shape)],
  vectors: [
    {
      in: [[1, 2, 3, 4]],
      args: [[2, 2]],
      out: [
        [1, 2],
        [3, 4],
      ],
    },
  ],
  laws: {
    linear: true,
    shapes: [
      { in: [[2, 3]], args: [[6]] },
      { in: [[2, 3, 4]], args: [[4, -1]] },
    ],
  },
}

/** `[2, 3]` and `2, 3` mean the same. */
function listOf(args: readonly unknown[]): unknown {
  return args.length === 1 ? args[0] : args
}

export const transpose: Op<
  readonly ['x'],
  readonly (number | readonly number[] | null)[],
  { readonly axes: readonly number[] | null }
> = {
  name: 'transpose',
  title: 'Transpose',
  inputs: ['x'],
  doc: 'The axes in another order; all reversed when none is given.',
  lesson: 38,
  parameters: 'axes',
  attributes: (...args) => {
    const axes = listOf(args) as readonly number[] | number | null
    if (axes === null || (Array.isArray(axes) && axes.length === 0)) return { axes: null }
    return { axes: typeof axes === 'number' ? [axes] : axes }
  },
  shape: ([x], { axes }) =>
    axes === null ? [...x].reverse() : axes.map((axis) => x[axis < 0 ? axis + x.length : axis]!),
  forward: ([x], { axes }) => kernels.transpose(x, axes),
  backward: (F, gy, { attributes: { axes } }) => {
    if (axes === null) return [F.transpose(gy)]
    const positive = axes.map((axis) => (axis < 0 ? axis + axes.length : axis))
    return [
      F.transpose(
        gy,
        positive.map((_, i) => positive.indexOf(i)),
      ),
    ]
  },
  vectors: [
    {
      in: [
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
      ],
      out: [
        [1, 4],
        [2, 5],
        [3, 6],
      ],
    },
  ],
  laws: { linear: true, shapes: [{ in: [[2, 3]] }, { in: [[2, 3, 4]], args: [[2, 0, 1]] }] },
}
