// The cells of a script in the percent format: where they begin and end and what they are called. Pure.

export interface Cell {
  readonly index: number
  readonly kind: 'code' | 'markdown'
  readonly title: string
  /** 1-based line of the `// %%`; 0 for the text before the first one. */
  readonly markerLine: number
  /** 1-based, inclusive; an empty cell has `lastLine < firstLine`. */
  readonly firstLine: number
  readonly lastLine: number
}

const marker = /^\s*\/\/\s*%%(.*)$/
const markdown = /\[markdown\]/

/** Text before the first marker is a cell of its own when there is something in it. */
export function findCells(source: string): Cell[] {
  const lines = source.split('\n')
  const starts: { line: number; rest: string }[] = []
  lines.forEach((text, i) => {
    const match = marker.exec(text)
    if (match !== null) starts.push({ line: i + 1, rest: match[1]! })
  })
  const cells: Cell[] = []
  const preambleEnd = (starts[0]?.line ?? lines.length + 1) - 1
  if (lines.slice(0, preambleEnd).some((text) => text.trim() !== '')) {
    cells.push({ index: 0, kind: 'code', title: '', markerLine: 0, firstLine: 1, lastLine: preambleEnd })
  }
  starts.forEach(({ line, rest }, i) => {
    cells.push({
      index: cells.length,
      kind: markdown.test(rest) ? 'markdown' : 'code',
      title: rest.replace(markdown, '').trim(),
      markerLine: line,
      firstLine: line + 1,
      lastLine: (starts[i + 1]?.line ?? lines.length + 1) - 1,
    })
  })
  return cells
}

/** The cell that a line (1-based) is in; null in a script without one there. */
export function cellAtLine(cells: readonly Cell[], line: number): Cell | null {
  let found: Cell | null = null
  for (const cell of cells) {
    if ((cell.markerLine === 0 ? cell.firstLine : cell.markerLine) <= line) found = cell
  }
  return found
}
