// Feeds trace chunks into the reducer in slices, within a chunk too, so that neither a flood of them nor a large one holds
// the window's thread. The state it hands out is a plain object: keep it in a shallowRef.
import { beginBatch, type TraceState } from '@shared/traceState'
import { inNextTurn, sliceMs } from './turns'

/**
 * At most one new state per frame of this length, and never more than half of the time spent on showing them: slower
 * than the screen, fast enough for the eye.
 */
export const frameMs = 33
/** Between two looks at the clock: about a millisecond. */
const eventsAtOnce = 1000

export interface FeedClock {
  now(): number
  /** Calls back after `delayMs`. */
  later(callback: () => void, delayMs: number): void
}

const realClock: FeedClock = {
  now: () => performance.now(),
  later: (callback, delayMs) => {
    if (delayMs > 0) setTimeout(callback, delayMs)
    else inNextTurn(callback)
  },
}

export class ChunkFeed {
  private readonly queue: Uint8Array[] = []
  private waiting: ((state: TraceState) => void)[] = []
  private isScheduled = false
  private isBroken = false
  /** Reads on in the first chunk of the queue, if that has begun. */
  private read: ((most: number) => TraceState | null) | null = null
  private isNew = false
  /** The next state may be shown from then on. */
  private nextShowAt = -Infinity

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
    if (this.queue.length === 0 && !this.isNew) return Promise.resolve(this.state)
    return new Promise((resolve) => this.waiting.push(resolve))
  }

  /** Drops what has not been applied: another run is shown. */
  close(): void {
    this.isBroken = true
    this.queue.length = 0
    this.read = null
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
    let now = began
    try {
      do {
        this.readOn()
        now = this.clock.now()
      } while (this.queue.length > 0 && now < began + sliceMs)
    } catch (thrown) {
      if (this.isNew) this.onState(this.state)
      this.onError(thrown)
      this.close()
      return
    }
    if (this.isNew && now >= this.nextShowAt) this.show(now)
    else if (this.queue.length > 0) this.schedule(0)
    else if (this.isNew) this.schedule(this.nextShowAt - now)
  }

  private readOn(): void {
    const chunk = this.queue[0]
    if (chunk === undefined) return
    this.read ??= beginBatch(this.state, chunk)
    const state = this.read(eventsAtOnce)
    if (state === null) return
    this.read = null
    this.queue.shift()
    this.state = state
    this.isNew = true
  }

  private show(began: number): void {
    this.isNew = false
    this.onState(this.state)
    if (this.queue.length === 0) this.settle()
    this.isScheduled = true
    // Everything that the new state made the window do happens before this turn: its cost sets the pace.
    this.clock.later(() => {
      this.isScheduled = false
      const now = this.clock.now()
      this.nextShowAt = now + Math.max(frameMs - (now - began), now - began)
      if (this.queue.length > 0) this.schedule(0)
    }, 0)
  }

  private settle(): void {
    const waiting = this.waiting
    this.waiting = []
    for (const resolve of waiting) resolve(this.state)
  }
}
