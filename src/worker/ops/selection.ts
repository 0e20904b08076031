// Operations that pick elements: getItem and concatenate (steps 47, 57), largest and smallest, clip and abs.
import type { Index, IndexItem } from '../engine/arrayIndex'
import { ArrayError } from '../engine/arrayError'
import { GraphTypeError } from '../engine/graphError'
import { NDArray } from '../engine/ndarray'
import {
  describe,
  formatShape,
  normalizeAxes,
  normalizeAxis,
  reducedShape,
  type Shape,
} from '../engine/shape'
import * as kernels from '../kernels'
import type { Op, Table } from './op'
import { parseOptions } from '../engine/options'
import { parseReduction, type Reduction, type ReductionArguments } from './reduction'
import { keepAxes } from './sum'

/** Index parts one by one, or one list of parts that holds a slice, null or an array. */
type IndexArguments = readonly (IndexItem | readonly IndexItem[])[]

/** A plain list of numbers is one index array, as `x[[0, 0, 2]]` in Python; a list with anything else is several parts. */
function parseIndex(args: IndexArguments): Index {
  if (args.length === 0) {
    throw new GraphTypeError('getItem: no index is given', "write getItem(x, 0) or getItem(x, ['1:3', 0])")
  }
  const [only] = args
  if (args.length === 1 && Array.isArray(only) && only.some((part) => isPart(part))) return only as Index
  return args as Index
}

function isPart(part: unknown): boolean {
  return part === null || typeof part === 'string' || part instanceof NDArray
}

export const getItem: Op<readonly ['x'], IndexArguments, { readonly index: Index }> = {
  name: 'getItem',
  title: 'GetItem',
  inputs: ['x'],
  doc: 'The elements that an index names: numbers, slices such as 1:3, null for a new axis, index arrays.',
  lesson: 47,
  parameters: '...index',
  attributes: (...args) => ({ index: parseIndex(args) }),
  shape: ([x], { index }) => kernels.getItem(NDArray.zeros(x), index).shape,
  forward: ([x], { index }) => kernels.getItem(x, index),
  backward: (F, gy, { inputs: [x], attributes: { index } }) => [F.getItemGrad(gy, F.data(x).shape, index)],
  vectors: [
    {
      in: [
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
      ],
      args: [1],
      out: [4, 5, 6],
    },
    {
      in: [
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
      ],
      args: [[0, 0, 1]],
      out: [
        [1, 2, 3],
        [1, 2, 3],
        [4, 5, 6],
      ],
    },
    {
      in: [
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
      ],
      args: [':', '1:'],
      out: [
        [2, 3],
        [5, 6],
      ],
    },
  ],
  laws: {
    linear: true,
    shapes: [
      { in: [[2, 3]], args: [1] },
      { in: [[4, 3]], args: [[0, 0, 2]] },
      { in: [[4, 3]], args: ['::2', 1] },
    ],
  },
}

export const getItemGrad: Op<
  readonly ['gy'],
  readonly [shape: Shape, index: Index],
  { readonly shape: Shape; readonly index: Index }
> = {
  name: 'getItemGrad',
  title: 'GetItemGrad',
  inputs: ['gy'],
  doc: 'Zeros of a shape with values added where an index says: the gradient of getItem.',
  lesson: 47,
  parameters: 'shape, index',
  attributes: (shape, index) => ({ shape, index }),
  shape: (_shapes, { shape }) => shape,
  forward: ([gy], { shape, index }) => kernels.addAt(shape, index, gy),
  backward: (F, ggx, { attributes: { index } }) => [F.getItem(ggx, ...index)],
  vectors: [{ in: [[1, 2]], args: [[3], [[0, 0]]], out: [3, 0, 0] }],
  laws: { linear: true, shapes: [{ in: [[3, 3]], args: [[4, 3], [[0, 0, 2]]] }] },
}

export const concatenate: Op<
  readonly ['...xs'],
  readonly [options?: { readonly axis?: number } | number],
  { readonly axis: number }
> = {
  name: 'concatenate',
  title: 'Concatenate',
  inputs: ['...xs'],
  doc: 'Variables joined along an axis; their other sizes must be equal.',
  lesson: 57,
  parameters: '{ axis }',
  attributes: (options) => {
    const axis =
      typeof options === 'number' ? options : (parseOptions('concatenate', options, ['axis'])['axis'] ?? 0)
    if (typeof axis === 'number') return { axis }
    throw new GraphTypeError(`concatenate: axis is ${describe(axis)}`, 'use a number')
  },
  shape: (shapes, { axis }) => {
    const first = shapes[0]
    const along = normalizeAxis('concatenate', axis, first.length)
    for (const shape of shapes) {
      if (shape.length !== first.length || shape.some((length, i) => i !== along && length !== first[i])) {
        throw new ArrayError(
          `concatenate: ${formatShape(first)} and ${formatShape(shape)} do not join along axis ${axis}`,
          'all other sizes must be equal',
        )
      }
    }
    return first.map((length, i) =>
      i === along ? shapes.reduce((total, shape) => total + shape[i]!, 0) : length,
    )
  },
  forward: (xs, attributes) => kernels.concatenate(xs, attributes),
  backward: (F, gy, { inputs, attributes: { axis } }) => {
    const before: string[] = new Array<string>(normalizeAxis('concatenate', axis, F.data(gy).ndim)).fill(':')
    let start = 0
    return inputs.map((x) => {
      const stop = start + F.data(x).shape[before.length]!
      const part = F.getItem(gy, ...before, `${start}:${stop}`)
      start = stop
      return part
    })
  },
  vectors: [{ in: [[1, 2], [3]], out: [1, 2, 3] }],
  laws: {
    shapes: [
      {
        in: [
          [2, 3],
          [1, 3],
        ],
      },
      {
        in: [
          [2, 1],
          [2, 2],
          [2, 1],
        ],
        args: [{ axis: 1 }],
      },
    ],
  },
}

