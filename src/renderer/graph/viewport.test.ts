import { describe, expect, it } from 'vitest'
import { firstViewport, fitViewport, inReach, reveal, zoomAt } from './viewport'

const view = { width: 400, height: 300 }

describe('graph viewport', () => {
  it('fits a large graph inside and centres a small one without blowing it up', () => {
    const large = fitViewport({ width: 4000, height: 100 }, view)
    expect(large.x).toBeGreaterThanOrEqual(0)
    expect(4000 * large.scale).toBeLessThanOrEqual(400)
    const small = fitViewport({ width: 40, height: 40 }, view)
    expect(small.scale).toBe(1.6)
    expect(small.x).toBe((400 - 64) / 2)
  })
  it('begins at the end of a graph that is too large to see at once', () => {
    const end = { x: 90_000, y: 20 }
    const first = firstViewport({ width: 90_000, height: 40 }, view, end)
    const x = end.x * first.scale + first.x
    expect(x > 0 && x < view.width && first.scale > 0.5).toBe(true)
    expect(firstViewport({ width: 400, height: 40 }, view, end)).toEqual(
      fitViewport({ width: 400, height: 40 }, view),
    )
  })
  it('zooms about the pointer', () => {
    const before = { x: 10, y: 20, scale: 1 }
    const after = zoomAt(before, 2, 110, 120)
    expect((110 - after.x) / after.scale).toBeCloseTo(110 - before.x)
    expect((120 - after.y) / after.scale).toBeCloseTo(120 - before.y)
    expect(zoomAt(before, 1e9, 0, 0).scale).toBe(3)
  })
  it('cannot be dragged to where nothing of the graph is', () => {
    const graph = { width: 1000, height: 20 }
    const still = { x: -300, y: 140, scale: 1 }
    expect(inReach(still, graph, view)).toEqual(still)
    expect(inReach({ x: 9000, y: -9000, scale: 1 }, graph, view)).toEqual({ x: 340, y: 0, scale: 1 })
    expect(inReach({ x: -9000, y: 9000, scale: 2 }, graph, view)).toEqual({ x: -1940, y: 260, scale: 2 })
  })
  it('moves only as far as needed to show a place', () => {
    const still = { x: 0, y: 0, scale: 1 }
    expect(reveal(still, 200, 150, view)).toEqual(still)
    expect(reveal(still, 500, 150, view)).toEqual({ x: -160, y: 0, scale: 1 })
    expect(reveal(still, -10, 150, view).x).toBe(70)
  })
})
