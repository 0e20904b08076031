// The rows of the variables table at a cursor: what each name holds, filtered and sorted. Pure.
import { formatBytes, formatNumber, formatShape, previewValues, toFunctionName } from '@shared/format'
import type { ArrayVersion, VariableRecord } from '@shared/traceRecords'
import type { TraceState } from '@shared/traceState'
import { type BoundName, dataAt, gradientAt, isUnchainedAt, namesAt } from '@shared/traceView'
import { toValueSummary } from '@shared/valueSummary'

export interface VariableRow {
  readonly key: string
  readonly name: string
  readonly line: number
  readonly kind: 'variable' | 'array' | 'number' | 'container' | 'other'
  readonly variable: VariableRecord | null
  /** What the variable holds; null for other values, of which only the text is recorded. */
  readonly data: ArrayVersion | null
  readonly gradient: ArrayVersion | null
  readonly shape: string
  readonly dtype: string
  /** The value in a few characters. */
  readonly value: string
  /** The same with all digits that were recorded. */
  readonly fullValue: string
  readonly gradientText: string
  /** Memory of the value and its gradient; 0 when there is none of its own. */
  readonly bytes: number
  readonly bytesText: string
  readonly creator: string
}

/** Columns by which rows can be sorted. */
export type SortColumn = 'name' | 'shape' | 'value' | 'gradient' | 'bytes' | 'creator' | 'kind' | 'dtype'

export interface Sorting {
  readonly column: SortColumn
  readonly isDescending: boolean
}

/** How many elements a short list names. */
const listed = 6

export function rowsAt(trace: TraceState, seq: number): VariableRow[] {
  return namesAt(trace, seq).map((bound) => toRow(trace, seq, bound))
}

function toRow(trace: TraceState, seq: number, { name, depth, binding, variable }: BoundName): VariableRow {
  const common = { key: `${depth}:${name}:${binding.line}`, name, line: binding.line, variable }
  if (variable === null) {
    return {
      ...common,
      // A name whose scope was left holds nothing and is not listed.
      kind: binding.kind === 'none' ? 'other' : binding.kind,
      data: null,
      gradient: null,
      shape: binding.kind === 'array' ? shapeText(binding.shape) : '',
      dtype: '',
      value: shortened(binding.text),
      fullValue: binding.text,
      gradientText: '',
      bytes: binding.bytes,
      bytesText: binding.bytes > 0 ? formatBytes(binding.bytes) : '',
      creator: '',
    }
  }
  const data = dataAt(variable, seq)
  const gradient = gradientAt(variable, seq)?.value ?? null
  const value = previewValues(data.shape, data.summary, listed)
  const bytes = data.bytes + (gradient?.bytes ?? 0)
  return {
    ...common,
    kind: 'variable',
    data,
    gradient,
    shape: shapeText(data.shape),
    dtype: data.dtype,
    value,
    fullValue: value,
    gradientText: gradient === null ? '' : previewValues(gradient.shape, gradient.summary, listed),
    bytes,
    bytesText: formatBytes(bytes),
    creator: creatorOf(trace, variable, seq),
  }
}

/** Numbers of more than four significant digits in the text of a value, with four. */
const shortened = (text: string): string =>
  text.replace(/-?\d+\.\d+(?:e[+-]?\d+)?/g, (digits) => formatNumber(Number(digits)))

/** `2×3`, or `( )` for a single value. */
export const shapeText = (shape: readonly number[]): string => formatShape(shape) || '( )'

/** The function that made a variable, as the book names it; '' for a leaf and after unchain(). */
export function creatorOf(trace: TraceState, variable: VariableRecord, seq: number): string {
  const node = isUnchainedAt(variable, seq) ? undefined : trace.nodeById.get(variable.creator)
  return node === undefined ? '' : toFunctionName(node.name)
}

/** The rows in whose name, shape, type or creator every word of `filter` occurs. */
export function filterRows(rows: readonly VariableRow[], filter: string): readonly VariableRow[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return rows
  return rows.filter((row) => {
    const text = `${row.name} ${row.shape} ${row.dtype} ${row.creator}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

/** Sorted by a column; without one, in the order in which the names came to be. Rows without a value come last. */
export function sortRows(rows: readonly VariableRow[], sorting: Sorting | null): readonly VariableRow[] {
  if (sorting === null) return rows
  const { column, isDescending } = sorting
  const sign = isDescending ? -1 : 1
  const keys = new Map(rows.map((row) => [row, sortKey(row, column)]))
  return [...rows].sort((first, second) => {
    const a = keys.get(first)!
    const b = keys.get(second)!
    if (isMissing(a) || isMissing(b)) return Number(isMissing(a)) - Number(isMissing(b))
    if (typeof a === 'number' && typeof b === 'number') return sign * (a - b)
    return sign * String(a).localeCompare(String(b), 'en', { numeric: true })
  })
}

const isMissing = (key: number | string): boolean => key === '' || Number.isNaN(key)

/** Arrays are as large as their norm. */
function sortKey(row: VariableRow, column: SortColumn): number | string {
  switch (column) {
    case 'value':
      return row.data === null ? Number(row.fullValue === '' ? NaN : row.fullValue) : measureOf(row.data)
    case 'gradient':
      return row.gradient === null ? NaN : measureOf(row.gradient)
    case 'bytes':
      return row.bytes === 0 ? NaN : row.bytes
    case 'shape':
      return row.data === null ? row.shape : row.data.shape.reduce((size, side) => size * side, 1)
    default:
      return row[column]
  }
}

function measureOf({ summary }: ArrayVersion): number {
  const { first, norm } = toValueSummary(summary)
  return summary.length === 1 ? first[0]! : norm
}

/** The next state of a column's header: ascending, descending, as the names came. */
export function nextSorting(now: Sorting | null, column: SortColumn): Sorting | null {
  if (now?.column !== column) return { column, isDescending: false }
  return now.isDescending ? null : { column, isDescending: true }
}
