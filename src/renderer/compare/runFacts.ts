// What is told of compared runs side by side, and with which other run each is compared. Pure.
import { formatBytes, formatCount, formatDuration, formatNumber } from '@shared/format'
import type { RunRecord } from '@shared/session'
import type { TraceState } from '@shared/traceState'

export interface LoadedRun {
  readonly record: RunRecord
  readonly trace: TraceState
  /** How the run is called beside others. */
  readonly label: string
  /** Token of its colour in every chart. */
  readonly color: string
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

interface FactValue {
  readonly text: string
  /** All of it, where the text is shortened. */
  readonly full: string
}

export interface Fact {
  /** A metric's last value has the metric's name. */
  readonly name: { readonly fact: FactName } | { readonly metric: string }
  /** One for each run. */
  readonly values: readonly FactValue[]
}

const nothing: FactValue = { text: '–', full: '' }
const plain = (text: string): FactValue => ({ text, full: text })
const shortDigest = 12

/** @param words names of modes and statuses in the person's language */
export function factsOf(
  runs: readonly LoadedRun[],
  words: {
    readonly mode: (mode: RunRecord['mode']) => string
    readonly status: (status: RunRecord['status']) => string
  },
): Fact[] {
  const valueOf = ({ record, trace }: LoadedRun): Record<FactName, FactValue> => ({
    status: plain(words.status(record.status)),
    seed: plain(String(record.seed)),
    mode: plain(words.mode(record.mode)),
    engine: plain(record.engineVersion),
    operations: plain(formatCount(record.operations)),
    duration: record.durationMs === null ? nothing : plain(formatDuration(record.durationMs)),
    peak:
      trace.peak === null ? nothing : { text: formatBytes(trace.peak.total), full: `${trace.peak.total} B` },
    digest:
      record.digest === null || record.digest === ''
        ? nothing
        : { text: record.digest.slice(0, shortDigest), full: record.digest },
  })
  const all = runs.map(valueOf)
  return [
    ...factNames.map((fact): Fact => ({ name: { fact }, values: all.map((facts) => facts[fact]) })),
    ...metricNames(runs).map((metric): Fact => ({
      name: { metric },
      values: runs.map(({ trace }) => {
        const value = trace.metrics.get(metric)?.values.at(-1)
        return value === undefined ? nothing : { text: formatNumber(value), full: String(value) }
      }),
    })),
  ]
}

/** Every metric that one of the runs tracked, in the order of the first run that did. */
export function metricNames(runs: readonly LoadedRun[]): string[] {
  return [...new Set(runs.flatMap(({ trace }) => [...trace.metrics.keys()]))]
}

/** Each run is compared with the one before it. */
export const beforeIt = 'before'

/**
 * With which run each is compared, by index: none for the base itself and for a first run without one before it.
 * @param base the id of a run, or `beforeIt`; one that is not there counts as `beforeIt`
 */
export function basesOf(runs: readonly LoadedRun[], base: string): (number | null)[] {
  const at = runs.findIndex(({ record }) => record.id === base)
  if (at >= 0) return runs.map((_, i) => (i === at ? null : at))
  return runs.map((_, i) => (i === 0 ? null : i - 1))
}
