// One suite over all operations: vectors, shape rule, the book's values, gradients to second order, linearity.
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { NDArray, type Nested } from '../engine/ndarray'
import { resetEngine } from '../engine/state'
import { tables } from '../engine/tables'
import { Variable } from '../engine/variable'
import * as kernels from '../kernels'
import { RandomState } from '../np/random'
import { np } from '../np/state'
import golden from '../testing/golden/functions.json'
import { F } from '.'
import { registry } from './registry'

interface AnyOp {
  readonly name: string
  readonly inputs: readonly string[]
  readonly attributes?: (...args: unknown[]) => unknown
  readonly shape: (shapes: readonly (readonly number[])[], attributes: unknown) => readonly number[]
  readonly vectors: readonly {
    readonly in: readonly Nested[]
    readonly args?: readonly unknown[]
    readonly out: Nested
  }[]
  readonly laws?: {
    readonly linear?: true
    readonly domain?: readonly [number, number]
    readonly shapes?: readonly {
      readonly in: readonly (readonly number[])[]
      readonly args?: readonly unknown[]
    }[]
  }
}

const operations = Object.values(registry) as unknown as readonly AnyOp[]
const isVariadic = (op: AnyOp): boolean => op.inputs[0]!.startsWith('...')

/** Calls an operation of a table by name. */
function call<T>(table: object, op: AnyOp, inputs: readonly T[], args: readonly unknown[] = []): T {
  const fn = (table as Record<string, (...all: unknown[]) => T>)[op.name]!
  if (isVariadic(op)) return fn(inputs, ...args)
  const absent = new Array<undefined>(op.inputs.length - inputs.length).fill(undefined)
  return fn(...inputs, ...absent, ...args)
}

const array = (values: Nested): NDArray => np.array(values)
const variable = (values: Nested): Variable => new Variable(array(values))
const flat = (x: NDArray): number[] => Array.from(x.toTyped())

/** Shapes that every operation is tried with: its own, or element by element with broadcasting. */
function casesOf(
  op: AnyOp,
): readonly { readonly in: readonly (readonly number[])[]; readonly args?: readonly unknown[] }[] {
  if (op.laws?.shapes !== undefined) return op.laws.shapes
  if (op.inputs.length === 1) return [{ in: [[]] }, { in: [[3]] }, { in: [[2, 3]] }, { in: [[2, 1, 3]] }]
  return [
    { in: [[], []] },
    {
      in: [
        [2, 3],
        [2, 3],
      ],
    },
    { in: [[2, 3], [3]] },
    { in: [[3], []] },
    {
      in: [
        [1, 3],
        [2, 1],
      ],
    },
    {
      in: [
        [4, 1, 3],
        [2, 1],
      ],
    },
  ]
}

/** Reproducible numbers in a domain. */
function draw(
  shape: readonly number[],
  seed: number,
  [low, high]: readonly [number, number] = [-2, 2],
): NDArray {
  const count = shape.reduce((p, q) => p * q, 1)
  return kernels.reshape(new RandomState(seed).uniform(low, high, [count]) as NDArray, shape)
}

beforeEach(() => resetEngine())

