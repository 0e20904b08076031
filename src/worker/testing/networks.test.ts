// Convolution, pooling, normalisation and recurrence against the book's algorithm on the NumPy of this machine:
// random shapes, windows, strides and padding; values, gradients, running statistics, drawn weights.
import { beforeEach, describe, expect, it } from 'vitest'
import { testMode } from '../engine/config'
import type { DType } from '../engine/dtype'
import { NDArray } from '../engine/ndarray'
import { sizeOf, type Shape } from '../engine/shape'
import { resetEngine } from '../engine/state'
import { Variable } from '../engine/variable'
import { im2col as columnsOf } from '../kernels'
import { windowCount, type Pair } from '../kernels/windows'
import { Conv2d, Deconv2d } from '../nn/convolution'
import { EmbedId } from '../nn/embedding'
import { LSTM, RNN } from '../nn/recurrent'
import { saveWeights } from '../nn/weights'
import { np, seedRandom } from '../np/state'
import { F } from '../ops'
import { Dice } from './differentialCases'
import { askNumpy, namedWithReason, withoutNumpy } from './numpy'

interface Plain {
  readonly dtype: string
  readonly shape: readonly number[]
  readonly data: readonly number[]
}
interface Case {
  readonly fn: string
  readonly arrays: readonly Plain[]
  readonly options: Readonly<Record<string, unknown>>
}

const dice = new Dice(20261122)

function draw(shape: Shape, dtype: DType = 'float64'): Plain {
  const data = Array.from({ length: sizeOf(shape) }, () => (dice.next() - 0.5) * 4)
  return { dtype, shape, data: dtype === 'float32' ? data.map(Math.fround) : data }
}

const toArray = ({ shape, dtype, data }: Plain): NDArray =>
  NDArray.fromTyped(Float64Array.from(data), shape, 'float64').astype(dtype as DType)
const variables = ({ arrays }: Case): Variable[] => arrays.map((one) => new Variable(toArray(one)))
const size = (from: number, to: number): number => from + dice.below(to - from + 1)
const pairOf = (from: number, to: number): Pair => [size(from, to), size(from, to)]

interface Scene {
  readonly x: Shape
  readonly kernel: Pair
  readonly stride: Pair
  readonly pad: Pair
  readonly out: Pair
}

/** Images and windows that fit into them. */
function scene(): Scene {
  for (;;) {
    const x = [size(1, 3), size(1, 4), size(1, 9), size(1, 9)]
    const [kernel, stride, pad] = [pairOf(1, 4), pairOf(1, 3), pairOf(0, 2)]
    const out = [0, 1].map((i) => windowCount(x[2 + i]!, kernel[i]!, stride[i]!, pad[i]!)) as unknown as Pair
    if (out[0] >= 1 && out[1] >= 1) return { x, kernel, stride, pad, out }
  }
}

type Maker = (dtype: DType) => Case
/** Evaluates a case in the lab: the arrays that Python answers, in its order. */
type Evaluate = (one: Case) => readonly NDArray[]

/** y and the gradients of everything that it depends on, for the gradient `gy` of y. */
function withGradients(y: Variable, gy: Variable, xs: readonly Variable[]): NDArray[] {
  y.grad = gy
  y.backward()
  return [y.data!, ...xs.map((x) => x.grad!.data!)]
}