/** Shares the shape rule and the gradient of max and min: every element that equals the extreme gets all of it. */
function extremeGradient<T>(F: Table<T>, gy: T, x: T, y: T, reduction: Reduction): T {
  const mask = kernels.equal(F.data(x), F.data(keepAxes(F, y, x, reduction)))
  return F.mul(
    F.broadcastTo(keepAxes(F, gy, x, reduction), F.data(x).shape),
    F.constant(numeric(mask, F.data(gy))),
  )
}

/** A truth mask as numbers of the type of `like`, so that multiplying by it keeps that type. */
function numeric(mask: NDArray, like: NDArray): NDArray {
  return mask.astype(like.dtype)
}

export const max: Op<readonly ['x'], ReductionArguments, Reduction> = {
  name: 'max',
  title: 'Max',
  inputs: ['x'],
  doc: 'Largest element, of all or along axes; equal ones all get the full gradient.',
  lesson: 44,
  parameters: '{ axis, keepdims }',
  attributes: (...args) => parseReduction('max', args),
  shape: ([x], { axis, keepdims }) => reducedShape(x, normalizeAxes('max', axis, x.length), keepdims),
  forward: ([x], attributes) => kernels.max(x, attributes),
  backward: (F, gy, { inputs: [x], output: y, attributes }) => [extremeGradient(F, gy, x, y, attributes)],
  vectors: [
    {
      in: [
        [
          [1, 5, 3],
          [4, 2, 6],
        ],
      ],
      args: [{ axis: 1 }],
      out: [5, 6],
    },
  ],
  laws: { shapes: [{ in: [[2, 3]] }, { in: [[2, 3, 4]], args: [{ axis: 1, keepdims: true }] }] },
}

export const min: Op<readonly ['x'], ReductionArguments, Reduction> = {
  ...max,
  name: 'min',
  title: 'Min',
  doc: 'Smallest element, of all or along axes; equal ones all get the full gradient.',
  attributes: (...args) => parseReduction('min', args),
  shape: ([x], { axis, keepdims }) => reducedShape(x, normalizeAxes('min', axis, x.length), keepdims),
  forward: ([x], attributes) => kernels.min(x, attributes),
  vectors: [
    {
      in: [
        [
          [1, 5, 3],
          [4, 2, 6],
        ],
      ],
      args: [{ axis: 1 }],
      out: [1, 2],
    },
  ],
}

export const clip: Op<
  readonly ['x'],
  readonly [min: number, max: number],
  { readonly min: number; readonly max: number }
> = {
  name: 'clip',
  title: 'Clip',
  inputs: ['x'],
  doc: 'Elements limited to min … max; the bounds themselves let the gradient through.',
  lesson: 47,
  parameters: 'min, max',
  attributes: (min, max) => {
    if (typeof min === 'number' && typeof max === 'number') return { min, max }
    throw new GraphTypeError(
      `clip: the bounds are ${describe(min)} and ${describe(max)}`,
      'write clip(x, min, max) with two numbers; Infinity leaves a side open',
    )
  },
  shape: ([x]) => x,
  forward: ([x], { min, max }) => kernels.clip(x, min, max),
  backward: (F, gy, { inputs: [x], attributes: { min, max } }) => {
    const values = F.data(x)
    const inside = kernels.logical_and(kernels.greater_equal(values, min), kernels.less_equal(values, max))
    return [F.mul(gy, F.constant(numeric(inside, F.data(gy))))]
  },
  vectors: [{ in: [[-1, 0.5, 2]], args: [0, 1], out: [0, 0.5, 1] }],
  laws: { shapes: [{ in: [[2, 3]], args: [-0.5, 0.7] }] },
}

export const abs: Op<readonly ['x']> = {
  name: 'abs',
  title: 'Abs',
  inputs: ['x'],
  doc: 'Magnitude of every element; at zero the gradient is zero.',
  lesson: 44,
  shape: ([x]) => x,
  forward: ([x]) => kernels.abs(x),
  backward: (F, gy, { inputs: [x] }) => [F.mul(gy, F.constant(kernels.sign(F.data(x))))],
  vectors: [{ in: [[-2, 0, 3]], out: [2, 0, 3] }],
}
