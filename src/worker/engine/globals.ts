// Every name that scripts have without import, apart from np and the lab's own (print, track, test, …).
import { Conv2d, Deconv2d } from '../nn/convolution'
import { DataLoader, SeqDataLoader } from '../nn/dataLoader'
import { Dataset, SinCurve, Spiral } from '../nn/dataset'
import { EmbedId } from '../nn/embedding'
import { Layer, Linear, Parameter } from '../nn/layer'
import { MLP, Model, Sequential } from '../nn/model'
import { BatchNorm } from '../nn/normalization'
import {
  AdaDelta,
  AdaGrad,
  Adam,
  ClipGrad,
  FreezeParam,
  MomentumSGD,
  Optimizer,
  SGD,
  WeightDecay,
} from '../nn/optimizer'
import { LSTM, RNN } from '../nn/recurrent'
import { Shapes } from '../nn/shapes'
import { loadWeights, saveWeights } from '../nn/weights'
import { F } from '../ops'
import { asArray, asVariable } from './apply'
import { gradientCheck, numericalDiff, numericalGrad } from './checks'
import { Config, noGrad, testMode, usingConfig } from './config'
import { getDotGraph } from './dot'
import { Function } from './function'
import { NDArray } from './ndarray'
import { Variable } from './variable'

export const labGlobals = {
  ...F,
  F,
  NDArray,
  Variable,
  Function,
  Parameter,
  Config,
  usingConfig,
  noGrad,
  testMode,
  asArray,
  asVariable,
  numericalDiff,
  numericalGrad,
  gradientCheck,
  getDotGraph,
  Layer,
  Linear,
  Conv2d,
  Deconv2d,
  RNN,
  LSTM,
  EmbedId,
  BatchNorm,
  Model,
  Sequential,
  MLP,
  Optimizer,
  SGD,
  MomentumSGD,
  AdaGrad,
  AdaDelta,
  Adam,
  WeightDecay,
  ClipGrad,
  FreezeParam,
  Dataset,
  Spiral,
  SinCurve,
  Shapes,
  DataLoader,
  SeqDataLoader,
  saveWeights,
  loadWeights,
} as const