const families: Readonly<Record<string, readonly [Maker, Evaluate]>> = {
  conv2d: [
    (dtype) => {
      const { x, kernel, stride, pad, out } = scene()
      const made = size(1, 4)
      const arrays = [x, [made, x[1]!, ...kernel], [made], [x[0]!, made, ...out]]
      return { fn: 'conv2d', arrays: arrays.map((one) => draw(one, dtype)), options: { stride, pad } }
    },
    (one) => {
      const [x, W, b, gy] = variables(one) as [Variable, Variable, Variable, Variable]
      return withGradients(F.conv2d(x, W, b, one.options), gy, [x, W, b])
    },
  ],
  deconv2d: [
    (dtype) => {
      const { x: image, kernel, stride, pad, out } = scene()
      const channels = size(1, 3)
      const arrays = [[image[0]!, channels, ...out], [channels, image[1]!, ...kernel], [image[1]!], image]
      const options = { stride, pad, outsize: image.slice(2) }
      return { fn: 'deconv2d', arrays: arrays.map((one) => draw(one, dtype)), options }
    },
    (one) => {
      const [x, W, b, gy] = variables(one) as [Variable, Variable, Variable, Variable]
      return withGradients(F.deconv2d(x, W, b, one.options), gy, [x, W, b])
    },
  ],
  pooling: [
    (dtype) => {
      const { x, kernel, stride, pad, out } = scene()
      const arrays = [draw(x, dtype), draw([x[0]!, x[1]!, ...out], dtype)]
      // Whole numbers: many are equal.
      const values = dice.below(2) === 0 ? arrays[0]!.data.map(Math.round) : arrays[0]!.data
      return {
        fn: 'pooling',
        arrays: [{ ...arrays[0]!, data: values }, arrays[1]!],
        options: { kernelSize: kernel, stride, pad },
      }
    },
    (one) => {
      const [x, gy] = variables(one) as [Variable, Variable]
      return withGradients(F.pooling(x, one.options), gy, [x])
    },
  ],
  averagePooling: [
    (dtype) => {
      const { x, kernel, stride, pad, out } = scene()
      const arrays = [draw(x, dtype), draw([x[0]!, x[1]!, ...out], dtype)]
      return { fn: 'averagePooling', arrays, options: { kernelSize: kernel, stride, pad } }
    },
    (one) => {
      const [x, gy] = variables(one) as [Variable, Variable]
      return withGradients(F.averagePooling(x, one.options), gy, [x])
    },
  ],
  columns: [
    (dtype) => {
      const { x, kernel, stride, pad } = scene()
      const toMatrix = dice.below(2) === 0
      return {
        fn: 'columns',
        arrays: [draw(x, dtype), draw([1], dtype)],
        options: { kernelSize: kernel, stride, pad, toMatrix },
      }
    },
    (one) => {
      const [x] = variables(one) as [Variable, Variable]
      const columns = F.im2col(x, one.options)
      return [columns.data!, F.col2im(columns, x.shape, one.options).data!]
    },
  ],
  batchNorm: [
    (dtype) => {
      const x = dice.below(2) === 0 ? [size(1, 6), size(1, 4)] : [size(1, 3), size(1, 4), size(1, 4), 3]
      const perChannel = [x[1]!]
      const arrays = [x, perChannel, perChannel, perChannel, perChannel, x].map((one) => draw(one, dtype))
      const positive = { ...arrays[4]!, data: arrays[4]!.data.map(Math.abs) }
      return {
        fn: 'batchNorm',
        arrays: arrays.map((one, i) => (i === 4 ? positive : one)),
        options: { decay: 0.8, eps: 0.01 },
      }
    },
    (one) => {
      const [x, gamma, beta, mean, variance, gy] = variables(one) as [
        Variable,
        Variable,
        Variable,
        Variable,
        Variable,
        Variable,
      ]
      const call = (): Variable => F.batchNorm(x, gamma, beta, mean.data!, variance.data!, one.options)
      const first = withGradients(call(), gy, [x, gamma, beta])
      return [...first, mean.data!.copy(), variance.data!.copy(), testMode(call).data!]
    },
  ],
  rnn: [
    (dtype) => {
      const [count, from, hidden] = [size(1, 3), size(1, 3), size(1, 4)]
      const weights = [[from, hidden], [hidden], [hidden, hidden]]
      const steps = Array.from({ length: 4 }, () => [count, from])
      return { fn: 'rnn', arrays: [...weights, ...steps].map((one) => draw(one, dtype)), options: {} }
    },
    (one) => {
      const [Wx, b, Wh, ...steps] = one.arrays.map(toArray) as [NDArray, NDArray, NDArray, ...NDArray[]]
      const rnn = new RNN(b.size, { dtype: b.dtype })
      rnn.x2h.W.data = Wx
      rnn.x2h.b!.data = b
      rnn.h2h.W.data = Wh
      return steps.map((x) => rnn(x).data!)
    },
  ],
  lstm: [
    (dtype) => {
      const [count, from, hidden] = [size(1, 3), size(1, 3), size(1, 4)]
      const gates = [0, 1, 2, 3]
      const weights = [
        ...gates.flatMap(() => [[from, hidden], [hidden]]),
        ...gates.map(() => [hidden, hidden]),
      ]
      const steps = Array.from({ length: 4 }, () => [count, from])
      return { fn: 'lstm', arrays: [...weights, ...steps].map((one) => draw(one, dtype)), options: {} }
    },
    (one) => {
      const arrays = one.arrays.map(toArray)
      const lstm = new LSTM(arrays[1]!.size, { dtype: arrays[1]!.dtype })
      const gates = ['f', 'i', 'o', 'u'] as const
      gates.forEach((gate, i) => {
        lstm[`x2${gate}`].W.data = arrays[2 * i]!
        lstm[`x2${gate}`].b!.data = arrays[2 * i + 1]!
        lstm[`h2${gate}`].W.data = arrays[8 + i]!
      })
      const results = arrays.slice(12).map((x) => lstm(x).data!)
      return [...results, lstm.c!.data!]
    },
  ],
}

