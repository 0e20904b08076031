// The list of operations. To add one: write its file, add its name here.
import { leakyRelu, logSoftmax, relu, sigmoid, softmax } from './activation'
import { add, div, mul, neg, pow, square, sub } from './arithmetic'
import { exp, log, sqrt } from './exponential'
import { reshape, transpose } from './layout'
import { meanSquaredError, softmaxCrossEntropy } from './loss'
import { linear, matmul } from './matmul'
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
}
