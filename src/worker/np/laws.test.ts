// Laws that hold for every array, tried on random ones.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NDArray } from '../engine/ndarray'
import { broadcastShapes } from '../engine/shape'
import * as kernels from '../kernels'
import { createNp } from './index'

const np = createNp()
const length = fc.integer({ min: 0, max: 4 })
const shape = fc.array(length, { maxLength: 4 })

/** An array of the shape, its values all different, and its axes in some order. */
const array = shape.chain((sizes) => {
  const size = sizes.reduce((product, n) => product * n, 1)
  return fc.constant(np.arange(size).reshape(sizes))
})
const reordered = array.chain((a) =>
  fc
    .shuffledSubarray(
      a.shape.map((_, axis) => axis),
      { minLength: a.ndim, maxLength: a.ndim },
    )
    .map((axes) => a.transpose(axes)),
)

describe('shapes', () => {
  test('broadcasting does not depend on the order of operands, and 1s are neutral', () => {
    fc.assert(
      fc.property(shape, fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), (sizes, keep) => {
        const other = sizes.map((n, i) => (keep[i] === true ? n : 1))
        expect(broadcastShapes('law', sizes, other)).toEqual(sizes)
        expect(broadcastShapes('law', other, sizes)).toEqual(sizes)
      }),
    )
  })

  test('reshaping there and back, and transposing by an order and its inverse, change nothing', () => {
    fc.assert(
      fc.property(reordered, (a) => {
        expect(a.reshape(-1).reshape(a.shape).tolist()).toEqual(a.tolist())
        expect(a.T.T.tolist()).toEqual(a.tolist())
        const order = a.shape.map((_, axis) => (axis + 1) % Math.max(a.ndim, 1))
        const inverse = order.map((_, axis) => order.indexOf(axis))
        expect(a.transpose(order).transpose(inverse).tolist()).toEqual(a.tolist())
      }),
    )
  })

  test('splitting and joining give the array back', () => {
    fc.assert(
      fc.property(reordered, fc.nat(3), fc.nat(4), (a, place, cut) => {
        fc.pre(a.ndim > 0)
        const axis = place % a.ndim
        expect(np.concatenate(a.split([cut], axis), axis).tolist()).toEqual(a.tolist())
      }),
    )
  })
})

describe('views', () => {
  test('writing through a view changes exactly the elements that the view shows', () => {
    fc.assert(
      fc.property(
        reordered,
        fc.array(fc.constantFrom(':', '::2', '1:', '::-1', ':-1'), { maxLength: 4 }),
        (a, parts) => {
          fc.pre(a.ndim > 0)
          const index = parts.slice(0, a.ndim)
          const base = a.copy()
          const view = base.get(...index)
          const shown = new Set(view.toTyped())
          const touched = kernels.subtract(view, 1000)
          base.set(touched, ...index)
          const expected = Array.from(a.toTyped(), (value) => (shown.has(value) ? value - 1000 : value))
          expect(Array.from(base.toTyped())).toEqual(expected)
          expect(view.tolist()).toEqual(touched.tolist())
        },
      ),
    )
  })

  test('adding at an index is the transpose of reading there: <get(x), y> = <x, addAt(y)>', () => {
    fc.assert(
      fc.property(array, fc.array(fc.nat(3), { minLength: 1, maxLength: 5 }), (x, places) => {
        fc.pre(x.ndim > 0 && x.size > 0)
        const index = [places.map((place) => place % x.length)]
        const got = x.get(...index)
        const y = np.arange(got.size).reshape(got.shape)
        const back = kernels.addAt(x.shape, index, y)
        expect(got.multiply(y).sum().item()).toBe(x.multiply(back).sum().item())
      }),
    )
  })

  test('sumTo is the transpose of broadcasting', () => {
    fc.assert(
      fc.property(array, fc.nat(3), (x, n) => {
        const wide = kernels.broadcast_to(x, [n, ...x.shape])
        const y = np.arange(wide.size).reshape(wide.shape)
        const back = kernels.sumTo(y, x.shape)
        expect(back.shape).toEqual(x.shape)
        expect(np.multiply(wide, y).sum().item()).toBe(x.multiply(back).sum().item())
      }),
    )
  })
})

describe('arithmetic', () => {
  test('an operation on views gives what it gives on copies', () => {
    fc.assert(
      fc.property(reordered, (a) => {
        const b = a.flip()
        for (const f of [kernels.add, kernels.multiply, kernels.maximum, kernels.less] as const) {
          expect(f(a, b).tolist()).toEqual(f(a.copy(), b.copy()).tolist())
        }
      }),
    )
  })

  test('operands are never written to, and results share nothing with them', () => {
    fc.assert(
      fc.property(reordered, (a) => {
        const before = a.tolist()
        const results = [
          kernels.add(a, 1),
          kernels.exp(a),
          kernels.sum(a),
          kernels.where(a, a, 0),
          kernels.clip(a, 0, 1),
        ]
        for (const result of results) if (result.size > 0) kernels.assign(result, 77)
        expect(a.tolist()).toEqual(before)
      }),
    )
  })

  test('accumulate puts the sum where its first operand was, and gives a new array', () => {
    const a = np.ones([3])
    const b = np.ones([3])
    const sum = kernels.accumulate(a, b)
    expect(sum).not.toBe(a)
    expect(sum.buffer).toBe(a.buffer)
    expect(sum.tolist()).toEqual([2, 2, 2])
    expect(b.tolist()).toEqual([1, 1, 1])
  })
})

test('matmul is linear and agrees with sums of products', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9 }), length, length, (m, k, n) => {
      const a = np.arange(m * k).reshape(m, k)
      const b = np.arange(k * n).reshape(n, k).T
      const product = a.matmul(b)
      const direct = kernels.sum(kernels.multiply(a.reshape(m, 1, k), b.T.reshape(1, n, k)), { axis: 2 })
      expect(product.tolist()).toEqual(direct.tolist())
    }),
  )
})

test('a 0-d array and a view of it are the same memory', () => {
  const a = NDArray.scalar(1)
  const view = a.reshape(1, 1)
  view.set(5, 0, 0)
  expect(a.item()).toBe(5)
  a.set(6)
  expect(view.tolist()).toEqual([[6]])
})
