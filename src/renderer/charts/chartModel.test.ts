import { createTraceState } from '@shared/traceState'
import { describe, expect, it } from 'vitest'
import {
  byteUnit,
  gradientModel,
  lossModel,
  memoryModel,
  nearestPoint,
  pointAt,
  withoutLines,
} from './chartModel'
import { lineKeys } from './chartOption'

const metric = (values: number[]) => ({
  name: 'loss',
  thinned: null,
  seqs: values.map((_, i) => i * 10),
  steps: values.map((_, i) => i),
  values,
  lines: values.map(() => 1),
})
const words = { xName: 'step', yName: 'value' }

describe('chart models', () => {
  it('always show the raw line under a smoothed one', () => {
    const { lines } = lossModel([metric([4, 2, 1])], { ...words, smoothing: 0.5, log: false })
    expect(lines.map(({ style }) => style)).toEqual(['faint', 'line'])
    expect(lines[0]!.points.map(([, y]) => y)).toEqual([4, 2, 1])
  })
  it('leave a gap on a log axis where a value is not positive', () => {
    const { lines } = lossModel([metric([4, 0, 1])], { ...words, smoothing: 0, log: true })
    expect(lines[0]!.points[1]![1]).toBeNaN()
  })
  it('show a part of the axis from all that was recorded there, with its neighbours outside', () => {
    const values = Array.from({ length: 50_000 }, (_, i) => (i === 30_003 ? 100 : i % 7))
    const { lines, linesIn } = lossModel([metric(values)], { ...words, smoothing: 0, log: false })
    expect(lines[0]!.points.length).toBeLessThan(3000)
    const part = linesIn!({ from: 30_000, to: 30_100 })[0]!.points
    expect(part).toHaveLength(103)
    expect(part.map(([x]) => x)).toContain(29_999)
    expect(part).toContainEqual([30_003, 100])
    expect(linesIn!({ from: 6.2, to: 6.8 })[0]!.points).toEqual([
      [6, 6],
      [7, 0],
    ])
  })
  it('draw the thinned part of a long series as finely as the rest', () => {
    const kept = Array.from({ length: 5000 }, (_, i) => 16 * i + 15)
    const steps = [...kept, ...Array.from({ length: 80_000 }, (_, i) => 80_000 + i)]
    const thinned = { points: 80_000, every: 16, kept }
    const series = { ...metric(steps.map((step) => step % 11)), steps, thinned }
    const { lines } = lossModel([series], { ...words, smoothing: 0, log: false })
    const older = lines[0]!.points.filter(([x]) => x < 80_000).length
    expect(older / lines[0]!.points.length).toBeGreaterThan(0.4)
    expect(lines[0]!.points.at(-1)![0]).toBe(159_999)
  })
  it('tie points to moments of the run, both ways', () => {
    const model = lossModel([metric([4, 2, 1])], { ...words, smoothing: 0, log: false })
    expect([pointAt(model, -1), pointAt(model, 10), pointAt(model, 15), pointAt(model, 99)]).toEqual([
      -1, 1, 1, 2,
    ])
    expect(nearestPoint(model, 1.4)).toBe(1)
  })
  it('count backward passes from one and use a log axis for norms', () => {
    const column = [0.5, 0.25]
    const series = {
      name: 'W',
      variable: 0,
      line: 1,
      column: 1,
      thinned: null,
      seqs: [3, 9],
      passes: [0, 1],
      norms: column,
      largest: column,
      zeros: column,
      nonFinite: column,
      updateRatios: column,
    }
    const model = gradientModel([series], words)
    expect(model.yScale).toBe('log')
    expect(model.lines[0]!.points).toEqual([
      [1, 0.5],
      [2, 0.25],
    ])
  })
  it('name memory in megabytes when it is large and start the axis at zero', () => {
    expect(byteUnit(32e6)).toEqual({ name: 'MB', bytes: 1e6 })
    expect(byteUnit(64).name).toBe('B')
    const names = { leaf: 'l', held: 'h', gradient: 'g', retained: 'r', temporary: 't' }
    const words = { purposes: names, highest: 'i', peak: 'p', xName: 'op', yName: (unit: string) => unit }
    const model = memoryModel(createTraceState(), words)
    expect(model.startsAtZero).toBe(true)
    expect(model.lines.map(({ name }) => name)).toEqual(['i'])
  })
})

describe('lines that are hidden', () => {
  const two = lossModel([metric([4, 2, 1]), { ...metric([1, 2, 3]), name: 'accuracy' }], {
    ...words,
    smoothing: 0.5,
    log: false,
  })
  it('have no points, raw or smoothed, whole or in part; the others keep place and colour', () => {
    const shown = withoutLines(two, new Set(['loss']))
    for (const lines of [shown.lines, shown.linesIn!({ from: 0, to: 1 })]) {
      expect(lines.map(({ points }) => points.length > 0)).toEqual([false, false, true, true])
      expect(lines.map(({ color }) => color)).toEqual(two.lines.map(({ color }) => color))
    }
  })
  it('can be told by their keys, one for each name where there are several', () => {
    expect(lineKeys(two).map(({ name }) => name)).toEqual(['loss', 'accuracy'])
    expect(lineKeys(lossModel([metric([1])], { ...words, smoothing: 0.5, log: false }))).toEqual([])
  })
})
