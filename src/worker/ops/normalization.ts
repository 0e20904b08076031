// Batch normalisation: every channel shifted and scaled to mean 0 and variance 1 over the batch (the book's BatchNorm).
// The operation is a pure function; the function that scripts call also moves the running statistics.
import { asVariable } from '../engine/apply'
import { ArrayError } from '../engine/arrayError'
import { GraphTypeError } from '../engine/graphError'
import { NDArray } from '../engine/ndarray'
import { describe, formatShape, type Shape } from '../engine/shape'
import { engine } from '../engine/state'
import { tables } from '../engine/tables'
import { Variable } from '../engine/variable'
import * as kernels from '../kernels'
import type { InputsOf, Op, Operand } from './op'
import { namedArguments } from './windows'

interface Normalization {
  /** Added to the variance. */
  readonly eps: number
  /** The statistics to use instead of the batch's; no gradient flows through them. */
  readonly running: { readonly mean: readonly number[]; readonly variance: readonly number[] } | null
}

/** All axes but the channels' and the shape of one number per channel that broadcasts against x. */
function channelAxes(x: Shape): { readonly axis: readonly number[]; readonly perChannel: Shape } {
  const axis = x.map((_, i) => i).filter((i) => i !== 1)
  return { axis, perChannel: x.map((length, i) => (i === 1 ? length : 1)) }
}

function batchNormShape([x, gamma, beta]: InputsOf<readonly ['x', 'gamma', 'beta'], Shape>): Shape {
  if (x.length !== 2 && x.length !== 4) {
    throw new ArrayError(
      `batchNorm: x has shape ${formatShape(x)}, not 2 or 4 axes`,
      'give [N, C] or [N, C, H, W]; reshape it',
    )
  }
  checkChannels('gamma', gamma, x)
  checkChannels('beta', beta, x)
  return x
}

function checkChannels(what: string, shape: Shape, x: Shape): void {
  if (shape.length === 1 && shape[0] === x[1]) return
  throw new ArrayError(
    `batchNorm: ${what} has shape ${formatShape(shape)}, x ${formatShape(x)} has ${x[1]!} channels`,
    `give one number per channel, shape [${x[1]!}]`,
  )
}

export const batchNorm: Op<
  readonly ['x', 'gamma', 'beta'],
  readonly [eps: number, running: Normalization['running']],
  Normalization
> = {
  name: 'batchNorm',
  title: 'BatchNorm',
  inputs: ['x', 'gamma', 'beta'],
  doc: 'Every channel of x with mean 0 and variance 1, times gamma, plus beta.',
  lesson: 58,
  parameters: 'eps, running',
  attributes: (eps, running) => ({ eps, running }),
  shape: batchNormShape,
  forward: ([x, gamma, beta], { eps, running }) => {
    batchNormShape([x.shape, gamma.shape, beta.shape])
    const moments =
      running === null
        ? kernels.channelMoments(x)
        : { mean: Float64Array.from(running.mean), variance: Float64Array.from(running.variance) }
    return kernels.normalizeChannels(x, gamma, beta, moments, eps)
  },
  // Ioffe and Szegedy 2015, section 3; the statistics of the batch depend on x, those given do not.
  backward: (F, gy, { inputs: [x, gamma, beta], attributes: { eps, running } }) => {
    const values = F.data(x)
    const { axis, perChannel } = channelAxes(values.shape)
    const mean = (a: typeof x): typeof x =>
      F.mul(F.sum(a, { axis, keepdims: true }), values.shape[1]! / values.size)
    const fixed = (list: readonly number[]): typeof x =>
      F.constant(
        kernels
          .reshape(NDArray.fromTyped(Float64Array.from(list), [list.length], 'float64'), perChannel)
          .astype(F.data(gy).dtype),
      )
    const centred = F.sub(x, running === null ? mean(x) : fixed(running.mean))
    const variance = running === null ? mean(F.square(centred)) : fixed(running.variance)
    const scale = F.pow(F.add(variance, eps), -0.5)
    const normal = F.mul(centred, scale)
    const ggamma = F.sum(F.mul(normal, gy), { axis })
    const gbeta = F.sum(gy, { axis })
    const through = running === null ? F.sub(F.sub(gy, mean(gy)), F.mul(normal, mean(F.mul(normal, gy)))) : gy
    const gx = F.mul(through, F.mul(F.reshape(gamma, perChannel), scale))
    return [gx, F.reshape(ggamma, F.data(gamma).shape), F.reshape(gbeta, F.data(beta).shape)]
  },
  vectors: [
    {
      in: [
        [
          [1, 10],
          [3, 10],
        ],
        [1, 2],
        [0, 5],
      ],
      args: [0.25, { mean: [1, 8], variance: [3.75, 3.75] }],
      out: [
        [0, 7],
        [1, 7],
      ],
    },
  ],
  laws: {
    shapes: [
      { in: [[4, 3], [3], [3]], args: [1e-3, null] },
      { in: [[2, 3, 2, 2], [3], [3]], args: [1e-3, null] },
      {
        in: [[4, 2], [2], [2]],
        args: [1e-3, { mean: [0.1, -0.2], variance: [1.5, 0.7] }],
      },
    ],
  },
}

