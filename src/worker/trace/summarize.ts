// Makes the list of figures that stands for an array in the trace (the form is in @shared/valueSummary).
import { summaryElements } from '@shared/valueSummary'
import type { NDArray } from '../engine/ndarray'
import { magnitudeOf, placeOf, sampledElements, sampleFigures, scanSample } from '../kernels/figures'

/** min, max, mean and norm are of the finite elements; NaN when there are none. */
export function summarize(array: NDArray): number[] {
  if (array.buffer === null || array.size < 2) return summaryOf(array)
  scanSample(array)
  return summaryOf(array)
}

/** The summary of the array that was scanned last, or has no more than one element. */
export function summaryOf(array: NDArray): number[] {
  const { buffer, size } = array
  if (buffer === null) return [array.scalar]
  if (size === 0) return []
  if (size === 1) return [buffer[array.offset]!]
  const { least, most, sum, squares, zeros, finite } = sampleFigures()
  const seen = sampledElements(size)
  const summary = [
    finite === 0 ? NaN : least,
    finite === 0 ? NaN : most,
    sum / finite,
    Math.sqrt(squares * (size / seen)),
    zeros / seen,
    (seen - finite) / seen,
    seen === size ? 1 : 0,
  ]
  const kept = Math.min(size, summaryElements)
  for (let i = 0; i < kept; i++) summary.push(buffer[placeOf(array, i)]!)
  return summary
}

/** Figures of a gradient: L2 norm and largest magnitude (of finite elements), shares of zeros and of non-finite ones. */
export function measure(array: NDArray): { norm: number; largest: number; zeros: number; nonFinite: number } {
  const { squares, most, zeros, finite } = magnitudeOf(array)
  const count = Math.max(1, array.size)
  return {
    norm: Math.sqrt(squares),
    largest: most,
    zeros: zeros / count,
    nonFinite: (array.size - finite) / count,
  }
}
