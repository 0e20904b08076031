// Keeps a run in the store while it happens: chunks in order, one after the other. A crash loses the last at most. What
// cannot be stored, because the disk is full for one, waits in memory and is tried again.
import type { RunOutcome } from '@shared/engineApi'
import { toFailure } from '@shared/failure'
import type { RunRecord } from '@shared/session'
import type { SessionApi } from '@shared/sessionApi'

const retryDelayMs = 2000
/** More than so many bytes do not wait. */
const mostWaiting = 256 * 2 ** 20

export interface RunKeeperEvents {
  /** Something could not be stored; it will be tried again. */
  readonly onTrouble: (thrown: unknown) => void
  /** All that waited is stored. */
  readonly onKept: () => void
  /** Nothing more of the run is stored, since a gap could not be replayed. */
  readonly onGivenUp: (thrown: unknown) => void
}

export class RunKeeper {
  private queue: Promise<void>
  private index = 0
  private waitingBytes = 0
  private isInTrouble = false
  private isGivenUp = false

  constructor(
    private readonly store: Pick<SessionApi, 'startRun' | 'appendChunk' | 'finishRun'>,
    private readonly record: RunRecord,
    private readonly events: RunKeeperEvents,
  ) {
    const { id, sessionId, source, seed, mode, engineVersion, startedAt } = record
    this.queue = this.write(() =>
      store.startRun({ id, sessionId, source, seed, mode, engineVersion, startedAt }),
    )
  }

  append(bytes: Uint8Array): void {
    const index = this.index++
    this.waitingBytes += bytes.byteLength
    this.queue = this.queue.then(async () => {
      await this.write(() => this.store.appendChunk(this.record.id, index, bytes))
      this.waitingBytes -= bytes.byteLength
    })
  }

  /** Resolves when everything is kept, or has been given up on. */
  async finish(outcome: RunOutcome): Promise<void> {
    this.queue = this.queue.then(() => this.write(() => this.store.finishRun(this.record.id, outcome)))
    await this.queue
  }

  private async write(write: () => Promise<void>): Promise<void> {
    while (!this.isGivenUp) {
      try {
        await write()
        if (this.isInTrouble) this.events.onKept()
        this.isInTrouble = false
        return
      } catch (thrown) {
        const mayPass = toFailure(thrown).code === 'storage' && this.waitingBytes <= mostWaiting
        if (!mayPass) {
          this.isGivenUp = true
          this.events.onGivenUp(thrown)
          return
        }
        if (!this.isInTrouble) this.events.onTrouble(thrown)
        this.isInTrouble = true
        await new Promise((resolve) => setTimeout(resolve, retryDelayMs))
      }
    }
  }
}
