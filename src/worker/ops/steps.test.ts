// The steps of the book and of the source documents, as programs on the engine: what they print is what the book prints.
import { beforeEach, describe, expect, it } from 'vitest'
import { numericalDiff } from '../engine/checks'
import { Function } from '../engine/function'
import type { NDArray } from '../engine/ndarray'
import { engine, resetEngine } from '../engine/state'
import { noGrad, usingConfig } from '../engine/config'
import { Variable } from '../engine/variable'
import * as kernels from '../kernels'
import { np, seedRandom } from '../np/state'
import golden from '../testing/golden/steps.json'
import { F } from '.'

const { add, div, exp, mul, neg, pow, sin, square, sub, sum } = F
const V = (value: number, name?: string): Variable => new Variable(np.array(value), name)
const show = (x: Variable): string => x.toString()
const text = (x: Variable): string => x.data!.toString()
const grad = (x: Variable): string => x.grad!.data!.toString()

type Step = keyof typeof golden.steps
const first = (step: Step): readonly string[] => golden.steps[step].first

/** Both have the same words, and their numbers agree to 1e-12 relative. */
function expectLines(actual: readonly string[], expected: readonly string[]): void {
  expect(actual).toHaveLength(expected.length)
  const number = /-?\d+\.?\d*(?:e[+-]?\d+)?/g
  actual.forEach((line, i) => {
    const wanted = expected[i]!
    expect(line.replace(number, '#')).toBe(wanted.replace(number, '#'))
    const values = line.match(number) ?? []
    ;(wanted.match(number) ?? []).forEach((value, j) => {
      expect(Math.abs(Number(values[j]) - Number(value))).toBeLessThanOrEqual(1e-12 * Math.abs(Number(value)))
    })
  })
}

/** The printed lines of a loop: as many as the book's, its first ones and its last three. */
function expectStep(step: Step, lines: readonly string[]): void {
  const { count, first, last } = golden.steps[step]
  expect(lines).toHaveLength(count)
  expectLines(lines.slice(0, first.length), first)
  expectLines(lines.slice(-last.length), last)
}

beforeEach(() => resetEngine())

class Square extends Function {
  override forward(x: NDArray): NDArray {
    return kernels.power(x, 2)
  }
  override backward(gy: Variable): Variable {
    return mul(mul(2, this.input), gy)
  }
}
class Exp extends Function {
  override forward(x: NDArray): NDArray {
    return kernels.exp(x)
  }
  override backward(gy: Variable): Variable {
    return mul(exp(this.input), gy)
  }
}
class Add extends Function {
  override forward(x0: NDArray, x1: NDArray): NDArray {
    return kernels.add(x0, x1)
  }
  override backward(gy: Variable): Variable[] {
    return [gy, gy]
  }
}

