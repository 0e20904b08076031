// Feeds trace chunks into the reducer in slices, so that a flood of them never holds the window's thread.
// The state it hands out is a plain object: keep it in a shallowRef.
import { applyBatch, type TraceState } from '@shared/traceState'

/**
 * At most one new state per frame of this length, and never more than half of the time spent on showing them: slower
 * than the screen, fast enough for the eye.
 */
export const frameMs = 33
const sliceMs = 12

export interface FeedClock {
  now(): number
  /** Calls back after `delayMs`. */
  later(callback: () => void, delayMs: number): void
}

const realClock: FeedClock = {
  now: () => performance.now(),
  later: (callback, delayMs) => void setTimeout(callback, delayMs),
}

export class ChunkFeed {
  private readonly queue: Uint8Array[] = []
  private waiting: ((state: TraceState) => void)[] = []
  private isScheduled = false
  private isBroken = false

  /** `onState` gets each new state, at most one a frame. `onError` hears of a broken chunk once; the rest is dropped. */
  constructor(
    private state: TraceState,
    private readonly onState: (state: TraceState) => void,
    private readonly onError: (thrown: unknown) => void,
    private readonly clock: FeedClock = realClock,
  ) {}

  push(chunk: Uint8Array): void {
    if (this.isBroken) return
    this.queue.push(chunk)
    this.schedule(0)
  }

  /** Resolves with the state that holds everything pushed so far. */
  drained(): Promise<TraceState> {
    if (this.queue.length === 0) return Promise.resolve(this.state)
    return new Promise((resolve) => this.waiting.push(resolve))
  }

  /** Drops what has not been applied: another run is shown. */
  close(): void {
    this.isBroken = true
    this.queue.length = 0
    this.settle()
  }

  private schedule(delayMs: number): void {
    if (this.isScheduled) return
    this.isScheduled = true
    this.clock.later(() => {
      this.isScheduled = false
      this.work()
    }, delayMs)
  }

  private work(): void {
    if (this.isBroken) return
    const began = this.clock.now()
    try {
      do {
        const chunk = this.queue.shift()
        if (chunk === undefined) break
        this.state = applyBatch(this.state, chunk)
      } while (this.clock.now() < began + sliceMs)
    } catch (thrown) {
      this.onError(thrown)
      this.close()
      return
    }
    this.onState(this.state)
    if (this.queue.length === 0) this.settle()
    this.isScheduled = true
    // Everything that the new state made the window do happens before this turn: its cost sets the pace.
    this.clock.later(() => {
      this.isScheduled = false
      const costMs = this.clock.now() - began
      if (this.queue.length > 0) this.schedule(Math.max(frameMs - costMs, costMs))
    }, 0)
  }

  private settle(): void {
    const waiting = this.waiting
    this.waiting = []
    for (const resolve of waiting) resolve(this.state)
  }
}
