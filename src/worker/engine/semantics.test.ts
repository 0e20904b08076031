// What scripts may rely on in variables, functions and backward(): the semantics verified on the book's own code.
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import * as kernels from '../kernels'
import { np } from '../np/state'
import { F } from '../ops'
import { noGrad } from './config'
import { Function, type BackwardResult, type ForwardResult } from './function'
import type { NDArray } from './ndarray'
import { engine, resetEngine } from './state'
import { Variable } from './variable'

const { add, exp, mul, pow, reshape, square, sum } = F
const scalar = (value: number): Variable => new Variable(np.array(value))
const vector = (...values: number[]): Variable => new Variable(np.array(values))
const gradOf = (x: Variable): unknown => x.grad?.data?.tolist() ?? null

beforeEach(() => resetEngine())

class Square extends Function {
  override forward(x: NDArray): ForwardResult {
    return kernels.power(x, 2)
  }
  override backward(gy: Variable): BackwardResult {
    return mul(mul(2, this.input), gy)
  }
}

/** Two outputs: sum and difference. */
class Both extends Function {
  override forward(a: NDArray, b: NDArray): ForwardResult {
    return [kernels.add(a, b), kernels.subtract(a, b)]
  }
  override backward(gs: Variable, gd: Variable): BackwardResult {
    return [add(gs, gd), F.sub(gs, gd)]
  }
}

describe('functions of a script', () => {
  it('can be called, are their outputs’ creators, and hide what JavaScript functions have', () => {
    const A = new Square()
    const x = scalar(3)
    const y = A(x)
    expect(y.data!.first()).toBe(9)
    expect(y.creator).toBe(A)
    expect(A.input).toBe(x)
    expect(A.output).toBe(y)
    expect(A.generation).toBe(0)
    expect(y.generation).toBe(1)
    expect(A).toBeInstanceOf(Square)
    expect(A).toBeInstanceOf(Function)
    expect('call' in A || 'apply' in A || 'name' in A || 'length' in A).toBe(false)
    expect(Object.keys(A)).toEqual([])
    y.backward()
    expect(gradOf(x)).toBe(6)
  })

  it('keep the graph of an earlier call when one instance is applied twice, with what forward stored', () => {
    class Scale extends Function {
      factor = 0
      override forward(x: NDArray): ForwardResult {
        this.factor = x.first()
        return kernels.multiply(x, this.factor)
      }
      override backward(gy: Variable): BackwardResult {
        return mul(gy, 2 * this.factor)
      }
    }
    const A = new Scale()
    const x = scalar(3)
    const y = A(A(x))
    expect(y.creator).toBe(A)
    y.backward()
    expect(gradOf(x)).toBe(2 * 3 * 2 * 9)
  })

  it('may have several inputs and outputs, and take numbers and arrays', () => {
    const [x, y] = [scalar(5), scalar(2)]
    const [s, d] = new Both()(x, y) as unknown as [Variable, Variable]
    mul(s, d).backward()
    expect([gradOf(x), gradOf(y)]).toEqual([10, -4])
    expect(new Both()(1, np.array(2)).map((output: Variable) => output.data!.first())).toEqual([3, -1])
  })

  it('give a second derivative when their backward computes with variables', () => {
    const x = scalar(3)
    new Square()(x).backward({ createGraph: true })
    const gx = x.grad!
    x.cleargrad()
    gx.backward()
    expect(gradOf(x)).toBe(2)
  })

  it('run their backward without recording unless createGraph is given', () => {
    const flags: boolean[] = []
    class Watching extends Square {
      override backward(gy: Variable): BackwardResult {
        flags.push(engine.config.enableBackprop)
        return super.backward(gy)
      }
    }
    const y = new Watching()(scalar(1))
    y.backward()
    y.backward({ createGraph: true })
    expect(flags).toEqual([false, true])
    expect(engine.config.enableBackprop).toBe(true)
  })

  it('may differentiate something else inside their own backward', () => {
    class Checkpointed extends Function {
      override forward(x: NDArray): ForwardResult {
        return noGrad(() => square(exp(x)).data!)
      }
      override backward(gy: Variable): BackwardResult {
        const x = new Variable(this.input.data)
        const before = engine.config.enableBackprop
        engine.config.enableBackprop = true
        square(exp(x)).backward()
        engine.config.enableBackprop = before
        return mul(x.grad!, gy)
      }
    }
    const x = scalar(0.5)
    add(new Checkpointed()(x), x).backward()
    expect(gradOf(x)).toBeCloseTo(2 * Math.exp(1) + 1, 12)
  })
})

