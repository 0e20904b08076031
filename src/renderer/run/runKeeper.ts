// Keeps a run in the store while it happens: chunks in order, one after the other. A crash loses the last at most.
import type { RunOutcome } from '@shared/engineApi'
import type { RunRecord } from '@shared/session'
import type { SessionApi } from '@shared/sessionApi'

export class RunKeeper {
  private queue: Promise<void>
  private index = 0
  private isBroken = false

  /** `onError` hears of the first failure; after it nothing more is written, since a gap could not be replayed. */
  constructor(
    private readonly store: Pick<SessionApi, 'startRun' | 'appendChunk' | 'finishRun'>,
    private readonly record: RunRecord,
    private readonly onError: (thrown: unknown) => void,
  ) {
    const { id, sessionId, source, seed, mode, engineVersion, startedAt } = record
    this.queue = this.guard(() =>
      store.startRun({ id, sessionId, source, seed, mode, engineVersion, startedAt }),
    )
  }

  append(bytes: Uint8Array): void {
    const index = this.index++
    this.queue = this.queue.then(() => this.guard(() => this.store.appendChunk(this.record.id, index, bytes)))
  }

  /** Resolves when everything is kept, or has been given up on. */
  async finish(outcome: RunOutcome): Promise<void> {
    this.queue = this.queue.then(() => this.guard(() => this.store.finishRun(this.record.id, outcome)))
    await this.queue
  }

  private async guard(write: () => Promise<void>): Promise<void> {
    if (this.isBroken) return
    try {
      await write()
    } catch (thrown) {
      this.isBroken = true
      this.onError(thrown)
    }
  }
}
