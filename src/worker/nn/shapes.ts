// Small images of shapes, drawn and not loaded: something to see convolution on.
import { NDArray } from '../engine/ndarray'
import * as kernels from '../kernels'
import { RandomState } from '../np/random'
import { Dataset } from './dataset'

const side = 12
const pixels = side * side
const perClass = 100

/** Whether a pixel belongs to a shape of `size` whose corner is (0, 0). In the order of the labels. */
const shapes: readonly ((row: number, column: number, size: number) => boolean)[] = [
  // A square's outline.
  (row, column, size) => row === 0 || column === 0 || row === size - 1 || column === size - 1,
  // A plus.
  (row, column, size) => row === size >> 1 || column === size >> 1,
  // A cross.
  (row, column, size) => row === column || row === size - 1 - column,
]

/**
 * Squares (label 0), pluses (1) and crosses (2) of 5 to 9 pixels somewhere in noisy images: data float32
 * [300, 1, 12, 12] from 0 to 1, label int32 [300]. Always the same images, others when train is false; the run's
 * random numbers are left alone.
 */
export class Shapes extends Dataset {
  override prepare(): void {
    const random = new RandomState(this.train ? 1984 : 2020)
    const count = shapes.length * perClass
    const x = new Float32Array(count * pixels)
    const t = new Int32Array(count)
    for (let i = 0; i < count; i++) {
      t[i] = i % shapes.length
      draw(x.subarray(i * pixels, (i + 1) * pixels), t[i]!, random)
    }
    const order = random.permutation(count)
    this.data = kernels.getItem(NDArray.fromTyped(x, [count, 1, side, side], 'float32'), [order])
    this.label = kernels.getItem(NDArray.fromTyped(t, [count], 'int32'), [order])
  }
}

const below = (random: RandomState, count: number): number => Math.floor(random.random() * count)

function draw(image: Float32Array, label: number, random: RandomState): void {
  const size = 5 + 2 * below(random, 3)
  const top = below(random, side - size + 1)
  const left = below(random, side - size + 1)
  const belongs = shapes[label]!
  for (let i = 0; i < pixels; i++) {
    const row = Math.floor(i / side) - top
    const column = (i % side) - left
    const inside = row >= 0 && column >= 0 && row < size && column < size
    const ink = inside && belongs(row, column, size) ? 0.45 : 0
    image[i] = ink + 0.55 * random.random()
  }
}
