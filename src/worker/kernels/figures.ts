// Figures of an array for the record of a run, by the compiled kernels: the sample that stands for a large array in its
// summary and in the run's digest, the magnitude of gradients and of updates. Knows arrays, not the form of a record.
import type { TypedArray } from '../engine/dtype'
import type { NDArray } from '../engine/ndarray'
import { addressOf, isReachable } from './address'
import { compiled, float64Scratch, layout } from './scratch'

/** What wasm/figures.as exports. */
export type CompiledFigures = Readonly<
  /** `count` elements in runs of eight neighbours, the start of each `step` runs after the one before. */
  Record<'scan64' | 'scan32', (from: number, step: number, count: number) => void> &
    Record<'measure64' | 'measure32', (from: number, count: number) => void> &
    Record<'change64' | 'change32', (before: number, after: number, count: number) => void> &
    Record<'hashWords', (from: number, count: number, seedLow: number, seedHigh: number) => void>
>

/** Neighbours that are looked at together: the elements of a line of the cache. */
const runElements = 8
/** Of a large array about this many runs are looked at, evenly spread: what costs is a line of the cache, not an element. */
const sampledRuns = 512
const mostSampled = runElements * 2 * sampledRuns

/** Of the sample that was scanned last; sums are over its finite elements in row-major order. */
export interface SampleFigures {
  readonly least: number
  readonly most: number
  readonly sum: number
  readonly squares: number
  readonly zeros: number
  readonly finite: number
}

/** Low and high word of the hash that was made last, of a sample or of words. */
export const lastHash: ArrayLike<number> = new Int32Array(float64Scratch.buffer, layout.figures, 2)
const figures = new Float64Array(float64Scratch.buffer, layout.figures + 8, 6)
/** So many words are hashed at once at most. */
export const mostWords = 1024
const wordTile = new Int32Array(float64Scratch.buffer, layout.tile, mostWords)
const sample = float64Scratch.subarray(layout.sample / 8, layout.sample / 8 + mostSampled)

/** Every how many-th run of eight neighbouring elements (in row-major order) is looked at. */
export const sampleStep = (size: number): number =>
  Math.max(1, Math.floor(Math.ceil(size / runElements) / sampledRuns))

/** How many elements are looked at: all where every run is, else about 4096. The last run may be a shorter one. */
export function sampledElements(size: number): number {
  const step = sampleStep(size)
  if (step === 1) return size
  const last = Math.ceil(size / runElements) - 1
  const before = Math.floor(last / step)
  return before * runElements + Math.min(runElements, size - before * step * runElements)
}

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
 * One pass over the sample of an array that has elements and a buffer. `lastHash` is xxHash64 with seed 0 of its elements
 * in row-major order, each as the eight bytes of a float64, lowest first, every NaN as 0x7ff8000000000000; its figures are
 * those of `sampleFigures` until the next call.
 */
export function scanSample(array: NDArray): void {
  const { contiguous, offset, size } = array
  const buffer = array.buffer!
  const step = sampleStep(size)
  const count = sampledElements(size)
  const scan = contiguous && isReachable(buffer) ? scanOf(buffer) : null
  if (scan !== null) {
    scan(addressOf(buffer, offset), step, count)
    return
  }
  for (let start = 0, i = 0; i < count; start += step * runElements) {
    const end = Math.min(count, i + runElements)
    for (let at = start; i < end; i++, at++) sample[i] = buffer[placeOf(array, at)]!
  }
  compiled.scan64(layout.sample, 1, count)
}

/** `lastHash` is xxHash64 of the first `count` words, each as four bytes, lowest first: at most `mostWords`. */
export function hashWords(words: Int32Array, count: number, seedLow: number, seedHigh: number): void {
  wordTile.set(count === words.length ? words : words.subarray(0, count))
  compiled.hashWords(layout.tile, count, seedLow, seedHigh)
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
