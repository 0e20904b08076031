// Cells fold to their first line; the notes of a lesson are folded at once, since they stand beside the script.
import { codeFolding, foldEffect, foldService } from '@codemirror/language'
import type { EditorState, Extension } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import { type Cell, findCells } from '@shared/cells'

function rangeOf(state: EditorState, { markerLine, lastLine }: Cell): { from: number; to: number } | null {
  if (markerLine === 0 || lastLine <= markerLine) return null
  let last = lastLine
  while (last > markerLine && state.doc.line(last).text.trim() === '') last--
  return last === markerLine ? null : { from: state.doc.line(markerLine).to, to: state.doc.line(last).to }
}

export const cellFolding: Extension = [
  codeFolding({ placeholderText: '…' }),
  foldService.of((state, from) => {
    const line = state.doc.lineAt(from)
    if (!line.text.startsWith('//')) return null
    const cell = findCells(state.doc.toString()).find(({ markerLine }) => markerLine === line.number)
    return cell === undefined ? null : rangeOf(state, cell)
  }),
]

/** Folds every note of the text. */
export function foldNotes(view: EditorView): void {
  const effects = findCells(view.state.doc.toString())
    .filter(({ kind }) => kind === 'markdown')
    .flatMap((cell) => {
      const range = rangeOf(view.state, cell)
      return range === null ? [] : [foldEffect.of(range)]
    })
  view.dispatch({ effects })
}