export interface BatchNormOptions {
  /** Share of the running statistics that stays in a step; 0.9 when not given. */
  readonly decay?: number
  /** Added to the variance; 2e-5 when not given. */
  readonly eps?: number
}

type Input = Operand<Variable>
type Running = Variable | NDArray

/**
 * Batch normalisation with running statistics. While training it uses the mean and variance of the batch and moves
 * `mean` and `variance` towards them: `running · decay + batch · (1 - decay)`, the variance unbiased. In test mode it
 * uses `mean` and `variance`. Arrays are written to; a variable gets a new array.
 */
export function callBatchNorm(
  x: Input,
  gamma: Input,
  beta: Input,
  mean: Running,
  variance: Running,
  ...args: readonly [decay?: number | BatchNormOptions, eps?: number]
): Variable {
  const named = namedArguments('batchNorm', ['decay', 'eps'], args)
  const decay = parseShare('decay', named['decay'] ?? 0.9)
  const eps = parseShare('eps', named['eps'] ?? 2e-5)
  const input = asVariable(x, 'batchNorm')
  const values = input.filled('batchNorm')
  const operands = [input, asVariable(gamma, 'batchNorm'), asVariable(beta, 'batchNorm')] as const
  batchNormShape([values.shape, operands[1].shape, operands[2].shape])
  const running = {
    mean: runningOf('mean', mean, values.shape),
    variance: runningOf('variance', variance, values.shape),
  }
  if (!engine.config.train) {
    const list = (array: NDArray): number[] => Array.from(array.toTyped())
    return tables.variables.batchNorm(...operands, eps, {
      mean: list(running.mean),
      variance: list(running.variance),
    })
  }
  const y = tables.variables.batchNorm(...operands, eps, null)
  const moments = kernels.channelMoments(values)
  const count = values.size / values.shape[1]!
  const unbiased = moments.variance.map((one) => (one * count) / Math.max(count - 1, 1))
  move(mean, running.mean, moments.mean, decay)
  move(variance, running.variance, unbiased, decay)
  return y
}

function parseShare(what: string, value: unknown): number {
  if (typeof value === 'number' && value >= 0 && value <= 1) return value
  throw new GraphTypeError(`batchNorm: ${what} is ${describe(value)}`, 'use a number from 0 to 1')
}

function runningOf(what: string, given: Running, x: Shape): NDArray {
  const array = given instanceof Variable ? given.filled(`batchNorm: ${what}`) : given
  if (!(array instanceof NDArray)) {
    throw new GraphTypeError(
      `batchNorm: the running ${what} is ${describe(given)}`,
      'start with mean = np.zeros(C) and variance = np.ones(C), or use the layer BatchNorm',
    )
  }
  checkChannels(`the running ${what}`, array.shape, x)
  return array
}

/** running · decay + batch · (1 - decay), in the running array's type. */
function move(holder: Running, running: NDArray, batch: Float64Array, decay: number): void {
  const before = running.toTyped()
  const after = NDArray.fromTyped(
    batch.map((one, i) => before[i]! * decay + one * (1 - decay)),
    running.shape,
    'float64',
  )
  if (holder instanceof Variable) holder.data = after.astype(running.dtype)
  else kernels.assign(running, after)
}
