import { afterEach, describe, expect, it } from 'vitest'
import '../ops'
import { np } from '../np/state'
import { checkGraph, curveSteps, type CheckFigures } from './graphCheck'
import { Function } from './function'
import { labGlobals } from './globals'
import type { NDArray } from './ndarray'
import { engine, resetEngine } from './state'
import { Variable } from './variable'

const { F, square, add, exp, matmul, meanSquaredError, softmaxCrossEntropy, relu, sum } = labGlobals

const tools = { beforeEach: () => undefined, now: () => 0 }
const check = (x: Variable, y: Variable): CheckFigures => checkGraph({ sources: [x], results: [y] }, tools)!

class WrongSquare extends Function {
  override forward(x: NDArray): NDArray {
    return np.square(x)
  }
  override backward(gy: Variable): Variable {
    return F.mul(gy, F.mul(this.input, 3))
  }
}

afterEach(() => resetEngine())

describe('the check of a recorded graph', () => {
  it('passes for a branching graph and names every element it compared', () => {
    const x = new Variable(np.array([0.5, -1.5, 2]))
    const a = square(x)
    const y = sum(add(square(a), exp(a)))
    const found = check(x, y)
    expect(found).toMatchObject({ ok: true, elements: 3, checked: 3, failed: 0, eps: 1e-4, suspects: [] })
    expect(found.worst.relative).toBeLessThan(1e-6)
    expect(found.curve.map(({ eps }) => eps)).toEqual(curveSteps)
  })

  it('has an error that falls with eps and rises again when rounding takes over', () => {
    const x = new Variable(np.array(1.3))
    const { curve } = check(x, exp(square(x)))
    const errorAt = (eps: number): number => curve.find((point) => point.eps === eps)!.error
    expect(errorAt(1e-2) / errorAt(1e-3)).toBeGreaterThan(80)
    expect(errorAt(1e-11)).toBeGreaterThan(100 * errorAt(1e-5))
  })

  it('fails where a script’s backward is wrong, with both values, and names the function', () => {
    const x = new Variable(np.array([1, 4]))
    const wrong = new WrongSquare()
    const y = sum(exp(F.mul(wrong(x), 0.1)))
    const found = check(x, y)
    expect(found.ok).toBe(false)
    expect(found.failed).toBe(2)
    const { index, backward, numerical } = found.worst
    const value = index[0] === 0 ? 1 : 4
    expect(numerical).toBeCloseTo(0.2 * value * Math.exp(0.1 * value * value), 5)
    expect(backward / numerical).toBeCloseTo(1.5, 5)
    expect(found.suspects).toEqual([wrong.id])
  })

  it('leaves gradients, counters, flags and the last backward as they were', () => {
    const x = new Variable(np.array([1, 2]))
    const y = sum(square(x))
    y.backward()
    engine.config.enableBackprop = false
    const before = { ...engine }
    const gradient = x.grad
    checkGraph({ sources: [x], results: [y] }, tools)
    expect({ ...engine }).toEqual(before)
    expect(engine.lastBackward).toBe(y)
    expect(x.grad).toBe(gradient)
    expect(x.grad!.toString()).toBe('variable([2. 4.])')
    expect(x.data!.tolist()).toEqual([1, 2])
    expect(y.grad).toBeNull()
  })

  it('runs a script’s function on a copy, so that its fields stay', () => {
    let made = 0
    class Counting extends Function {
      calls = 0
      override forward(x: NDArray): NDArray {
        this.calls = ++made
        return np.sin(x)
      }
      override backward(gy: Variable): Variable {
        return F.mul(gy, F.cos(this.input))
      }
    }
    const f = new Counting()
    const x = new Variable(np.array(0.3))
    const y = f(x)
    expect(check(x, y).ok).toBe(true)
    expect(made).toBeGreaterThan(1)
    expect(f.calls).toBe(1)
    expect(y.creator).toBe(f)
  })

  it('starts at a variable in the middle and takes what lies behind it as given', () => {
    const x = new Variable(np.array(2))
    const a = square(x)
    const found = check(a, add(square(a), square(a)))
    expect(found).toMatchObject({ ok: true, functions: 3 })
    expect(found.worst.backward).toBe(16)
  })

  it('compares float32 in float64, so that the step is not lost in rounding', () => {
    const x = new Variable(np.array([0.1, 0.7]).astype('float32'))
    const found = check(x, sum(exp(x)))
    expect(found.ok).toBe(true)
    expect(found.worst.absolute).toBeLessThan(1e-7)
  })

  it('finds a step that suits when the usual one is too large, at a minimum and far away', () => {
    const atMinimum = new Variable(np.array(1))
    const y = F.sub(F.pow(atMinimum, 4), F.mul(2, F.pow(atMinimum, 2)))
    expect(check(atMinimum, y)).toMatchObject({ ok: true, worst: { backward: 0 } })
    const far = new Variable(np.array(1e5))
    expect(check(far, F.pow(far, 3)).ok).toBe(true)
  })

  it('sees an error of a gradient that is small altogether', () => {
    class Blind extends Function {
      override forward(x: NDArray): NDArray {
        return np.multiply(x, 3)
      }
      override backward(gy: Variable): Variable {
        return F.mul(gy, 2)
      }
    }
    const x = new Variable(np.ones([4]))
    expect(check(x, F.mul(sum(new Blind()(x)), 1e-6)).ok).toBe(false)
  })

  it('takes an even sample of a large array, ends included', () => {
    const W = new Variable(np.ones([50, 40]))
    const found = check(W, meanSquaredError(matmul(np.ones([3, 50]), W), np.zeros([3, 40])))
    expect(found).toMatchObject({ ok: true, elements: 2000, checked: 256 })
  })

  it('compares fewer elements when one pass takes long', () => {
    let time = 0
    const W = new Variable(np.ones([50, 40]))
    const slow = { ...tools, now: () => (time += 20) }
    const found = checkGraph({ sources: [W], results: [sum(square(W))] }, slow)!
    expect(found.checked).toBe(37)
  })

  it('of one function checks all inputs, and leaves out labels, to which nothing flows back', () => {
    const logits = new Variable(np.array([[0.2, -0.4, 1]]))
    const loss = softmaxCrossEntropy(logits, np.array([2]))
    const found = checkGraph({ sources: loss.creator!.inputs, results: loss.creator!.outputs }, tools)!
    expect(found).toMatchObject({ ok: true, elements: 3, functions: 1 })
  })

  it('sums the outputs of a function that has several', () => {
    class Both extends Function {
      override forward(x: NDArray): NDArray[] {
        return [np.sin(x), np.square(x)]
      }
      override backward(gs: Variable, gq: Variable): Variable {
        return F.add(F.mul(gs, F.cos(this.input)), F.mul(gq, F.mul(2, this.input)))
      }
    }
    const x = new Variable(np.array([0.4, 2]))
    const outputs = new Both()(x) as Variable[]
    expect(checkGraph({ sources: [x], results: outputs }, tools)!.ok).toBe(true)
  })

  it('fails at a corner, where a slope from both sides is the mean of two', () => {
    const x = new Variable(np.array([0, 1]))
    const found = check(x, sum(relu(x)))
    expect(found).toMatchObject({ ok: false, failed: 1, worst: { index: [0] } })
    expect(found.worst.numerical).toBeCloseTo(0.5, 10)
  })

  it('is null when the result does not come from the variable', () => {
    const x = new Variable(np.array(2))
    expect(checkGraph({ sources: [new Variable(np.array(1))], results: [square(x)] }, tools)).toBeNull()
  })

  it('can be interrupted at every function, and puts the engine back', () => {
    const x = new Variable(np.ones([3]))
    const y = sum(square(x))
    let left = 50
    const checkpoint = (): void => {
      if (left-- === 0) throw new Error('enough')
    }
    engine.checkpoint = checkpoint
    expect(() => check(x, y)).toThrow('enough')
    expect(engine.mode).toBe('default')
    expect(engine.checkpoint).toBe(checkpoint)
    expect(x.data!.tolist()).toEqual([1, 1, 1])
  })
})
