// The error that a wrong use of arrays raises. Knows nothing of scripts, runs or windows.

/** A mistake in a call on arrays. `message` holds subject, values and cure; `hint` is the cure alone. */
export class ArrayError extends Error {
  override readonly name = 'ArrayError'
  constructor(
    /** Subject and what is wrong with the values: `matmul: inner sizes differ, got [2,3] and [4,5]`. */
    readonly problem: string,
    /** What to do: `transpose the second?`. */
    readonly hint: string,
  ) {
    super(`${problem}; ${hint}`)
  }
}
