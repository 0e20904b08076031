// Figures of an array for the record of a run, by the compiled kernels: the sample that stands for a large array in its
// summary and in the run's digest, the magnitude of gradients and of updates. Knows arrays, not the form of a record.
import type { TypedArray } from '../engine/dtype'
import type { NDArray } from '../engine/ndarray'
import { addressOf, isReachable } from './address'
import { compiled, float64Scratch, layout, tileElements } from './scratch'

/** What wasm/figures.as exports. */
export type CompiledFigures = Readonly<
  Record<'scan64' | 'scan32', (from: number, step: number, count: number) => void> &
    Record<'measure64' | 'measure32', (from: number, count: number) => void> &
    Record<'change64' | 'change32', (before: number, after: number, count: number) => void>
>

/** Arrays up to this many elements are looked at in full; larger ones from an even sample of about this size. */
export const sampledElements = 4096

/** Of the sample that was scanned last; sums are over its finite elements in row-major order. */
export interface SampleFigures {
  readonly least: number
  readonly most: number
  readonly sum: number
  readonly squares: number
  readonly zeros: number
  readonly finite: number
}

/** The two words in which a digest stands. */
export interface DigestLanes {
  low: number
  high: number
}

const lanes = new Int32Array(float64Scratch.buffer, layout.figures, 2)
const figures = new Float64Array(float64Scratch.buffer, layout.figures + 8, 6)
const tile = float64Scratch.subarray(layout.tile / 8, layout.tile / 8 + tileElements)

/** Every how many-th element is looked at. */
export const sampleStep = (size: number): number => Math.max(1, Math.floor(size / sampledElements))

/** Number of the buffer's element that is the array's `i`-th in row-major order. */
export function placeOf({ contiguous, offset, shape, strides }: NDArray, i: number): number {
  if (contiguous) return offset + i
  let place = offset
  for (let axis = shape.length - 1, rest = i; axis >= 0; axis--) {
    const length = shape[axis]!
    place += (rest % length) * strides[axis]!
    rest = Math.floor(rest / length)
  }
  return place
}

/**
 * One pass over the sample of an array that has elements and a buffer: the bits of its elements go into the digest. The
 * figures are those of `sampleFigures` until the next call.
 */
export function scanSample(array: NDArray, digest: DigestLanes): void {
  const { contiguous, offset, size } = array
  const buffer = array.buffer!
  const step = sampleStep(size)
  const count = Math.ceil(size / step)
  lanes[0] = digest.low
  lanes[1] = digest.high
  figures[0] = Infinity
  figures[1] = -Infinity
  figures.fill(0, 2)
  const scan = contiguous && isReachable(buffer) ? scanOf(buffer) : null
  if (scan !== null) scan(addressOf(buffer, offset), step * buffer.BYTES_PER_ELEMENT, count)
  else {
    for (let done = 0; done < count; done += tileElements) {
      const n = Math.min(tileElements, count - done)
      if (contiguous) for (let i = 0, at = offset + done * step; i < n; i++, at += step) tile[i] = buffer[at]!
      else for (let i = 0; i < n; i++) tile[i] = buffer[placeOf(array, (done + i) * step)]!
      compiled.scan64(layout.tile, 8, n)
    }
  }
  digest.low = lanes[0]
  digest.high = lanes[1]
}

/** Of the array that was scanned last. */
export function sampleFigures(): SampleFigures {
  const [least, most, sum, squares, zeros, finite] = figures as unknown as readonly [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  return { least, most, sum, squares, zeros, finite }
}

function scanOf(buffer: TypedArray): CompiledFigures['scan64'] | null {
  if (buffer instanceof Float64Array) return compiled.scan64
  return buffer instanceof Float32Array ? compiled.scan32 : null
}

/** ∑x² and max |x| of the finite elements, and how many elements are zero and how many are finite. */
export function magnitudeOf(array: NDArray): Pick<SampleFigures, 'squares' | 'most' | 'zeros' | 'finite'> {
  const { contiguous, offset, size } = array
  const values = contiguous ? array.peek() : array.toTyped()
  const start = contiguous ? offset : 0
  const isFloat = values instanceof Float64Array || values instanceof Float32Array
  if (isFloat && isReachable(values)) {
    const measure = values instanceof Float64Array ? compiled.measure64 : compiled.measure32
    measure(addressOf(values, start), size)
    return sampleFigures()
  }
  let squares = 0
  let most = 0
  let zeros = 0
  let finite = 0
  for (let i = start; i < start + size; i++) {
    const magnitude = Math.abs(values[i]!)
    if (!(magnitude < Infinity)) continue
    finite++
    if (magnitude > most) most = magnitude
    if (magnitude === 0) zeros++
    squares += magnitude * magnitude
  }
  return { squares, most, zeros, finite }
}

/** ‖after - before‖ / ‖before‖ over the elements, NaN when the numbers of elements differ. */
export function changeRatio(before: NDArray, after: NDArray): number {
  if (before.size !== after.size) return NaN
  const [x, y] = [before, after].map((array) => (array.contiguous ? array.peek() : array.toTyped())) as [
    TypedArray,
    TypedArray,
  ]
  const [p, q] = [before, after].map((array) => (array.contiguous ? array.offset : 0)) as [number, number]
  const isFloat = x instanceof Float64Array || x instanceof Float32Array
  if (isFloat && x.constructor === y.constructor && isReachable(x) && isReachable(y)) {
    const change = x instanceof Float64Array ? compiled.change64 : compiled.change32
    change(addressOf(x, p), addressOf(y, q), before.size)
    return Math.sqrt(figures[2]! / figures[3]!)
  }
  let change = 0
  let norm = 0
  for (let i = 0; i < before.size; i++) {
    const delta = y[q + i]! - x[p + i]!
    change += delta * delta
    norm += x[p + i]! * x[p + i]!
  }
  return Math.sqrt(change / norm)
}
