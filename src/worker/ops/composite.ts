// Functions made of other functions, as in the book: they have no gradient formula of their own.
import { ArrayError } from '../engine/arrayError'
import { asArray, asVariable } from '../engine/apply'
import { GraphTypeError } from '../engine/graphError'
import type { NDArray } from '../engine/ndarray'
import { describe, formatShape, normalizeAxis, sameShape } from '../engine/shape'
import { engine } from '../engine/state'
import { tables } from '../engine/tables'
import { Variable } from '../engine/variable'
import * as kernels from '../kernels'
import { randomState } from '../np/state'
import { parseOptions } from '../engine/options'
import { callBatchNorm } from './normalization'
import { parseReduction, type ReductionArguments } from './reduction'

/** What scripts may give where a variable is expected. */
export type Input = Variable | NDArray | number

/** Documentation of a composite function, in the words of Op. */
export interface Composite<C> {
  readonly inputs: readonly string[]
  readonly parameters?: string
  readonly doc: string
  readonly lesson: number
  readonly call: C
}

/** Mean of the elements: their sum times 1/count, as the book computes it. */
function mean(x: Input, ...args: ReductionArguments): Variable {
  const { axis, keepdims } = parseReduction('mean', args)
  const variable = asVariable(x, 'mean')
  const y = tables.variables.sum(variable, { axis, keepdims })
  return tables.variables.mul(y, y.size / variable.size)
}

function expandDims(x: Input, axis: number): Variable {
  const variable = asVariable(x, 'expandDims')
  const shape = [...variable.shape]
  shape.splice(normalizeAxis('expandDims', axis, shape.length + 1), 0, 1)
  return tables.variables.reshape(variable, shape)
}

function flatten(x: Input): Variable {
  const variable = asVariable(x, 'flatten')
  const rows = variable.ndim === 0 ? 1 : variable.shape[0]!
  return tables.variables.reshape(variable, [rows, rows === 0 ? 0 : variable.size / rows])
}

/** Brings the labels into the shape of the scores, as the book does when the number of axes differs. */
function alike(subject: string, x: Variable, t: Input): Variable {
  const labels = asVariable(t, subject, x.filled(subject))
  if (sameShape(x.shape, labels.shape)) return labels
  if (x.size === labels.size && x.ndim !== labels.ndim) return tables.variables.reshape(labels, x.shape)
  throw new ArrayError(
    `${subject}: ${formatShape(x.shape)} and labels ${formatShape(labels.shape)} do not fit`,
    'give one label per score',
  )
}

/** -Σ (t log p + (1 - t) log(1 - p)) / N with p limited to low … high. */
function crossEntropy(p: Variable, t: Variable, low: number, high: number): Variable {
  const { add, clip, div, log, mul, neg, sub, sum } = tables.variables
  const limited = clip(p, low, high)
  const terms = add(mul(t, log(limited)), mul(sub(1, t), log(sub(1, limited))))
  return div(neg(sum(terms)), p.ndim === 0 ? 1 : p.length)
}

function binaryCrossEntropy(p: Input, t: Input): Variable {
  const probabilities = asVariable(p, 'binaryCrossEntropy')
  return crossEntropy(probabilities, alike('binaryCrossEntropy', probabilities, t), 1e-15, 0.999)
}

/** The book lets the probability reach 1, where the result is NaN; here it stays one step below. */
function sigmoidCrossEntropy(x: Input, t: Input): Variable {
  const scores = asVariable(x, 'sigmoidCrossEntropy')
  const labels = alike('sigmoidCrossEntropy', scores, t)
  const belowOne = scores.dtype === 'float32' ? 1 - 2 ** -24 : 1 - 2 ** -53
  return crossEntropy(tables.variables.sigmoid(scores), labels, 1e-15, belowOne)
}

