// Activation functions, with the book's formulas (steps 43, 46, 47).
import { GraphTypeError } from '../engine/graphError'
import { describe } from '../engine/shape'
import * as kernels from '../kernels'
import type { Op } from './op'
import { parseOptions } from '../engine/options'

export const sigmoid: Op<readonly ['x']> = {
  name: 'sigmoid',
  title: 'Sigmoid',
  inputs: ['x'],
  doc: '1 / (1 + exp(-x)), element by element.',
  lesson: 43,
  shape: ([x]) => x,
  forward: ([x]) => kernels.sigmoid(x),
  backward: (F, gy, { output: y }) => [F.sigmoidGradient(gy, y)],
  overwrites: true,
  vectors: [{ in: [[0, 1]], out: [0.5, 0.7310585786300049] }],
}

export const relu: Op<readonly ['x']> = {
  name: 'relu',
  title: 'ReLU',
  inputs: ['x'],
  doc: 'Negative elements become zero.',
  lesson: 46,
  shape: ([x]) => x,
  forward: ([x]) => kernels.maximum(x, 0),
  backward: (F, gy, { inputs: [x] }) => [F.reluGradient(gy, x)],
  overwrites: true,
  vectors: [{ in: [[-1, 0, 2]], out: [0, 0, 2] }],
}

export const leakyRelu: Op<
  readonly ['x'],
  readonly [options?: { readonly slope?: number } | number],
  { readonly slope: number }
> = {
  name: 'leakyRelu',
  title: 'LeakyReLU',
  inputs: ['x'],
  doc: 'Negative elements are multiplied by slope, 0.2 when not given.',
  lesson: 46,
  parameters: '{ slope }',
  attributes: (options) => {
    const slope =
      typeof options === 'number' ? options : (parseOptions('leakyRelu', options, ['slope'])['slope'] ?? 0.2)
    if (typeof slope === 'number') return { slope }
    throw new GraphTypeError(`leakyRelu: slope is ${describe(slope)}`, 'use a number')
  },
  shape: ([x]) => x,
  forward: ([x], { slope }) => kernels.leakyRelu(x, slope),
  backward: (F, gy, { inputs: [x], attributes: { slope } }) => [F.leakyReluGradient(gy, x, slope)],
  vectors: [{ in: [[-1, 0, 2]], out: [-0.2, 0, 2] }],
}

/** Reads `{ axis }` with the book's default of 1. */
function parseAxis(
  subject: string,
  options: { readonly axis?: number } | number | undefined,
): { axis: number } {
  const axis = typeof options === 'number' ? options : (parseOptions(subject, options, ['axis'])['axis'] ?? 1)
  if (typeof axis === 'number') return { axis }
  throw new GraphTypeError(`${subject}: axis is ${describe(axis)}`, 'use a number')
}

export const softmax: Op<
  readonly ['x'],
  readonly [options?: { readonly axis?: number } | number],
  { readonly axis: number }
> = {
  name: 'softmax',
  title: 'Softmax',
  inputs: ['x'],
  doc: 'exp(x) scaled so that it sums to one along an axis, 1 when not given.',
  lesson: 47,
  parameters: '{ axis }',
  attributes: (options) => parseAxis('softmax', options),
  shape: ([x]) => x,
  forward: ([x], { axis }) => kernels.softmax(x, axis),
  backward: (F, gy, { output: y, attributes: { axis } }) => {
    const gx = F.mul(y, gy)
    const total = F.broadcastTo(F.sum(gx, { axis, keepdims: true }), F.data(y).shape)
    return [F.sub(gx, F.mul(y, total))]
  },
  vectors: [
    {
      in: [
        [
          [0, 0],
          [0, Math.log(3)],
        ],
      ],
      out: [
        [0.5, 0.5],
        [0.25, 0.75],
      ],
    },
  ],
  laws: { shapes: [{ in: [[4, 3]] }, { in: [[2, 3]], args: [{ axis: 0 }] }] },
}

export const logSoftmax: Op<
  readonly ['x'],
  readonly [options?: { readonly axis?: number } | number],
  { readonly axis: number }
> = {
  name: 'logSoftmax',
  title: 'LogSoftmax',
  inputs: ['x'],
  doc: 'Logarithm of softmax, without losing small values.',
  lesson: 47,
  parameters: '{ axis }',
  attributes: (options) => parseAxis('logSoftmax', options),
  shape: ([x]) => x,
  forward: ([x], { axis }) => kernels.subtract(x, kernels.logSumExp(x, axis)),
  backward: (F, gy, { output: y, attributes: { axis } }) => {
    const total = F.broadcastTo(F.sum(gy, { axis, keepdims: true }), F.data(y).shape)
    return [F.sub(gy, F.mul(F.exp(y), total))]
  },
  vectors: [{ in: [[[0, 0]]], out: [[-0.6931471805599453, -0.6931471805599453]] }],
  laws: { shapes: [{ in: [[4, 3]] }, { in: [[2, 3]], args: [{ axis: 0 }] }] },
}
