// The list of operations. To add one: write its file, add its name here.
import { leakyRelu, logSoftmax, relu, sigmoid, softmax } from './activation'
import { add, div, mul, neg, pow, square, sub } from './arithmetic'
import { col2im, im2col } from './columns'
import { conv2d, conv2dGradW, deconv2d } from './convolution'
import { exp, log, sqrt } from './exponential'
import { reshape, transpose } from './layout'
import { meanSquaredError, softmaxCrossEntropy } from './loss'
import { linear, matmul } from './matmul'
import { batchNorm } from './normalization'
import { averagePooling, pooling, poolingGrad, poolingPick } from './pooling'
import { abs, clip, concatenate, getItem, getItemGrad, max, min } from './selection'
import { broadcastTo, sum, sumTo } from './sum'
import { cos, sin, tanh } from './trigonometry'

export const registry = {
  add,
  sub,
  mul,
  div,
  neg,
  pow,
  square,
  exp,
  log,
  sqrt,
  sin,
  cos,
  tanh,
  abs,
  clip,
  max,
  min,
  reshape,
  transpose,
  getItem,
  getItemGrad,
  concatenate,
  sum,
  sumTo,
  broadcastTo,
  matmul,
  linear,
  sigmoid,
  relu,
  leakyRelu,
  softmax,
  logSoftmax,
  meanSquaredError,
  softmaxCrossEntropy,
  conv2d,
  deconv2d,
  conv2dGradW,
  pooling,
  poolingGrad,
  poolingPick,
  averagePooling,
  im2col,
  col2im,
  batchNorm,
}

/** Not offered to scripts: gradients of other functions, and what a composite of the same name wraps. */
export const internal = ['getItemGrad', 'conv2dGradW', 'poolingGrad', 'poolingPick', 'batchNorm'] as const
export type Internal = (typeof internal)[number]

/** True for a name that scripts do not get from the registry. */
export function isInternal(name: string): name is Internal {
  return (internal as readonly string[]).includes(name)
}
