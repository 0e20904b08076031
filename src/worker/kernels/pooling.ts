// Where the largest element of every window stands, reading there and adding there. Padding counts as zeros, as in the
// book (step 57).
import { take, takeZeros } from '../engine/buffers'
import type { TypedArray } from '../engine/dtype'
import { NDArray } from '../engine/ndarray'
import { sizeOf, type Shape } from '../engine/shape'
import { geometryOf, type Geometry, type Windows } from './windows'

const padding = -1

/**
 * For every window of x [N, C, H, W] the row-major place in x of its first largest element (NaN is larger than
 * everything), or -1 when that is a zero of the padding.
 */
function largestPlaces(x: NDArray, g: Geometry): Int32Array {
  const [n, c, height, width] = x.shape as readonly [number, number, number, number]
  const image = x.toContiguous()
  const places = new Int32Array(n * c * g.out[0] * g.out[1])
  let at = 0
  for (let plane = 0; plane < n * c; plane++) {
    const base = plane * height * width
    for (let row = 0, top = -g.pad[0]; row < g.out[0]; row++, top += g.stride[0]) {
      for (let column = 0, left = -g.pad[1]; column < g.out[1]; column++, left += g.stride[1]) {
        const place = largestOf(image.peek(), image.offset + base, top, left, g)
        places[at++] = place === padding ? padding : base + place
      }
    }
  }
  return places
}

/** Place of the first largest element of one window, counted from the plane's start. */
function largestOf(values: TypedArray, start: number, top: number, left: number, g: Geometry): number {
  const [height, width] = g.image
  let place = padding
  let largest = NaN
  for (let y = top; y < top + g.kernel[0]; y++) {
    for (let x = left; x < left + g.kernel[1]; x++) {
      const inside = y >= 0 && y < height && x >= 0 && x < width
      const value = inside ? values[start + y * width + x]! : 0
      const isFirst = y === top && x === left
      if (!isFirst && !(value > largest) && !Number.isNaN(value)) continue
      place = inside ? y * width + x : padding
      if (Number.isNaN(value)) return place
      largest = value
    }
  }
  return place
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
