// A script as pieces of text in the editor's colours, for where it is read and not written. Knows no editor.
import { typescriptLanguage } from '@codemirror/lang-javascript'
import { highlightCode, tagHighlighter } from '@lezer/highlight'
import { codeColours } from './editorTheme'

export interface CodePiece {
  readonly text: string
  /** A CSS colour; '' for the usual one. */
  readonly color: string
}

const highlighter = tagHighlighter(codeColours.map(({ tag, color }) => ({ tag, class: color })))

/** The lines of a script, each as its pieces. */
export function codeLines(source: string): CodePiece[][] {
  const lines: CodePiece[][] = [[]]
  highlightCode(
    source,
    typescriptLanguage.parser.parse(source),
    highlighter,
    (text, color) => void lines.at(-1)!.push({ text, color }),
    () => void lines.push([]),
  )
  return lines
}
