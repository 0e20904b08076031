// Reuse of memory must not show: values, sharing and gradients are those of an engine that reuses nothing.
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import * as kernels from '../kernels'
import { np } from '../np/state'
import { F } from '../ops'
import { giveBack, storageStatus, take } from './buffers'
import { noGrad } from './config'
import { Function, type BackwardResult, type ForwardResult } from './function'
import type { NDArray } from './ndarray'
import { pass } from './passing'
import { resetEngine } from './state'
import { Variable } from './variable'

const large = 2048

beforeEach(() => resetEngine())

/** Values of a vector of one repeated number; anything else is a failure. */
function only(array: NDArray): number {
  const values = new Set(array.toTyped())
  expect(values.size).toBe(1)
  return [...values][0]!
}

describe('buffers', () => {
  test('are taken again by type and length, small ones never', () => {
    const buffer = take('float64', large)
    giveBack('float64', buffer)
    expect(take('float32', large)).not.toBe(buffer)
    expect(take('float64', large + 1)).not.toBe(buffer)
    expect(take('float64', large)).toBe(buffer)
    expect(take('float64', large)).not.toBe(buffer)
    const small = take('float64', 8)
    giveBack('float64', small)
    expect(take('float64', 8)).not.toBe(small)
  })

  test('that wait are counted', () => {
    const before = storageStatus().waitingBytes
    const buffer = take('float64', large)
    giveBack('float64', buffer)
    expect(storageStatus().waitingBytes).toBe(before + 8 * large)
  })

  test('wait within a limit', () => {
    const length = 4 * 1024 * 1024
    const buffers = Array.from({ length: 8 }, () => new Uint8Array(length * 8))
    for (const buffer of buffers) giveBack('bool', buffer)
    const again = Array.from({ length: 8 }, () => take('bool', length * 8))
    expect(again.filter((buffer) => buffers.includes(buffer as never)).length).toBeLessThanOrEqual(4)
  })
})

describe('without a graph', () => {
  const passing = (f: (x: Variable) => Variable) => {
    const given = noGrad(() => F.exp(new Variable(np.ones([large]))))
    const { buffer } = given.data!
    const result = noGrad(() => {
      pass()
      return f(given)
    })
    return result.data!.buffer === buffer
  }
  test('what is handed on is written over element by element, also where the other operand repeats', () => {
    expect(passing((x) => F.square(x))).toBe(true)
    expect(passing((x) => F.sub(1, x))).toBe(true)
    expect(passing((x) => F.mul(new Variable(np.ones([1])), x))).toBe(true)
  })
  test('what has another shape or order has memory of its own', () => {
    expect(passing((x) => F.add(new Variable(np.ones([2, 1])), x))).toBe(false)
    expect(passing((x) => F.softmax(x, 0))).toBe(false)
  })
  test('an operand that nobody handed on stays', () => {
    const x = noGrad(() => F.exp(new Variable(np.ones([large]))))
    const y = noGrad(() => F.square(x))
    expect(y.data!.buffer).not.toBe(x.data!.buffer)
    expect([only(x.data!), only(y.data!)]).toEqual([Math.E, Math.E * Math.E])
  })
})

/** A random graph over large arrays: every value and every leaf's gradient, with and without an earlier pass. */
type Step = readonly [operation: string, first: number, second: number]
const steps = fc.array(
  fc.tuple(
    fc.constantFrom(
      'add',
      'mul',
      'sub',
      'neg',
      'square',
      'tanh',
      'sigmoid',
      'relu',
      'reshape',
      'broadcast',
      'linear',
      'own',
    ),
    fc.nat(100),
    fc.nat(100),
  ),
  { minLength: 1, maxLength: 14 },
)

/** Passes its gradient on and keeps it: what a script may do. */
class Keeper extends Function {
  static kept: [Variable, number][] = []
  override forward(x: NDArray): ForwardResult {
    return kernels.add(x, 0)
  }
  override backward(gy: Variable): BackwardResult {
    Keeper.kept.push([gy, only(gy.data!)])
    return gy
  }
}

function graph(length: number, list: readonly Step[]) {
  const leaves = [0.5, -0.25, 0.125].map((value) => new Variable(kernels.multiply(np.ones([length]), value)))
  const all = [...leaves]
  for (const [operation, first, second] of list) {
    const a = all[first % all.length]!
    const b = all[second % all.length]!
    if (operation === 'add') all.push(F.add(a, b))
    else if (operation === 'mul') all.push(F.mul(a, b))
    else if (operation === 'sub') all.push(F.sub(a, b))
    else if (operation === 'neg') all.push(F.neg(a))
    else if (operation === 'square') all.push(F.square(F.mul(a, 0.5)))
    else if (operation === 'tanh') all.push(F.tanh(a))
    else if (operation === 'sigmoid') all.push(F.sigmoid(a))
    else if (operation === 'relu') all.push(F.relu(a))
    else if (operation === 'reshape') all.push(F.reshape(F.reshape(a, [2, length / 2]), [length]))
    else if (operation === 'broadcast') all.push(F.add(a, F.mul(F.sum(b), 1e-4)))
    else if (operation === 'linear') all.push(F.sub(F.mul(a, F.exp(F.mul(b, 0.1))), F.mul(a, b)))
    else all.push(new Keeper()(a))
  }
  return { leaves, all, top: all.at(-1) }
}

