// Batches of a data set, epoch by epoch (steps 50, 60).
import { GraphTypeError } from '../engine/graphError'
import type { NDArray } from '../engine/ndarray'
import { describe } from '../engine/shape'
import * as kernels from '../kernels'
import { randomState } from '../np/state'
import { parseOptions } from '../engine/options'
import type { Dataset } from './dataset'
import { parseSize } from './layer'

/** Examples and labels of one batch; no labels when the data set has none. */
export type Batch = [NDArray, NDArray | null]
type Source = Pick<Dataset, 'length' | 'get'>

/**
 * `for (const [x, t] of loader)` goes through the data once; the next loop is the next epoch, shuffled anew by the
 * run's random state (one permutation when it is made and one at the end of each epoch, as in the book).
 */
export class DataLoader implements IterableIterator<Batch> {
  readonly dataset: Source
  readonly batchSize: number
  readonly shuffle: boolean
  /** Batches in an epoch. */
  readonly maxIter: number
  protected iteration = 0
  private order: readonly number[] = []

  constructor(dataset: Source, batchSize: number, options: { readonly shuffle?: boolean } | boolean = true) {
    const source = dataset as Partial<Source> | null
    if (typeof source?.get !== 'function' || typeof source.length !== 'number') {
      throw new GraphTypeError(
        `DataLoader: ${describe(dataset)} is not a data set`,
        'pass one such as new Spiral()',
      )
    }
    const shuffle =
      typeof options === 'boolean'
        ? options
        : (parseOptions('DataLoader', options, ['shuffle'])['shuffle'] ?? true)
    this.dataset = dataset
    this.batchSize = parseSize('DataLoader: batchSize', batchSize)
    this.shuffle = shuffle === true
    this.maxIter = Math.ceil(dataset.length / this.batchSize)
    this.reset()
  }

  /** Starts a new epoch. */
  reset(): void {
    this.iteration = 0
    const count = this.dataset.length
    this.order = this.shuffle
      ? Array.from(randomState().permutation(count).toTyped())
      : Array.from({ length: count }, (_, i) => i)
  }

  [Symbol.iterator](): this {
    return this
  }

  next(): IteratorResult<Batch, undefined> {
    if (this.iteration >= this.maxIter) {
      this.reset()
      return { done: true, value: undefined }
    }
    const batch = this.places(this.iteration++).map((place) => this.dataset.get(place))
    return { done: false, value: [kernels.stack(batch.map(([x]) => x)), labelsOf(batch)] }
  }

  /** Positions in the data of one batch. */
  protected places(iteration: number): readonly number[] {
    return this.order.slice(iteration * this.batchSize, (iteration + 1) * this.batchSize)
  }
}

function labelsOf(batch: readonly Batch[]): NDArray | null {
  const labels = batch.flatMap(([, t]) => t ?? [])
  return labels.length === batch.length ? kernels.stack(labels) : null
}

/** For series: each row of a batch follows the same row of the batch before it. */
export class SeqDataLoader extends DataLoader {
  constructor(dataset: Source, batchSize: number) {
    super(dataset, batchSize, false)
  }

  protected override places(iteration: number): readonly number[] {
    const count = this.dataset.length
    const jump = Math.floor(count / this.batchSize)
    return Array.from({ length: this.batchSize }, (_, i) => (i * jump + iteration) % count)
  }
}
