// The cells of a script: `// %% title` starts one, `// %% [markdown] title` a note. Knows no syntax besides.

export interface Cell {
  readonly index: number
  readonly kind: 'code' | 'markdown'
  readonly title: string
  /** 1-based first line: the marker's, or 1. */
  readonly line: number
  /** Offsets in the source; `end` is exclusive and the next cell's start. */
  readonly start: number
  readonly end: number
}

const marker = /^\/\/ ?%%(?!%)[ \t]*(\[markdown\])?[ \t]*(.*?)[ \t]*$/

/** All cells, at least one, in order; together they cover the source. An empty head before the first marker is none. */
export function findCells(source: string): Cell[] {
  const starts: { kind: Cell['kind']; title: string; line: number; start: number }[] = []
  let line = 1
  const breaks = /\r\n|\n|\r|$/g
  for (let from = 0; from <= source.length; line++) {
    breaks.lastIndex = from
    const found = breaks.exec(source)!
    const match = marker.exec(source.slice(from, found.index))
    if (match !== null) {
      starts.push({ kind: match[1] === undefined ? 'code' : 'markdown', title: match[2]!, line, start: from })
    }
    if (found[0] === '') break
    from = breaks.lastIndex
  }
  const hasHead = starts.length === 0 || source.slice(0, starts[0]!.start).trim() !== ''
  if (hasHead) starts.unshift({ kind: 'code', title: '', line: 1, start: 0 })
  return starts.map((cell, index) => ({ ...cell, index, end: starts[index + 1]?.start ?? source.length }))
}

/** The source with everything outside the chosen cells, and every note, turned into blanks; offsets stay. */
export function keepCells(source: string, cells: readonly Cell[], first: number, last: number): string {
  return cells
    .map(({ index, kind, start, end }) => {
      const text = source.slice(start, end)
      return kind === 'code' && index >= first && index <= last ? text : blank(text)
    })
    .join('')
    .padStart(source.length, ' ')
}

function blank(text: string): string {
  return text.replace(/[^\n\r\u2028\u2029]/g, ' ')
}
