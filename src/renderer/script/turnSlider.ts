// The slider over the executions of one line: a small panel below the line, opened from the line's value or by a
// command. Knows lines and turns, not where values come from.
import { type EditorState, type Extension, StateEffect, StateField } from '@codemirror/state'
import { type EditorView, showTooltip, type Tooltip, type TooltipView } from '@codemirror/view'
import { type InlineValue, inlineValueAt } from './inlineValues'

export interface TurnTexts {
  /** Name of the slider, such as "Executions of line 4". */
  readonly turnsOf: (line: number) => string
  /** Where it stands, such as "3 of 10". */
  readonly turnOf: (turn: number, turns: number) => string
  readonly closeTurns: string
}

/** Opens the slider of a line (1-based, of the text that is shown); 0 closes it. */
const setTurnLine = StateEffect.define<number>()

/** The value at a line that was executed more than once. */
function repeatedAt(state: EditorState, line: number): InlineValue | null {
  const value = line <= state.doc.lines ? inlineValueAt(state, line) : null
  return value !== null && value.turns > 1 ? value : null
}

/** Opens the slider of a line, or closes it when it is open. False when the line was not executed several times. */
export function toggleTurns(view: EditorView, line: number): boolean {
  if (repeatedAt(view.state, line) === null) return false
  const isOpen = view.state.field(turnLine, false) === line
  view.dispatch({ effects: setTurnLine.of(isOpen ? 0 : line) })
  if (isOpen) view.focus()
  return true
}

const turnLine = StateField.define<number>({
  create: () => 0,
  update(line, { effects, state, docChanged }) {
    let next = docChanged ? 0 : line
    for (const effect of effects) if (effect.is(setTurnLine)) next = effect.value
    return next > 0 && repeatedAt(state, next) === null ? 0 : next
  },
})

/** @param onTurn a line (of the shown text) is to be seen as in its execution `turn`, from 0 */
export function turnSlider(texts: TurnTexts, onTurn: (line: number, turn: number) => void): Extension {
  const tooltipAt = (line: number, state: EditorState): Tooltip => ({
    pos: state.doc.line(line).from,
    clip: false,
    create: (view) => createSlider(view, line, texts, (turn) => onTurn(line, turn)),
  })
  return [
    turnLine,
    showTooltip.compute([turnLine], (state) => {
      const line = state.field(turnLine)
      return line === 0 ? null : tooltipAt(line, state)
    }),
  ]
}

function createSlider(
  view: EditorView,
  line: number,
  texts: TurnTexts,
  onTurn: (turn: number) => void,
): TooltipView {
  const dom = document.createElement('div')
  dom.className = 'cm-turns'
  const slider = document.createElement('input')
  slider.type = 'range'
  slider.min = '1'
  slider.step = '1'
  slider.setAttribute('aria-label', texts.turnsOf(line))
  const place = document.createElement('output')
  const close = document.createElement('button')
  close.type = 'button'
  close.textContent = '×'
  close.title = texts.closeTurns
  close.setAttribute('aria-label', texts.closeTurns)
  const detail = document.createElement('pre')
  dom.append(slider, place, close, detail)

  const leave = (): void => {
    view.dispatch({ effects: setTurnLine.of(0) })
    view.focus()
  }
  slider.addEventListener('input', () => onTurn(slider.valueAsNumber - 1))
  close.addEventListener('click', leave)
  dom.addEventListener('keydown', (event) => {
    // Keys of the slider are not the window's: Escape would stop a run.
    event.stopPropagation()
    if (event.key === 'Escape') leave()
  })

  const show = (state: EditorState): void => {
    const value = repeatedAt(state, line)
    if (value === null) return
    slider.max = String(value.turns)
    slider.value = String(value.turn + 1)
    const text = texts.turnOf(value.turn + 1, value.turns)
    slider.setAttribute('aria-valuetext', text)
    place.textContent = text
    detail.textContent = value.detail
  }
  show(view.state)
  return {
    dom,
    mount: () => slider.focus(),
    update: ({ state }) => show(state),
  }
}
