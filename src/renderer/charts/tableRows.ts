// Which rows of a long column a table for screen readers lists: all of few, an even sample of many, ends included.

const mostRows = 200

/** Every row, for files. */
export const allRows = (count: number): number[] => Array.from({ length: count }, (_, i) => i)

export function sampleRows(count: number): number[] {
  if (count <= mostRows) return Array.from({ length: count }, (_, i) => i)
  return Array.from({ length: mostRows }, (_, i) => Math.round((i * (count - 1)) / (mostRows - 1)))
}
