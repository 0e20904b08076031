// What a function in the graph is to those who walk it. Knows nothing of how gradients are computed.
import type { Variable } from './variable'

/** A recorded application: a library operation (FunctionNode) or an instance of a script's Function. */
export interface GraphNode {
  /** Id within the run; -1 before it was applied. */
  readonly id: number
  /** The word for traces: the operation's name, or the class's name. */
  readonly label: string
  /** The book's class name, as graph drawings show it. */
  readonly title: string
  readonly generation: number
  readonly inputs: readonly Variable[]
  /** Strong references, for speed; that outputs do not count as held is the ledger's rule, not the heap's. */
  readonly outputs: readonly Variable[]
  /** The walk that has queued this node last, and the next node in its bucket. Only for walks. */
  mark: number
  next: GraphNode | null
}
