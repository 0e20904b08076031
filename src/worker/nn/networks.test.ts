// Layers for images and series: initialisation, state, saved weights, and that they learn.
import { beforeEach, describe, expect, it } from 'vitest'
import { gradientCheck } from '../engine/checks'
import { noGrad, testMode } from '../engine/config'
import type { NDArray } from '../engine/ndarray'
import { resetEngine } from '../engine/state'
import type { Variable } from '../engine/variable'
import { np, seedRandom } from '../np/state'
import { F } from '../ops'
import { Conv2d, Deconv2d } from './convolution'
import { SeqDataLoader } from './dataLoader'
import { SinCurve } from './dataset'
import { EmbedId } from './embedding'
import { Linear, type Layer } from './layer'
import { Model, Sequential } from './model'
import { BatchNorm } from './normalization'
import { Adam, SGD } from './optimizer'
import { LSTM, RNN } from './recurrent'
import { Shapes } from './shapes'
import { loadWeights, saveWeights } from './weights'

beforeEach(() => {
  resetEngine()
  seedRandom(0)
})

const images = (count: number, channels: number, size: number): NDArray =>
  np.random.randn(count, channels, size, size) as NDArray
const column = (a: NDArray, axis: number[]): { mean: NDArray; deviation: NDArray } => ({
  mean: np.mean(a, { axis }),
  deviation: np.std(a, { axis }),
})

describe('Shapes', () => {
  it('are the same every time, others for testing, and leave the run’s random numbers alone', () => {
    const expected = np.random.rand(3).toString()
    seedRandom(0)
    const [first, second, unseen] = [new Shapes(), new Shapes(), new Shapes(false)]
    expect(np.random.rand(3).toString()).toBe(expected)
    expect([first.length, first.data!.shape, first.data!.dtype]).toEqual([300, [300, 1, 12, 12], 'float32'])
    expect(np.array_equal(first.data!, second.data!)).toBe(true)
    expect(np.array_equal(first.data!, unseen.data!)).toBe(false)
    const labels = Array.from(first.label!.toTyped())
    expect([0, 1, 2].map((label) => labels.filter((one) => one === label).length)).toEqual([100, 100, 100])
  })
})

describe('Conv2d and Deconv2d', () => {
  it('make their weights when the first image comes, or at once when the channels are known', () => {
    const layer = new Conv2d(4, [3, 2], { stride: 2, pad: 1 })
    expect([layer.W.data, layer.b!.data!.tolist()]).toEqual([null, [0, 0, 0, 0]])
    expect(layer(images(2, 3, 8)).shape).toEqual([2, 4, 4, 5])
    expect([layer.W.shape, layer.W.dtype]).toEqual([[4, 3, 3, 2], 'float64'])
    const known = new Deconv2d(2, 2, { inChannels: 3, nobias: true, dtype: 'float32' })
    expect([known.W.shape, known.W.dtype, known.b]).toEqual([[3, 2, 2, 2], 'float32', null])
    expect(known(images(1, 3, 4).astype('float32')).shape).toEqual([1, 2, 5, 5])
  })

  it('scale their weights by one over the root of what goes into one sum', () => {
    const layer = new Conv2d(200, 3, { inChannels: 8 })
    expect(np.std(layer.W.data!).first()).toBeCloseTo(Math.sqrt(1 / 72), 2)
  })

  it('say what is wrong', () => {
    expect(() => new Conv2d(2, 3)(np.ones([3, 4]))).toThrow(
      'Conv2d: the input has 2 axes, not 4; give images as [N, channels, height, width]',
    )
    expect(() => new Deconv2d(2, 0)).toThrow('Deconv2d: kernelSize is 0; use a whole number from 1')
    expect(() => new Conv2d(2, 3, { padding: 1 } as never)).toThrow("Conv2d: unknown option 'padding'")
    expect(() => new Conv2d(2.5, 3)).toThrow('Conv2d: outChannels is 2.5')
  })
})

