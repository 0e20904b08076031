// The recorded elements of an array as a table, and as text to copy. Pure.
import type { ArrayVersion } from '@shared/traceRecords'
import { toValueSummary } from '@shared/valueSummary'

export interface ValueGrid {
  /** Headings: indices along the last axis, or within a row of a long list. */
  readonly columns: readonly string[]
  readonly rows: readonly { readonly place: string; readonly cells: readonly number[] }[]
  /** How many elements are shown, of how many. */
  readonly shown: number
  readonly size: number
}

/** A list is shown in rows of this many. */
const listColumns = 8

/** One row for each place along all axes but the last; a list is broken into rows, a number is one cell. */
export function toValueGrid({ shape, summary }: ArrayVersion): ValueGrid {
  const { first } = toValueSummary(summary)
  const size = sizeOf(shape)
  const isList = shape.length < 2
  const width = isList ? Math.min(listColumns, Math.max(1, size)) : shape.at(-1)!
  const rows = []
  for (let start = 0; start < first.length; start += width) {
    const place = isList ? String(start) : placeOf(start, shape).slice(0, -1).join(', ')
    rows.push({ place, cells: first.slice(start, start + width) })
  }
  const columns = Array.from({ length: Math.min(width, first.length) }, (_, i) =>
    isList && size > width ? `+${i}` : String(i),
  )
  return { columns, rows, shown: first.length, size }
}

/** Indices of an element, in brackets; '' for a single value. */
export const placeText = (index: readonly number[]): string =>
  index.length === 0 ? '' : `[${index.join(', ')}]`

/** The elements as nested lists, as a script can read them; of a part only, as one list that ends in dots. */
export function toListText({ shape, summary }: ArrayVersion): string {
  const { first } = toValueSummary(summary)
  if (first.length < sizeOf(shape)) return `[${first.map(String).join(', ')}, …]`
  const nest = (axis: number, start: number): string => {
    if (axis === shape.length) return String(first[start])
    const stride = sizeOf(shape.slice(axis + 1))
    const parts = Array.from({ length: shape[axis]! }, (_, i) => nest(axis + 1, start + i * stride))
    return `[${parts.join(', ')}]`
  }
  return nest(0, 0)
}

/** One line for each row of the table, values separated by commas, without headings. */
export const toCsv = (grid: ValueGrid): string =>
  grid.rows.map(({ cells }) => cells.map(String).join(',')).join('\n') + '\n'

function placeOf(flat: number, shape: readonly number[]): number[] {
  let rest = flat
  return [...shape]
    .reverse()
    .map((side) => {
      const index = rest % side
      rest = Math.floor(rest / side)
      return index
    })
    .reverse()
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((size, side) => size * side, 1)
