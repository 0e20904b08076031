// Statistics of every channel (axis 1) of a batch [N, C] or [N, C, H, W], and scaling by them.
// Sums run in float64 whatever the type.
import { take } from '../engine/buffers'
import { promote, toFloating } from '../engine/dtype'
import { NDArray } from '../engine/ndarray'
import { sizeOf } from '../engine/shape'

/** Mean and population variance of every channel. */
export interface Moments {
  readonly mean: Float64Array
  readonly variance: Float64Array
}

/** Calls `run` for each run of elements of one channel: its channel and first position in row-major order. */
function eachRun(shape: readonly number[], run: (channel: number, at: number, end: number) => void): void {
  const [count, channels] = shape as readonly [number, number]
  const length = sizeOf(shape.slice(2))
  let at = 0
  for (let n = 0; n < count; n++) {
    for (let channel = 0; channel < channels; channel++, at += length) run(channel, at, at + length)
  }
}

/** Mean and variance over all axes but the second. Of no elements: NaN. */
export function channelMoments(x: NDArray): Moments {
  const channels = x.shape[1]!
  const source = x.toContiguous()
  const values = source.peek()
  const start = source.offset
  const perChannel = x.size / channels
  const mean = new Float64Array(channels)
  eachRun(x.shape, (channel, at, end) => {
    let sum = mean[channel]!
    for (let i = start + at; i < start + end; i++) sum += values[i]!
    mean[channel] = sum
  })
  for (let channel = 0; channel < channels; channel++) mean[channel]! /= perChannel
  const variance = new Float64Array(channels)
  eachRun(x.shape, (channel, at, end) => {
    const centre = mean[channel]!
    let sum = variance[channel]!
    for (let i = start + at; i < start + end; i++) {
      const distance = values[i]! - centre
      sum += distance * distance
    }
    variance[channel] = sum
  })
  for (let channel = 0; channel < channels; channel++) variance[channel]! /= perChannel
  return { mean, variance }
}

/** (x - mean) / √(variance + eps) · gamma + beta, channel by channel; gamma and beta have shape [C]. */
export function normalizeChannels(
  x: NDArray,
  gamma: NDArray,
  beta: NDArray,
  { mean, variance }: Moments,
  eps: number,
): NDArray {
  const dtype = toFloating(promote(promote(x.dtype, gamma.dtype), beta.dtype))
  const values = x.toContiguous()
  const from = values.peek()
  const scale = gamma.toTyped()
  const shift = beta.toTyped()
  const inverse = variance.map((one) => 1 / Math.sqrt(one + eps))
  const out = take(dtype, x.size)
  eachRun(x.shape, (channel, at, end) => {
    const centre = mean[channel]!
    const factor = inverse[channel]!
    const g = scale[channel]!
    const b = shift[channel]!
    for (let i = at; i < end; i++) out[i] = (from[values.offset + i]! - centre) * factor * g + b
  })
  return NDArray.fromTyped(out, x.shape, dtype)
}