describe('BatchNorm', () => {
  it('normalises every channel by the batch while training, of images too', () => {
    const layer = new BatchNorm()
    const x = np.add(np.multiply(images(20, 2, 5), 3), 10)
    const { mean, deviation } = column(layer(x).data!, [0, 2, 3])
    expect(np.allclose(mean, np.zeros([2]), { atol: 1e-12 })).toBe(true)
    expect(np.allclose(deviation, np.ones([2]), { rtol: 1e-5 })).toBe(true)
  })

  it('moves its running statistics to those of the data and uses them in test mode', () => {
    const layer = new BatchNorm()
    const batch = (): NDArray =>
      np.add(np.multiply(np.random.randn(400, 2), np.array([2, 5])), np.array([1, -3]))
    for (let i = 0; i < 60; i++) layer(batch())
    expect(np.allclose(layer.avgMean.data!, np.array([1, -3]), { atol: 0.3 })).toBe(true)
    expect(np.allclose(layer.avgVar.data!, np.array([4, 25]), { rtol: 0.1 })).toBe(true)
    const kept = layer.avgMean.data!.tolist()
    const one = np.array([[1, -3]])
    expect(np.allclose(testMode(() => layer(one)).data!, np.zeros([1, 2]), { atol: 0.15 })).toBe(true)
    expect(layer.avgMean.data!.tolist()).toEqual(kept)
  })

  it('keeps float32, and in test mode lets gradients through that do not depend on the batch', () => {
    const layer = new BatchNorm({ decay: 0.5, eps: 1e-3 })
    const y = layer((np.random.randn(4, 3) as NDArray).astype('float32'))
    expect([y.dtype, layer.gamma.dtype, layer.avgVar.dtype]).toEqual(['float32', 'float32', 'float32'])
    const check = testMode(() => gradientCheck((x: Variable) => layer(x), np.random.randn(1, 3)))
    expect(check.ok).toBe(true)
  })

  it('gives gradients to gamma and beta, none to the running statistics, which are saved all the same', () => {
    const model = new Sequential(new Linear(3), new BatchNorm(), new Linear(1))
    const optimizer = new SGD(0.1).setup(model)
    const x = np.random.randn(8, 2)
    const loss = F.meanSquaredError(model(x), np.ones([8, 1]))
    loss.backward()
    const grads = new Map(model.params().map((p) => [p.name, p.grad !== null]))
    expect([grads.get('gamma'), grads.get('beta'), grads.get('avgMean')]).toEqual([true, true, false])
    optimizer.update()
    const weights = saveWeights(model)
    expect(Object.keys(weights)).toContain('layers/1/avgVar')
    const other = new Sequential(new Linear(3), new BatchNorm(), new Linear(1))
    loadWeights(other, JSON.parse(JSON.stringify(weights)) as typeof weights)
    const answer = (one: Layer): unknown => testMode(() => noGrad(() => one(x))).data!.tolist()
    expect(answer(other)).toEqual(answer(model))
  })

  it('takes running statistics as arrays, which it writes to, or as variables', () => {
    const x = np.array([
      [1, 10],
      [3, 30],
    ])
    const mean = np.zeros([2])
    const variance = np.ones([2])
    F.batchNorm(x, np.ones([2]), np.zeros([2]), mean, variance, 0.5)
    expect([mean.tolist(), variance.tolist()]).toEqual([
      [1, 10],
      [1.5, 100.5],
    ])
  })

  it.each<[() => unknown, string]>([
    [() => new BatchNorm()(np.ones([3])), 'BatchNorm: the input has shape [3], not 2 or 4 axes'],
    [
      () => F.batchNorm(np.ones([2, 3]), np.ones([2]), np.ones([3]), np.ones([3]), np.ones([3])),
      'batchNorm: gamma has shape [2], x [2,3] has 3 channels; give one number per channel, shape [3]',
    ],
    [
      () => F.batchNorm(np.ones([2, 3]), np.ones([3]), np.ones([3]), null as never, np.ones([3])),
      'batchNorm: the running mean is null; start with mean = np.zeros(C)',
    ],
    [
      () => F.batchNorm(np.ones([2, 3]), np.ones([3]), np.ones([3]), np.ones([3]), np.ones([1])),
      'batchNorm: the running variance has shape [1], x [2,3] has 3 channels',
    ],
    [
      () =>
        F.batchNorm(np.ones([2, 1]), np.ones([1]), np.ones([1]), np.ones([1]), np.ones([1]), { decay: 2 }),
      'batchNorm: decay is 2; use a number from 0 to 1',
    ],
  ])('refuses wrong calls: %#', (call, message) => expect(call).toThrow(message))
})

describe('EmbedId', () => {
  it('gives rows by number, and gradients only to the rows that were used, added for repeated ones', () => {
    const layer = new EmbedId(6, 2)
    const ids = np.array(
      [
        [4, 1],
        [4, 4],
      ],
      'int32',
    )
    const y = layer(ids)
    expect(y.shape).toEqual([2, 2, 2])
    expect(y.data!.get(1, 0).tolist()).toEqual(layer.W.data!.get(4).tolist())
    F.sum(y).backward()
    expect(np.sum(layer.W.grad!.data!, { axis: 1 }).tolist()).toEqual([0, 2, 0, 0, 6, 0])
    expect(() => layer(np.array([0.5]))).toThrow(
      "embedId: the numbers x are float64; make them with np.array(x, 'int32')",
    )
    expect(() => layer(np.array([6], 'int32'))).toThrow('index: 6 is out of range for axis 0 with size 6')
  })
})

