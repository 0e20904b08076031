// Sine, cosine and hyperbolic tangent, element by element (steps 27, 34, 35).
import * as kernels from '../kernels'
import type { Op } from './op'

export const sin: Op<readonly ['x']> = {
  name: 'sin',
  title: 'Sin',
  inputs: ['x'],
  doc: 'Sine of every element, in radians.',
  lesson: 27,
  shape: ([x]) => x,
  forward: ([x]) => kernels.sin(x),
  backward: (F, gy, { inputs: [x] }) => [F.mul(gy, F.cos(x))],
  overwrites: true,
  vectors: [{ in: [[0, Math.PI / 2]], out: [0, 1] }],
}

export const cos: Op<readonly ['x']> = {
  name: 'cos',
  title: 'Cos',
  inputs: ['x'],
  doc: 'Cosine of every element, in radians.',
  lesson: 34,
  shape: ([x]) => x,
  forward: ([x]) => kernels.cos(x),
  backward: (F, gy, { inputs: [x] }) => [F.mul(gy, F.neg(F.sin(x)))],
  overwrites: true,
  vectors: [{ in: [[0, Math.PI]], out: [1, -1] }],
}

export const tanh: Op<readonly ['x']> = {
  name: 'tanh',
  title: 'Tanh',
  inputs: ['x'],
  doc: 'Hyperbolic tangent of every element.',
  lesson: 35,
  shape: ([x]) => x,
  forward: ([x]) => kernels.tanh(x),
  backward: (F, gy, { output: y }) => [F.tanhGradient(gy, y)],
  overwrites: true,
  vectors: [{ in: [[0, 0.5]], out: [0, 0.46211715726000976] }],
}
