// Finite differences, the gradient check, the DOT text and what a recorder is told.
import { beforeEach, describe, expect, it } from 'vitest'
import { np, seedRandom, randomState } from '../np/state'
import { F } from '../ops'
import { gradientCheck, numericalDiff, numericalGrad } from './checks'
import { noGrad } from './config'
import { getDotGraph } from './dot'
import { Function, type BackwardResult, type ForwardResult } from './function'
import type { NDArray } from './ndarray'
import type { Recorder } from './recorder'
import { ownedBytes, ownerId } from './memory'
import { engine, resetEngine } from './state'
import { Variable } from './variable'
import * as kernels from '../kernels'

const { add, exp, matmul, mul, square, sum } = F
const scalar = (value: number): Variable => new Variable(np.array(value))

beforeEach(() => resetEngine())

describe('numericalDiff and numericalGrad', () => {
  it('take variables, arrays and numbers, and any eps', () => {
    expect(numericalDiff((x) => square(x), scalar(2)).toString()).toBe('4.000000000004')
    expect(numericalDiff((x) => square(x), 2).toString()).toBe('4.000000000004')
    expect(numericalDiff((x) => square(x), np.array(2), 0.5).toString()).toBe('4.0')
  })

  it('move one element at a time and leave everything as it was', () => {
    const x = new Variable(
      np.array([
        [1, 2],
        [3, 4],
      ]),
    )
    const w = new Variable(np.array([1, 10]))
    const g = numericalGrad((a, b) => mul(square(a), b), x, w)
    expect(
      np.allclose(
        g,
        np.array([
          [2, 40],
          [6, 80],
        ]),
        { rtol: 1e-7 },
      ),
    ).toBe(true)
    expect(x.data!.tolist()).toEqual([
      [1, 2],
      [3, 4],
    ])
    expect(x.grad).toBeNull()
    expect(() => numericalGrad(1 as never, x)).toThrow('numericalGrad: 1 is not a function')
  })
})

describe('gradientCheck', () => {
  class Wrong extends Function {
    override forward(x: NDArray): ForwardResult {
      return kernels.power(x, 2)
    }
    override backward(gy: Variable): BackwardResult {
      const wrong = kernels.multiply(2, this.input.data!)
      kernels.setItem(wrong, [1], 7)
      return mul(gy, new Variable(wrong))
    }
  }

  it('passes a right gradient, for every input, on copies', () => {
    const x = new Variable(
      np.array([
        [0.1, 0.2],
        [0.3, 0.4],
      ]),
    )
    const W = new Variable(
      np.array([
        [1, 2],
        [3, 4],
      ]),
    )
    const report = gradientCheck((a, b) => exp(matmul(a, b)), x, W)
    expect(report.ok).toBe(true)
    expect(report.elements).toBe(8)
    expect([x.grad, W.grad]).toEqual([null, null])
    expect(x.data!.tolist()).toEqual([
      [0.1, 0.2],
      [0.3, 0.4],
    ])
    expect(noGrad(() => gradientCheck((a) => square(a), x).ok)).toBe(true)
    engine.mode = 'no-grad'
    expect(gradientCheck((a) => square(a), x).ok).toBe(true)
    expect(engine.mode).toBe('no-grad')
  })

  it('leaves the gradients of variables that the function only uses, and the last backward, as they were', () => {
    const W = new Variable(np.array([1, 2]))
    const untouched = new Variable(np.array([3, 4]))
    const inner = exp(W)
    inner.backward({ retainGrad: true })
    const before = [W.grad, inner.grad]
    expect(gradientCheck((a) => mul(mul(a, inner), untouched), np.array([5, 6])).ok).toBe(true)
    expect([W.grad, inner.grad]).toEqual(before)
    expect(W.grad).toBe(before[0])
    expect(untouched.grad).toBeNull()
    expect(engine.lastBackward).toBe(inner)
  })

  it('names the worst element, both values and the input', () => {
    const other = scalar(1)
    const report = gradientCheck((a, b) => mul(new Wrong()(b), a), other, new Variable(np.array([1, 2, 3])))
    expect(report.ok).toBe(false)
    expect(report.worst).toMatchObject({ input: 1, index: [1], backward: 7 })
    expect(report.worst!.numerical).toBeCloseTo(4, 6)
    expect(String(report)).toMatch(
      /^gradient check failed: 4 elements, worst is input 1 at \[1\]: backward 7, numerical 3\.99999/,
    )
  })

  it('takes its tolerance last, and never passes NaN', () => {
    const x = np.array([1, 2, 3])
    expect(gradientCheck((a) => new Wrong()(a), x, { rtol: 1, atol: 5 }).ok).toBe(true)
    expect(() => gradientCheck((a) => square(a), x, { tolerance: 1 })).toThrow("unknown option 'tolerance'")
    expect(noNaN((a) => F.sqrt(a), np.array([-1]))).toBe(false)
    expect(() => gradientCheck(() => scalar(1), x)).toThrow('does not depend on the inputs')
  })

  function noNaN(f: (x: Variable) => Variable, x: NDArray): boolean {
    return gradientCheck(f, x).ok
  }
})

