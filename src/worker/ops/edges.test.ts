// Operations at the edges: no elements, 0-d, NaN, infinities, negative zero, whole numbers and truth values.
import { beforeEach, describe, expect, it } from 'vitest'
import { NDArray } from '../engine/ndarray'
import { resetEngine } from '../engine/state'
import { Variable } from '../engine/variable'
import { np } from '../np/state'
import { F } from '.'

const elementwise = {
  square: (x: number) => x * x,
  neg: (x: number) => -x,
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  sin: Math.sin,
  cos: Math.cos,
  tanh: Math.tanh,
  abs: Math.abs,
  sigmoid: (x: number) => 1 / (1 + Math.exp(-x)),
  relu: (x: number) => Math.max(x, 0),
} as const
type Name = keyof typeof elementwise
const names = Object.keys(elementwise) as Name[]

/** Equal to 1e-12; NaN, infinities and the sign of zero exactly. */
function expectSame(actual: number, expected: number): void {
  if (Number.isFinite(expected) && expected !== 0) expect(actual).toBeCloseTo(expected, 12)
  else expect(actual).toBe(expected)
}

beforeEach(() => resetEngine())

describe.each(names)('%s', (name) => {
  const f = F[name]

  it.each([[[0]], [[2, 0]], [[0, 3, 1]]])(
    'of an array without elements has its shape %j, and so has the gradient',
    (shape) => {
      const x = new Variable(NDArray.zeros(shape))
      const y = f(x)
      y.backward()
      expect(y.shape).toEqual(shape)
      expect(x.grad!.shape).toEqual(shape)
    },
  )

  it('treats NaN and infinities as JavaScript and NumPy do, alone and inside an array', () => {
    // The sign of zero that a maximum gives is nobody's promise.
    const values = [NaN, Infinity, -Infinity, 0, ...(name === 'relu' ? [] : [-0])]
    const expected = values.map(elementwise[name])
    Array.from(f(np.array(values)).data!.toTyped()).forEach((y, i) => expectSame(y, expected[i]!))
    values.forEach((value, i) => {
      const y = f(np.array(value)).data!
      expect(y.shape).toEqual([])
      expectSame(y.first(), expected[i]!)
    })
  })

  it('never turns a NaN gradient into a number', () => {
    const x = new Variable(np.array([NaN, 1]))
    const y = f(x)
    y.grad = np.array([NaN, NaN])
    y.backward()
    expect(Number.isNaN(x.grad!.data!.toTyped()[1])).toBe(true)
  })

  it('takes whole numbers', () => {
    const y = f(np.array([1, 2], 'int32'))
    const kept = ['square', 'neg', 'abs', 'relu'].includes(name)
    expect(y.dtype).toBe(kept ? 'int32' : 'float64')
    expect(y.data!.tolist()).toEqual([1, 2].map(elementwise[name]).map((v): unknown => expect.closeTo(v, 12)))
  })
})

describe('reductions and products without elements', () => {
  it('sum is zero, products are zeros, and gradients have the inputs’ shapes', () => {
    const x = new Variable(NDArray.zeros([0, 3]))
    const W = new Variable(NDArray.zeros([3, 2]))
    const total = F.sum(F.matmul(x, W))
    total.backward()
    expect(total.data!.first()).toBe(0)
    expect([x.grad!.shape, W.grad!.shape]).toEqual([
      [0, 3],
      [3, 2],
    ])
    expect(W.grad!.data!.tolist()).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
    ])
    expect(F.sum(x, { axis: 0 }).data!.tolist()).toEqual([0, 0, 0])
    expect(() => F.max(x, { axis: 0 })).toThrow('max')
    expect(F.concatenate([x, np.ones([2, 3])]).shape).toEqual([2, 3])
  })
})

describe('ties and bounds, as the book’s code', () => {
  it('max gives every tie the full gradient; the bounds of clip let it through', () => {
    const x = new Variable(np.array([3, 1, 3]))
    x.max().backward()
    expect(x.grad!.data!.tolist()).toEqual([1, 0, 1])
    x.cleargrad()
    F.sum(F.clip(x, 1, 2)).backward()
    expect(x.grad!.data!.tolist()).toEqual([0, 1, 0])
  })
})
