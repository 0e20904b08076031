// Chosen cells of a script as a text of its own, offsets unchanged. Which cells there are says @shared/cells.
import type { Cell } from '@shared/cells'

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