describe.each(operations.map((op) => [op.name, op] as const))('%s', (_name, op) => {
  it('computes its vectors on arrays and on variables, and its shape rule tells the result’s shape', () => {
    for (const { in: inputs, args, out } of op.vectors) {
      const xs = inputs.map(array)
      const y = call(tables.arrays, op, xs, args)
      const recorded = call(tables.variables, op, inputs.map(variable), args)
      expect(y.shape).toEqual(array(out).shape)
      expect(np.allclose(y, array(out), { rtol: 1e-15, atol: 1e-16 })).toBe(true)
      expect(recorded.data!.tolist()).toEqual(y.tolist())
      expect(recorded.creator!.label).toBe(op.name)
      expect(
        op.shape(
          xs.map((x) => x.shape),
          op.attributes?.(...(args ?? [])) ?? null,
        ),
      ).toEqual(y.shape)
    }
  })

  it('agrees with finite differences to second order, in random directions, float64', () => {
    casesOf(op).forEach((one, seed) => {
      const xs = one.in.map((shape, i) => draw(shape, 100 + 10 * seed + i, op.laws?.domain))
      const f = (...inputs: Variable[]): Variable => call(tables.variables, op, inputs, one.args)
      const v = xs.map((x, i) => draw(x.shape, 500 + i))
      const weight = draw(f(...xs.map((x) => new Variable(x))).shape, 900)
      const value = (at: readonly NDArray[]): number =>
        kernels.sum(kernels.multiply(f(...at.map((x) => new Variable(x))).data!, weight)).first()
      const gradients = (at: readonly NDArray[], createGraph: boolean): [Variable[], Variable[]] => {
        const inputs = at.map((x) => new Variable(x))
        F.sum(F.mul(f(...inputs), new Variable(weight))).backward({ createGraph })
        return [inputs, inputs.map((x) => x.grad!)]
      }
      const slope = (at: readonly NDArray[], w: readonly NDArray[]): number =>
        gradients(at, false)[1].reduce(
          (total, g, i) => total + kernels.sum(kernels.multiply(g.data!, w[i]!)).first(),
          0,
        )
      const moved = (eps: number): NDArray[] => xs.map((x, i) => kernels.add(x, kernels.multiply(v[i]!, eps)))
      const eps = 1e-5
      const first = slope(xs, v)
      expect(first).toBeCloseTo((value(moved(eps)) - value(moved(-eps))) / (2 * eps), 6)
      // Second order: the gradient of ⟨∇f, w⟩, along v, against differences of ⟨∇f, w⟩.
      const w = xs.map((x, i) => draw(x.shape, 700 + i))
      const [inputs, grads] = gradients(xs, true)
      const product = grads
        .map((g, i) => F.sum(F.mul(g, new Variable(w[i]!))))
        .reduce((total, term) => F.add(total, term))
      const numerical = (slope(moved(eps), w) - slope(moved(-eps), w)) / (2 * eps)
      for (const x of inputs) x.cleargrad()
      const depends = product.creator !== null
      if (depends) product.backward()
      const second = inputs.reduce((total, x, i) => {
        const g = x.gradientData
        return g === null ? total : total + kernels.sum(kernels.multiply(g, v[i]!)).first()
      }, 0)
      expect(second).toBeCloseTo(numerical, 5)
    })
  })

  it('gives the gradients on arrays that it gives on recorded variables, in float64 and float32', () => {
    casesOf(op).forEach((one, seed) => {
      for (const dtype of ['float64', 'float32'] as const) {
        const run = (createGraph: boolean): NDArray[] => {
          const inputs = one.in.map(
            (shape, i) => new Variable(draw(shape, 40 + 10 * seed + i, op.laws?.domain).astype(dtype)),
          )
          const y = call(tables.variables, op, inputs, one.args)
          expect(y.dtype).toBe(dtype)
          y.backward({ createGraph })
          return inputs.map((x) => x.grad!.data!)
        }
        const plain = run(false)
        run(true).forEach((gradient, i) => {
          expect(gradient.dtype).toBe(dtype)
          expect(gradient.shape).toEqual(plain[i]!.shape)
          expect(flat(gradient)).toEqual(flat(plain[i]!))
        })
      }
    })
  })
})

