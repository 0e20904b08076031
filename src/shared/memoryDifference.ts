// What the difference between two runs of one script in two modes is made of. Pure; says nothing in words.
import { heldAt } from './memoryHolders'
import { purposes, type Purpose } from './memoryLedger'
import type { TraceState } from './traceState'
import { lastCursor } from './traceView'

export interface MemoryDifference {
  /** Bytes at the peak beyond those of the other run's peak; below 0 when there are fewer. */
  readonly peak: number
  /** The parts of it by purpose, the largest first; parts that do not differ are left out. */
  readonly parts: readonly { readonly purpose: Purpose; readonly bytes: number }[]
  /** Gradients that are still held when the run ends, beyond those of the other run. */
  readonly gradients: number
  readonly gradientBytes: number
}

/** How `run` differs from `base`. */
export function differenceOf(base: TraceState, run: TraceState): MemoryDifference {
  const parts = purposes
    .map((purpose) => ({
      purpose,
      bytes: (run.peak?.live[purpose] ?? 0) - (base.peak?.live[purpose] ?? 0),
    }))
    .filter(({ bytes }) => bytes !== 0)
    .sort((a, b) => Math.abs(b.bytes) - Math.abs(a.bytes))
  const own = gradientsAtEnd(run)
  const others = gradientsAtEnd(base)
  return {
    peak: (run.peak?.total ?? 0) - (base.peak?.total ?? 0),
    parts,
    gradients: own.count - others.count,
    gradientBytes: own.bytes - others.bytes,
  }
}

/** Variables that have a gradient when the run ends, and the bytes of their arrays, each array once. */
function gradientsAtEnd(state: TraceState): { readonly count: number; readonly bytes: number } {
  let count = 0
  let bytes = 0
  for (const row of heldAt(state, lastCursor(state))) {
    const holders = row.holders.filter(({ kind }) => kind === 'gradient').length
    if (holders === 0) continue
    count += holders
    if (row.purpose === 'gradient' || row.purpose === 'retained') bytes += row.bytes
  }
  return { count, bytes }
}
