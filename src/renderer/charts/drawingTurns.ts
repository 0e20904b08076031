// Drawings take turns: a frame of the window draws one chart, so that no frame waits for several. Knows no chart.

/** What calls back in the next frame. */
type NextFrame = (callback: () => void) => void

export class DrawingTurns {
  private readonly waiting = new Map<object, () => void>()
  private isAsked = false

  constructor(private readonly nextFrame: NextFrame = (callback) => void requestAnimationFrame(callback)) {}

  /** `draw` is called in a frame to come; of several by one owner only the last one. */
  ask(owner: object, draw: () => void): void {
    this.waiting.set(owner, draw)
    this.schedule()
  }

  /** Nothing is drawn any more for this owner. */
  drop(owner: object): void {
    this.waiting.delete(owner)
  }

  private schedule(): void {
    if (this.isAsked || this.waiting.size === 0) return
    this.isAsked = true
    this.nextFrame(() => {
      this.isAsked = false
      const [first] = this.waiting
      if (first === undefined) return
      const [owner, draw] = first
      this.waiting.delete(owner)
      // The others have their turn even if this one throws.
      this.schedule()
      draw()
    })
  }
}

/** Those of this window. */
export const drawingTurns = new DrawingTurns()
