// Keeps what is typed: debounced, in order, again after a failure. Knows neither the editor nor the store.

export type SaveState = 'saved' | 'saving' | 'failed'

export const saveDelayMs = 250
const retryDelayMs = 2000

/**
 * One text at a time is on its way; what is typed meanwhile goes next. `onState` hears every change of state,
 * with what was thrown when it is `failed`.
 */
export class Autosave {
  private pending: { readonly id: string; readonly text: string } | null = null
  private timer: ReturnType<typeof setTimeout> | undefined
  private writing: Promise<void> | null = null

  constructor(
    private readonly save: (id: string, text: string) => Promise<unknown>,
    private readonly onState: (state: SaveState, thrown?: unknown) => void,
  ) {}

  change(id: string, text: string): void {
    this.pending = { id, text }
    this.onState('saving')
    this.schedule(saveDelayMs)
  }

  /** Resolves when everything typed so far is kept. @throws what the store threw when it cannot be. */
  async flush(): Promise<void> {
    clearTimeout(this.timer)
    if (this.writing !== null) await this.writing.catch(() => undefined)
    if (this.pending !== null) await this.write()
  }

  private schedule(delayMs: number): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => {
      // While one write is under way the next waits for it; a failed write has told its state itself.
      if (this.writing === null) this.write().catch(() => undefined)
    }, delayMs)
  }

  private async write(): Promise<void> {
    const entry = this.pending
    if (entry === null) return
    this.pending = null
    const writing = this.save(entry.id, entry.text).then(() => undefined)
    this.writing = writing
    try {
      await writing
      this.writing = null
      if (this.pending === null) this.onState('saved')
      else this.schedule(0)
    } catch (thrown) {
      this.writing = null
      // Newer text of the same or another session wins over the one that failed.
      this.pending ??= entry
      this.onState('failed', thrown)
      this.schedule(retryDelayMs)
      throw thrown
    }
  }
}
