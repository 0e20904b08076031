// A trace that is read apart from the one that the window shows: in the same slices, and seen when all of it is in.
import { createTraceState, type TraceState } from '@shared/traceState'
import { ChunkFeed, type FeedClock } from './chunkFeed'

export class ApartTrace {
  private broken: { readonly thrown: unknown } | null = null
  private readonly feed: ChunkFeed

  constructor(clock?: FeedClock) {
    this.feed = new ChunkFeed(
      createTraceState('thinned'),
      () => undefined,
      (thrown) => (this.broken = { thrown }),
      clock,
    )
  }

  readonly push = (chunk: Uint8Array): void => this.feed.push(chunk)

  /** The state of all that was pushed. Rejects with what the reducer threw about a broken chunk. */
  async whole(): Promise<TraceState> {
    const state = await this.feed.drained()
    if (this.broken !== null) throw this.broken.thrown
    return state
  }
}
