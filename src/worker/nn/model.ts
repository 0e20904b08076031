// Models: layers that hold other layers (step 45).
import { GraphTypeError } from '../engine/graphError'
import { describe } from '../engine/shape'
import { tables } from '../engine/tables'
import type { Variable } from '../engine/variable'
import { Layer, Linear } from './layer'

/** The base class of a network of one's own. */
export class Model extends Layer {}

type Step = Layer | ((x: Variable) => Variable)

/** Applies layers (or plain functions such as relu) one after the other. */
export class Sequential extends Model {
  readonly layers: readonly Step[]

  constructor(...layers: Step[]) {
    super()
    for (const layer of layers) {
      if (typeof layer !== 'function') {
        throw new GraphTypeError(`Sequential: ${describe(layer)} is not a layer`, 'pass layers or functions')
      }
    }
    this.layers = layers
  }

  override forward(x: Variable): Variable {
    let y = x
    for (const layer of this.layers) y = layer(y)
    return y
  }
}

/** Fully connected layers of the given sizes with an activation (sigmoid) between them. */
export class MLP extends Model {
  readonly layers: readonly Linear[]
  private readonly activation: (x: Variable) => Variable

  constructor(sizes: readonly number[], activation?: (x: Variable) => Variable) {
    super()
    if (!Array.isArray(sizes) || sizes.length === 0) {
      throw new GraphTypeError(`MLP: the sizes are ${describe(sizes)}`, 'write new MLP([10, 1])')
    }
    this.layers = sizes.map((size: number) => new Linear(size))
    this.activation = activation ?? tables.variables.sigmoid
  }

  override forward(x: Variable): Variable {
    let y = x
    this.layers.forEach((layer, i) => {
      y = i === 0 ? layer(y) : layer(this.activation(y))
    })
    return y
  }
}
