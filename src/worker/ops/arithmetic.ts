// The four operations, negation and powers (steps 2, 11, 20–22). Element by element, broadcasting as NumPy.
import { broadcastShapes, describe } from '../engine/shape'
import { GraphTypeError } from '../engine/graphError'
import * as kernels from '../kernels'
import type { Op } from './op'

export const add: Op<readonly ['x0', 'x1']> = {
  name: 'add',
  title: 'Add',
  inputs: ['x0', 'x1'],
  doc: 'Sum of two operands, element by element.',
  lesson: 11,
  shape: ([a, b]) => broadcastShapes('add', a, b),
  forward: ([a, b]) => kernels.add(a, b),
  backward: (_F, gy) => [gy, gy],
  broadcasts: true,
  overwrites: true,
  vectors: [
    { in: [2, 3], out: 5 },
    { in: [[1, 2], 10], out: [11, 12] },
  ],
}

export const sub: Op<readonly ['x0', 'x1']> = {
  name: 'sub',
  title: 'Sub',
  inputs: ['x0', 'x1'],
  doc: 'Difference of two operands, element by element.',
  lesson: 22,
  shape: ([a, b]) => broadcastShapes('sub', a, b),
  forward: ([a, b]) => kernels.subtract(a, b),
  backward: (F, gy) => [gy, F.neg(gy)],
  broadcasts: true,
  overwrites: true,
  vectors: [{ in: [2, 3], out: -1 }],
}

export const mul: Op<readonly ['x0', 'x1']> = {
  name: 'mul',
  title: 'Mul',
  inputs: ['x0', 'x1'],
  doc: 'Product of two operands, element by element.',
  lesson: 20,
  shape: ([a, b]) => broadcastShapes('mul', a, b),
  forward: ([a, b]) => kernels.multiply(a, b),
  backward: (F, gy, { inputs: [x0, x1] }) => [F.mul(gy, x1), F.mul(gy, x0)],
  broadcasts: true,
  overwrites: true,
  vectors: [{ in: [2, 3], out: 6 }],
}

export const div: Op<readonly ['x0', 'x1']> = {
  name: 'div',
  title: 'Div',
  inputs: ['x0', 'x1'],
  doc: 'Quotient of two operands, element by element.',
  lesson: 22,
  shape: ([a, b]) => broadcastShapes('div', a, b),
  forward: ([a, b]) => kernels.divide(a, b),
  // d(x0/x1) = dx0/x1 - x0 dx1/x1²
  backward: (F, gy, { inputs: [x0, x1] }) => [F.div(gy, x1), F.mul(gy, F.div(F.neg(x0), F.pow(x1, 2)))],
  broadcasts: true,
  overwrites: true,
  vectors: [{ in: [3, 2], out: 1.5 }],
  laws: { domain: [0.5, 2] },
}

export const neg: Op<readonly ['x']> = {
  name: 'neg',
  title: 'Neg',
  inputs: ['x'],
  doc: 'The operand with its sign changed.',
  lesson: 22,
  shape: ([x]) => x,
  forward: ([x]) => kernels.negative(x),
  backward: (F, gy) => [F.neg(gy)],
  overwrites: true,
  vectors: [{ in: [2], out: -2 }],
  laws: { linear: true },
}

export const square: Op<readonly ['x']> = {
  name: 'square',
  title: 'Square',
  inputs: ['x'],
  doc: 'Square of every element.',
  lesson: 2,
  shape: ([x]) => x,
  forward: ([x]) => kernels.square(x),
  backward: (F, gy, { inputs: [x] }) => [F.scaledProduct(2, x, gy)],
  overwrites: true,
  vectors: [{ in: [[1, 2, 3, 4]], out: [1, 4, 9, 16] }],
}

export const pow: Op<readonly ['x'], readonly [c: number], { readonly c: number }> = {
  name: 'pow',
  title: 'Pow',
  inputs: ['x'],
  doc: 'Every element to the power of the number c.',
  lesson: 22,
  parameters: 'c',
  attributes: (c) => {
    if (typeof c === 'number') return { c }
    throw new GraphTypeError(
      `pow: the exponent is ${describe(c)}, not a number`,
      'the exponent must be a plain number; for a variable exponent use exp(mul(y, log(x)))',
    )
  },
  shape: ([x]) => x,
  forward: ([x], { c }) => kernels.power(x, c),
  backward: (F, gy, { inputs: [x], attributes: { c } }) => [F.scaledProduct(c, F.pow(x, c - 1), gy)],
  overwrites: true,
  vectors: [{ in: [2], args: [3], out: 8 }],
  laws: {
    domain: [0.5, 2],
    shapes: [
      { in: [[2, 3]], args: [3] },
      { in: [[3]], args: [-1] },
      { in: [[]], args: [0.5] },
    ],
  },
}
