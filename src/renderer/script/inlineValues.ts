// The column of values and gradients at the right of the script. Knows lines and texts, not where they come from.
import {
  type Extension,
  RangeSet,
  RangeSetBuilder,
  StateEffect,
  StateField,
  type Text,
} from '@codemirror/state'
import { gutter, GutterMarker } from '@codemirror/view'

export interface InlineValue {
  /** 1-based. */
  readonly line: number
  readonly value: string
  /** '' when the value has no gradient. */
  readonly gradient: string
  /** Everything that is known, for the tooltip. */
  readonly detail: string
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
      this.shown.detail === other.shown.detail
    )
  }

  override toDOM(): HTMLElement {
    const root = document.createElement('span')
    root.className = this.isStale ? 'cm-inline stale' : 'cm-inline'
    root.title = this.shown.detail
    if (this.shown.value !== '') root.append(span('cm-inline-value', this.shown.value))
    if (this.shown.gradient !== '') root.append(span('cm-inline-gradient', `∂ ${this.shown.gradient}`))
    return root
  }
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

const field = StateField.define<RangeSet<GutterMarker>>({
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
): RangeSet<GutterMarker> {
  const builder = new RangeSetBuilder<GutterMarker>()
  let last = 0
  for (const value of values) {
    if (value.line <= last || value.line > doc.lines) continue
    last = value.line
    const { from } = doc.line(value.line)
    builder.add(from, from, new ValueMarker(value, isStale))
  }
  return builder.finish()
}

export const inlineValues: Extension = [
  field,
  gutter({ class: 'cm-values', side: 'after', markers: (view) => view.state.field(field) }),
]
