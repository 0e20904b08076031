// The column of values and gradients at the right of the script. Knows lines and texts, not where they come from.
import {
  type EditorState,
  type Extension,
  RangeSet,
  RangeSetBuilder,
  StateEffect,
  StateField,
  type Text,
} from '@codemirror/state'
import { type EditorView, gutter, GutterMarker } from '@codemirror/view'
import { formatCount } from '@shared/format'

export interface InlineValue {
  /** 1-based, of the text that is shown. */
  readonly line: number
  readonly value: string
  /** '' when the value has no gradient. */
  readonly gradient: string
  /** Everything that is known, for the tooltip. */
  readonly detail: string
  /** Which execution of the line it is from, from 0. */
  readonly turn: number
  /** How often the line is executed in the run. */
  readonly turns: number
}

class ValueMarker extends GutterMarker {
  constructor(
    readonly shown: InlineValue,
    readonly isStale: boolean,
  ) {
    super()
  }

  override eq(other: ValueMarker): boolean {
    return (
      this.isStale === other.isStale &&
      this.shown.value === other.shown.value &&
      this.shown.gradient === other.shown.gradient &&
      this.shown.detail === other.shown.detail &&
      this.shown.turn === other.shown.turn &&
      this.shown.turns === other.shown.turns
    )
  }

  override toDOM(): HTMLElement {
    const { value, gradient, detail, turn, turns } = this.shown
    const root = document.createElement('span')
    root.className = this.isStale ? 'cm-inline stale' : 'cm-inline'
    root.title = detail
    if (turns > 1) root.append(turnButton(`${formatCount(turn + 1)}/${formatCount(turns)}`))
    if (value !== '') root.append(span('cm-inline-value', value))
    if (gradient !== '') root.append(span('cm-inline-gradient', `∂ ${gradient}`))
    return root
  }
}

const turnClass = 'cm-inline-turn'

function turnButton(text: string): HTMLElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = turnClass
  button.textContent = text
  // The gutter is hidden from assistive technology; there a command opens the slider.
  button.tabIndex = -1
  return button
}

function span(className: string, text: string): HTMLElement {
  const element = document.createElement('span')
  element.className = className
  element.textContent = text
  return element
}

/** Replaces all values. `isStale`: the text is not the one that ran. */
export const setInlineValues = StateEffect.define<{
  readonly values: readonly InlineValue[]
  readonly isStale: boolean
}>()

const field = StateField.define<RangeSet<ValueMarker>>({
  create: () => RangeSet.empty,
  update(markers, transaction) {
    let next = markers.map(transaction.changes)
    for (const effect of transaction.effects) {
      if (effect.is(setInlineValues)) next = toMarkers(transaction.state.doc, effect.value)
    }
    return next
  },
})

function toMarkers(
  doc: Text,
  { values, isStale }: { readonly values: readonly InlineValue[]; readonly isStale: boolean },
): RangeSet<ValueMarker> {
  const builder = new RangeSetBuilder<ValueMarker>()
  let last = 0
  for (const value of values) {
    if (value.line <= last || value.line > doc.lines) continue
    last = value.line
    const { from } = doc.line(value.line)
    builder.add(from, from, new ValueMarker(value, isStale))
  }
  return builder.finish()
}

/** What stands beside a line (1-based) of the text. */
export function inlineValueAt(state: EditorState, line: number): InlineValue | null {
  const { from } = state.doc.line(line)
  let found: InlineValue | null = null
  state.field(field).between(from, from, (_from, _to, { shown }) => {
    found = shown
  })
  return found
}

/** @param onTurns the count of a line (1-based) was pressed */
export function inlineValues(onTurns: (view: EditorView, line: number) => void): Extension {
  return [
    field,
    gutter({
      class: 'cm-values',
      side: 'after',
      markers: (view) => view.state.field(field),
      domEventHandlers: {
        click(view, { from }, event) {
          const { target } = event
          if (!(target instanceof HTMLElement) || !target.classList.contains(turnClass)) return false
          onTurns(view, view.state.doc.lineAt(from).number)
          return true
        },
      },
    }),
  ]
}
