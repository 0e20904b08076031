// The cells of a script in the percent format (Jupytext): `// %% title` starts one, `// %% [markdown] title` a note.
// Compiler, editor and notebook files read the same cells. Knows no syntax besides.

export interface Cell {
  readonly index: number
  readonly kind: 'code' | 'markdown'
  readonly title: string
  /** 1-based line of the marker; 0 for text before the first one. */
  readonly markerLine: number
  /** 1-based lines of the content, inclusive; an empty cell has `lastLine < firstLine`. */
  readonly firstLine: number
  readonly lastLine: number
  /** Offsets in the source, marker included; `end` is exclusive and the next cell's start. */
  readonly start: number
  readonly end: number
}

const marker = /^\/\/ ?%%(?!%)[ \t]*(\[markdown\])?[ \t]*(.*?)[ \t]*$/

interface Line {
  readonly text: string
  readonly start: number
}

/** All cells, at least one, in order. Text before the first marker is a cell when there is something in it. */
export function findCells(source: string): Cell[] {
  const lines = splitLines(source)
  const starts: Pick<Cell, 'kind' | 'title' | 'markerLine' | 'start'>[] = []
  lines.forEach(({ text, start }, i) => {
    const match = marker.exec(text)
    if (match === null) return
    starts.push({
      kind: match[1] === undefined ? 'code' : 'markdown',
      title: match[2]!,
      markerLine: i + 1,
      start,
    })
  })
  const hasHead = starts.length === 0 || source.slice(0, starts[0]!.start).trim() !== ''
  if (hasHead) starts.unshift({ kind: 'code', title: '', markerLine: 0, start: 0 })
  return starts.map((cell, index) => {
    const next = starts[index + 1]
    return {
      ...cell,
      index,
      firstLine: cell.markerLine + 1,
      lastLine: next === undefined ? lines.length : next.markerLine - 1,
      end: next === undefined ? source.length : next.start,
    }
  })
}

/** The cell that a line (1-based) is in; null for a line before the first cell. */
export function cellAtLine(cells: readonly Cell[], line: number): Cell | null {
  let found: Cell | null = null
  for (const cell of cells) if (Math.max(1, cell.markerLine) <= line) found = cell
  return found
}

/** A cell's text without its marker line and without blank lines around it. */
export function cellContent(source: string, cell: Cell): string {
  const text = source.slice(cell.start, cell.end)
  const content = cell.markerLine === 0 ? text : text.replace(/^.*(\r\n|\n|\r|$)/, '')
  return content.replace(/^(?:[ \t]*(?:\r\n|\n|\r))+/, '').trimEnd()
}

/** A note's Markdown: its content without the comment signs. */
export function noteMarkdown(content: string): string {
  return content
    .split(/\r\n|\n|\r/)
    .map((line) => line.replace(/^\/\/ ?/, ''))
    .join('\n')
}

/** Markdown as the content of a note cell. */
export function toNoteComment(markdown: string): string {
  return markdown
    .split(/\r\n|\n|\r/)
    .map((line) => (line === '' ? '//' : `// ${line}`))
    .join('\n')
}

function splitLines(source: string): Line[] {
  const lines: Line[] = []
  const breaks = /\r\n|\n|\r|$/g
  for (let start = 0; ; start = breaks.lastIndex) {
    breaks.lastIndex = start
    const found = breaks.exec(source)!
    lines.push({ text: source.slice(start, found.index), start })
    if (found[0] === '') return lines
  }
}
