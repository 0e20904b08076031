// What is told of compared runs side by side, and where they differ. Pure.
import { formatBytes, formatCount, formatDuration } from '@shared/format'
import type { RunRecord } from '@shared/session'
import type { MetricSeries } from '@shared/traceRecords'
import type { TraceState } from '@shared/traceState'

export interface LoadedRun {
  readonly record: RunRecord
  readonly trace: TraceState
  /** How the run is called beside others. */
  readonly label: string
}

export const factNames = [
  'status',
  'seed',
  'mode',
  'engine',
  'operations',
  'duration',
  'peak',
  'digest',
] as const
export type FactName = (typeof factNames)[number]

export interface Fact {
  readonly name: FactName
  readonly values: readonly string[]
  /** False when all runs have the same value. */
  readonly differs: boolean
}

/** @param words names of modes and statuses in the person's language */
export function factsOf(
  runs: readonly LoadedRun[],
  words: {
    readonly mode: (mode: RunRecord['mode']) => string
    readonly status: (status: RunRecord['status']) => string
  },
): Fact[] {
  const valueOf = ({ record, trace }: LoadedRun): Record<FactName, string> => ({
    status: words.status(record.status),
    seed: String(record.seed),
    mode: words.mode(record.mode),
    engine: record.engineVersion,
    operations: formatCount(record.operations),
    duration: record.durationMs === null ? '–' : formatDuration(record.durationMs),
    peak: trace.peak === null ? '–' : formatBytes(trace.peak.total),
    digest: record.digest === null || record.digest === '' ? '–' : record.digest,
  })
  const all = runs.map(valueOf)
  return factNames.map((name) => {
    const values = all.map((facts) => facts[name])
    return { name, values, differs: new Set(values).size > 1 }
  })
}

/** The metrics of all runs, each named after its run where there are several. */
export function overlaidMetrics(runs: readonly LoadedRun[]): MetricSeries[] {
  return runs.flatMap(({ trace, label }) =>
    [...trace.metrics.values()].map((series) => ({ ...series, name: `${series.name} · ${label}` })),
  )
}
