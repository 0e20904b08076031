// Which rows of a long column a table for screen readers lists: all of few, an even sample of many, ends included.

const mostRows = 200

/** Every row, for files. */
export const allRows = (count: number): number[] => Array.from({ length: count }, (_, i) => i)

export function sampleRows(count: number, most = mostRows): number[] {
  if (count <= most) return allRows(count)
  return Array.from({ length: most }, (_, i) => Math.round((i * (count - 1)) / (most - 1)))
}

/** The same for several columns in one table. */
export const sampleRowsOf =
  (columns: number) =>
  (count: number): number[] =>
    sampleRows(count, Math.max(10, Math.floor(mostRows / Math.max(1, columns))))
