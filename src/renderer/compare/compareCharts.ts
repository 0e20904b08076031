// The charts and tables of compared runs: a run has one colour in all of them, a metric a chart of its own. Pure.
import { formatBytes } from '@shared/format'
import {
  type ChartLine,
  type ChartModel,
  type ChartTable,
  comparisonModel,
  lossModel,
} from '../charts/chartModel'
import type { Fact, LoadedRun } from './runFacts'

/** One metric of all the runs that tracked it. */
export function metricModel(
  runs: readonly LoadedRun[],
  metric: string,
  options: { readonly xName: string; readonly yName: string; readonly log: boolean },
): ChartModel {
  const tracked = runs.flatMap(({ trace, label, color }) => {
    const series = trace.metrics.get(metric)
    return series === undefined ? [] : [{ series: { ...series, name: label }, color }]
  })
  const model = lossModel(
    tracked.map(({ series }) => series),
    { ...options, smoothing: 0 },
  )
  const colored = (lines: readonly ChartLine[]): ChartLine[] =>
    lines.map((line, i) => ({ ...line, color: tracked[i]!.color }))
  const { linesIn } = model
  return {
    ...model,
    lines: colored(model.lines),
    ...(linesIn === undefined ? {} : { linesIn: (range) => colored(linesIn(range)) }),
  }
}

/** @param rowsOf which rows of so many are listed */
export function metricTable(
  runs: readonly LoadedRun[],
  metric: string,
  columns: readonly string[],
  rowsOf: (count: number) => number[],
): ChartTable {
  return {
    columns,
    rows: runs.flatMap(({ trace, label }) => {
      const series = trace.metrics.get(metric)
      if (series === undefined) return []
      return rowsOf(series.values.length).map((i) => [
        label,
        String(series.steps.at(i)),
        String(series.values.at(i)),
      ])
    }),
  }
}

export function memoryModelOf(
  runs: readonly LoadedRun[],
  words: Parameters<typeof comparisonModel>[1],
): ChartModel {
  return comparisonModel(
    runs.map(({ label, color, trace }) => ({ name: label, color, trace })),
    words,
  )
}

export function peakTable(runs: readonly LoadedRun[], columns: readonly string[]): ChartTable {
  return { columns, rows: runs.map(({ label, trace }) => [label, formatBytes(trace.peak?.total ?? 0)]) }
}

/** Live bytes of every run at every point, for a file. */
export function memoryTable(runs: readonly LoadedRun[], columns: readonly string[]): ChartTable {
  return {
    columns,
    rows: runs.flatMap(({ label, trace }) =>
      Array.from({ length: trace.memory.highest.length }, (_, i) => [
        label,
        String(trace.memory.operations[i]),
        String(trace.memory.highest[i]),
      ]),
    ),
  }
}

/** The facts as they stand in the table, with all digits. */
export function factTable(
  facts: readonly Fact[],
  runs: readonly LoadedRun[],
  nameOf: (fact: Fact) => string,
  head: string,
): ChartTable {
  return {
    columns: [head, ...runs.map(({ label }) => label)],
    rows: facts.map((fact) => [nameOf(fact), ...fact.values.map(({ full }) => full)]),
  }
}