describe('stage 1: automatic differentiation', () => {
  it('step 1: a variable is a box whose data can be replaced', () => {
    const x = V(1)
    expect(text(x)).toBe('1.0')
    x.data = np.array(2)
    expect(text(x)).toBe('2.0')
    expect([
      np.array(1).ndim,
      np.array([1, 2, 3]).ndim,
      np.array([
        [1, 2],
        [3, 4],
      ]).ndim,
    ]).toEqual([0, 1, 2])
  })

  it('step 2: a function squares; the base class does not', () => {
    expect(text(new Square()(V(100)))).toBe('10000.0')
    expect(text(new Square()(new Variable(np.array(10, 'int32'))))).toBe('100')
    expect(text(new Square()(new Variable(np.array([1, 2, 3, 4], 'int32'))))).toBe('[ 1  4  9 16]')
    expect(() => new Function()(V(1))).toThrow('Function.forward: not implemented')
  })

  it('step 3: functions are composed', () => {
    const [A, B, C] = [new Square(), new Exp(), new Square()]
    expect(text(C(B(A(V(0.5)))))).toBe(first('3')[0])
  })

  it('step 4: numerical differentiation', () => {
    const f = (x: Variable): Variable => new Square()(new Exp()(new Square()(x)))
    const slope = (g: (x: Variable) => Variable, at: number): string => numericalDiff(g, V(at)).toString()
    expect(slope((x) => new Square()(x), 3)).toBe('6.000000000012662')
    expect(slope((x) => new Square()(x), 2)).toBe('4.000000000004')
    expect(slope((x) => new Square()(x), 0.5)).toBe('0.9999999999998899')
    expect(slope(f, 0.5)).toBe('3.2974426293330694')
    expect((4 * 0.5 * kernels.exp(np.array(0.5)).first()).toString()).toBe('3.2974425414002564')
  })

  it('step 6: backpropagation by hand, with functions of a script and with those of the lab', () => {
    const [A, B, C] = [new Square(), new Exp(), new Square()]
    const x = V(0.5)
    const a = A(x)
    const b = B(a)
    const y = C(b)
    y.grad = new Variable(np.array(1))
    b.grad = C.backward(y.grad)
    a.grad = B.backward(b.grad)
    x.grad = A.backward(a.grad)
    expect(grad(x)).toBe('3.297442541400256')
    const z = square(exp(square(x)))
    const by = (node: unknown, gy: Variable): Variable =>
      (node as { backward(gy: Variable): Variable }).backward(gy)
    const g = by(z.creator!, V(1))
    expect(text(g)).toBe('2.568050833375483')
    const sumNode = add(new Variable(np.ones([2, 3])), V(1)).creator!
    const [, gb] = by(sumNode, new Variable(np.ones([2, 3]))) as unknown as [Variable, Variable]
    expect(text(gb)).toBe('6.0')
  })

  it('step 7: creators lead back to the start', () => {
    const [A, B, C] = [new Square(), new Exp(), new Square()]
    const x = V(0.5)
    const a = A(x)
    const b = B(a)
    const y = C(b)
    expect(y.creator).toBe(C)
    expect(C.input).toBe(b)
    expect(b.creator).toBe(B)
    expect(B.input).toBe(a)
    expect(a.creator).toBe(A)
    expect(A.input).toBe(x)
    y.grad = new Variable(np.array(1))
    b.grad = C.backward(y.grad)
    expect(grad(b)).toBe('2.568050833375483')
    a.grad = B.backward(b.grad)
    expect(grad(a)).toBe('3.297442541400256')
  })

  it('steps 8 and 9: backward() walks by itself and starts with ones', () => {
    const x = V(0.5)
    const y = square(exp(square(x)))
    y.backward()
    expect(grad(x)).toBe(first('8')[0])
    const z = new Square()(new Exp()(new Square()(x)))
    x.cleargrad()
    z.backward()
    expect(grad(x)).toBe(first('8')[0])
  })

  it('step 10: square forward and backward', () => {
    const x = V(3)
    const y = square(x)
    y.backward()
    expect(text(square(V(2)))).toBe('4.0')
    expect(grad(x)).toBe('6.0')
    expect(np.allclose(x.grad!.data!, numericalDiff(square as (x: Variable) => Variable, x))).toBe(true)
  })
})

