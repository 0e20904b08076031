// Highlights the one line that the timeline's cursor stands on.
import { type Extension, StateEffect, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view'

/** 1-based line, 0 for none. */
export const setActiveLine = StateEffect.define<number>()

const mark = Decoration.line({ class: 'cm-cursor-line' })

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(set, transaction) {
    let next = set.map(transaction.changes)
    for (const effect of transaction.effects) {
      if (!effect.is(setActiveLine)) continue
      const { doc } = transaction.state
      const isLine = effect.value >= 1 && effect.value <= doc.lines
      next = isLine ? Decoration.set([mark.range(doc.line(effect.value).from)]) : Decoration.none
    }
    return next
  },
  provide: (self) => EditorView.decorations.from(self),
})

export const activeLine: Extension = field
