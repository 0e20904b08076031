// Where the largest element of every window stands, reading there and adding there. Padding counts as zeros, as in the
// book (step 57).
import { take, takeZeros } from '../engine/buffers'
import type { TypedArray } from '../engine/dtype'
import { NDArray } from '../engine/ndarray'
import { sizeOf, type Shape } from '../engine/shape'
import { columnsInside, geometryOf, type Geometry, type Windows } from './windows'

const padding = -1

/**
 * For every window of x [N, C, H, W] the row-major place in x of its first largest element (NaN is larger than
 * everything), or -1 when that is a zero of the padding.
 */
function largestPlaces(x: NDArray, g: Geometry): Int32Array {
  const [n, c, height, width] = x.shape as readonly [number, number, number, number]
  const image = x.toContiguous()
  const values = image.peek()
  const [rows, columns] = g.out
  const places = new Int32Array(n * c * rows * columns)
  const largest = new Float64Array(columns)
  let at = 0
  for (let plane = 0; plane < n * c; plane++) {
    for (let row = 0; row < rows; row++, at += columns) {
      largest.fill(0)
      places.fill(padding, at, at + columns)
      for (let j = 0, y = row * g.stride[0] - g.pad[0]; j < g.kernel[0]; j++, y++) {
        const start = y < 0 || y >= height ? outside : (plane * height + y) * width
        for (let i = 0; i < g.kernel[1]; i++) {
          const isFirst = i === 0 && j === 0
          compareElement(values, image.offset, start, i, g, isFirst, largest, places, at)
        }
      }
    }
  }
  return places
}

/** A row of the image that does not exist. */
const outside = -1

/**
 * Compares element i of one row of every window with the largest so far. The windows of a row go together, because a
 * loop along the image is several times faster than one within each small window.
 */
function compareElement(
  values: TypedArray,
  offset: number,
  start: number,
  i: number,
  g: Geometry,
  isFirst: boolean,
  largest: Float64Array,
  places: Int32Array,
  at: number,
): void {
  const columns = g.out[1]
  const step = g.stride[1]
  const [first, end] = start === outside ? [columns, columns] : columnsInside(i, g)
  for (let k = 0; k < first; k++) compareZero(k, largest, places, at)
  let place = start + first * step + i - g.pad[1]
  for (let k = first; k < end; k++, place += step) {
    const value = values[offset + place]!
    const before = largest[k]!
    // Also true for the first NaN.
    if (isFirst || (!(value <= before) && before === before)) {
      largest[k] = value
      places[at + k] = place
    }
  }
  for (let k = end; k < columns; k++) compareZero(k, largest, places, at)
}

function compareZero(k: number, largest: Float64Array, places: Int32Array, at: number): void {
  if (!(largest[k]! < 0)) return
  largest[k] = 0
  places[at + k] = padding
}

function placesIn(x: NDArray, windows: Windows): { readonly places: Int32Array; readonly shape: Shape } {
  const [n, c, height, width] = x.shape as readonly [number, number, number, number]
  const g = geometryOf([height, width], windows)
  return { places: largestPlaces(x, g), shape: [n, c, ...g.out] }
}

/** The elements of `values` (in x's shape) at the places where x is largest in each window: [N, C, OH, OW]. */
export function pickLargest(values: NDArray, x: NDArray, windows: Windows): NDArray {
  const { places, shape } = placesIn(x, windows)
  const source = values.toContiguous()
  const from = source.peek()
  const out = take(values.dtype, places.length)
  places.forEach((place, i) => (out[i] = place === padding ? 0 : from[source.offset + place]!))
  return NDArray.fromTyped(out, shape, values.dtype)
}

/** Zeros in x's shape with gy [N, C, OH, OW] added where x is largest in each window: the adjoint of `pickLargest`. */
export function addToLargest(gy: NDArray, x: NDArray, windows: Windows): NDArray {
  const { places } = placesIn(x, windows)
  const source = gy.toContiguous()
  const from = source.peek()
  const out = takeZeros(gy.dtype, sizeOf(x.shape))
  places.forEach((place, i) => {
    if (place !== padding) out[place] = out[place]! + from[source.offset + i]!
  })
  return NDArray.fromTyped(out, x.shape, gy.dtype)
}
