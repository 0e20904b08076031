import { describe, expect, it } from 'vitest'
import { firstViewport, fitViewport, followTo, inReach, reveal, zoomAt } from './viewport'

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
  it('shows all of a graph whose texts can be made out then, and the end of any other', () => {
    const end = { x: 500, y: 20 }
    const small = { width: 450, height: 40 }
    expect(firstViewport(small, view, end)).toEqual(fitViewport(small, view))
    const wide = { width: 700, height: 40 }
    const first = firstViewport(wide, view, { x: 690, y: 20 })
    expect(first.scale * 12).toBeGreaterThanOrEqual(9)
    // Nothing is left empty beside the end, and the side that fits stands in the middle.
    expect(first.x + wide.width * first.scale).toBe(view.width - 20)
    expect(first.y + (wide.height / 2) * first.scale).toBe(view.height / 2)
  })
  it('shows an end that stands amid a graph with what is before and after it, within the graph', () => {
    const tall = { width: 90, height: 90_000 }
    const at = (y: number) => {
      const first = firstViewport(tall, view, { x: 45, y })
      return { end: y * first.scale + first.y, top: first.y, bottom: tall.height * first.scale + first.y }
    }
    expect(at(45_000).end).toBeCloseTo(210)
    expect(at(0).top).toBe(20)
    expect(at(90_000).bottom).toBe(280)
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
  it('follows a step with what is around it, and leaves a side alone that is in sight as a whole', () => {
    const whole = fitViewport({ width: 450, height: 40 }, view)
    expect(followTo(whole, 1, 1, { width: 450, height: 40 }, view)).toEqual(whole)
    const wide = { width: 1000, height: 40 }
    const first = firstViewport(wide, view, { x: 990, y: 20 })
    const middle = followTo(first, 500, 20, wide, view)
    expect(500 * middle.scale + middle.x).toBeCloseTo(130)
    expect(middle.y).toBe(first.y)
    expect(followTo(middle, 5, 20, wide, view).x).toBe(20)
  })
  it('moves only as far as needed to show a place', () => {
    const still = { x: 0, y: 0, scale: 1 }
    expect(reveal(still, 200, 150, view)).toEqual(still)
    expect(reveal(still, 500, 150, view)).toEqual({ x: -160, y: 0, scale: 1 })
    expect(reveal(still, -10, 150, view).x).toBe(70)
  })
})
