// One named thing of a drawing, as the list of them shows it.

export interface FigureKey {
  readonly name: string
  readonly sign: string
  /** Token of its colour. */
  readonly colour: string
}
