// Places graphs: small ones at once, large ones in a worker so that the window's thread stays free.
import { layoutGraph, type LayoutInput, type LayoutResult } from '@shared/graphLayout'

/** Placing this many items takes less than a frame. */
const smallGraph = 400

interface LayoutAnswer {
  readonly ticket: number
  readonly result: LayoutResult
}

export class LayoutClient {
  private worker: Worker | null = null
  private isWorkerLost = false
  private ticket = 0
  private waiting: {
    readonly ticket: number
    readonly input: LayoutInput
    readonly resolve: (result: LayoutResult | null) => void
  } | null = null

  /** The layout, or null when a newer request overtook this one. */
  async place(input: LayoutInput): Promise<LayoutResult | null> {
    const ticket = ++this.ticket
    this.waiting?.resolve(null)
    this.waiting = null
    if (input.ranks.length <= smallGraph || this.isWorkerLost) return layoutGraph(input)
    this.worker ??= this.start()
    const { worker } = this
    if (worker === null) return layoutGraph(input)
    return new Promise((resolve) => {
      this.waiting = { ticket, input, resolve }
      worker.postMessage({ ticket, input })
    })
  }

  /** Hears, once, that the worker could not start and large graphs are placed on the window's thread. */
  constructor(private readonly onWorkerLost: () => void) {}

  close(): void {
    this.waiting?.resolve(null)
    this.waiting = null
    this.worker?.terminate()
    this.worker = null
  }

  private start(): Worker | null {
    let worker: Worker
    try {
      worker = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module', name: 'layout' })
    } catch (thrown) {
      // A content security policy may refuse it at once, or later through `onerror`.
      if (!(thrown instanceof DOMException)) throw thrown
      this.loseWorker()
      return null
    }
    worker.onmessage = ({ data }: MessageEvent<LayoutAnswer>) => {
      if (this.waiting?.ticket !== data.ticket) return
      this.waiting.resolve(data.result)
      this.waiting = null
    }
    worker.onerror = () => this.loseWorker()
    return worker
  }

  private loseWorker(): void {
    this.isWorkerLost = true
    this.worker = null
    this.onWorkerLost()
    this.waiting?.resolve(layoutGraph(this.waiting.input))
    this.waiting = null
  }
}
