// Wrong use of variables and functions: the message says what is wrong with the values and what to do.
import { beforeEach, describe, expect, it } from 'vitest'
import { np } from '../np/state'
import { F } from '../ops'
import { asArray, asVariable } from './apply'
import { Config, noGrad, testMode, usingConfig } from './config'
import { Function, type BackwardResult, type ForwardResult } from './function'
import type { NDArray } from './ndarray'
import { engine, resetEngine } from './state'
import { Variable } from './variable'

const { add, mul, pow, square, sum } = F
const scalar = (value: number): Variable => new Variable(np.array(value))
const anything = (value: unknown): never => value as never

beforeEach(() => resetEngine())

describe('new Variable', () => {
  it.each([
    [1, 'Variable: number (1) is not supported, only arrays are; wrap it: np.array(1)'],
    [[1, 2], 'Variable: a plain list is not supported, only arrays are; wrap it: np.array([…])'],
    [
      'x',
      "Variable: string ('x') is not supported, only arrays are; pass an array made by np, such as np.array(1.0), or null",
    ],
    [
      undefined,
      'Variable: undefined is not supported, only arrays are; pass an array made by np, such as np.array(1.0), or null',
    ],
  ])('of %o is a TypeError that names the type and the cure', (value, message) => {
    expect(() => new Variable(anything(value))).toThrow(TypeError)
    expect(() => new Variable(anything(value))).toThrow(message)
    const x = scalar(1)
    expect(() => {
      x.data = anything(value)
    }).toThrow(TypeError)
    expect(x.data!.first()).toBe(1)
  })

  it('of a variable tells to pass its data; null is a box that is filled later', () => {
    expect(() => new Variable(anything(scalar(1)))).toThrow('pass its data: x.data')
    const x = new Variable(null, 'x')
    expect(String(x)).toBe('variable(None)')
    expect(() => x.shape).toThrow('shape: variable x holds no data; assign an array to its data first')
    expect(() => square(x)).toThrow('square: variable x holds no data')
  })
})

describe('operands', () => {
  it('that are no numbers, arrays or variables are named', () => {
    expect(() => add(scalar(1), anything('2'))).toThrow(
      "add: '2' is not an operand; use a Variable, an array or a number",
    )
    expect(() => add(scalar(1), anything([2]))).toThrow(
      'add: a plain list is not an operand; wrap it: np.array([…])',
    )
    expect(() => mul(scalar(1), anything(null))).toThrow('a gradient is null before backward()')
    expect(() => square(...(anything([]) as [Variable]))).toThrow('square: got 0 arguments; write square(x)')
    expect(() => add(...(anything([scalar(1)]) as [Variable, Variable]))).toThrow('write add(x0, x1)')
    expect(() => asArray(scalar(1))).toThrow('use its data: x.data')
    expect(() => asVariable('1')).toThrow("asVariable: '1' is not an operand")
  })

  it('whose exponent is a variable are explained', () => {
    expect(() => pow(scalar(2), anything(scalar(2)))).toThrow('the exponent must be a plain number')
  })

  it('of wrong shapes are shown with both shapes', () => {
    const a = new Variable(np.ones([2, 3]))
    const b = new Variable(np.ones([4, 5]))
    expect(() => add(a, b)).toThrow('shapes [2,3] and [4,5] do not broadcast')
    expect(() => F.matmul(a, b)).toThrow(/matmul: inner sizes differ, got \[2,3\] and \[4,5\]/)
    expect(() => F.reshape(a, [4])).toThrow('reshape: [2,3] has 6 elements')
    expect(() => sum(a, { axis: 2 })).toThrow('sum: axis 2 is out of range')
    expect(() => sum(a, anything({ axes: 1 }))).toThrow(
      "sum: unknown option 'axes'; the options are axis, keepdims",
    )
    expect(() => F.getItem(a, 5)).toThrow(/5.*out of/)
    expect(() => F.sumTo(a, [3, 3])).toThrow('sumTo')
  })

  it('of softmaxCrossEntropy must be labels of known classes', () => {
    const x = new Variable(np.ones([2, 3]))
    expect(() => F.softmaxCrossEntropy(x, np.array([0, 3], 'int32'))).toThrow(
      'softmaxCrossEntropy: label 3 is not one of 3 classes; use whole numbers 0 … 2',
    )
  })
})

describe('backward on', () => {
  it('a leaf, an output of noGrad, an unchained output, a gradient: each says why and what to do', () => {
    expect(() => scalar(1).backward()).toThrow(
      'is a leaf, no function made it; call backward() on the result',
    )
    expect(() => noGrad(() => square(scalar(1))).backward()).toThrow('compute it outside noGrad')
    const y = square(scalar(1))
    y.unchain()
    expect(() => y.backward()).toThrow('it was unchained')
    const x = scalar(2)
    square(x).backward()
    expect(() => x.grad!.backward()).toThrow('make it with backward({ createGraph: true })')
  })

  it('an assigned gradient of another shape', () => {
    const y = square(new Variable(np.ones([2])))
    y.grad = new Variable(np.ones([3]))
    expect(() => y.backward()).toThrow('backward: grad has shape [3], the data [2]')
  })

  it('the book’s spellings of its options', () => {
    const y = square(scalar(1))
    expect(() => y.backward(anything({ retain_grad: true }))).toThrow('write retainGrad: true')
    expect(() => y.backward(anything(true))).toThrow('write y.backward({ retainGrad: true')
  })
})

