// Layers, models, optimizers and data sets, against the book's formulas computed by NumPy.
import { beforeEach, describe, expect, it } from 'vitest'
import { noGrad, testMode } from '../engine/config'
import type { NDArray } from '../engine/ndarray'
import { resetEngine } from '../engine/state'
import { Variable } from '../engine/variable'
import { np, randomState, seedRandom } from '../np/state'
import { F } from '../ops'
import { DataLoader, SeqDataLoader } from './dataLoader'
import { Dataset, SinCurve, Spiral } from './dataset'
import { Layer, Linear, Parameter } from './layer'
import { MLP, Model, Sequential } from './model'
import {
  AdaDelta,
  AdaGrad,
  Adam,
  ClipGrad,
  FreezeParam,
  MomentumSGD,
  SGD,
  WeightDecay,
  type Optimizer,
} from './optimizer'
import { loadWeights, saveWeights } from './weights'

beforeEach(() => {
  resetEngine()
  seedRandom(0)
})

class TwoLayers extends Model {
  readonly l1: Linear
  readonly l2: Linear
  constructor(hidden: number, out: number) {
    super()
    this.l1 = new Linear(hidden)
    this.l2 = new Linear(out, { nobias: true })
  }
  override forward(x: Variable): Variable {
    return this.l2(F.sigmoid(this.l1(x)))
  }
}

describe('layers and models', () => {
  it('find the parameters in themselves and in the layers they hold, each once', () => {
    const model = new TwoLayers(3, 1)
    expect(model).toBeInstanceOf(Model)
    expect(model.params().map((p) => p.name)).toEqual(['W', 'b', 'W'])
    const shared = new Sequential(model.l1, F.relu, model.l1)
    expect(shared.params()).toHaveLength(2)
    const ring = new Sequential(model.l1)
    Object.assign(ring, { self: ring, below: [ring, [model.l2]] })
    expect(ring.params()).toHaveLength(3)
    model.l1.W.grad = new Variable(np.ones([1]))
    model.cleargrads()
    expect(model.l1.W.grad).toBeNull()
  })

  it('initialise as the book: randn(I, O) / √I when the first input comes, zero b, float64', () => {
    const layer = new Linear(2)
    expect(layer.W.data).toBeNull()
    const y = layer(np.ones([4, 3]))
    expect(y.shape).toEqual([4, 2])
    seedRandom(0)
    const drawn = np.random.randn(3, 2) as NDArray
    expect(np.allclose(layer.W.data!, np.multiply(drawn, Math.sqrt(1 / 3)), { rtol: 1e-15 })).toBe(true)
    expect([layer.W.dtype, layer.b!.data!.tolist()]).toEqual(['float64', [0, 0]])
    expect(new Linear(2, { dtype: 'float32', inSize: 3 }).W.dtype).toBe('float32')
    expect(() => new Linear(0)).toThrow('Linear: outSize is 0; use a whole number from 1')
    expect(() => new Linear(2)(np.ones([3]))).toThrow('the input has 1 axis, not 2')
    expect(() => new Layer()(1)).toThrow('Layer.forward: not implemented')
  })

  it('learn: step 43’s network as a model and as MLP comes below the loss of step 43', () => {
    for (const model of [new TwoLayers(10, 1), new MLP([10, 1])]) {
      seedRandom(0)
      const x = np.random.rand(100, 1) as NDArray
      const y = np.add(np.sin(np.multiply(2 * Math.PI, x)), np.random.rand(100, 1))
      const optimizer = new MomentumSGD(0.1).setup(model)
      let loss = F.meanSquaredError(y, model(x))
      for (let i = 0; i < 1500; i++) {
        loss = F.meanSquaredError(y, model(x))
        model.cleargrads()
        loss.backward()
        optimizer.update()
      }
      expect(loss.data!.first()).toBeLessThan(0.1)
    }
  })

  it('save their weights as plain data and load them again, or change nothing', () => {
    const model = new TwoLayers(3, 1)
    const x = np.ones([2, 2])
    const before = model(x).data!.tolist()
    const weights = JSON.parse(JSON.stringify(saveWeights(model))) as ReturnType<typeof saveWeights>
    expect(Object.keys(weights)).toEqual(['l1/W', 'l1/b', 'l2/W'])
    const other = new TwoLayers(3, 1)
    loadWeights(other, weights)
    expect(other(x).data!.tolist()).toEqual(before)
    const wrong = new TwoLayers(4, 1)
    wrong(x)
    const kept = saveWeights(wrong)
    expect(() => loadWeights(wrong, weights)).toThrow('l1/W has shape [2,4], the saved one [2,3]')
    expect(saveWeights(wrong)).toEqual(kept)
    expect(() => loadWeights(new MLP([2]), weights)).toThrow('loadWeights: there is no layers/0/W')
  })
})

