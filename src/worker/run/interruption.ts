// The exception with which a run is ended from outside. Stopping is an outcome, not an error.

import type { Failure } from '@shared/failure'

export class Interruption extends Error {
  override readonly name = 'Interruption'
  /** @param limit the limit that was reached; null when the person pressed Stop */
  constructor(readonly limit: Failure | null) {
    super(limit?.message ?? 'stopped')
  }
}
