// Small data sets that are computed, not loaded (steps 48, 59).
import { GraphError } from '../engine/graphError'
import { NDArray } from '../engine/ndarray'
import * as kernels from '../kernels'
import * as math from '../kernels/math'
import { randomState } from '../np/state'

/** Examples by index. Subclasses fill `data` and `label` in `prepare`. */
export class Dataset {
  readonly train: boolean
  data: NDArray | null = null
  label: NDArray | null = null

  constructor(train = true) {
    this.train = train
    this.prepare()
  }

  prepare(): void {
    throw new GraphError(
      `${this.constructor.name}.prepare: not implemented`,
      'assign this.data and this.label in prepare() { … }',
    )
  }

  /** Number of examples. */
  get length(): number {
    return this.data?.length ?? 0
  }

  /** Example and label number `index`; the label is null when there are none. */
  get(index: number): [NDArray, NDArray | null] {
    if (this.data === null) {
      throw new GraphError(
        `${this.constructor.name}: there is no data`,
        'assign this.data in prepare() { … }',
      )
    }
    return [
      kernels.getItem(this.data, [index]),
      this.label === null ? null : kernels.getItem(this.label, [index]),
    ]
  }
}

/**
 * Three interleaved spirals, 100 points each: data float32 [300, 2], label int32 [300] (the book's get_spiral).
 * Seeds the run's random state with 1984 (train) or 2020, as the book does, so that the points are always the same.
 */
export class Spiral extends Dataset {
  override prepare(): void {
    const random = randomState()
    random.seed(this.train ? 1984 : 2020)
    const perClass = 100
    const classes = 3
    const x = new Float32Array(perClass * classes * 2)
    const t = new Int32Array(perClass * classes)
    for (let j = 0; j < classes; j++) {
      for (let i = 0; i < perClass; i++) {
        const radius = i / perClass
        const theta = j * 4 + 4 * radius + (random.randn() as number) * 0.2
        const at = perClass * j + i
        x[2 * at] = radius * math.sin(theta)
        x[2 * at + 1] = radius * math.cos(theta)
        t[at] = j
      }
    }
    const order = random.permutation(perClass * classes)
    this.data = kernels.getItem(NDArray.fromTyped(x, [t.length, 2], 'float32'), [order])
    this.label = kernels.getItem(NDArray.fromTyped(t, [t.length], 'int32'), [order])
  }
}

/** A sine with noise (train) or a clean cosine, 1000 points over 2π; the label of each point is the next one. */
export class SinCurve extends Dataset {
  override prepare(): void {
    const count = 1000
    const noise = (randomState().uniform(-0.05, 0.05, [count]) as NDArray).toTyped()
    const step = (2 * Math.PI) / (count - 1)
    const y = Float64Array.from(noise, (value, i) => {
      const x = i === count - 1 ? 2 * Math.PI : i * step
      return this.train ? math.sin(x) + value : math.cos(x)
    })
    const column = NDArray.fromTyped(y, [count, 1], 'float64')
    this.data = kernels.getItem(column, ['0:-1'])
    this.label = kernels.getItem(column, ['1:'])
  }
}
