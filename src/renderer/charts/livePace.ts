// How often a chart that grows may be drawn: as often as the eye follows, in no more than a share of the window's time.
// Knows no chart and no clock.
import { frameMs } from '../run/chunkFeed'

/** Showing takes at most this share of the time. */
const share = 1 / 3

export class LivePace {
  private costMs = 0

  /** Showing the last state has taken so long. One that was slow by chance is forgotten step by step. */
  took(costMs: number): void {
    this.costMs = Math.max(costMs, this.costMs / 2)
  }

  /** From one state that is shown to the next. */
  get everyMs(): number {
    return Math.max(frameMs, this.costMs / share)
  }
}
