// The exception with which a run is ended from outside. Stopping is an outcome, not an error.

/** The reason when the person pressed Stop. */
export const stoppedByPerson = 'stopped'

export class Interruption extends Error {
  override readonly name = 'Interruption'
  /** @param reason `stoppedByPerson`, or which limit was reached, in words */
  constructor(readonly reason: string) {
    super(reason)
  }
}
