// The order in which a graph is walked backwards: highest generation first, last queued first, each node once.
// Buckets per generation with an intrusive list: constant time a node, no sorting, no recursion.
import type { GraphNode } from './graphNode'

let epoch = 0

/** Nodes waiting to be visited. */
export interface Frontier {
  /** Queues a node unless this walk has queued it before. */
  push(node: GraphNode): void
  /** The next node, or null when the walk is over. */
  pop(): GraphNode | null
}

/** What stands in a bucket. */
interface Linked {
  readonly generation: number
  next: Linked | null
}

/**
 * Lists by generation. They count downwards from the first entry's, so that a walk costs what it meets: after truncated
 * backpropagation generations are high and the graph is small.
 */
class Buckets<L extends Linked> {
  private heads: (L | null)[] = []
  /** Generation of the first bucket. */
  private highest = -1
  /** The first bucket that may hold something. */
  private at = 0
  private waiting = 0

  push(entry: L): void {
    if (this.heads.length === 0) this.highest = entry.generation
    // A creator that was set by hand may stand above the functions that use it.
    else if (entry.generation > this.highest) this.raise(entry.generation)
    const depth = this.highest - entry.generation
    while (this.heads.length <= depth) this.heads.push(null)
    entry.next = this.heads[depth]!
    this.heads[depth] = entry
    if (depth < this.at) this.at = depth
    this.waiting++
  }

  pop(): L | null {
    if (this.waiting === 0) return null
    while (this.heads[this.at] === null) this.at++
    const entry = this.heads[this.at]!
    this.heads[this.at] = entry.next as L | null
    entry.next = null
    this.waiting--
    return entry
  }

  private raise(generation: number): void {
    const above = new Array<null>(generation - this.highest).fill(null)
    this.heads = [...above, ...this.heads]
    this.at += above.length
    this.highest = generation
  }
}

/** A frontier that marks the nodes. `top` is queued. */
export class BucketFrontier implements Frontier {
  private readonly buckets = new Buckets<GraphNode>()
  private readonly epoch = ++epoch

  constructor(top: GraphNode) {
    this.push(top)
  }

  push(node: GraphNode): void {
    if (node.mark === this.epoch) return
    node.mark = this.epoch
    this.buckets.push(node)
  }

  pop(): GraphNode | null {
    return this.buckets.pop()
  }
}

interface Place extends Linked {
  readonly node: GraphNode
}

/** The same order without writing to the nodes: for a walk inside another walk over nodes that both may meet. */
export class SetFrontier implements Frontier {
  private readonly buckets = new Buckets<Place>()
  private readonly seen = new Set<GraphNode>()

  constructor(top: GraphNode) {
    this.push(top)
  }

  push(node: GraphNode): void {
    if (this.seen.has(node)) return
    this.seen.add(node)
    this.buckets.push({ node, generation: node.generation, next: null })
  }

  pop(): GraphNode | null {
    return this.buckets.pop()?.node ?? null
  }
}