describe('backward', () => {
  it('sums over a variable used several times, and adds to what stands there until cleargrad', () => {
    const x = scalar(3)
    add(x, x).backward()
    expect(gradOf(x)).toBe(2)
    add(add(x, x), x).backward()
    expect(gradOf(x)).toBe(5)
    x.cleargrad()
    add(add(x, x), x).backward()
    expect(gradOf(x)).toBe(3)
  })

  it('called twice adds: 12 then 24 by default, 36 with retainGrad, as the book’s code', () => {
    const run = (retainGrad: boolean): unknown[] => {
      const x = scalar(3)
      const y = mul(2, square(x))
      y.backward({ retainGrad })
      const once = gradOf(x)
      y.backward({ retainGrad })
      return [once, gradOf(x)]
    }
    expect(run(false)).toEqual([12, 24])
    expect(run(true)).toEqual([12, 36])
  })

  it('visits the highest generation first and, within one, what was queued last', () => {
    const order: number[] = []
    class Numbered extends Square {
      constructor(readonly number: number) {
        super()
      }
      override backward(gy: Variable): BackwardResult {
        order.push(this.number)
        return super.backward(gy)
      }
    }
    const x = scalar(2)
    const a = new Numbered(1)(x)
    const y = add(add(new Numbered(2)(a), new Numbered(3)(a)), new Numbered(4)(x))
    y.backward()
    // 4 is queued first but waits: 3 and 2 are a generation higher, and 1 is queued after it.
    expect(order).toEqual([3, 2, 1, 4])
  })

  it('starts with ones, or with the gradient that was assigned', () => {
    const x = vector(1, 2)
    square(x).backward()
    expect(gradOf(x)).toEqual([2, 4])
    x.cleargrad()
    const y = square(x)
    y.grad = np.array([10, 100])
    expect(y.grad).toBeInstanceOf(Variable)
    y.backward()
    expect(gradOf(x)).toEqual([20, 400])
  })

  it('works in every mode', () => {
    const run = (): unknown[] => {
      const x = scalar(3)
      const a = square(x)
      const y = square(a)
      y.backward()
      return [gradOf(y), gradOf(a), gradOf(x), (x.grad?.creator ?? null) !== null]
    }
    expect(run()).toEqual([null, null, 108, false])
    resetEngine('retain-grad')
    expect(run()).toEqual([1, 18, 108, false])
    resetEngine('create-graph')
    expect(run()).toEqual([null, null, 108, true])
    resetEngine('no-grad')
    const skipped: Variable[] = []
    engine.onBackwardSkipped = (y) => skipped.push(y)
    engine.config.enableBackprop = true
    expect(run()).toEqual([null, null, null, false])
    expect(skipped).toHaveLength(1)
  })

  it('gives derivatives of any order: tanh to the fifth', () => {
    const x = scalar(0.3)
    let y = F.tanh(x)
    for (let order = 0; order < 5; order++) {
      x.cleargrad()
      y.backward({ createGraph: true })
      y = x.grad!
    }
    const t = Math.tanh(0.3)
    const fifth = 8 * (1 - t * t) * (2 - 15 * t * t + 15 * t ** 4)
    expect(y.data!.first()).toBeCloseTo(fifth, 10)
  })

  it('sums gradients of broadcast operands to the operand’s shape, also when they are differentiated again', () => {
    const x = new Variable(np.ones([2, 3]))
    const b = vector(1, 2, 3)
    sum(mul(x, square(b))).backward({ createGraph: true })
    expect(gradOf(b)).toEqual([4, 8, 12])
    const gb = b.grad!
    b.cleargrad()
    sum(gb).backward()
    expect(gradOf(b)).toEqual([4, 4, 4])
  })

  it('goes through a chain of a million operations, and so does unchainBackward', () => {
    const x = scalar(1)
    let y: Variable = x
    for (let i = 0; i < 1_000_000; i++) y = add(y, 1)
    y.backward()
    expect(gradOf(x)).toBe(1)
    const last = y.creator!.inputs[0]!
    y.unchainBackward()
    expect(last.creator).toBeNull()
    expect(y.creator).not.toBeNull()
  })

  it('stops at what was unchained', () => {
    const x = scalar(2)
    const a = square(x)
    const y = square(a)
    a.unchain()
    y.backward()
    expect([gradOf(a), gradOf(x)]).toEqual([8, null])
  })
})

