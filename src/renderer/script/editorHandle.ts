// What the frame may ask of the editor.

export interface EditorHandle {
  /** Puts the caret on a place of the text (1-based) and shows it. */
  readonly goTo: (line: number, column?: number) => void
  readonly focus: () => void
  /** Puts the caret on the next thing that is wrong and shows what it is. */
  readonly goToProblem: () => void
  /** Opens or closes the slider over the executions of the caret's line. */
  readonly toggleTurns: () => void
  /** Keeps what is not kept yet: the undo history. */
  readonly flush: () => Promise<void>
}
