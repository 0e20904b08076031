// Drawings take turns: each in a task of its own after a frame of the window, so that no frame waits for several and what
// a drawing prepares is painted in the frame after it. Knows no chart.
import { inNextTurn } from '../run/turns'

/** What calls back after the next frame. */
type AfterFrame = (callback: () => void) => void

const afterFrame: AfterFrame = (callback) => void requestAnimationFrame(() => inNextTurn(callback))

export class DrawingTurns {
  private readonly waiting = new Map<object, () => void>()
  private isAsked = false
  private totalMs = 0

  constructor(
    private readonly nextTurn: AfterFrame = afterFrame,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** `draw` is called in a turn to come; of several by one owner only the last one. */
  ask(owner: object, draw: () => void): void {
    this.waiting.set(owner, draw)
    this.schedule()
  }

  /** Nothing is drawn any more for this owner. */
  drop(owner: object): void {
    this.waiting.delete(owner)
  }

  /** Time that all drawings have taken so far: it only grows. */
  get spentMs(): number {
    return this.totalMs
  }

  /** What was drawn has taken so long outside of its turn. */
  spend(ms: number): void {
    this.totalMs += ms
  }

  private schedule(): void {
    if (this.isAsked || this.waiting.size === 0) return
    this.isAsked = true
    this.nextTurn(() => {
      this.isAsked = false
      const [first] = this.waiting
      if (first === undefined) return
      const [owner, draw] = first
      this.waiting.delete(owner)
      // The others have their turn even if this one throws.
      this.schedule()
      const began = this.now()
      draw()
      this.spend(this.now() - began)
    })
  }
}

/** Those of this window. */
export const drawingTurns = new DrawingTurns()
