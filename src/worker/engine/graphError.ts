// The errors that a wrong use of variables and functions raises. Knows nothing of scripts, runs or windows.

/** A mistake in building or walking the graph. `message` is `problem; hint`. */
export class GraphError extends Error {
  override readonly name = 'GraphError'
  constructor(
    /** Subject and what is wrong with the values. */
    readonly problem: string,
    /** What to do. */
    readonly hint: string,
  ) {
    super(`${problem}; ${hint}`)
  }
}

/** A value of the wrong type. Its name is `TypeError`, as in the book. */
export class GraphTypeError extends TypeError {
  override readonly name = 'TypeError'
  constructor(
    readonly problem: string,
    readonly hint: string,
  ) {
    super(`${problem}; ${hint}`)
  }
}
