// Batch normalisation as a layer that keeps its running statistics (the book's BatchNorm).
import { GraphError } from '../engine/graphError'
import { toFloating } from '../engine/dtype'
import { NDArray } from '../engine/ndarray'
import { parseOptions } from '../engine/options'
import { formatShape } from '../engine/shape'
import type { Variable } from '../engine/variable'
import * as kernels from '../kernels'
import { callBatchNorm, type BatchNormOptions } from '../ops/normalization'
import { Layer, Parameter } from './layer'

/**
 * Normalises every channel of [N, C] or [N, C, H, W]. All four arrays have shape [C] and are made when the first input
 * comes. `avgMean` and `avgVar` are parameters so that they are saved with the weights; no gradient reaches them.
 */
export class BatchNorm extends Layer {
  readonly avgMean = new Parameter(null, 'avgMean')
  readonly avgVar = new Parameter(null, 'avgVar')
  readonly gamma = new Parameter(null, 'gamma')
  readonly beta = new Parameter(null, 'beta')
  readonly options: BatchNormOptions

  constructor(options: BatchNormOptions = {}) {
    super()
    this.options = parseOptions('BatchNorm', options, ['decay', 'eps'])
  }

  override forward(x: Variable): Variable {
    if (this.avgMean.data === null) this.initialise(x)
    return callBatchNorm(x, this.gamma, this.beta, this.avgMean, this.avgVar, this.options)
  }

  private initialise(x: Variable): void {
    if (x.ndim !== 2 && x.ndim !== 4) {
      throw new GraphError(
        `BatchNorm: the input has shape ${formatShape(x.shape)}, not 2 or 4 axes`,
        'give [N, C] or [N, C, H, W]; reshape it',
      )
    }
    const shape = [x.shape[1]!]
    const dtype = toFloating(x.filled('BatchNorm').dtype)
    const zeros = (): NDArray => NDArray.zeros(shape, dtype)
    const ones = (): NDArray => kernels.add(zeros(), 1)
    this.avgMean.data = zeros()
    this.avgVar.data = ones()
    this.gamma.data = ones()
    this.beta.data = zeros()
  }
}