/** Largest distance in parts of the largest element. */
function distance(actual: NDArray, expected: Plain): number {
  const values = actual.toTyped()
  const largest = Math.max(1, ...expected.data.map(Math.abs))
  return Math.max(0, ...expected.data.map((one, i) => Math.abs(values[i]! - one))) / largest
}

beforeEach(() => resetEngine())

describe.skipIf(withoutNumpy !== null)(namedWithReason('the book’s algorithms on NumPy'), () => {
  it.each(Object.entries(families))(
    '%s: 60 random cases, values and gradients',
    (_name, [make, evaluate]) => {
      const cases = Array.from({ length: 60 }, (_, i) => make(i % 3 === 2 ? 'float32' : 'float64'))
      const answers = askNumpy('./networks.py', cases) as Plain[][]
      cases.forEach((one, i) => {
        const results = evaluate(one)
        expect(results).toHaveLength(answers[i]!.length)
        results.forEach((result, k) => {
          const expected = answers[i]![k]!
          const where = `case ${i}, result ${k}: ${JSON.stringify(one.options)} ${one.arrays.map((a) => `[${a.shape.join()}]`).join(' ')}`
          expect([...result.shape], where).toEqual(expected.shape)
          expect(result.dtype, where).toBe(expected.dtype)
          expect(distance(result, expected), where).toBeLessThan(result.dtype === 'float32' ? 3e-6 : 1e-12)
        })
      })
    },
  )

  it('im2col and col2im have the book’s bits', () => {
    const [make, evaluate] = families['columns']!
    const cases = Array.from({ length: 40 }, (_, i) => make(i % 2 === 0 ? 'float64' : 'float32'))
    const answers = askNumpy('./networks.py', cases) as Plain[][]
    cases.forEach((one, i) =>
      evaluate(one).forEach((result, k) =>
        expect(Array.from(result.toTyped())).toEqual(answers[i]![k]!.data),
      ),
    )
  })

  it('layers draw their weights as the book’s do, from one stream of random numbers', () => {
    const [expected] = askNumpy('./networks.py', [
      { fn: 'randomLayers', arrays: [], options: { seed: 7 } },
    ]) as Plain[][]
    seedRandom(7)
    const conv = new Conv2d(4, [2, 3])
    conv(np.ones([1, 3, 4, 4]))
    const deconv = new Deconv2d(4, 2)
    deconv(np.ones([1, 3, 2, 2]))
    const embed = new EmbedId(5, 3)
    const lstm = new LSTM(4)
    lstm(np.ones([1, 2]))
    const weights = saveWeights(lstm)
    const names = ['h2f', 'h2i', 'h2o', 'h2u', 'x2f', 'x2i', 'x2o', 'x2u']
    const drawn = [conv.W.data!, deconv.W.data!, embed.W.data!].map((W) => Array.from(W.toTyped()))
    drawn.push(...names.map((name) => [...weights[`${name}/W`]!.data]))
    drawn.forEach((values, i) => {
      expect(values).toHaveLength(expected![i]!.data.length)
      values.forEach((value, k) => expect(value).toBeCloseTo(expected![i]!.data[k]!, 14))
    })
  })
})

it('the layout of columns needs no Python to be seen: one window per image is the image', () => {
  const x = np.arange(24).reshape([2, 3, 2, 2])
  const columns = columnsOf(x, { kernel: [2, 2], stride: [1, 1], pad: [0, 0] })
  expect(columns.shape).toEqual([2, 3, 2, 2, 1, 1])
  expect(columns.reshape([2, 3, 2, 2]).tolist()).toEqual(x.tolist())
})
