// The order of a backward walk: for any graph it is that of the book, which sorts by generation and takes the last.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { GraphNode } from './graphNode'
import { BucketFrontier, SetFrontier, type Frontier } from './walk'

interface Node extends GraphNode {
  readonly before: Node[]
}

/** Nodes numbered from 0; each comes after some earlier ones and stands one generation above the highest of them. */
function build(edges: readonly (readonly number[])[]): Node[] {
  const nodes: Node[] = []
  edges.forEach((choices, id) => {
    const before = id === 0 ? [] : choices.map((choice) => nodes[choice % id]!)
    const generation = before.reduce((most, node) => Math.max(most, node.generation + 1), 0)
    nodes.push({ id, before, generation, label: '', title: '', inputs: [], outputs: [], mark: 0, next: null })
  })
  return nodes
}

function walk(frontier: Frontier): number[] {
  const order: number[] = []
  for (let node = frontier.pop() as Node | null; node !== null; node = frontier.pop() as Node | null) {
    order.push(node.id)
    for (const earlier of node.before) frontier.push(earlier)
  }
  return order
}

/** The book's algorithm: a list, a set of those seen, a stable sort by generation at every push, pop from the end. */
function book(top: Node): number[] {
  const list = [top]
  const seen = new Set(list)
  const order: number[] = []
  for (let node = list.pop(); node !== undefined; node = list.pop()) {
    order.push(node.id)
    for (const earlier of node.before) {
      if (seen.has(earlier)) continue
      seen.add(earlier)
      list.push(earlier)
      list.sort((a, b) => a.generation - b.generation)
    }
  }
  return order
}

describe('both frontiers', () => {
  it('visit each node behind the top once, in the book’s order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 40 }),
        (edges) => {
          const top = build(edges).at(-1)
          const expected = book(top)
          expect(walk(new BucketFrontier(top))).toEqual(expected)
          expect(walk(new SetFrontier(top))).toEqual(expected)
          expect(walk(new BucketFrontier(top))).toEqual(expected)
        },
      ),
    )
  })

  it('cost what they meet, however high the generations: a part that was cut off below is not walked', () => {
    const far = 2 ** 50
    const low = { ...build([[0]])[0]!, generation: far }
    const middle = { ...low, id: 1, generation: far + 1, before: [low] }
    const top = { ...low, id: 2, generation: far + 2, before: [middle, low] }
    expect(walk(new BucketFrontier(top))).toEqual([2, 1, 0])
    expect(walk(new SetFrontier(top))).toEqual([2, 1, 0])
  })

  it('take a node first that was put above its users by hand', () => {
    const [low, high] = [build([[0]])[0]!, { ...build([[0]])[0]!, id: 1, generation: 9 }]
    const top = { ...low, id: 2, generation: 1, before: [low, high] }
    expect(walk(new BucketFrontier(top))).toEqual([2, 1, 0])
    expect(walk(new SetFrontier(top))).toEqual([2, 1, 0])
  })
})
