// Cuts a run's events into chunks and sends them one way. Chunks end by count or clock inside `write`, because
// timers do not fire while a script runs.
import type { TraceEvent } from '@shared/trace'
import { HotTraceWriter } from './hotTraceWriter'

const maxEvents = 4000
const maxText = 200_000
const maxWaitMs = 30
/** The clock is read once in this many events. */
const clockEvery = 16

/** Takes a finished chunk. The stream does not touch the bytes again, so they may be transferred. */
export type ChunkSink = (chunk: Uint8Array<ArrayBuffer>) => void

export class TraceStream {
  /** Where to write; call `wrote` after each event. Another one after each chunk, so do not keep it. */
  writer = new HotTraceWriter(0)
  private started: number
  /** The clock as it was read last, a few events ago at most. */
  lastClock: number
  private untilClock = clockEvery
  /** Events written so far. */
  length = 0

  /** `now`: a clock in milliseconds, only for cutting. */
  constructor(
    private readonly sink: ChunkSink,
    private readonly now: () => number,
  ) {
    this.started = now()
    this.lastClock = this.started
  }

  write(event: TraceEvent): void {
    this.writer.write(event)
    this.wrote()
  }

  /** Counts the event that was just written and sends the chunk when it is due. */
  wrote(): void {
    this.length++
    if (this.writer.count >= maxEvents || this.writer.textLength > maxText) this.flush()
    else if (--this.untilClock <= 0) this.flushWhenDue()
  }

  /** Sends what has waited longer than a frame; for checkpoints of long loops without operations. */
  flushWhenDue(): void {
    this.untilClock = clockEvery
    this.lastClock = this.now()
    if (this.lastClock - this.started >= maxWaitMs) this.flush()
  }

  /** Sends what is there. */
  flush(): void {
    this.started = this.now()
    if (this.writer.count === 0) return
    const chunk = this.writer.finish()
    this.writer = new HotTraceWriter(this.length, this.writer)
    this.sink(chunk)
  }
}
