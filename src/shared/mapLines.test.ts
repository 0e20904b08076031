import { describe, expect, it } from 'vitest'
import type { HeightGrid } from './contourLines'
import { fineGrid } from './fineGrid'
import { mapDrawing, plateausOf } from './mapLines'

function gridOf(
  f: (x: number, y: number) => number,
  [lowX, highX]: readonly [number, number],
  [lowY, highY]: readonly [number, number],
  count: number,
): HeightGrid {
  const spread = (low: number, high: number): number[] =>
    Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1))
  const [xs, ys] = [spread(lowX, highX), spread(lowY, highY)]
  return { xs, ys, heights: ys.flatMap((y) => xs.map((x) => f(x, y))) }
}

describe('a finer grid', () => {
  it('is the parabola through the points, to the edges', () => {
    const f = (x: number, y: number): number => 3 * x * x - x * y + y
    const { xs, ys, heights } = fineGrid(gridOf(f, [-1, 2], [0, 1], 6))
    expect(xs).toHaveLength(21)
    ys.forEach((y, row) =>
      xs.forEach((x, column) => expect(heights[row * xs.length + column]).toBeCloseTo(f(x, y), 10)),
    )
  })

  it('shows the banana-shaped valley without pits: each of its levels is one line, or one at each edge', () => {
    const valley = gridOf((x, y) => 100 * (y - x * x) ** 2 + (x - 1) ** 2, [-1.5, 1.5], [-0.5, 2.5], 61)
    const { lines } = mapDrawing(valley, {})
    expect(lines.length).toBeGreaterThan(6)
    for (const { level, lines: pieces } of lines)
      expect(pieces.length, `lines at ${level}`).toBeLessThanOrEqual(3)
  })

  it('has no height beside a point without one, and heights everywhere else', () => {
    const holed = gridOf((x, y) => (x === 0 && y === 0 ? NaN : x + y), [-2, 2], [-2, 2], 5)
    const { xs, ys, heights } = fineGrid(holed)
    ys.forEach((y, row) =>
      xs.forEach((x, column) => {
        const isBeside = Math.abs(x) < 1 && Math.abs(y) < 1
        const height = heights[row * xs.length + column]!
        if (isBeside) expect(height).toBeNaN()
        else expect(height).toBeCloseTo(x + y, 10)
      }),
    )
  })
})

describe('a map of classes', () => {
  /** Class 0 left, 2 right at the bottom, 1 right at the top: 0 and 2 have a border of their own. */
  const classes = gridOf((x, y) => (x < 0 ? 0 : y > 0 ? 1 : 2), [-1, 1], [-1, 1], 20)

  it('has one border between two classes, also where the number of another lies between theirs', () => {
    const { lines } = mapDrawing(classes, { levels: [0.5, 1.5] })
    const crossings = lines.flatMap(({ lines: borders }) =>
      borders.flatMap((border) => border.filter(([, y]) => Math.abs(y + 0.5) < 0.05).map(([x]) => x)),
    )
    expect(crossings.length).toBeGreaterThan(0)
    for (const x of crossings) expect(x).toBeCloseTo(0, 12)
    expect(lines.every(({ level }) => level === null)).toBe(true)
  })

  it('is none where heights lie between', () => {
    expect(
      plateausOf(
        gridOf((x) => x, [-1, 1], [-1, 1], 20),
        [0],
      ),
    ).toBeNull()
    expect(
      plateausOf(
        gridOf((x) => x, [0, 1], [0, 1], 2),
        [0.5],
      ),
    ).toBeNull()
    expect(
      plateausOf(
        gridOf(() => 1, [0, 1], [0, 1], 9),
        [0.5],
      ),
    ).toBeNull()
  })
})