describe('gradients never change with another variable’s', () => {
  const write = (x: Variable): void => kernels.setItem(x.grad!.data!, [0], 99)

  it.each([false, true])('both of a + b, createGraph %s', (createGraph) => {
    const [a, b] = [vector(1, 2), vector(3, 4)]
    const y = add(a, b)
    y.backward({ createGraph, retainGrad: true })
    write(a)
    expect(gradOf(b)).toEqual([1, 1])
    expect(gradOf(y)).toEqual([1, 1])
    write(y)
    expect(gradOf(b)).toEqual([1, 1])
    expect(gradOf(a)).toEqual([99, 1])
  })

  it.each([false, true])('views: reshape and sum, createGraph %s', (createGraph) => {
    const x = vector(1, 2, 3, 4)
    const y = reshape(x, [2, 2])
    y.backward({ createGraph, retainGrad: true })
    write(x)
    expect(gradOf(y)).toEqual([
      [1, 1],
      [1, 1],
    ])
    const z = vector(1, 2, 3)
    sum(z).backward({ createGraph })
    write(z)
    expect(gradOf(z)).toEqual([99, 1, 1])
  })

  it('a shared gradient that can be differentiated still leads back', () => {
    const [a, b] = [scalar(2), scalar(3)]
    pow(add(a, b), 3).backward({ createGraph: true })
    const [ga, gb] = [a.grad!, b.grad!]
    expect(ga).not.toBe(gb)
    for (const x of [a, b]) x.cleargrad()
    add(ga, mul(2, gb)).backward()
    expect([gradOf(a), gradOf(b)]).toEqual([90, 90])
  })

  it('an assigned gradient is not written to', () => {
    const seed = np.array([1, 1])
    const x = vector(1, 2)
    const y = add(x, 0)
    y.grad = new Variable(seed)
    y.backward()
    write(x)
    expect(seed.tolist()).toEqual([1, 1])
  })

  it('a gradient that a script looked at stays its own when it starts another pass', () => {
    const x = vector(1, 2)
    const y = add(x, 0)
    y.backward({ retainGrad: true })
    const seen = y.grad!
    x.cleargrad()
    y.backward({ retainGrad: true })
    expect(y.grad).toBe(seen)
    kernels.setItem(seen.data!, [0], 99)
    expect(gradOf(x)).toEqual([1, 1])
  })

  it('holds for a script’s function that hands its inputs or outputs’ gradients on', () => {
    class Through extends Function {
      override forward(x: NDArray): ForwardResult {
        return x.copy()
      }
      override backward(gy: Variable): BackwardResult {
        return gy
      }
    }
    const x = vector(1, 2)
    const y = new Through()(x)
    y.backward({ retainGrad: true })
    write(x)
    expect(gradOf(y)).toEqual([1, 1])
  })

  it('for any graph of sums, reshapes and products', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(2), fc.nat(9), fc.nat(9)), { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        (steps, createGraph) => {
          const variables = [vector(1, 2, 3, 4), vector(5, 6, 7, 8)]
          for (const [kind, i, j] of steps) {
            const p = variables[i % variables.length]!
            const q = variables[j % variables.length]!
            variables.push(kind === 0 ? add(p, q) : kind === 1 ? mul(p, q) : reshape(reshape(p, [2, 2]), [4]))
          }
          const y = variables.at(-1)
          y.backward({ retainGrad: true, createGraph })
          const withGradient = variables.filter((x) => x.grad !== null)
          for (const changed of withGradient) {
            const others = withGradient.filter((x) => x !== changed)
            const before = others.map(gradOf)
            kernels.setItem(changed.grad!.data!, [0], 12345)
            expect(others.map(gradOf)).toEqual(before)
          }
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('a failed operation', () => {
  it('leaves graph and generations as they were', () => {
    const x = vector(1, 2, 3)
    const y = square(x)
    const node = y.creator!
    const ids = [engine.nextVariable, engine.nextNode]
    expect(() => F.matmul(y, y.reshape(1, 3))).toThrow('matmul')
    expect(() => add(y, vector(1, 2))).toThrow('broadcast')
    expect(y.creator).toBe(node)
    expect(y.generation).toBe(1)
    expect(engine.nextNode).toBe(ids[1]! + 1)
    y.backward()
    expect(gradOf(x)).toEqual([2, 4, 6])
  })

  it('in backward leaves every gradient as it was, and the flags', () => {
    class Broken extends Square {
      override backward(): BackwardResult {
        throw new Error('broken here')
      }
    }
    const x = scalar(2)
    square(x).backward()
    const a = square(x)
    const y = add(mul(a, 3), new Broken()(a))
    expect(() => y.backward({ createGraph: false, retainGrad: true })).toThrow('broken here')
    expect([gradOf(y), gradOf(a), gradOf(x)]).toEqual([null, null, 4])
    expect(engine.config.enableBackprop).toBe(true)
    add(a, 0).backward()
    expect(gradOf(x)).toBe(8)
  })

  it('can be an interruption at any operation or step', () => {
    const x = scalar(2)
    let left = 4
    engine.checkpoint = () => {
      if (left-- === 0) throw new Error('stopped')
    }
    const y = square(square(x))
    expect(() => {
      y.backward()
      square(y)
    }).toThrow('stopped')
    expect(gradOf(x)).toBe(32)
    left = 1
    expect(() => y.backward()).toThrow('stopped')
    expect(gradOf(x)).toBe(32)
    expect(gradOf(y)).toBeNull()
  })
})
