// The list of operations. To add one: write its file, add its name here.
import { add, div, mul, neg, pow, square, sub } from './arithmetic'
import { exp, log, sqrt } from './exponential'
import { reshape, transpose } from './layout'
import { linear, matmul } from './matmul'
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
  reshape,
  transpose,
  sum,
  sumTo,
  broadcastTo,
  matmul,
  linear,
}