/** Three updates of one parameter with gradients (p + 1) · (1, -2), computed by the book's code on NumPy. */
describe('optimizers', () => {
  const run = (optimizer: Optimizer, hook?: Parameters<Optimizer['addHook']>[0]): unknown => {
    const parameter = new Parameter(np.array([1, 2]), 'p')
    optimizer.setup({ params: () => [parameter] })
    if (hook !== undefined) optimizer.addHook(hook)
    for (let i = 0; i < 3; i++) {
      parameter.grad = new Variable(np.multiply(np.add(parameter.data!, 1), np.array([1, -2])))
      optimizer.update()
    }
    return parameter.data!.tolist()
  }
  const close = (actual: unknown, expected: number[]): void =>
    expected.forEach((value, i) => expect((actual as number[])[i]).toBeCloseTo(value, 13))

  it.each([
    ['SGD', () => new SGD({ lr: 0.1 }), [0.45799999999999996, 4.184]],
    ['MomentumSGD', () => new MomentumSGD(0.1, 0.5), [0.22799999999999998, 5.054]],
    ['AdaGrad', () => new AdaGrad(0.1), [0.7758215159050282, 2.231097467064215]],
    ['AdaDelta', () => new AdaDelta(), [0.9864477726084083, 2.013579937976278]],
    ['Adam', () => new Adam({ alpha: 0.1 }), [0.7006234279896915, 2.300261321553311]],
  ])('%s', (_name, make, expected) => close(run(make()), expected))

  it('run hooks before the update: weight decay, clipping, freezing', () => {
    close(run(new SGD(0.1), new WeightDecay(0.5)), [0.35687499999999994, 3.73625])
    close(run(new SGD(0.1), new ClipGrad(1)), [0.9090075919229095, 2.285848800301077])
    const parameter = new Parameter(np.array([1, 2]))
    const optimizer = new SGD(0.1).setup({ params: () => [parameter] })
    optimizer.addHook(new FreezeParam(parameter))
    parameter.grad = new Variable(np.ones([2]))
    optimizer.update()
    expect(parameter.data!.tolist()).toEqual([1, 2])
  })

  it.each([new SGD(), new MomentumSGD(), new AdaGrad(), new AdaDelta(), new Adam()])(
    '%o keeps the parameter’s type when the gradient has another',
    (optimizer) => {
      const parameter = new Parameter(np.array([1, 2], 'float32'))
      optimizer.setup({ params: () => [parameter] })
      for (let i = 0; i < 2; i++) {
        parameter.grad = new Variable(np.array([0.1, 0.2]))
        optimizer.update()
      }
      expect(parameter.dtype).toBe('float32')
    },
  )

  it('say what is missing', () => {
    expect(() => new SGD().update()).toThrow('call setup(model) first')
    expect(() => new SGD().setup(1 as never)).toThrow('setup: 1 has no parameters')
    expect(() => new Adam({ lr: 1 } as never)).toThrow(
      "Adam: unknown option 'lr'; the options are alpha, beta1, beta2, eps",
    )
  })
})

describe('data sets', () => {
  it('Spiral is the book’s, to float32, and leaves the random state where the book leaves it', () => {
    const spiral = new Spiral()
    const [x, t] = spiral.get(0)
    expect([spiral.length, spiral.data!.dtype, spiral.data!.shape]).toEqual([300, 'float32', [300, 2]])
    expect([...(x.tolist() as number[]), t!.tolist()]).toEqual([
      -0.1398138850927353, -0.007216573692858219, 1,
    ])
    expect(randomState().random()).toBe(0.8646111339647672)
  })

  it('SinCurve pairs each point with the next', () => {
    const curve = new SinCurve()
    expect(curve.length).toBe(999)
    expect(curve.data!.shape).toEqual([999, 1])
    expect(curve.get(1)[0].tolist()).toEqual(curve.get(0)[1]!.tolist())
    expect(np.allclose(curve.get(0)[0], np.array([0.004881350392732478]), { rtol: 1e-14 })).toBe(true)
  })

  it('DataLoader gives every example once an epoch, shuffled by the run’s random state', () => {
    class Ten extends Dataset {
      override prepare(): void {
        this.data = np.array([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
      }
    }
    const loader = new DataLoader(new Ten(), 3)
    const epochs = [0, 1].map(() => [...loader].map(([x, t]) => [x.tolist(), t]))
    expect(epochs[0]).toEqual([
      [[2, 8, 4], null],
      [[9, 1, 6], null],
      [[7, 3, 0], null],
      [[5], null],
    ])
    const flat = (epoch: unknown): unknown[] => (epoch as [number[], null][]).flatMap(([x]) => x)
    expect([...flat(epochs[1])].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(flat(epochs[1])).not.toEqual(flat(epochs[0]))
    const inOrder = new DataLoader(new Ten(), 4, { shuffle: false })
    expect([...inOrder].map(([x]) => x.tolist())).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
      [8, 9],
    ])
    const sequence = new SeqDataLoader(new Ten(), 2)
    expect([...sequence].map(([x]) => x.tolist()).slice(0, 3)).toEqual([
      [0, 5],
      [1, 6],
      [2, 7],
    ])
    expect(() => new DataLoader([] as never, 2)).toThrow('DataLoader: an array is not a data set')
  })
})

describe('dropout and accuracy', () => {
  it('dropout zeroes and scales by the run’s random numbers while training, and does nothing otherwise', () => {
    const x = new Variable(np.ones([5]))
    const y = F.dropout(x)
    seedRandom(0)
    const kept = (np.random.rand(5) as NDArray).toTyped()
    expect(y.data!.tolist()).toEqual(Array.from(kept, (draw) => (draw > 0.5 ? 2 : 0)))
    y.backward()
    expect(x.grad!.data!.tolist()).toEqual(y.data!.tolist())
    expect(testMode(() => F.dropout(x))).toBe(x)
    expect(() => F.dropout(x, 1)).toThrow('dropout: ratio is 1; use a number from 0 to below 1')
  })

  it('accuracy is the share of right rows', () => {
    const y = np.array([
      [0.2, 0.8, 0],
      [0.1, 0.9, 0],
      [0.8, 0.1, 0.1],
    ])
    expect(noGrad(() => F.accuracy(y, np.array([1, 2, 0], 'int32'))).data!.first()).toBeCloseTo(2 / 3, 15)
  })
})