describe('stage 2: natural code', () => {
  it('steps 11 to 13: several inputs', () => {
    expect(text(new Add()(V(2), V(3)))).toBe('5.0')
    const [x, y] = [V(2), V(3)]
    const z = new Add()(new Square()(x), new Square()(y))
    z.backward()
    expect([text(z), grad(x), grad(y)]).toEqual(first('13'))
  })

  it('step 14: one variable several times; cleargrad', () => {
    const x = V(3)
    add(x, x).backward()
    expect(grad(x)).toBe('2.0')
    x.cleargrad()
    add(add(x, x), x).backward()
    expect(grad(x)).toBe('3.0')
    x.cleargrad()
    add(x, x).backward()
    add(add(x, x), x).backward()
    expect(grad(x)).toBe('5.0')
  })

  it('step 16: generations order the walk', () => {
    const x = V(2)
    const a = square(x)
    const y = add(square(a), square(a))
    y.backward()
    expect([text(y), grad(x)]).toEqual(first('16'))
  })

  it('step 18: gradients that are not retained, and code that records nothing', () => {
    const run = (retainGrad: boolean): (string | null)[] => {
      const [x0, x1] = [V(1), V(1)]
      const t = add(x0, x1)
      const y = add(x0, t)
      y.backward({ retainGrad })
      return [y, t, x0, x1].map((x) => x.grad?.data?.toString() ?? null)
    }
    expect(run(false)).toEqual([null, null, '2.0', '1.0'])
    expect(run(true)).toEqual(['1.0', '1.0', '2.0', '1.0'])
    expect(noGrad(() => square(V(2))).creator).toBeNull()
    expect(() =>
      usingConfig('enableBackprop', false, () => {
        throw new Error('inside')
      }),
    ).toThrow('inside')
    expect(engine.config.enableBackprop).toBe(true)
  })

  it('step 19: a variable tells its name, shape and values', () => {
    const x = new Variable(
      np.array(
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
        'int32',
      ),
      'x',
    )
    expect([x.name, `(${x.shape.join(', ')})`, ...show(x).split('\n')]).toEqual(first('19'))
    expect([x.ndim, x.size, x.dtype, x.length]).toEqual([2, 6, 'int32', 2])
  })

  it('steps 20 to 22: all operators, with numbers and arrays on either side', () => {
    const [a, b, c] = [V(3), V(2), V(1)]
    const y = add(mul(a, b), c)
    y.backward()
    expect([show(y), grad(a), grad(b)]).toEqual(first('20'))
    const x = V(2)
    expect([add(x, np.array(3)), add(x, 3), add(mul(3, x), 1)].map(show)).toEqual(first('21'))
    expect([neg(x), sub(2, x), sub(x, 1), div(3, x), pow(x, 3)].map(show)).toEqual(first('22'))
  })

  it('step 23: one package', () => {
    const x = V(1)
    const y = pow(add(x, 3), 2)
    y.backward()
    expect([show(y), show(x.grad!)]).toEqual(first('23'))
  })

  it('step 24: sphere, matyas, Goldstein-Price', () => {
    const gradients = (f: (x: Variable, y: Variable) => Variable): string[] => {
      const [x, y] = [V(1), V(1)]
      const z = f(x, y)
      z.backward()
      return [text(z), grad(x), grad(y)]
    }
    expect(gradients((x, y) => add(pow(x, 2), pow(y, 2)))).toEqual(['2.0', '2.0', '2.0'])
    const small = '0.040000000000000036'
    expect(gradients((x, y) => sub(mul(0.26, add(pow(x, 2), pow(y, 2))), mul(mul(0.48, x), y)))).toEqual([
      small,
      small,
      small,
    ])
    expect(gradients(goldstein)).toEqual(['1876.0', '-5376.0', '8064.0'])
  })
})

function goldstein(x: Variable, y: Variable): Variable {
  const total = (...terms: Variable[]): Variable => terms.reduce((a, b) => add(a, b))
  const p = total(
    sub(add(new Variable(np.array(19)), 0), mul(14, x)),
    mul(3, pow(x, 2)),
    mul(-14, y),
    mul(mul(6, x), y),
    mul(3, pow(y, 2)),
  )
  const q = total(
    sub(18, mul(32, x)),
    mul(12, pow(x, 2)),
    mul(48, y),
    mul(mul(-36, x), y),
    mul(27, pow(y, 2)),
  )
  const left = add(1, mul(pow(add(add(x, y), 1), 2), p))
  return mul(left, add(30, mul(pow(sub(mul(2, x), mul(3, y)), 2), q)))
}