describe('linear operations', () => {
  const linear = operations.filter((op) => op.laws?.linear === true)
  it.each(linear.map((op) => [op.name, op] as const))(
    '%s: ⟨Ax, y⟩ = ⟨x, Aᵀy⟩ for any x and y',
    (_name, op) => {
      const numbers = (count: number): fc.Arbitrary<number[]> =>
        fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: count, maxLength: count })
      for (const one of casesOf(op)) {
        const others = one.in.slice(1).map((shape, i) => draw(shape, 60 + i))
        const [shape] = one.in as [readonly number[]]
        const size = shape.reduce((p, q) => p * q, 1)
        const sample = call(tables.arrays, op, [NDArray.zeros(shape), ...others], one.args)
        fc.assert(
          fc.property(numbers(size), numbers(sample.size), (xs, ys) => {
            const x = new Variable(kernels.reshape(np.array(xs), shape))
            const y = call(tables.variables, op, [x, ...others.map((other) => new Variable(other))], one.args)
            const direction = kernels.reshape(np.array(ys), sample.shape)
            y.grad = new Variable(direction)
            y.backward()
            const left = kernels.sum(kernels.multiply(y.data!, direction)).first()
            const right = kernels.sum(kernels.multiply(x.data!, x.grad!.data!)).first()
            expect(Math.abs(left - right)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(left)))
          }),
          { numRuns: 20 },
        )
      }
    },
  )
})

// ---- The book's own values (testing/golden/functions.json).

interface Plain {
  readonly shape: number[]
  readonly dtype: string
  readonly data: number[]
}
interface GoldenCase {
  readonly fn: string
  readonly attrs: Record<string, unknown>
  readonly inputs: Plain[]
  readonly output: Plain
  readonly gy: Plain
  readonly grads: Plain[]
  readonly v: Plain[]
  readonly grads2: (Plain | null)[]
}
const fromPlain = ({ shape, data }: Plain): NDArray =>
  NDArray.fromTyped(Float64Array.from(data), shape, 'float64')

/** How the book's keyword arguments are given in scripts. */
function applyGolden({ fn, attrs }: GoldenCase, xs: Variable[]): Variable {
  const name = fn.replace(/_(\w)/g, (_all, letter: string) => letter.toUpperCase())
  const functions = F as unknown as Record<string, (...args: unknown[]) => Variable>
  const f = functions[name]!
  switch (fn) {
    case 'pow':
      return f(xs[0], attrs['c'])
    case 'clip':
      return f(xs[0], attrs['min'], attrs['max'])
    case 'reshape':
    case 'sum_to':
    case 'broadcast_to':
      return f(xs[0], attrs['shape'])
    case 'transpose':
      return f(xs[0], attrs['axes'])
    case 'get_item':
      return f(xs[0], attrs['index'])
    case 'softmax_cross_entropy':
      return f(xs[0], np.array(attrs['t'] as number[], 'int32'))
    default:
      return Object.keys(attrs).length === 0 ? f(...xs) : f(...xs, attrs)
  }
}

function expectClose(actual: NDArray, expected: Plain): void {
  expect([...actual.shape]).toEqual(expected.shape)
  expect(np.allclose(actual, fromPlain(expected), { rtol: 1e-10, atol: 1e-12 })).toBe(true)
}

describe('the book’s values, forward, first and second order', () => {
  const cases = golden.cases as unknown as GoldenCase[]
  it.each(cases.map((one, i) => [`${i} ${one.fn} ${JSON.stringify(one.attrs)}`, one] as const))(
    '%s',
    (_name, one) => {
      const xs = one.inputs.map((x) => new Variable(fromPlain(x)))
      const y = applyGolden(one, xs)
      expectClose(y.data!, one.output)
      y.grad = new Variable(fromPlain(one.gy))
      y.backward({ createGraph: true })
      xs.forEach((x, i) => expectClose(x.grad!.data!, one.grads[i]!))
      const product = xs
        .map((x, i) => F.sum(F.mul(x.grad!, new Variable(fromPlain(one.v[i]!)))))
        .reduce((total, term) => F.add(total, term))
      for (const x of xs) x.cleargrad()
      if (product.creator !== null) product.backward()
      xs.forEach((x, i) => {
        const expected = one.grads2[i]!
        // null: the gradient does not depend on this input.
        if (expected === null)
          expect(flat(x.grad?.data ?? NDArray.zeros(x.shape)).every((g) => g === 0)).toBe(true)
        else expectClose(x.grad!.data!, expected)
      })
    },
  )
})
