// Peaks and ends of compared modes, and how they differ from the default. Pure.
import { formatBytes } from '@shared/format'
import type { Mode } from '@shared/engineApi'
import type { TraceState } from '@shared/traceState'
import { bytesAtEnd } from './purposeWords'

interface ComparedMode {
  readonly mode: Mode
  readonly trace: TraceState
  readonly note: string
}

export interface ModeRow {
  readonly mode: Mode
  readonly peak: number
  readonly end: number
  /** Bytes beyond those of the default; null for the default itself, or where either run ended early. */
  readonly peakMore: number | null
  readonly endMore: number | null
  readonly note: string
}

export function compareModes(runs: readonly ComparedMode[]): ModeRow[] {
  const base = runs.find(({ mode, note }) => mode === 'default' && note === '')?.trace
  return runs.map(({ mode, trace, note }) => {
    const isCompared = base !== undefined && base !== trace && note === ''
    const peak = trace.peak?.total ?? 0
    const end = bytesAtEnd(trace)
    return {
      mode,
      peak,
      end,
      peakMore: isCompared ? peak - (base.peak?.total ?? 0) : null,
      endMore: isCompared ? end - bytesAtEnd(base) : null,
      note,
    }
  })
}

/** `+16 MB`, `−24 MB`, `0`; a dash for null. */
export function signedBytes(bytes: number | null): string {
  if (bytes === null) return '–'
  if (bytes === 0) return '0'
  return `${bytes < 0 ? '−' : '+'}${formatBytes(Math.abs(bytes))}`
}
