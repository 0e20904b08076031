// Layers and the parameters in them (step 44). An instance can be called like a function.
import { asVariable } from '../engine/apply'
import { createCallable } from '../engine/callable'
import { parseDType, type DType } from '../engine/dtype'
import { GraphError, GraphTypeError } from '../engine/graphError'
import { NDArray } from '../engine/ndarray'
import { describe } from '../engine/shape'
import { tables } from '../engine/tables'
import { Variable } from '../engine/variable'
import * as kernels from '../kernels'
import { randomState } from '../np/state'
import { parseOptions } from '../engine/options'

/** A variable that training changes. */
export class Parameter extends Variable {}

/** What `forward` of a layer gives. */
type LayerResult = Variable | readonly Variable[]

const LayerBase = class Layer {
  constructor() {
    return createCallable<CallableLayer>(new.target.prototype, (self, inputs) =>
      self.forward(...inputs.map((input) => asVariable(input, self.constructor.name))),
    )
  }

  /** Computes the layer. Subclasses define it. */
  forward(..._inputs: Variable[]): LayerResult {
    throw new GraphError(
      `${this.constructor.name}.forward: not implemented`,
      `define forward(x) { … } in class ${this.constructor.name}`,
    )
  }

  /** The parameters of this layer and of the layers in it, in the order of assignment, each once. */
  params(): Parameter[] {
    return [...new Set(namedParameters(this as unknown as CallableLayer).map(([, parameter]) => parameter))]
  }

  /** Clears the gradient of every parameter. */
  cleargrads(): void {
    for (const parameter of this.params()) parameter.cleargrad()
  }

  toString(): string {
    return `layer ${this.constructor.name}`
  }
}

/** A layer takes variables, arrays or numbers and is called like a function. */
type CallableLayer = InstanceType<typeof LayerBase> & ((...inputs: unknown[]) => Variable)
export type Layer = CallableLayer
export const Layer = LayerBase as new () => Layer

/**
 * Every parameter with its path, such as `l1/W`. Lists of layers are searched too. A layer that is held twice, or that
 * holds the one above it, is searched once.
 */
export function namedParameters(layer: Layer): [string, Parameter][] {
  return within('', layer, new Set([layer]))
}

function within(path: string, holder: object, seen: Set<object>): [string, Parameter][] {
  return Object.entries(holder).flatMap(([name, value]) => named(`${path}${name}`, value, seen))
}

function named(path: string, value: unknown, seen: Set<object>): [string, Parameter][] {
  if (value instanceof Parameter) return [[path, value]]
  if (!(value instanceof LayerBase) && !Array.isArray(value)) return []
  if (seen.has(value)) return []
  seen.add(value)
  return within(`${path}/`, value, seen)
}

export interface LinearOptions {
  /** True: no b. */
  readonly nobias?: boolean
  readonly dtype?: DType
  /** Size of the input's second axis; when absent it is taken from the first input. */
  readonly inSize?: number
}

/**
 * x W + b. W is drawn from the run's random state as randn(I, O) · √(1/I), b is zero: the book's initialisation,
 * in float64 unless another type is given (the book's float32 comes with `{ dtype: 'float32' }`).
 */
export class Linear extends Layer {
  readonly W: Parameter
  readonly b: Parameter | null
  readonly outSize: number
  readonly dtype: DType

  constructor(outSize: number, options: LinearOptions = {}) {
    super()
    const { nobias, dtype, inSize } = parseOptions('Linear', options, [
      'nobias',
      'dtype',
      'inSize',
    ]) as LinearOptions
    this.outSize = parseSize('Linear: outSize', outSize)
    this.dtype = dtype === undefined ? 'float64' : parseDType(dtype)
    this.W = new Parameter(null, 'W')
    if (inSize !== undefined) this.initialise(parseSize('Linear: inSize', inSize))
    this.b = nobias === true ? null : new Parameter(NDArray.zeros([this.outSize], this.dtype), 'b')
  }

  private initialise(inSize: number): void {
    const drawn = randomState().randn(inSize, this.outSize) as NDArray
    this.W.data = kernels.multiply(drawn.astype(this.dtype), Math.sqrt(1 / inSize))
  }

  override forward(x: Variable): Variable {
    if (this.W.data === null) {
      if (x.ndim !== 2) {
        throw new GraphError(
          `Linear: the input has ${x.ndim} ${x.ndim === 1 ? 'axis' : 'axes'}, not 2`,
          'give one row per example, for example with flatten(x)',
        )
      }
      this.initialise(x.shape[1]!)
    }
    return tables.variables.linear(x, this.W, this.b)
  }
}

/** A whole number from 1. */
export function parseSize(subject: string, size: unknown): number {
  if (typeof size === 'number' && Number.isInteger(size) && size > 0) return size
  throw new GraphTypeError(`${subject} is ${describe(size)}`, 'use a whole number from 1')
}
