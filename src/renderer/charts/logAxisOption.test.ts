import { expect, it } from 'vitest'
import { toChartOption } from './chartOption'
import { chartSvg } from './echarts'
import { logAxisOption } from './logAxisOption'

/** Draws one line on a log axis, and reads the figures at it from top to bottom. */
function figuresOf(heights: readonly number[]): string[] {
  const model = {
    lines: [
      { name: '', color: 'text', style: 'line', points: heights.map((y, x) => [x + 1000, y] as const) },
    ],
    xName: 'step',
    yName: 'loss',
    yScale: 'log',
    startsAtZero: false,
    xs: [],
    seqs: [],
  } as const
  const svg = chartSvg(
    toChartOption(model, (name) => name, 1, 500),
    500,
    300,
  )
  return [...svg.matchAll(/translate\([\d.]+ ([\d.]+)\)"[^>]*>([\d.]+)</g)]
    .filter(([, , text]) => Number(text) < 1000)
    .sort((a, b) => Number(a[1]) - Number(b[1]))
    .map(([, , text]) => text!)
}

it('a log axis has figures between the decades where the lines are within one', () => {
  expect(figuresOf([0.9, 0.5, 0.25])).toEqual(['1', '0.5', '0.3', '0.2'])
  expect(figuresOf([90, 1, 0.02])).toEqual(['100', '10', '1', '0.1', '0.01'])
})

it('is left open while nothing has a place on it', () => {
  expect(logAxisOption([0, -1, NaN, Infinity])).toEqual({})
})
