// Layers that slide filters over images (step 57).
import { parseDType, type DType } from '../engine/dtype'
import { GraphError } from '../engine/graphError'
import { NDArray } from '../engine/ndarray'
import { parseOptions } from '../engine/options'
import { tables } from '../engine/tables'
import type { Variable } from '../engine/variable'
import * as kernels from '../kernels'
import type { Pair } from '../kernels/windows'
import { randomState } from '../np/state'
import { parsePair, parseSteps, type Size, type Steps } from '../ops/windows'
import { Layer, Parameter, parseSize } from './layer'

export interface ConvolutionOptions {
  /** Distance of the windows; 1 when not given. */
  readonly stride?: Size
  /** Zeros around the images; 0 when not given. */
  readonly pad?: Size
  /** True: no b. */
  readonly nobias?: boolean
  readonly dtype?: DType
  /** Channels of the input; when absent they are taken from the first input. */
  readonly inChannels?: number
}

/**
 * What the two layers share. W is drawn from the run's random state as randn(…) · √(1 / (C·KH·KW)) with C input
 * channels, b is zero: the book's initialisation, in float64 unless another type is given.
 */
class Filters extends Layer {
  readonly W: Parameter
  readonly b: Parameter | null
  readonly outChannels: number
  readonly kernelSize: Pair
  readonly steps: Steps
  readonly dtype: DType

  constructor(outChannels: number, kernelSize: Size, options: ConvolutionOptions = {}) {
    super()
    const name = this.constructor.name
    const named = parseOptions(name, options, ['stride', 'pad', 'nobias', 'dtype', 'inChannels'])
    const { nobias, dtype, inChannels } = named as ConvolutionOptions
    this.outChannels = parseSize(`${name}: outChannels`, outChannels)
    this.kernelSize = parsePair(`${name}: kernelSize`, kernelSize, 1)
    this.steps = parseSteps(name, named)
    this.dtype = dtype === undefined ? 'float64' : parseDType(dtype)
    this.W = new Parameter(null, 'W')
    if (inChannels !== undefined) this.initialise(parseSize(`${name}: inChannels`, inChannels))
    this.b = nobias === true ? null : new Parameter(NDArray.zeros([this.outChannels], this.dtype), 'b')
  }

  /** Shape of the first two axes of W. */
  protected channelAxes(inChannels: number): Pair {
    return [this.outChannels, inChannels]
  }

  private initialise(inChannels: number): void {
    const drawn = randomState().randn(...this.channelAxes(inChannels), ...this.kernelSize) as NDArray
    const scale = Math.sqrt(1 / (inChannels * this.kernelSize[0] * this.kernelSize[1]))
    this.W.data = kernels.multiply(drawn.astype(this.dtype), scale)
  }

  /** Makes W when it is not there yet. */
  protected prepare(x: Variable): void {
    if (this.W.data !== null) return
    if (x.ndim !== 4) {
      throw new GraphError(
        `${this.constructor.name}: the input has ${x.ndim} ${x.ndim === 1 ? 'axis' : 'axes'}, not 4`,
        'give images as [N, channels, height, width], for example with reshape',
      )
    }
    this.initialise(x.shape[1]!)
  }
}

/** Convolution with W [outChannels, C, KH, KW]. */
export class Conv2d extends Filters {
  override forward(x: Variable): Variable {
    this.prepare(x)
    return tables.variables.conv2d(x, this.W, this.b, this.steps)
  }
}

/** Transposed convolution with W [C, outChannels, KH, KW]. */
export class Deconv2d extends Filters {
  protected override channelAxes(inChannels: number): Pair {
    return [inChannels, this.outChannels]
  }

  override forward(x: Variable): Variable {
    this.prepare(x)
    return tables.variables.deconv2d(x, this.W, this.b, this.steps)
  }
}