describe('getDotGraph', () => {
  it('draws the graph as the book’s, with names, and shapes and dtypes when verbose', () => {
    const x0 = new Variable(np.array(1), 'x0')
    const x1 = new Variable(np.ones([2, 3]), 'x1')
    const y = add(x0, x1)
    y.name = 'y'
    expect(getDotGraph(y, { verbose: false })).toBe(
      [
        'digraph g {',
        'v2 [label="y", color=orange, style=filled]',
        'f0 [label="Add", color=lightblue, style=filled, shape=box]',
        'v0 -> f0',
        'v1 -> f0',
        'f0 -> v2',
        'v0 [label="x0", color=orange, style=filled]',
        'v1 [label="x1", color=orange, style=filled]',
        '}',
      ].join('\n'),
    )
    expect(getDotGraph(y)).toContain('v1 [label="x1: (2, 3) float64", color=orange, style=filled]')
    expect(getDotGraph(square(x0))).toContain('[label="() float64", color')
  })

  it('draws each function once and escapes names', () => {
    const x = new Variable(np.array(1), 'a "b"\n')
    const a = square(x)
    const text = getDotGraph(add(square(a), square(a)))
    expect(text.match(/label="Square"/g)).toHaveLength(3)
    expect(text).toContain('label="a \\"b\\"\\n: () float64"')
    expect(() => getDotGraph(x)).toThrow('getDotGraph: the variable has no graph behind it')
    expect(() => getDotGraph(1 as never)).toThrow('getDotGraph: 1 is not a variable')
  })
})

/** Notes every call by name, with names instead of variables. */
function noting(): { readonly lines: string[]; readonly recorder: Recorder } {
  const lines: string[] = []
  const show = (x: Variable): string => x.name ?? `#${x.id}`
  return {
    lines,
    recorder: {
      now: () => 7,
      variableCreated: (leaf) => lines.push(`leaf ${show(leaf)}`),
      operation: (node, inputs, outputs, recorded, attributes, startedMs) =>
        lines.push(
          `${node.label} ${node.id} (${inputs.map(show).join(' ')}) -> ${outputs.map(show).join(' ')} ${recorded ? 'recorded' : 'free'} ${JSON.stringify(attributes)} ${startedMs}`,
        ),
      variableNamed: (variable) => lines.push(`named ${show(variable)}`),
      dataAssigned: (variable, before) =>
        lines.push(`assigned ${show(variable)} ${String(before)} -> ${String(variable.data)}`),
      backwardStarted: (pass, y, options) =>
        lines.push(`backward ${pass} ${show(y)} ${JSON.stringify(options)}`),
      backwardStep: (pass, node, startedMs) => lines.push(`step ${pass} ${node.label} ${startedMs}`),
      gradientStored: (variable, accumulated, contribution) =>
        lines.push(
          `stored ${show(variable)} ${accumulated ? '+' : '='} ${String(contribution)} = ${String(variable.gradientData)}`,
        ),
      gradientDropped: (variable, cleared) =>
        lines.push(`${cleared ? 'cleared' : 'dropped'} ${show(variable)}`),
      unchained: (variable) => lines.push(`unchained ${show(variable)}`),
      backwardFinished: (pass) => lines.push(`finished ${pass}`),
    },
  }
}

describe('the recorder', () => {
  it('is told of every leaf, operation, step and gradient in order', () => {
    const { lines, recorder } = noting()
    engine.recorder = recorder
    const x = new Variable(np.array(3), 'x')
    const a = mul(x, x)
    a.name = 'a'
    const y = sum(a, { axis: null })
    y.backward()
    x.data = np.array(4)
    x.cleargrad()
    y.unchain()
    noGrad(() => add(x, 1))
    expect(lines).toEqual([
      'leaf x',
      'mul 0 (x x) -> #1 recorded null 7',
      'named a',
      'sum 1 (a) -> #2 recorded {"axis":null,"keepdims":false} 7',
      'backward 0 #2 {"retainGrad":false,"createGraph":false}',
      'stored #2 = 1.0 = 1.0',
      'stored a = 1.0 = 1.0',
      'step 0 sum 7',
      'dropped #2',
      'stored x = 3.0 = 3.0',
      'stored x + 3.0 = 6.0',
      'step 0 mul 7',
      'dropped a',
      'finished 0',
      'assigned x 3.0 -> 4.0',
      'cleared x',
      'unchained #2',
      expect.stringMatching(/^leaf #\d+$/),
      expect.stringMatching(/^add 2 \(x #\d+\) -> #\d+ free null 7$/),
    ])
  })

  it('sees shared gradients as shared memory, and views as their owner’s', () => {
    const owners: number[] = []
    const { recorder } = noting()
    engine.recorder = {
      ...recorder,
      gradientStored: (variable) => owners.push(ownerId(variable.gradientData!)),
    }
    const [a, b] = [new Variable(np.ones([4])), new Variable(np.ones([4]))]
    F.reshape(add(a, b), [2, 2]).backward()
    expect(new Set(owners).size).toBe(1)
    expect(owners).toHaveLength(4)
    expect(ownedBytes(kernels.getItem(a.data!, ['0:2']))).toBe(32)
    expect(ownedBytes(np.array(1))).toBe(8)
  })

  it('does not see a backward pass change the random state', () => {
    seedRandom(3)
    const before = randomState().save()
    const x = scalar(2)
    square(x).backward()
    expect(() => square('x' as never)).toThrow()
    expect(randomState().save()).toEqual(before)
  })
})
