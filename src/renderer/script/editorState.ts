// Builds the editor's state: language, keys and the lab's own extensions. Knows no store.
import { closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { javascript } from '@codemirror/lang-javascript'
import { bracketMatching, foldGutter, foldKeymap, indentOnInput } from '@codemirror/language'
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search'
import { Compartment, EditorState, type Extension } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  placeholder,
  rectangularSelection,
} from '@codemirror/view'
import { activeLine } from './activeLine'
import { cellFolding } from './cellFolding'
import { cellMarks, type CellTexts } from './cellMarks'
import { type ApiSource, apiHelp } from './completion'
import { editorTheme } from './editorTheme'
import { inlineValues } from './inlineValues'
import { toggleTurns, turnSlider, type TurnTexts } from './turnSlider'
import { wrappedLines } from './wrappedLines'

export interface EditorOptions {
  readonly nonce: string
  readonly isReadOnly: boolean
  readonly api: ApiSource
  readonly onEdit: (text: string) => void
  readonly onRunCell: (index: number) => void
  /** The selection moved to another line (1-based). */
  readonly onLine: (line: number) => void
  /** A line (1-based) is to be seen as in its execution `turn`, from 0. */
  readonly onTurn: (line: number, turn: number) => void
}

/** Texts that change with the language. */
export interface EditorTexts extends CellTexts, TurnTexts {
  readonly label: string
  /** Stands in the editor while it is empty. */
  readonly whenEmpty: string
  readonly phrases: Readonly<Record<string, string>>
}

const texts = new Compartment()

/** Everything that an editor of a script does. */
export function editorExtensions(options: EditorOptions, localized: EditorTexts): Extension {
  return [
    EditorView.cspNonce.of(options.nonce),
    EditorState.readOnly.of(options.isReadOnly),
    EditorState.tabSize.of(2),
    EditorState.allowMultipleSelections.of(true),
    lineNumbers(),
    highlightActiveLineGutter(),
    foldGutter({ openText: '⌄', closedText: '›' }),
    history({ minDepth: 200 }),
    cellFolding,
    drawSelection(),
    EditorView.lineWrapping,
    wrappedLines,
    rectangularSelection(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    apiHelp(options.api),
    highlightActiveLine(),
    highlightSelectionMatches(),
    javascript({ typescript: true }),
    editorTheme,
    activeLine,
    inlineValues((view, line) => void toggleTurns(view, line)),
    texts.of(textExtensions(localized, options)),
    keymap.of([
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...foldKeymap,
      ...completionKeymap,
      indentWithTab,
    ]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) options.onEdit(update.state.doc.toString())
      if (update.selectionSet || update.docChanged) {
        options.onLine(update.state.doc.lineAt(update.state.selection.main.head).number)
      }
    }),
  ]
}

function textExtensions(localized: EditorTexts, options: EditorOptions): Extension {
  return [
    EditorView.contentAttributes.of({ 'aria-label': localized.label, tabindex: '0' }),
    EditorState.phrases.of(localized.phrases),
    placeholder(localized.whenEmpty),
    cellMarks(localized, options.onRunCell),
    turnSlider(localized, options.onTurn),
  ]
}

/** Puts the texts of another language into a living editor. */
export function localizeEditor(view: EditorView, localized: EditorTexts, options: EditorOptions): void {
  view.dispatch({ effects: texts.reconfigure(textExtensions(localized, options)) })
}
