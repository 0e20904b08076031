// A vector for every word or class (step 60 and the book's EmbedID).
import type { NDArray } from '../engine/ndarray'
import type { Variable } from '../engine/variable'
import { randomState } from '../np/state'
import { composites } from '../ops/composite'
import { Layer, Parameter, parseSize } from './layer'

/** The rows of W [inSize, outSize] at whole numbers. W is drawn from the run's random state as randn(inSize, outSize). */
export class EmbedId extends Layer {
  readonly W: Parameter

  constructor(inSize: number, outSize: number) {
    super()
    const rows = parseSize('EmbedId: inSize', inSize)
    const columns = parseSize('EmbedId: outSize', outSize)
    this.W = new Parameter(randomState().randn(rows, columns) as NDArray, 'W')
  }

  override forward(x: Variable): Variable {
    return composites.embedId.call(x, this.W)
  }
}
