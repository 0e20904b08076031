// Cuts a run's events into chunks and sends them one way. Chunks end by count or clock inside `write`, because
// timers do not fire while a script runs. A long run goes on in parts (longRun.ts).
import { TraceChunkWriter, type TraceEvent } from '@shared/trace'
import type { StorageStatus } from '../engine/buffers'
import { HotTraceWriter } from './hotTraceWriter'
import { type ChunkSink, LongRun, type RunCounts } from './longRun'
import { type RecordingLimits, recordingLimits, StretchCutter } from './recordingPolicy'
import { RunFollower } from './runFollower'

const maxEvents = 4000
const maxText = 200_000
const maxWaitMs = 30
/** The clock is read once in this many events: reading it takes as long as writing three. */
const clockEvery = 64
/** The end of the first part is looked for at the latest after so many events. */
const mostBetweenLooks = 4096

export interface TraceStreamOptions {
  readonly limits?: RecordingLimits
  /** Takes every chunk of details once, recorded or not; the bytes stay the stream's. */
  readonly onDetails?: (chunk: Uint8Array) => void
}

export class TraceStream {
  /** Where to write details; call `wrote` after each event. Another one after each chunk, so do not keep it. */
  writer = new HotTraceWriter(0)
  private started: number
  /** When a print last sent everything without waiting. */
  private shown = -Infinity
  /** The clock as it was read last, a few events ago at most. */
  lastClock: number
  private untilClock = clockEvery
  /** Events of the run so far. */
  length = 0
  /** From so many events on `cut` is to be called where the cutter finds an end. */
  cutFrom: number
  readonly cutter: StretchCutter
  private readonly limits: RecordingLimits
  private readonly lookEvery: number
  private readonly onDetails: ((chunk: Uint8Array) => void) | undefined
  /** Bytes of the columns that were sent in the first part. */
  private bytes = 0
  private isFirstOver = false
  private readonly follower = new RunFollower()
  /** Chunks of the first part that are still to be followed. */
  private readonly unfollowed: Uint8Array[] = []
  private long: LongRun | null = null
  /** What is always told, once the run is long. */
  private told: TraceChunkWriter | null = null
  private toldNext = 0

  /** `now`: a clock in milliseconds, only for cutting. */
  constructor(
    private readonly sink: ChunkSink,
    private readonly now: () => number,
    { limits = recordingLimits, onDetails }: TraceStreamOptions = {},
  ) {
    this.started = now()
    this.lastClock = this.started
    this.limits = limits
    this.lookEvery = Math.min(mostBetweenLooks, limits.firstEvents)
    this.cutFrom = this.lookEvery
    this.onDetails = onDetails
    this.cutter = new StretchCutter(limits.stretchEvents)
  }

  /** Adds a detail. */
  write(event: TraceEvent): void {
    this.writer.write(event)
    this.wroteTexts()
  }

  /** Counts a detail that was just written with texts, which may be long. */
  wroteTexts(): void {
    this.wrote()
    if (this.writer.textLength > maxText) this.flushDetails()
  }

  /** Counts the details that were just written and sends the chunk when it is due. */
  wrote(events = 1): void {
    this.length += events
    if ((this.untilClock -= events) > 0) return
    if (this.writer.count >= maxEvents) this.flushDetails()
    this.flushWhenDue()
  }

  /** Tells what the storage of arrays holds: often, so that no object is made for it while the run is not long. */
  tellStorage(status: StorageStatus): void {
    if (this.long === null) {
      this.writer.storageMeasured(status)
      this.wrote()
      return
    }
    this.tell({
      type: 'storage-measured',
      inUse: status.inUseBytes,
      mostInUse: status.peakInUseBytes,
      reserved: status.reservedBytes,
      waiting: status.waitingBytes,
      overflow: status.overflowBytes,
    })
  }

  /** Adds what is told of every part of the run. */
  tell(event: TraceEvent): void {
    if (this.long === null) {
      this.write(event)
      return
    }
    this.told ??= new TraceChunkWriter(this.length)
    if (this.told.count > 0 && this.toldNext !== this.length)
      this.told.write({ type: 'moved-to', seq: this.length })
    this.told.write(event)
    this.toldNext = ++this.length
    this.writer.moveTo(this.length)
    if (this.told.count >= maxEvents || this.told.textLength > maxText) this.flush()
    else if (--this.untilClock <= 0) this.flushWhenDue()
  }

  /** Sends what has waited longer than a frame; for checkpoints of long loops without operations. */
  flushWhenDue(): void {
    this.untilClock = clockEvery
    this.lastClock = this.now()
    if (this.lastClock - this.started >= maxWaitMs) this.flush()
  }

  /** Sends what is there at once, but only once within `maxWaitMs`: what follows may never come back. */
  flushForReader(): void {
    const now = this.now()
    if (now - this.shown < maxWaitMs) return
    this.shown = now
    this.flush()
  }

  /** Sends what is there; of a long run what is always told. */
  flush(): void {
    this.started = this.now()
    if (this.long === null) this.flushDetails()
    const { told } = this
    this.told = null
    if (told !== null) this.sink(told.finish())
  }

  /** Ends the chunk of details that is being written. */
  flushDetails(): void {
    if (this.writer.count === 0) return
    const bytes = this.writer.columnBytes
    const chunk = this.writer.finish()
    this.writer = new HotTraceWriter(this.length, this.writer)
    this.onDetails?.(chunk)
    if (this.long === null) {
      this.started = this.now()
      this.bytes += bytes
      this.unfollowed.push(chunk.slice())
      if (this.length > this.limits.firstEvents / 2) this.follow(3)
      this.sink(chunk)
    } else this.long.add(chunk, bytes)
  }

  /** A stretch of the run may end here. */
  cut(counts: RunCounts): void {
    if (this.long !== null) {
      this.flushDetails()
      this.long.cut(this.length, counts)
    } else if (this.isFirstOver) this.beginLong(counts)
    else if (this.isFirstFull) {
      this.isFirstOver = true
      this.cutter.begin(this.length)
      this.cutFrom = this.length
      return
    } else {
      this.cutFrom = this.length + this.lookEvery
      return
    }
    this.cutter.begin(this.length)
    this.cutFrom = this.cutter.endsFrom
  }

  /** Sends everything up to here, of a long run its last part: the run ends, or waits to be looked at. */
  showLast(counts: RunCounts): void {
    this.flushDetails()
    this.long?.showLast(this.length, counts)
    this.flush()
  }

  private get isFirstFull(): boolean {
    const { firstEvents, firstBytes } = this.limits
    return this.length >= firstEvents || this.bytes + this.writer.columnBytes >= firstBytes
  }

  private beginLong(counts: RunCounts): void {
    this.writer.write({ type: 'detail-thinned' })
    this.flush()
    this.follow(Infinity)
    this.long = new LongRun(this.limits, this.length, this.follower, this.sink, counts)
  }

  /** In steps while the first part is recorded, so that its end costs little. */
  private follow(most: number): void {
    for (const chunk of this.unfollowed.splice(0, most)) this.follower.follow(chunk)
  }
}
