// Where on a strip of pixels the backward steps of a run lie. Pure.
import type { StepRecord } from '@shared/traceRecords'

/** Ranges `[from, to)` of pixels that show backward steps, merged; at most one look per pixel, however long the run. */
export function backwardPixels(steps: readonly StepRecord[], width: number): [number, number][] {
  const ranges: [number, number][] = []
  if (steps.length === 0) return ranges
  for (let x = 0; x < width; x++) {
    const step = steps[Math.min(steps.length - 1, Math.floor((x * steps.length) / width))]!
    if (step.phase !== 'backward') continue
    const last = ranges.at(-1)
    if (last !== undefined && last[1] === x) last[1] = x + 1
    else ranges.push([x, x + 1])
  }
  return ranges
}