class Forecast extends Model {
  readonly memory: RNN | LSTM
  readonly out = new Linear(1)
  constructor(memory: RNN | LSTM) {
    super()
    this.memory = memory
  }
  override forward(x: Variable): Variable {
    return this.out(this.memory(x))
  }
}

/** Functions in the graph behind a variable. */
function nodesBehind(y: Variable): number {
  const seen = new Set<NonNullable<Variable['creator']>>()
  const waiting = [y]
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (one.creator === null || seen.has(one.creator)) continue
    seen.add(one.creator)
    waiting.push(...one.creator.inputs)
  }
  return seen.size
}

describe('RNN and LSTM', () => {
  it.each([
    ['RNN', () => new RNN(4), ['h2h/W', 'x2h/W', 'x2h/b']],
    [
      'LSTM',
      () => new LSTM(4),
      ['f', 'i', 'o', 'u'].flatMap((gate) => [`h2${gate}/W`, `x2${gate}/W`, `x2${gate}/b`]),
    ],
  ])('%s remembers until resetState, and its weights are saved without its state', (_name, make, names) => {
    const layer = make()
    const x = np.ones([2, 3])
    const first = layer(x).data!.tolist()
    expect(layer(x).data!.tolist()).not.toEqual(first)
    layer.resetState()
    expect(layer.h).toBeNull()
    expect(layer(x).data!.tolist()).toEqual(first)
    const weights = saveWeights(layer)
    expect(Object.keys(weights).sort()).toEqual([...names].sort())
    const other = make()
    loadWeights(other, weights)
    expect(other(x).data!.tolist()).toEqual(first)
    expect(() => new RNN(3, { hidden: 1 } as never)).toThrow("RNN: unknown option 'hidden'")
  })

  it('have right gradients through several steps', () => {
    for (const layer of [new RNN(3, { inSize: 2 }), new LSTM(3, { inSize: 2 })]) {
      layer(np.ones([1, 2]))
      layer(np.ones([1, 2]))
      const run = (x: Variable): Variable => {
        layer.resetState()
        return [0, 1, 2].map(() => layer(x)).reduce((total, y) => F.add(total, y))
      }
      expect(gradientCheck(run, np.random.randn(2, 2)).ok).toBe(true)
    }
  })

  it('truncated backpropagation: unchainBackward bounds the graph, and the loss on a sine falls', () => {
    const model = new Forecast(new RNN(20, { inSize: 1 }))
    const optimizer = new Adam().setup(model)
    const { data, label } = new SinCurve()
    const losses: number[] = []
    let largest = 0
    for (let epoch = 0; epoch < 6; epoch++) {
      model.memory.resetState()
      let pieces: Variable[] = []
      let total = 0
      for (let i = 0; i < 300; i++) {
        pieces.push(F.meanSquaredError(model(data!.get([i])), label!.get([i])))
        if (pieces.length < 30) continue
        const loss = pieces.reduce((sum, piece) => F.add(sum, piece))
        model.cleargrads()
        largest = Math.max(largest, nodesBehind(loss))
        loss.backward()
        loss.unchainBackward()
        optimizer.update()
        total += loss.data!.first()
        pieces = []
      }
      losses.push(total / 300)
    }
    // 30 steps of an RNN, a linear layer, a loss and a sum; never the steps before.
    expect(largest).toBeLessThan(30 * 8)
    expect(losses.at(-1)).toBeLessThan(losses[0]! / 10)
  })

  it('LSTM: batches of a series, as in step 60, lower the loss', () => {
    const model = new Forecast(new LSTM(20))
    const optimizer = new Adam({ alpha: 0.01 }).setup(model)
    const loader = new SeqDataLoader(new SinCurve(), 30)
    const losses: number[] = []
    for (let epoch = 0; epoch < 8; epoch++) {
      model.memory.resetState()
      let pieces: Variable[] = []
      let total = 0
      for (const [x, t] of loader) {
        pieces.push(F.meanSquaredError(model(x), t!))
        if (pieces.length < 17) continue
        const loss = pieces.reduce((sum, piece) => F.add(sum, piece))
        model.cleargrads()
        loss.backward()
        loss.unchainBackward()
        optimizer.update()
        total += loss.data!.first()
        pieces = []
      }
      losses.push(total / 34)
    }
    expect(losses.at(-1)).toBeLessThan(losses[0]! / 5)
  })
})
