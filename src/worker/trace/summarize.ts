// Makes the list of figures that stands for an array in the trace (the form is in @shared/valueSummary).
import { summaryElements } from '@shared/valueSummary'
import type { NDArray } from '../engine/ndarray'

/** Arrays up to this many elements are summarised in full, larger ones from an even sample of this size. */
export const exactElements = 4096

/** min, max, mean and norm are of the finite elements; NaN when there are none. */
export function summarize(array: NDArray): number[] {
  if (array.buffer === null) return [array.scalar]
  const { size } = array
  if (size === 0) return []
  const values = array.contiguous ? array.buffer : array.toTyped()
  const start = array.contiguous ? array.offset : 0
  if (size === 1) return [values[start]!]
  const step = size <= exactElements ? 1 : Math.floor(size / exactElements)
  let min = Infinity
  let max = -Infinity
  let sum = 0
  let squares = 0
  let zeros = 0
  let finite = 0
  let seen = 0
  for (let i = 0; i < size; i += step) {
    const value = values[start + i]!
    seen++
    if (!Number.isFinite(value)) continue
    finite++
    if (value < min) min = value
    if (value > max) max = value
    if (value === 0) zeros++
    sum += value
    squares += value * value
  }
  const scale = size / seen
  const summary = [
    finite === 0 ? NaN : min,
    finite === 0 ? NaN : max,
    sum / finite,
    Math.sqrt(squares * scale),
    zeros / seen,
    (seen - finite) / seen,
    step === 1 ? 1 : 0,
  ]
  const kept = Math.min(size, summaryElements)
  for (let i = 0; i < kept; i++) summary.push(values[start + i]!)
  return summary
}

/** Figures of a gradient: L2 norm and largest magnitude (of finite elements), shares of zeros and of non-finite ones. */
export function measure(array: NDArray): { norm: number; largest: number; zeros: number; nonFinite: number } {
  const { size } = array
  const values = array.contiguous ? array.peek() : array.toTyped()
  const start = array.contiguous ? array.offset : 0
  let squares = 0
  let largest = 0
  let zeros = 0
  let nonFinite = 0
  for (let i = start; i < start + size; i++) {
    const value = values[i]!
    if (!Number.isFinite(value)) {
      nonFinite++
      continue
    }
    const magnitude = value < 0 ? -value : value
    if (magnitude > largest) largest = magnitude
    if (value === 0) zeros++
    squares += value * value
  }
  const count = Math.max(1, size)
  return { norm: Math.sqrt(squares), largest, zeros: zeros / count, nonFinite: nonFinite / count }
}
