import { describe, expect, it } from 'vitest'
import { contourLines, type HeightGrid, heightAt } from '@shared/contourLines'
import { bandColours, heightPixels, parseColour, plateauPixels } from './heightImage'
import { mapLevels } from '@shared/mapLevels'
import { plateausOf } from '@shared/mapLines'

function gridOf(f: (x: number, y: number) => number, low: number, high: number, count: number): HeightGrid {
  const xs = Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1))
  return { xs, ys: xs, heights: xs.flatMap((y) => xs.map((x) => f(x, y))) }
}
const bowl = gridOf((x, y) => x * x + y * y, -2, 2, 41)

describe('lines of equal height', () => {
  it('of a bowl are one ring each, at the right distance', () => {
    const lines = contourLines(bowl, 1)
    expect(lines).toHaveLength(1)
    const [ring] = lines
    expect(ring![0]).toEqual(ring!.at(-1))
    for (const [x, y] of ring!) expect(Math.hypot(x, y)).toBeCloseTo(1, 2)
  })

  it('of a slope run from edge to edge', () => {
    const [line, ...others] = contourLines(
      gridOf((x) => x, 0, 1, 5),
      0.3,
    )
    expect(others).toEqual([])
    expect(line).toHaveLength(5)
    for (const [x] of line!) expect(x).toBeCloseTo(0.3, 12)
  })

  it('of a saddle do not cross', () => {
    const lines = contourLines(
      gridOf((x, y) => x * y, -1, 1, 20),
      0.01,
    )
    expect(lines).toHaveLength(2)
    for (const line of lines) expect(new Set(line.map(([x]) => Math.sign(x))).size).toBe(1)
  })

  it('pass by what is no number', () => {
    const { xs, ys, heights } = bowl
    const holed = { xs, ys, heights: heights.map((height, i) => (i === 20 * 41 + 30 ? NaN : height)) }
    for (const line of contourLines(holed, 1))
      for (const place of line) expect(place.every(Number.isFinite)).toBe(true)
  })
})

describe('heights between the points', () => {
  it('are met at the points, in the middle between them, and nowhere outside', () => {
    const plane = gridOf((x, y) => x + 10 * y, 0, 2, 3)
    expect(heightAt(plane, 1, 2)).toBe(21)
    expect(heightAt(plane, 0.5, 1.5)).toBe(15.5)
    expect(heightAt(plane, 2, 2)).toBe(22)
    expect(heightAt(plane, 2.1, 1)).toBeNaN()
  })
})

describe('levels', () => {
  it('are round and even for a gentle map', () => {
    const levels = mapLevels(gridOf((x, y) => x + y, -3, 3, 13).heights)
    expect(levels).toEqual([-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5])
  })

  it('are spaced by decades for a steep valley', () => {
    const rosenbrock = gridOf((x, y) => 100 * (y - x * x) ** 2 + (x - 1) ** 2, -2, 2, 41)
    const levels = mapLevels(rosenbrock.heights)
    expect(levels).toContain(1)
    expect(levels).toContain(1000)
    expect(levels.length).toBeGreaterThan(6)
    expect(mapLevels(rosenbrock.heights, 'linear')).toContain(1500)
  })

  it('of a plain are none', () => {
    expect(mapLevels([3, 3, 3])).toEqual([])
    expect(mapLevels([NaN, Infinity])).toEqual([])
  })
})

describe('the picture', () => {
  it('has the colour of its band at every pixel, the largest y on top', () => {
    const colours = bandColours([parseColour('#000000'), parseColour('#ffffff')], 3)
    expect(colours).toEqual([
      [0, 0, 0],
      [128, 128, 128],
      [255, 255, 255],
    ])
    const slope = gridOf((_, y) => y, 0, 3, 4)
    const pixels = heightPixels(slope, [1, 2], colours, 1, 3)
    expect([...pixels]).toEqual([255, 255, 255, 255, 128, 128, 128, 255, 0, 0, 0, 255])
  })

  it('of classes has no third one between two', () => {
    const classes = gridOf((x) => (x < 0 ? 0 : 2), -1, 1, 10)
    const colours = bandColours([parseColour('#000000'), parseColour('#ffffff')], 3)
    const pixels = plateauPixels(plateausOf(classes, [0.5, 1.5])!, colours, 64, 1)
    const reds = Array.from({ length: 64 }, (_, i) => pixels[4 * i])
    expect(new Set(reds)).toEqual(new Set([0, 255]))
    expect(reds.indexOf(255)).toBe(32)
  })

  it('is clear where there is no height', () => {
    const hole = { xs: [0, 1], ys: [0, 1], heights: [NaN, NaN, NaN, NaN] }
    expect([...heightPixels(hole, [], [[1, 2, 3]], 1, 1)]).toEqual([0, 0, 0, 0])
  })
})
