// The long part of a run's record: holds the last stretches back, and tells those that the policy keeps together with
// what happened in those between. Knows chunks and counts, nothing of the engine.
import type { MemorySeries } from '@shared/memoryPoints'
import { purposes } from '@shared/memoryLedger'
import { TraceChunkWriter, type TraceEvent } from '@shared/trace'
import { type RecordingLimits, strideGrowth } from './recordingPolicy'
import type { RunFollower } from './runFollower'

/** Takes a finished chunk. The bytes are not touched again, so they may be transferred. */
export type ChunkSink = (chunk: Uint8Array<ArrayBuffer>) => void

/** Counts of a run so far. */
export interface RunCounts {
  readonly operations: number
  /** Outermost backward passes that ended. */
  readonly passes: number
}

interface Stretch {
  readonly index: number
  readonly first: number
  /** One more than its last event. */
  end: number
  bytes: number
  readonly chunks: Uint8Array<ArrayBuffer>[]
  /** What changed since what was told last, if it may be told without the stretch before it; else null. */
  readonly news: readonly TraceEvent[] | null
  readonly before: RunCounts
  after: RunCounts
  points: MemorySeries | null
  live: readonly number[]
}

/** After so many events without one, the next stretch can be told alone too. */
const newsEvery = 16_000
/** Between two kept stretches the live bytes are told so many times, at most. */
const pointsBetween = 8

export class LongRun {
  /** What is not told yet, in order; the last one is being written. */
  private readonly stretches: Stretch[] = []
  private bytes = 0
  /** Everything before this event has been told, or is told to be skipped. */
  private told: number
  private skipped: Stretch[] = []
  private lastNews = 0

  /**
   * @param start events of the first part, which `follower` has followed
   * @param counts at that point
   */
  constructor(
    private readonly limits: RecordingLimits,
    private readonly start: number,
    private readonly follower: RunFollower,
    private readonly sink: ChunkSink,
    counts: RunCounts,
  ) {
    this.told = start
    follower.gather()
    this.open(0, start, counts)
  }

  /** A chunk of the stretch that is being written. @param bytes of its columns */
  add(chunk: Uint8Array<ArrayBuffer>, bytes: number): void {
    const stretch = this.current
    this.follower.follow(chunk)
    stretch.chunks.push(chunk)
    stretch.bytes += bytes
    this.bytes += bytes
  }

  /** The stretch ends before event `end`; all its chunks are here. The next one begins. */
  cut(end: number, counts: RunCounts): void {
    this.close(end, counts)
    this.open(this.current.index + 1, end, counts)
    this.letGo()
  }

  /** Tells the last stretches, and goes on behind them. */
  showLast(end: number, counts: RunCounts): void {
    this.close(end, counts)
    const { index } = this.current
    const from = this.stretches.findIndex(({ news, first }) => news !== null || first === this.told)
    this.stretches.splice(0, from).forEach((stretch) => this.skip(stretch))
    this.stretches.splice(0).forEach((stretch) => this.tell(stretch))
    this.bytes = 0
    this.open(index + 1, end, counts)
  }

  private get current(): Stretch {
    return this.stretches[this.stretches.length - 1]!
  }

  private open(index: number, first: number, counts: RunCounts): void {
    const isAlone = index % this.limits.firstStride === 0 || first - this.lastNews >= newsEvery
    if (isAlone) this.lastNews = first
    this.stretches.push({
      index,
      first,
      end: first,
      bytes: 0,
      chunks: [],
      news: isAlone ? this.follower.newsSince(this.told) : null,
      before: counts,
      after: counts,
      points: null,
      live: [],
    })
  }

  private close(end: number, counts: RunCounts): void {
    const stretch = this.current
    stretch.end = end
    stretch.after = counts
    stretch.points = this.follower.takePoints()
    stretch.live = purposes.map((purpose) => this.follower.live[purpose])
  }

  /** Decides on what is further back than the last part. */
  private letGo(): void {
    const { lastEvents, lastBytes } = this.limits
    for (;;) {
      const [oldest] = this.stretches
      // The last part has to begin somewhere.
      const next = this.stretches.find(({ news }, i) => i > 0 && news !== null)
      if (oldest === undefined || next === undefined) return
      if (this.current.first - next.first < lastEvents && this.bytes - oldest.bytes < lastBytes) return
      this.stretches.shift()
      this.bytes -= oldest.bytes
      const isKept = oldest.index % this.strideAt(oldest.first) === 0
      if (isKept && (oldest.news !== null || oldest.first === this.told)) this.tell(oldest)
      else this.skip(oldest)
    }
  }

  private strideAt(position: number): number {
    return this.limits.firstStride * strideGrowth(this.start, position)
  }

  /** Skipped stretches are told of together, so that there are few points between two kept ones. */
  private skip(stretch: Stretch): void {
    stretch.chunks.length = 0
    this.skipped.push(stretch)
    const most = this.strideAt(stretch.first) / pointsBetween
    if (this.skipped.length >= most) this.tellSkipped()
  }

  private tellSkipped(): void {
    const first = this.skipped[0]
    const last = this.skipped.at(-1)
    if (first === undefined || last === undefined) return
    const highest = this.skipped.reduce((most, { points }) => {
      for (const bytes of points!.highest) if (bytes > most) most = bytes
      return most
    }, 0)
    this.send(first.first, [
      {
        type: 'skipped',
        to: last.end,
        operations: last.after.operations - first.before.operations,
        passes: last.after.passes - first.before.passes,
        purposes: purposes.join(' '),
        live: last.live,
        highest,
      },
    ])
    this.skipped = []
  }

  private tell(stretch: Stretch): void {
    this.tellSkipped()
    const news = stretch.first === this.told ? [] : stretch.news!
    this.told = stretch.end
    if (stretch.first === stretch.end) return
    const points = stretch.points!
    const columns = [...purposes, 'highest' as const]
    this.send(stretch.first, [
      ...(news.length === 0 ? [] : [{ type: 'restored', events: news.length } as const, ...news]),
      {
        type: 'memory-followed',
        seqs: points.seqs,
        operations: points.operations,
        purposes: purposes.join(' '),
        rows: columns.flatMap((column) => points[column]),
      },
    ])
    stretch.chunks.forEach(this.sink)
  }

  private send(first: number, events: readonly TraceEvent[]): void {
    const writer = new TraceChunkWriter(first)
    for (const event of events) writer.write(event)
    this.sink(writer.finish())
  }
}
