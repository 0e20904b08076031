// The numbers behind the memory charts as tables: in units for a screen reader, in bytes for a file. Pure.
import { formatBytes } from '@shared/format'
import { purposes } from '@shared/memoryLedger'
import type { TraceState } from '@shared/traceState'
import type { ChartTable } from '../charts/chartModel'
import { allRows, sampleRows } from '../charts/tableRows'
import type { Translate } from '../i18n'
import { bytesAt, purposeNames } from './purposeWords'

/** Of one run, by purpose: an even sample of its operations. */
export function purposeTable(trace: TraceState, t: Translate): ChartTable {
  return tableOf(trace, sampleRows(trace.memory.seqs.length), formatBytes, t)
}

/** The same in bytes and whole. */
export function purposeFile(trace: TraceState, t: Translate): ChartTable {
  return tableOf(trace, allRows(trace.memory.seqs.length), String, t)
}

function tableOf(
  { memory }: TraceState,
  rows: readonly number[],
  format: (bytes: number) => string,
  t: Translate,
): ChartTable {
  const names = purposeNames(t)
  return {
    columns: [t('memory.x'), ...purposes.map((purpose) => names[purpose]), t('memory.highest')],
    rows: rows.map((i) => [
      String(i),
      ...purposes.map((purpose) => format(memory[purpose][i]!)),
      format(memory.highest[i]!),
    ]),
  }
}

interface NamedRun {
  readonly name: string
  readonly trace: TraceState
}

/** Several runs side by side, in bytes: live after each operation and highest within it. Shorter runs end in blanks. */
export function comparisonFile(runs: readonly NamedRun[], t: Translate): ChartTable {
  const length = Math.max(0, ...runs.map(({ trace }) => trace.memory.seqs.length))
  const cells = (i: number, valueOf: (trace: TraceState) => number) =>
    runs.map(({ trace }) => (i < trace.memory.seqs.length ? String(valueOf(trace)) : ''))
  return {
    columns: [
      t('memory.x'),
      ...runs.map(({ name }) => name),
      ...runs.map(({ name }) => `${name}, ${t('memory.highest')}`),
    ],
    rows: allRows(length).map((i) => [
      String(i),
      ...cells(i, (trace) => bytesAt(trace, i)),
      ...cells(i, (trace) => trace.memory.highest[i]!),
    ]),
  }
}
