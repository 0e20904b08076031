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

/** The same form that the engine's compiler reads (src/worker/script/cells.ts): indices must agree. */
const marker = /^\/\/ ?%%(?!%)[ \t]*(\[markdown\])?[ \t]*(.*?)[ \t]*$/

/** Text before the first marker is a cell of its own when there is something in it, or no marker at all. */
export function findCells(source: string): Cell[] {
  const lines = source.split(/\r\n|\n|\r/)
  const starts: { line: number; kind: Cell['kind']; title: string }[] = []
  lines.forEach((text, i) => {
    const match = marker.exec(text)
    if (match === null) return
    starts.push({ line: i + 1, kind: match[1] === undefined ? 'code' : 'markdown', title: match[2]! })
  })
  const cells: Cell[] = []
  const preambleEnd = (starts[0]?.line ?? lines.length + 1) - 1
  if (starts.length === 0 || lines.slice(0, preambleEnd).some((text) => text.trim() !== '')) {
    cells.push({ index: 0, kind: 'code', title: '', markerLine: 0, firstLine: 1, lastLine: preambleEnd })
  }
  starts.forEach(({ line, kind, title }, i) => {
    cells.push({
      index: cells.length,
      kind,
      title,
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
