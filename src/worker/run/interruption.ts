// The exception with which a run is ended from outside. Stopping is an outcome, not an error.

export class Interruption extends Error {
  override readonly name = 'Interruption'
  /** @param reason `stopped`, or which limit was reached, in words */
  constructor(readonly reason: string) {
    super(reason)
  }
}
