// Windows that slide over images: every window as a column of numbers (im2col), and back by adding (col2im).
// Layouts, and the order in which col2im adds, are those of the book's im2col_array and col2im_array (step 57).
// Knows nothing of weights.
import { take, takeZeros } from '../engine/buffers'
import type { TypedArray } from '../engine/dtype'
import { NDArray } from '../engine/ndarray'
import type { Shape } from '../engine/shape'

/** Along the height and along the width. */
export type Pair = readonly [number, number]

/** How windows lie: their size, their distance, and the zeros around the image. */
export interface Windows {
  readonly kernel: Pair
  readonly stride: Pair
  readonly pad: Pair
}

/** Windows over images of one size. */
export interface Geometry extends Windows {
  readonly image: Pair
  /** How many windows fit. */
  readonly out: Pair
}

/** Windows that fit along one axis; below 1 when the window is larger than the padded image. */
export function windowCount(size: number, kernel: number, stride: number, pad: number): number {
  return Math.floor((size + 2 * pad - kernel) / stride) + 1
}

export function geometryOf([height, width]: Pair, windows: Windows): Geometry {
  const { kernel, stride, pad } = windows
  return {
    kernel,
    stride,
    pad,
    image: [height, width],
    out: [
      windowCount(height, kernel[0], stride[0], pad[0]),
      windowCount(width, kernel[1], stride[1], pad[1]),
    ],
  }
}

/** Elements of the columns of one plane. */
export function columnsSize({ kernel, out }: Geometry): number {
  return kernel[0] * kernel[1] * out[0] * out[1]
}

/** The windows of a row whose column i lies inside the image: from … to. */
export function columnsInside(i: number, { image, stride, pad, out }: Geometry): Pair {
  const from = Math.min(out[1], Math.max(0, Math.ceil((pad[1] - i) / stride[1])))
  const to = Math.min(out[1], Math.floor((image[1] - 1 + pad[1] - i) / stride[1]) + 1)
  return [from, Math.max(from, to)]
}

/** Writes the columns [planes, KH, KW, OH, OW] of row-major planes [planes, H, W] to `to`. Padding gives zeros. */
export function readColumns(
  image: TypedArray,
  imageAt: number,
  planes: number,
  g: Geometry,
  to: TypedArray,
  toAt: number,
): void {
  const [height, width] = g.image
  const [rows, columns] = g.out
  const [down, right] = g.stride
  let q = toAt
  for (let plane = 0, base = imageAt; plane < planes; plane++, base += height * width) {
    for (let j = 0; j < g.kernel[0]; j++) {
      for (let i = 0; i < g.kernel[1]; i++) {
        const [first, end] = columnsInside(i, g)
        for (let row = 0, y = j - g.pad[0]; row < rows; row++, y += down) {
          if (y < 0 || y >= height) {
            to.fill(0, q, q + columns)
            q += columns
            continue
          }
          let p = base + y * width + first * right + i - g.pad[1]
          for (let k = 0; k < first; k++) to[q++] = 0
          for (let k = first; k < end; k++, p += right) to[q++] = image[p]!
          for (let k = end; k < columns; k++) to[q++] = 0
        }
      }
    }
  }
}

/** Adds columns [planes, KH, KW, OH, OW] to planes [planes, H, W]; what lies in the padding is dropped. */
export function addColumns(
  from: TypedArray,
  fromAt: number,
  planes: number,
  g: Geometry,
  image: TypedArray,
  imageAt: number,
): void {
  const [height, width] = g.image
  const [rows, columns] = g.out
  const [down, right] = g.stride
  let q = fromAt
  for (let plane = 0, base = imageAt; plane < planes; plane++, base += height * width) {
    for (let j = 0; j < g.kernel[0]; j++) {
      for (let i = 0; i < g.kernel[1]; i++) {
        const [first, end] = columnsInside(i, g)
        for (let row = 0, y = j - g.pad[0]; row < rows; row++, y += down, q += columns) {
          if (y < 0 || y >= height) continue
          let p = base + y * width + first * right + i - g.pad[1]
          for (let k = first; k < end; k++, p += right) image[p] = image[p]! + from[q + k]!
        }
      }
    }
  }
}

/** Windows of images [N, C, H, W] as columns [N, C, KH, KW, OH, OW] of the same type. */
export function im2col(x: NDArray, windows: Windows): NDArray {
  const [n, c, height, width] = x.shape as readonly [number, number, number, number]
  const g = geometryOf([height, width], windows)
  const image = x.toContiguous()
  const out = take(x.dtype, n * c * columnsSize(g))
  readColumns(image.peek(), image.offset, n * c, g, out, 0)
  return NDArray.fromTyped(out, [n, c, ...g.kernel, ...g.out], x.dtype)
}

/** Images of `shape` [N, C, H, W] from columns [N, C, KH, KW, OH, OW]: where windows overlap, values add up. */
export function col2im(columns: NDArray, shape: Shape, windows: Windows): NDArray {
  const [n, c, height, width] = shape as readonly [number, number, number, number]
  const g = geometryOf([height, width], windows)
  const from = columns.toContiguous()
  const out = takeZeros(columns.dtype, n * c * height * width)
  addColumns(from.peek(), from.offset, n * c, g, out, 0)
  return NDArray.fromTyped(out, shape, columns.dtype)
}
