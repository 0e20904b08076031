import { describe, expect, it } from 'vitest'
import { type ChartLine, type ChartModel, lossModel } from './chartModel'
import { nameRoom, toChartOption } from './chartOption'
import { chartSvg } from './echarts'

const token = (name: string): string => name
const words = { smoothing: 0, log: false, xName: 'step', yName: 'value' }

/** A metric over steps of its own. */
const metric = (steps: readonly number[]) => ({
  name: 'loss',
  steps: [...steps],
  values: steps.map((step) => 1 / (step + 1)),
  thinned: null,
  seqs: steps.map((_, i) => i),
  lines: steps.map(() => 1),
})
const axisOf = (model: ChartModel) =>
  toChartOption(model, token, 1).xAxis as { readonly min?: unknown; readonly max?: unknown }

describe('the x axis of a chart', () => {
  it('goes from the first to the last step, in whatever order a script tells them', () => {
    expect(axisOf(lossModel([metric([3, 1, 9, 2])], words))).toMatchObject({ min: 1, max: 9 })
  })

  it('holds all lines', () => {
    expect(axisOf(lossModel([metric([5, 6]), metric([0, 4])], words))).toMatchObject({ min: 0, max: 6 })
  })

  it('keeps its ends when a part is zoomed to', () => {
    const model = lossModel([metric(Array.from({ length: 5000 }, (_, i) => i))], words)
    const part = model.linesIn!({ from: 100, to: 120 })
    expect(part[0]!.points.length).toBeLessThan(40)
    expect(axisOf(model)).toMatchObject({ min: 0, max: 4999 })
  })

  it('is left open while there is no point', () => {
    expect(axisOf(lossModel([metric([])], words))).not.toHaveProperty('min')
  })
})

it('while a run goes on a line has fewer points, and still its one spike', () => {
  const long = metric(Array.from({ length: 20_000 }, (_, i) => i))
  long.values[12_345] = 77
  const points = (isLive: boolean) => lossModel([long], { ...words, isLive }).lines[0]!.points
  expect(points(true).length).toBeLessThan(points(false).length / 2)
  expect(points(true)).toContainEqual([12_345, 77])
})

describe('texts in a chart', () => {
  const line = (name: string, height: number): ChartLine => ({
    name,
    color: 'text',
    style: 'line',
    points: [
      [0, 0],
      [1, height],
    ],
    peak: { x: 1, y: height, text: `${height} MB` },
  })
  const model: ChartModel = {
    lines: [line('default', 48), line('create_graph', 99)],
    xName: 'operation',
    yName: 'MB',
    yScale: 'linear',
    startsAtZero: true,
    xs: [],
    seqs: [],
  }
  /** Draws it as text, and reads where a word stands. */
  function drawn(width: number, scale: number) {
    const svg = chartSvg(
      toChartOption(model, (name) => name, scale, width),
      width,
      260 * scale,
    )
    const places = [...svg.matchAll(/translate\(([\d.]+) ([\d.]+)\)"[^>]*>([^<]+)</g)]
    return (text: string) => {
      const found = places.find((place) => place[3] === text)
      return found === undefined ? null : { x: Number(found[1]), y: Number(found[2]) }
    }
  }
  it.each([1, 1.5])('a peak stands below the name of the axis, letters at %d', (scale) => {
    const at = drawn(480, scale)
    expect(at('99 MB')!.y - at('MB')!.y).toBeGreaterThan(14 * scale)
  })
  it('names at the ends of lines leave the lines two fifths of a narrow chart', () => {
    const at = drawn(300, 1.5)
    expect(at('1')!.x - at('0')!.x).toBeGreaterThan(120)
  })
})

describe('what the pointer is told', () => {
  const told = { ...words, lineName: (line: number) => `line ${line}` }

  it('is the line of the script that told the value, where one metric is shown', () => {
    const loss = { ...metric([0, 10, 20]), lines: [7, 7, 9] }
    const one = lossModel([loss], told)
    expect(one.placeNote?.(11)).toBe('line 7')
    expect(one.placeNote?.(20)).toBe('line 9')
    expect(lossModel([loss, metric([0])], told).placeNote).toBeUndefined()
  })

  it('names the values that were smoothed, and leaves their names off the ends of lines', () => {
    const smoothed = { ...words, smoothing: 0.5, rawName: (name: string) => `${name} (raw)` }
    const { lines } = lossModel([metric([0, 1, 2])], smoothed)
    expect(lines.map(({ name }) => name)).toEqual(['loss (raw)', 'loss'])
    expect(nameRoom(lines, 1, 800)).toBe(nameRoom([lines[1]!], 1, 800))
    expect(nameRoom(lines, 1, 800)).toBeGreaterThan(0)
  })
})
