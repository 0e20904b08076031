// The way through an item of a graph: all that it is computed from and all that is computed from it. Pure.

/** Indices of the items on a way through `start`, itself included. `edges` are pairs of indices, from and to. */
export function pathThrough(edges: readonly number[], itemCount: number, start: number): ReadonlySet<number> {
  const found = new Set([start])
  for (const isForward of [true, false]) {
    const { first, next, target } = adjacency(edges, itemCount, isForward)
    const pending = [start]
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      for (let link = first[at]!; link >= 0; link = next[link]!) {
        const to = target[link]!
        // What lies on both sides of the start stands on a circle, and a graph of computations has none.
        if (found.has(to)) continue
        found.add(to)
        pending.push(to)
      }
    }
  }
  return found
}

/** Lists of neighbours as links in flat arrays. */
function adjacency(edges: readonly number[], itemCount: number, isForward: boolean) {
  const first = new Int32Array(itemCount).fill(-1)
  const next = new Int32Array(edges.length / 2)
  const target = new Int32Array(edges.length / 2)
  for (let link = 0; link < next.length; link++) {
    const from = edges[2 * link + (isForward ? 0 : 1)]!
    target[link] = edges[2 * link + (isForward ? 1 : 0)]!
    next[link] = first[from]!
    first[from] = link
  }
  return { first, next, target }
}