describe('stages 3 and 4: higher order, tensors, networks', () => {
  it('step 27: sine and its Taylor series', () => {
    const x = V(Math.PI / 4)
    const y = sin(x)
    y.backward()
    expectLines([text(y), show(x.grad!)], first('27').slice(1, 3))
    x.cleargrad()
    let series = V(0)
    let factorial = 1
    for (let i = 0; ; i++) {
      if (i > 0) factorial *= 2 * i * (2 * i + 1)
      const term = mul((i % 2 === 0 ? 1 : -1) / factorial, pow(x, 2 * i + 1))
      series = add(series, term)
      if (Math.abs(term.data!.first()) < 0.0001) break
    }
    series.backward()
    expectLines([text(series), show(x.grad!)], first('27').slice(4))
  })

  it('step 28: gradient descent on the Rosenbrock function', () => {
    const [x0, x1] = [V(0), V(2)]
    const lines: string[] = []
    for (let i = 0; i < 1000; i++) {
      lines.push(`${show(x0)} ${show(x1)}`)
      const y = add(mul(100, pow(sub(x1, pow(x0, 2)), 2)), pow(sub(x0, 1), 2))
      x0.cleargrad()
      x1.cleargrad()
      y.backward()
      for (const x of [x0, x1]) x.data = kernels.subtract(x.data!, kernels.multiply(0.001, x.grad!.data!))
    }
    expectStep('28', lines)
  })

  it('steps 29 and 33: Newton’s method with a formula and with a second derivative', () => {
    const f = (x: Variable): Variable => sub(pow(x, 4), mul(2, pow(x, 2)))
    const byFormula: string[] = []
    let x = V(2)
    for (let i = 0; i < 10; i++) {
      byFormula.push(`${i} ${show(x)}`)
      const y = f(x)
      x.cleargrad()
      y.backward()
      const curvature = kernels.subtract(kernels.multiply(12, kernels.power(x.data!, 2)), 4)
      x.data = kernels.subtract(x.data!, kernels.divide(x.grad!.data!, curvature))
    }
    expectStep('29', byFormula)
    const byBackward: string[] = []
    x = V(2)
    for (let i = 0; i < 10; i++) {
      byBackward.push(`${i} ${show(x)}`)
      const y = f(x)
      x.cleargrad()
      y.backward({ createGraph: true })
      const gx = x.grad!
      x.cleargrad()
      gx.backward()
      x.data = kernels.subtract(x.data!, kernels.divide(gx.data!, x.grad!.data!))
    }
    expectStep('33', byBackward)
  })

  it('step 36: a gradient inside a computation', () => {
    const x = V(2)
    const y = pow(x, 2)
    y.backward({ createGraph: true })
    const gx = x.grad!
    x.cleargrad()
    add(pow(gx, 3), y).backward()
    expect([show(x.grad!)]).toEqual(first('36'))
  })

  it('steps 37 to 41: tensors', () => {
    const ints = (values: number[] | number[][] | number): Variable => new Variable(np.array(values, 'int32'))
    const x = ints([
      [1, 2, 3],
      [4, 5, 6],
    ])
    sum(add(x, x)).backward()
    expect(show(x.grad!)).toBe('variable([[2 2 2]\n          [2 2 2]])')
    const z = sum(x)
    x.cleargrad()
    z.backward()
    expect([show(z), show(x.grad!)].join('\n').split('\n')).toEqual(first('39').slice(2, 5))
    const total = sum(x, { axis: 0 })
    x.cleargrad()
    total.backward()
    expect([show(total), show(x.grad!)].join('\n').split('\n')).toEqual(first('39').slice(5, 8))
    const [x0, x1] = [ints([1, 2, 3]), ints([10])]
    const y = add(x0, x1)
    y.backward()
    expect([show(y), show(x1.grad!)]).toEqual(first('40'))
  })

  it('step 42: linear regression', () => {
    seedRandom(0)
    const x = np.random.rand(100, 1) as NDArray
    const y = kernels.add(kernels.add(5, kernels.multiply(2, x)), np.random.rand(100, 1))
    const W = new Variable(np.zeros([1, 1]))
    const b = new Variable(np.zeros(1))
    const lines: string[] = []
    for (let i = 0; i < 100; i++) {
      const difference = sub(new Variable(y), add(F.matmul(new Variable(x), W), b))
      const loss = div(sum(pow(difference, 2)), difference.length)
      W.cleargrad()
      b.cleargrad()
      loss.backward()
      for (const p of [W, b]) p.data = kernels.subtract(p.data!, kernels.multiply(0.1, p.grad!.data!))
      lines.push(`${show(W)} ${show(b)} ${show(loss)}`)
    }
    expectStep('42', lines)
  })

  it('step 43: a network of two layers learns a sine', () => {
    seedRandom(0)
    const x = np.random.rand(100, 1) as NDArray
    const wave = kernels.sin(kernels.multiply(2 * Math.PI, x))
    const y = new Variable(kernels.add(wave, np.random.rand(100, 1)))
    const W1 = new Variable(kernels.multiply(0.01, np.random.randn(1, 10)))
    const b1 = new Variable(np.zeros(10))
    const W2 = new Variable(kernels.multiply(0.01, np.random.randn(10, 1)))
    const b2 = new Variable(np.zeros(1))
    const parameters = [W1, b1, W2, b2]
    const lines: string[] = []
    for (let i = 0; i < 10000; i++) {
      const prediction = F.linear(F.sigmoid(F.linear(new Variable(x), W1, b1)), W2, b2)
      const loss = F.meanSquaredError(y, prediction)
      for (const p of parameters) p.cleargrad()
      loss.backward()
      for (const p of parameters) p.data = kernels.subtract(p.data!, kernels.multiply(0.2, p.grad!.data!))
      if (i % 1000 === 0) lines.push(show(loss))
    }
    expectStep('43', lines)
  })
})
