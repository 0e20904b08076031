// Every numeric kernel under NumPy's name. Pure functions of arrays; knows nothing of variables or graphs.
export { add, subtract, multiply, divide, power, maximum, minimum } from './arithmetic'
export {
  equal,
  not_equal,
  greater,
  greater_equal,
  less,
  less_equal,
  logical_and,
  logical_or,
  logical_not,
  isnan,
  isfinite,
  isinf,
} from './compare'
export {
  negative,
  exp,
  log,
  sin,
  cos,
  tan,
  tanh,
  sigmoid,
  sqrt,
  square,
  abs,
  sign,
  floor,
  ceil,
  round,
  rint,
} from './unary'
export { where, positions, clip } from './choosing'
export {
  sum,
  mean,
  prod,
  max,
  min,
  any,
  all,
  argmax,
  argmin,
  std,
  variance as var,
  cumsum,
  sumTo,
  type ReduceOptions,
  type VarOptions,
} from './reduce'
export { reshape, transpose, expand_dims, squeeze, broadcast_to, flip } from './shaping'
export { concatenate, stack, split, repeat, tile, pad, meshgrid, sliceAxis, type PadWidth } from './joining'
export { matmul, dot, outer } from './linear'
export { getItem, setItem, addAt, assign } from './indexing'
export { accumulate } from './accumulate'
export { crossEntropy, crossEntropyGradient, logSumExp, softmax } from './crossEntropy'
export { scaledProduct } from './scaledProduct'
export {
  descend,
  descendByAdam,
  descendWithMomentum,
  leakyRelu,
  leakyReluGradient,
  reluGradient,
  sigmoidGradient,
  slopesOf,
  tanhGradient,
  unitStep,
} from './fused'
export { im2col, col2im, type Windows } from './windows'
export { convolve, deconvolve, convolveGradient } from './convolution'
export { pickLargest, addToLargest } from './pooling'
export { channelMoments, normalizeChannels, type Moments } from './channels'
export type { Operand } from './operand'