describe('a backward pass', () => {
  test('over large arrays gives the numbers of small ones, whatever is shared, kept or repeated', () => {
    fc.assert(
      fc.property(steps, fc.boolean(), (list, retainGrad) => {
        // Two elements are computed one by one and never reused; sums are scaled alike.
        const outcome = [2, large].map((length) => {
          resetEngine()
          Keeper.kept = []
          const { leaves, all, top } = graph(
            length,
            list.filter(([operation]) => operation !== 'broadcast'),
          )
          const values = all.map((variable) => only(variable.data!))
          if (top.creator !== null) {
            top.backward({ retainGrad })
            top.backward({ retainGrad })
          }
          for (const [variable, value] of Keeper.kept) expect(only(variable.data!)).toBe(value)
          all.forEach((variable, i) => expect(only(variable.data!)).toBe(values[i]))
          const read = retainGrad ? all : leaves
          return [values, read.map(({ grad }) => (grad === null ? null : only(grad.data!)))]
        })
        expect(outcome[1]).toEqual(outcome[0])
      }),
      { numRuns: 200 },
    )
  })

  test('never lets two gradients, or a gradient and a value, share memory that a script can see', () => {
    fc.assert(
      fc.property(steps, fc.boolean(), (list, retainGrad) => {
        const { all, top } = graph(large, list)
        if (top.creator === null) return
        top.backward({ retainGrad })
        const seen = new Set<unknown>()
        for (const variable of all) {
          if (variable.grad === null) continue
          const { buffer } = variable.grad.data!
          expect(seen.has(buffer)).toBe(false)
          seen.add(buffer)
        }
        // What is taken now must be nobody's.
        const taken = Array.from({ length: 20 }, () => take('float64', large))
        for (const variable of all) {
          expect(taken.includes(variable.data!.buffer!)).toBe(false)
          expect(variable.grad !== null && taken.includes(variable.grad.data!.buffer!)).toBe(false)
        }
        for (const [variable] of Keeper.kept) expect(taken.includes(variable.data!.buffer!)).toBe(false)
      }),
      { numRuns: 200 },
    )
  })

  test('again and again with cleared gradients gives the same numbers, also to who kept a gradient', () => {
    fc.assert(
      fc.property(steps, fc.nat(7), (list, seen) => {
        resetEngine()
        const { all, top } = graph(large, list)
        if (top.creator === null) return
        const values = all.map((variable) => only(variable.data!))
        const held: [NDArray, number][] = []
        let first: (number | null)[] | null = null
        for (let turn = 0; turn < 4; turn++) {
          for (const variable of all) variable.cleargrad()
          top.backward()
          // Some gradients are looked at, and kept over the next turns.
          all.forEach((variable, i) => {
            const gradient = i % 8 === seen ? variable.grad : null
            if (gradient !== null) held.push([gradient.data!, only(gradient.data!)])
          })
          const now = all.map(({ gradientData }) => (gradientData === null ? null : only(gradientData)))
          first ??= now
          expect(now).toEqual(first)
          for (const [array, value] of held) expect(only(array)).toBe(value)
          all.forEach((variable, i) => expect(only(variable.data!)).toBe(values[i]))
        }
      }),
      { numRuns: 150 },
    )
  })

  test('lets the memory of a cleared gradient be taken again, unless somebody saw it', () => {
    const x = new Variable(np.ones([large]))
    const y = F.square(x)
    const gain = (): number => {
      const before = storageStatus().waitingBytes
      x.cleargrad()
      return storageStatus().waitingBytes - before
    }
    y.backward()
    expect(gain()).toBe(8 * large)
    y.backward()
    expect(only(x.grad!.data!)).toBe(2)
    expect(gain()).toBe(0)
  })

  test('that fails leaves earlier gradients as they were', () => {
    class Broken extends Function {
      override forward(x: NDArray): ForwardResult {
        return kernels.add(x, 0)
      }
      override backward(): BackwardResult {
        throw new Error('no')
      }
    }
    const x = new Variable(np.ones([large]))
    F.square(x).backward()
    const before = only(x.grad!.data!)
    const y = F.add(F.mul(F.square(x), x), new Broken()(F.tanh(F.square(x))))
    expect(() => y.backward()).toThrow('no')
    for (let i = 0; i < 4; i++) take('float64', large).fill(77)
    expect(only(x.grad!.data!)).toBe(before)
    F.square(x).backward()
    expect(only(x.grad!.data!)).toBe(2 * before)
  })
})
