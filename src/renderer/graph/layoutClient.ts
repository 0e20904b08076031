// Folds and places graphs: small ones at once, large ones in a worker so that the window's thread stays free.
import { foldGraph, type FoldInput, type FoldResult } from '@shared/graphFold'
import { layoutGraph, type LayoutInput, type LayoutResult } from '@shared/graphLayout'

/** Folding or placing this many items takes less than a frame. */
const smallGraph = 400

export type GraphJob =
  | { readonly kind: 'fold'; readonly input: FoldInput }
  | { readonly kind: 'place'; readonly input: LayoutInput }
type GraphResult = FoldResult | LayoutResult

const work = (job: GraphJob): GraphResult =>
  job.kind === 'fold' ? foldGraph(job.input) : layoutGraph(job.input)

export class LayoutClient {
  private worker: Worker | null = null
  private isWorkerLost = false
  private ticket = 0
  private waiting: {
    readonly ticket: number
    readonly job: GraphJob
    readonly resolve: (result: GraphResult | null) => void
  } | null = null

  /** Hears, once, that the worker could not start and large graphs are placed on the window's thread. */
  constructor(private readonly onWorkerLost: () => void) {}

  /** The layout, or null when a newer request overtook this one. */
  async place(input: LayoutInput): Promise<LayoutResult | null> {
    return (await this.ask({ kind: 'place', input }, input.ranks.length)) as LayoutResult | null
  }

  /** The folded graph, or null when a newer request overtook this one. */
  async fold(input: FoldInput): Promise<FoldResult | null> {
    return (await this.ask({ kind: 'fold', input }, input.itemCount)) as FoldResult | null
  }

  private async ask(job: GraphJob, size: number): Promise<GraphResult | null> {
    const ticket = ++this.ticket
    this.waiting?.resolve(null)
    this.waiting = null
    if (size <= smallGraph || this.isWorkerLost) return work(job)
    this.worker ??= this.start()
    const { worker } = this
    if (worker === null) return work(job)
    return new Promise((resolve) => {
      this.waiting = { ticket, job, resolve }
      worker.postMessage({ ticket, job })
    })
  }

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
    worker.onmessage = ({
      data,
    }: MessageEvent<{ readonly ticket: number; readonly result: GraphResult }>) => {
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
    this.waiting?.resolve(work(this.waiting.job))
    this.waiting = null
  }
}
