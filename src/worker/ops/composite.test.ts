// Functions made of other functions: values by the book's formulas, gradients by finite differences.
import { beforeEach, describe, expect, it } from 'vitest'
import { gradientCheck } from '../engine/checks'
import { resetEngine } from '../engine/state'
import { Variable } from '../engine/variable'
import { np } from '../np/state'
import { F } from '.'

const scores = new Variable(np.array([[0.5], [-1], [2]]))
const labels = np.array([[1], [0], [1]], 'int32')
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))

beforeEach(() => resetEngine())

describe('cross entropies', () => {
  const expected = -(Math.log(sigmoid(0.5)) + Math.log(1 - sigmoid(-1)) + Math.log(sigmoid(2))) / 3

  it('of scores and of probabilities agree with the formula', () => {
    expect(F.sigmoidCrossEntropy(scores, labels).data!.first()).toBeCloseTo(expected, 13)
    expect(F.binaryCrossEntropy(F.sigmoid(scores), labels).data!.first()).toBeCloseTo(expected, 13)
    expect(F.sigmoidCrossEntropy(scores, np.array([1, 0, 1])).data!.first()).toBeCloseTo(expected, 13)
    expect(() => F.sigmoidCrossEntropy(scores, np.array([1, 0]))).toThrow('[3,1] and labels [2] do not fit')
  })

  it('have right gradients, and stay finite for scores of any size', () => {
    expect(gradientCheck((x) => F.sigmoidCrossEntropy(x, labels), scores).ok).toBe(true)
    expect(gradientCheck((p) => F.binaryCrossEntropy(p, labels), np.array([[0.3], [0.6], [0.5]])).ok).toBe(
      true,
    )
    expect(
      gradientCheck(
        (x) => F.softmaxCrossEntropy(x, np.array([0, 2], 'int32')),
        np.array([
          [1, 2, 3],
          [0, -1, 1],
        ]),
      ).ok,
    ).toBe(true)
    for (const dtype of ['float64', 'float32'] as const) {
      const far = new Variable(np.array([[1000], [-1000], [1000]], dtype))
      const loss = F.sigmoidCrossEntropy(far, labels)
      loss.backward()
      expect(Number.isFinite(loss.data!.first())).toBe(true)
      expect(far.grad!.data!.toTyped().every((g) => Number.isFinite(g))).toBe(true)
    }
  })
})

describe('means and shapes', () => {
  it('mean keeps the type of float32 and makes whole numbers float64', () => {
    expect(F.mean(np.array([1, 2], 'float32')).dtype).toBe('float32')
    expect(F.mean(np.array([1, 2], 'int32')).data!.toString()).toBe('1.5')
    expect(
      F.mean(
        np.array([
          [1, 2],
          [3, 4],
        ]),
        { axis: 0 },
      ).data!.tolist(),
    ).toEqual([2, 3])
    expect(
      gradientCheck(
        (x) => F.mean(x, 1),
        np.array([
          [1, 2],
          [3, 4],
        ]),
      ).ok,
    ).toBe(true)
  })

  it('expandDims and flatten only change the shape', () => {
    const x = new Variable(np.ones([2, 3, 4]))
    expect(F.expandDims(x, -1).shape).toEqual([2, 3, 4, 1])
    expect(F.flatten(x).shape).toEqual([2, 12])
    expect(() => F.expandDims(x, 5)).toThrow('expandDims: axis 5 is out of range')
    expect(F.reshape(x, [2, 3, 4])).toBe(x)
  })

  it('every function is a method', () => {
    const x = new Variable(
      np.array([
        [1, 2, 3],
        [4, 5, 6],
      ]),
    )
    expect(x.sum({ axis: 0 }).data!.tolist()).toEqual([5, 7, 9])
    expect(x.reshape(3, 2).shape).toEqual([3, 2])
    expect(x.transpose(1, 0).shape).toEqual([3, 2])
    expect(x.T.shape).toEqual([3, 2])
    expect(x.dot(x.T).shape).toEqual([2, 2])
    expect(x.get(0, '1:').data!.tolist()).toEqual([2, 3])
    expect(x.get([0, 0]).shape).toEqual([2, 3])
    expect(x.pow(2).mean().data!.first()).toBeCloseTo(91 / 6, 14)
    expect(x.max().data!.first()).toBe(6)
    expect(Number(x.sum())).toBe(21)
    expect(() => Number(x)).toThrow('a variable of 6 elements is not one number')
  })
})
