// A line that is too long for the editor goes on under its own text, not under the margin: the structure of the script
// stays to be seen in a narrow window. Knows nothing but the text of the lines.
import { type Extension, RangeSetBuilder } from '@codemirror/state'
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view'

const continuation = 2
/** Deeper than this a continuation would leave too little room for its words. */
const deepest = 16

/** Columns before the continuation of a line: a comment goes on under its words, code two columns further in. */
export function columnsBeforeContinuation(line: string): number {
  const [indent = ''] = /^\s*/.exec(line) ?? []
  const [sign = ''] = /^\/\/\s?/.exec(line.slice(indent.length)) ?? []
  return Math.min(deepest, indent.length + (sign === '' ? continuation : sign.length))
}

const decorations = new Map<number, Decoration>()

/** Of a width in columns, which is `ch` in a face whose signs are equally wide. */
function hangingBy(columns: number): Decoration {
  // No more than a part of a small window.
  const width = `min(${columns}ch, 6vw)`
  const made =
    decorations.get(columns) ??
    Decoration.line({
      attributes: { style: `padding-left: calc(8px + ${width}); text-indent: calc(-1 * ${width})` },
    })
  decorations.set(columns, made)
  return made
}

function hang({ state, visibleRanges }: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>()
  for (const { from, to } of visibleRanges) {
    for (let at = from; at <= to;) {
      const line = state.doc.lineAt(at)
      builder.add(line.from, line.from, hangingBy(columnsBeforeContinuation(line.text)))
      at = line.to + 1
    }
  }
  return builder.finish()
}

export const wrappedLines: Extension = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet

    constructor(view: EditorView) {
      this.decorations = hang(view)
    }

    update({ docChanged, viewportChanged, view }: ViewUpdate): void {
      if (docChanged || viewportChanged) this.decorations = hang(view)
    }
  },
  { decorations: (value) => value.decorations },
)
