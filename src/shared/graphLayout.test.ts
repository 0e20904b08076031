import { describe, expect, it } from 'vitest'
import { layoutGraph, type LayoutInput } from './graphLayout'

const sized = (ranks: number[], edges: number[]): LayoutInput => ({
  ranks,
  edges,
  direction: 'right',
  widths: ranks.map(() => 60),
  heights: ranks.map(() => 30),
})

describe('graph layout', () => {
  it('puts columns in the order of the ranks and never lets items of a column overlap', () => {
    // x → two squares → two results → add → y
    const input = sized([0, 1, 1, 2, 2, 3, 4], [0, 1, 0, 2, 1, 3, 2, 4, 3, 5, 4, 5, 5, 6])
    const { x, y } = layoutGraph(input)
    expect(x[0]).toBeLessThan(x[1]!)
    expect(x[1]).toBe(x[2])
    expect(Math.abs(y[1]! - y[2]!)).toBeGreaterThanOrEqual(30)
    expect(y[5]).toBeCloseTo((y[3]! + y[4]!) / 2)
  })

  it('untangles edges that an unlucky order would cross', () => {
    const { y } = layoutGraph(sized([0, 0, 1, 1], [0, 3, 1, 2]))
    expect(Math.sign(y[0]! - y[1]!)).toBe(Math.sign(y[3]! - y[2]!))
  })

  it('leads a long edge around what stands between', () => {
    const { y, bends } = layoutGraph(sized([0, 1, 2], [0, 1, 1, 2, 0, 2]))
    expect(bends[2]).toHaveLength(2)
    expect(Math.abs(bends[2]![1]! - y[1]!)).toBeGreaterThan(15)
  })

  it('goes down as it goes right, with the axes exchanged and the ranks nearer to each other', () => {
    const input = {
      ...sized([0, 1, 1, 2], [0, 1, 0, 2, 1, 3, 2, 3, 0, 3]),
      widths: [60, 60, 60, 60],
      heights: [60, 60, 60, 60],
    }
    const right = layoutGraph(input)
    const down = layoutGraph({ ...input, direction: 'down' })
    expect([...down.x]).toEqual([...right.y])
    expect(down.bends[4]![0]).toBe(right.bends[4]![1])
    expect(down.width).toBe(right.height)
    expect(new Set(down.y).size).toBe(3)
    expect(down.height).toBeLessThan(right.width)
    expect(down.height).toBeGreaterThan(3 * 60)
  })

  it('gives an empty graph an empty place', () => {
    expect(layoutGraph(sized([], []))).toMatchObject({ width: 0, height: 0 })
  })

  it('places a training-shaped graph of 10,000 items inside its own frame', () => {
    const ranks: number[] = []
    const edges: number[] = []
    for (let i = 0; i < 10_000; i++) {
      ranks.push(Math.floor(i / 4))
      if (i >= 4) edges.push(i - 4, i)
      if (i >= 4 && i % 4 === 0) edges.push(i - 3, i)
    }
    const { x, y, width, height } = layoutGraph(sized(ranks, edges))
    for (let i = 0; i < x.length; i++) {
      expect(
        x[i]! - 30 >= 0 && x[i]! + 30 <= width && y[i]! - 15 >= -1e-6 && y[i]! + 15 <= height + 1e-6,
      ).toBe(true)
    }
  })
})