describe('a script’s function', () => {
  const make = (forward: (x: NDArray) => unknown, backward: (gy: Variable) => unknown): Function =>
    new (class Mine extends Function {
      override forward(x: NDArray): ForwardResult {
        return forward(x) as ForwardResult
      }
      override backward(gy: Variable): BackwardResult {
        return backward(gy) as BackwardResult
      }
    })()
  const x = (): Variable => new Variable(np.ones([2, 3]))
  const same = (value: NDArray): NDArray => value

  it.each([
    [
      'nothing',
      () => undefined,
      'Mine.forward: returned undefined instead of an array; is a return missing?',
    ],
    [
      'a variable',
      () => scalar(1),
      'Mine.forward: returned a Variable instead of an array; compute with arrays in forward',
    ],
    ['an empty list', () => [], 'Mine.forward: returned an empty list'],
  ])('whose forward returns %s', (_what, forward, message) => {
    const input = x()
    expect(() => make(forward, (gy) => gy)(input)).toThrow(message)
    expect(input.generation).toBe(0)
  })

  it.each([
    ['too many', (gy: Variable) => [gy, gy], 'Mine.backward: 2 gradients for 1 input; return one gradient'],
    ['none', () => undefined, 'Mine.backward: the gradient of input 0 is undefined; is a return missing?'],
    [
      'a smaller one',
      (gy: Variable) => sum(gy),
      'the gradient of input 0 has shape [], the input [2,3]; give it the input’s shape'.replace('’', "'"),
    ],
    [
      'a larger one',
      (gy: Variable) => F.broadcastTo(gy, [4, 2, 3]),
      'has shape [4,2,3], the input [2,3]; sum it: sumTo(gx, [2,3])',
    ],
    ['a text', () => 'gradient', "the gradient of input 0 is 'gradient'; return a variable for each input"],
  ])('whose backward returns %s', (_what, backward, message) => {
    const input = x()
    const y = make(same, backward)(input)
    expect(() => y.backward()).toThrow(message)
    expect(input.grad).toBeNull()
    expect(y.grad).toBeNull()
  })

  it('may return null where no gradient flows, a number for a scalar, or an array', () => {
    const input = scalar(2)
    make(same, () => 5)(input).backward()
    expect(input.grad!.data!.first()).toBe(5)
    const other = scalar(2)
    make(same, () => null)(other).backward()
    expect(other.grad).toBeNull()
  })

  it('with an output that nothing used says which', () => {
    class Both extends Function {
      override forward(a: NDArray): ForwardResult {
        return [a, a]
      }
      override backward(g0: Variable, _g1: Variable): BackwardResult {
        return g0
      }
    }
    const [y] = new Both()(scalar(1))
    expect(() => square(y!).backward()).toThrow('Both.backward: output 1 of 2 has no gradient')
  })

  it('without forward or backward says "not implemented" and its name', () => {
    class Half extends Function {
      override forward(a: NDArray): ForwardResult {
        return a
      }
    }
    class Empty extends Function {}
    expect(() => new Empty()(scalar(1))).toThrow('Empty.forward: not implemented')
    expect(() => new Half()(scalar(1)).backward()).toThrow('Half.backward: not implemented')
    expect(() => new Function()(scalar(1))).toThrow('Function.forward: not implemented')
    expect(() => new Empty().input).toThrow('Empty.input: there are 0 inputs; call the function first')
    expect(() => scalar(1).setCreator(anything({}))).toThrow(
      'pass an instance of a class that extends Function',
    )
  })
})

describe('Config', () => {
  it('knows its two names and lists them for any other', () => {
    expect([Config.enableBackprop, Config.train]).toEqual([true, true])
    Config.train = false
    expect(engine.config.train).toBe(false)
    const config = Config as unknown as Record<string, unknown>
    expect(() => config['enable_back_prop']).toThrow(
      "Config: unknown name 'enable_back_prop'; use 'enableBackprop' (the names are enableBackprop and train)",
    )
    expect(() => {
      config['grad'] = true
    }).toThrow('the names are enableBackprop and train')
    expect(() => {
      config['train'] = 1
    }).toThrow('Config.train: 1 is not true or false')
    expect(() => usingConfig('enable_backprop', false, () => 0)).toThrow("use 'enableBackprop'")
  })

  it('is restored after an exception and after nesting, and gives what the function returns', () => {
    const inner = noGrad(() => {
      expect(() =>
        usingConfig('enableBackprop', true, () => {
          throw new Error('inside')
        }),
      ).toThrow('inside')
      return Config.enableBackprop
    })
    expect(inner).toBe(false)
    expect(Config.enableBackprop).toBe(true)
    expect(testMode(() => Config.train)).toBe(false)
    expect(Config.train).toBe(true)
    expect(() => noGrad(anything(5))).toThrow('pass the code as a function')
  })

  it('is restored when an asynchronous function has ended', async () => {
    const flags: boolean[] = []
    const result = noGrad(async () => {
      await Promise.resolve()
      flags.push(Config.enableBackprop)
      return 'done'
    })
    expect(await result).toBe('done')
    expect([...flags, Config.enableBackprop]).toEqual([false, true])
  })
})
