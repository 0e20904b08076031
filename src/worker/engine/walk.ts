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

/** A frontier for nodes up to the generation of `top`, which is queued. */
export class BucketFrontier implements Frontier {
  private readonly heads: (GraphNode | null)[]
  private readonly epoch = ++epoch
  private generation: number

  constructor(top: GraphNode) {
    this.generation = top.generation
    this.heads = new Array<GraphNode | null>(top.generation + 1).fill(null)
    this.push(top)
  }

  push(node: GraphNode): void {
    if (node.mark === this.epoch) return
    node.mark = this.epoch
    const generation = node.generation
    node.next = this.heads[generation] ?? null
    this.heads[generation] = node
    // A creator that was set by hand may stand above the functions that use it.
    if (generation > this.generation) this.generation = generation
  }

  pop(): GraphNode | null {
    while (this.generation >= 0) {
      const node = this.heads[this.generation] ?? null
      if (node !== null) {
        this.heads[this.generation] = node.next
        node.next = null
        return node
      }
      this.generation--
    }
    return null
  }
}

/** The same order without writing to the nodes: for a walk inside another walk over nodes that both may meet. */
export class SetFrontier implements Frontier {
  private readonly seen = new Set<GraphNode>()
  private readonly buckets: GraphNode[][] = []

  constructor(top: GraphNode) {
    this.push(top)
  }

  push(node: GraphNode): void {
    if (this.seen.has(node)) return
    this.seen.add(node)
    while (this.buckets.length <= node.generation) this.buckets.push([])
    this.buckets[node.generation]!.push(node)
  }

  pop(): GraphNode | null {
    for (;;) {
      const bucket = this.buckets.at(-1)
      if (bucket === undefined) return null
      const node = bucket.pop()
      if (node !== undefined) return node
      this.buckets.pop()
    }
  }
}
