// What the frame may ask of the output, and the output of its search.

export interface OutputHandle {
  /** Opens the search and puts the caret into it. */
  readonly find: () => Promise<void>
}

export interface OutputSearchHandle {
  readonly focus: () => void
}