/** Share of rows whose largest score is at the label. Not differentiable: the result is a leaf. */
function accuracy(y: Input, t: Input): Variable {
  const scores = arrayOf('accuracy', y)
  const labels = arrayOf('accuracy', t)
  if (scores.ndim !== 2 || labels.size !== scores.shape[0]) {
    throw new ArrayError(
      `accuracy: scores ${formatShape(scores.shape)} and labels ${formatShape(labels.shape)} do not fit`,
      'give scores of shape [N, classes] and N labels',
    )
  }
  const predicted = kernels.reshape(kernels.argmax(scores, { axis: 1 }), labels.shape)
  return new Variable(kernels.mean(kernels.equal(predicted, labels)))
}

function arrayOf(subject: string, value: Input): NDArray {
  return value instanceof Variable ? value.filled(subject) : asArray(value)
}

/**
 * While training, each element is zeroed with probability `ratio` and the others are divided by 1 - ratio; in test
 * mode nothing happens. Draws one number per element from the run's random state.
 */
function dropout(x: Input, options: { readonly ratio?: number } | number = 0.5): Variable {
  const ratio =
    typeof options === 'number' ? options : (parseOptions('dropout', options, ['ratio'])['ratio'] ?? 0.5)
  if (typeof ratio !== 'number' || !(ratio >= 0 && ratio < 1)) {
    throw new GraphTypeError(`dropout: ratio is ${describe(ratio)}`, 'use a number from 0 to below 1')
  }
  const variable = asVariable(x, 'dropout')
  if (!engine.config.train) return variable
  const values = variable.filled('dropout')
  const drawn = asArray(randomState().rand(...values.shape))
  const mask = kernels.greater(drawn, ratio)
  const { div, mul } = tables.variables
  return div(mul(variable, new Variable(mask.astype(values.dtype))), 1 - ratio)
}

/** W[x]: rows of W by number. x is int32 of any shape; the result has W's columns as its last axis. */
function embedId(x: Input, W: Input): Variable {
  const ids = arrayOf('embedId', x)
  if (ids.dtype !== 'int32') {
    throw new ArrayError(`embedId: the numbers x are ${ids.dtype}`, "make them with np.array(x, 'int32')")
  }
  return tables.variables.getItem(W, ids)
}

const meanDoc = 'Mean of the elements, of all or along axes.'

/** Every composite function, by the name in scripts. */
export const composites = {
  mean: { inputs: ['x'], parameters: '{ axis, keepdims }', doc: meanDoc, lesson: 42, call: mean },
  average: { inputs: ['x'], parameters: '{ axis, keepdims }', doc: meanDoc, lesson: 42, call: mean },
  expandDims: {
    inputs: ['x'],
    parameters: 'axis',
    doc: 'The same elements with a new axis of length 1.',
    lesson: 38,
    call: expandDims,
  },
  flatten: {
    inputs: ['x'],
    doc: 'Every example as one row: all axes but the first joined.',
    lesson: 57,
    call: flatten,
  },
  sigmoidCrossEntropy: {
    inputs: ['x', 't'],
    doc: 'Cross entropy of sigmoid(x) with labels 0 or 1, divided by the number of rows.',
    lesson: 47,
    call: sigmoidCrossEntropy,
  },
  binaryCrossEntropy: {
    inputs: ['p', 't'],
    doc: 'Cross entropy of probabilities with labels 0 or 1, divided by the number of rows.',
    lesson: 47,
    call: binaryCrossEntropy,
  },
  accuracy: {
    inputs: ['y', 't'],
    doc: 'Share of rows whose largest score is at the label; no gradient flows.',
    lesson: 48,
    call: accuracy,
  },
  dropout: {
    inputs: ['x'],
    parameters: '{ ratio }',
    doc: 'Zeroes elements at random while training, 0.5 of them when not given, and scales the others up.',
    lesson: 54,
    call: dropout,
  },
  batchNorm: {
    inputs: ['x', 'gamma', 'beta', 'mean', 'variance'],
    parameters: '{ decay, eps }',
    doc: 'Every channel of x with mean 0 and variance 1, times gamma, plus beta; in test mode by the running mean and variance.',
    lesson: 58,
    call: callBatchNorm,
  },
  embedId: {
    inputs: ['x', 'W'],
    doc: 'The rows of W at the whole numbers x: a vector for each word or class.',
    lesson: 60,
    call: embedId,
  },
} as const satisfies Record<string, Composite<(...args: never) => Variable>>
