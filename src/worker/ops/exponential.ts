// Exponential, logarithm and square root, element by element.
import * as kernels from '../kernels'
import type { Op } from './op'

export const exp: Op<readonly ['x']> = {
  name: 'exp',
  title: 'Exp',
  inputs: ['x'],
  doc: 'e to the power of every element.',
  lesson: 3,
  shape: ([x]) => x,
  forward: ([x]) => kernels.exp(x),
  backward: (F, gy, { output: y }) => [F.mul(gy, y)],
  overwrites: true,
  vectors: [{ in: [[0, 1]], out: [1, Math.E] }],
}

export const log: Op<readonly ['x']> = {
  name: 'log',
  title: 'Log',
  inputs: ['x'],
  doc: 'Natural logarithm of every element.',
  lesson: 44,
  shape: ([x]) => x,
  forward: ([x]) => kernels.log(x),
  backward: (F, gy, { inputs: [x] }) => [F.div(gy, x)],
  overwrites: true,
  vectors: [{ in: [[1, Math.E]], out: [0, 1] }],
  laws: { domain: [0.5, 2] },
}

export const sqrt: Op<readonly ['x']> = {
  name: 'sqrt',
  title: 'Sqrt',
  inputs: ['x'],
  doc: 'Square root of every element.',
  lesson: 44,
  shape: ([x]) => x,
  forward: ([x]) => kernels.sqrt(x),
  // d√x = dx / 2√x
  backward: (F, gy, { output: y }) => [F.div(gy, F.mul(2, y))],
  vectors: [{ in: [[0, 4, 2.25]], out: [0, 2, 1.5] }],
  laws: { domain: [0.5, 2] },
}
