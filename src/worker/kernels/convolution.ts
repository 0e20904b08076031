// Convolution of images by matrix products on columns, one image at a time, so that the columns stay in the cache.
// Operands have fitting shapes: the operations check them. Whole numbers are computed in float64.
import { take, takeZeros } from '../engine/buffers'
import { promote, toFloating, type DType, type TypedArray } from '../engine/dtype'
import { NDArray } from '../engine/ndarray'
import { multiplyMatrices, type Matrix } from './product'
import { addColumns, columnsSize, geometryOf, readColumns, type Geometry, type Windows } from './windows'

type Floats = Float64Array | Float32Array

/** Takes memory of any content. */
function takeFloats(dtype: DType, length: number): Floats {
  return take(dtype, length) as Floats
}

/** A row-major operand in the type of the arithmetic. */
function prepare(x: NDArray, dtype: DType): NDArray {
  return (x.dtype === dtype ? x : x.astype(dtype)).toContiguous()
}

function matrix(buffer: TypedArray, start: number, columns: number): Matrix {
  return { buffer, start, rowStep: columns, columnStep: 1 }
}

function transposed({ buffer, start, rowStep, columnStep }: Matrix): Matrix {
  return { buffer, start, rowStep: columnStep, columnStep: rowStep }
}

function result(out: Floats, shape: readonly number[], wide: DType, dtype: DType): NDArray {
  const y = NDArray.fromTyped(out, shape, wide)
  return wide === dtype ? y : y.astype(dtype)
}

/** Adds b[channel] to every element of y [N, channels, size]. */
function addBias(y: Floats, b: NDArray | undefined, channels: number, size: number): void {
  if (b === undefined) return
  const bias = b.toTyped()
  for (let at = 0, channel = 0; at < y.length; channel = (channel + 1) % channels) {
    const value = bias[channel]!
    for (const end = at + size; at < end; at++) y[at] = y[at]! + value
  }
}

/** The columns of image n as a matrix [C·KH·KW, OH·OW]: the image itself when the windows are its pixels. */
function columnsOf(x: NDArray, n: number, g: Geometry, scratch: Floats | null): Matrix {
  const [, channels, height, width] = x.shape as readonly [number, number, number, number]
  const at = x.offset + n * channels * height * width
  if (scratch === null) return matrix(x.peek(), at, height * width)
  readColumns(x.peek(), at, channels, g, scratch, 0)
  return matrix(scratch, 0, g.out[0] * g.out[1])
}

/** Memory for the columns of one image, or null when none is needed. */
function columnScratch(channels: number, g: Geometry, dtype: DType): Floats | null {
  const pixels = [...g.kernel, ...g.stride].every((one) => one === 1) && g.pad.every((one) => one === 0)
  return pixels ? null : takeFloats(dtype, channels * columnsSize(g))
}

/** x [N, C, H, W] with W [OC, C, KH, KW] and b [OC]: y [N, OC, OH, OW]. */
export function convolve(x: NDArray, W: NDArray, b: NDArray | undefined, windows: Windows): NDArray {
  const [count, channels, height, width] = x.shape as readonly [number, number, number, number]
  const g = geometryOf([height, width], windows)
  const outChannels = W.shape[0]!
  const depth = channels * g.kernel[0] * g.kernel[1]
  const size = g.out[0] * g.out[1]
  const dtype = typeOf(x, W, b)
  const wide = toFloating(dtype)
  const images = prepare(x, wide)
  const weights = prepare(W, wide)
  const out = takeFloats(wide, count * outChannels * size)
  const scratch = columnScratch(channels, g, wide)
  const left = matrix(weights.peek(), weights.offset, depth)
  for (let n = 0; n < count; n++) {
    const columns = columnsOf(images, n, g, scratch)
    multiplyMatrices(left, columns, out, n * outChannels * size, outChannels, depth, size)
  }
  addBias(out, b, outChannels, size)
  return result(out, [count, outChannels, ...g.out], wide, dtype)
}

/**
 * The adjoint of `convolve` in x: every element of x [N, C, H, W] puts W [C, OC, KH, KW], times itself, into an image
 * of `size`; then b [OC]. Result y [N, OC, ...size].
 */
export function deconvolve(
  x: NDArray,
  W: NDArray,
  b: NDArray | undefined,
  windows: Windows,
  imageSize: readonly [number, number],
): NDArray {
  const [count, channels, height, width] = x.shape as readonly [number, number, number, number]
  const g = geometryOf(imageSize, windows)
  const outChannels = W.shape[1]!
  const depth = outChannels * g.kernel[0] * g.kernel[1]
  const size = height * width
  const imageLength = outChannels * imageSize[0] * imageSize[1]
  const dtype = typeOf(x, W, b)
  const wide = toFloating(dtype)
  const images = prepare(x, wide)
  const weights = prepare(W, wide)
  const left = transposed(matrix(weights.peek(), weights.offset, depth))
  const columns = takeFloats(wide, depth * size)
  const out = takeZeros(wide, count * imageLength) as Floats
  for (let n = 0; n < count; n++) {
    const image = matrix(images.peek(), images.offset + n * channels * size, size)
    multiplyMatrices(left, image, columns, 0, depth, channels, size)
    addColumns(columns, 0, outChannels, g, out, n * imageLength)
  }
  addBias(out, b, outChannels, imageSize[0] * imageSize[1])
  return result(out, [count, outChannels, ...imageSize], wide, dtype)
}

/** The gradient of `convolve` in W: x [N, C, H, W] and gy [N, OC, OH, OW] give gW [OC, C, KH, KW]. */
export function convolveGradient(x: NDArray, gy: NDArray, windows: Windows): NDArray {
  const [count, channels, height, width] = x.shape as readonly [number, number, number, number]
  const g = geometryOf([height, width], windows)
  const outChannels = gy.shape[1]!
  const depth = channels * g.kernel[0] * g.kernel[1]
  const size = g.out[0] * g.out[1]
  const dtype = promote(x.dtype, gy.dtype)
  const wide = toFloating(dtype)
  const images = prepare(x, wide)
  const gradients = prepare(gy, wide)
  const scratch = columnScratch(channels, g, wide)
  const out = takeZeros(wide, outChannels * depth) as Floats
  const part = takeFloats(wide, out.length)
  for (let n = 0; n < count; n++) {
    const left = matrix(gradients.peek(), gradients.offset + n * outChannels * size, size)
    const columns = transposed(columnsOf(images, n, g, scratch))
    multiplyMatrices(left, columns, part, 0, outChannels, size, depth)
    for (let i = 0; i < out.length; i++) out[i] = out[i]! + part[i]!
  }
  return result(out, [outChannels, channels, ...g.kernel], wide, dtype)
}

function typeOf(x: NDArray, W: NDArray, b: NDArray | undefined): DType {
  const dtype = promote(x.dtype, W.dtype)
  return b === undefined ? dtype : promote(dtype, b.dtype)
}
