// Draws small charts that nobody sees: the first of a kind measures the letters of its fonts and is compiled, which takes
// longer than a frame. Call it when the window is idle.
import { purposes } from '@shared/memoryLedger'
import { readTokens } from '../ui/theme'
import type { ChartLine, ChartModel } from './chartModel'
import { toChartOption, toChartSeries } from './chartOption'
import { init } from './echarts'

const points = Array.from({ length: 60 }, (_, i) => [i + 1, 1 + (i % 7)] as const)
const peak = { x: 3, y: 3, text: '2' }
const areas = purposes.map((purpose): ChartLine => ({
  name: purpose,
  color: `memory-${purpose}`,
  style: 'area',
  stack: 'live',
  points,
}))
/** One chart of each kind: a line, stacked areas, several lines over a log axis. */
const samples: readonly Pick<ChartModel, 'lines' | 'yScale' | 'startsAtZero'>[] = [
  {
    lines: [{ name: 'loss', color: 'series-1', style: 'line', points, peak }],
    yScale: 'linear',
    startsAtZero: false,
  },
  {
    lines: [...areas, { name: 'highest', color: 'text-2', style: 'outline', points, peak }],
    yScale: 'linear',
    startsAtZero: true,
  },
  {
    lines: Array.from({ length: 4 }, (_, i) => ({
      name: `W${i}`,
      color: `series-${i + 1}`,
      style: 'line',
      points,
    })),
    yScale: 'log',
    startsAtZero: false,
  },
]
/** Each is drawn so often: what runs several times is compiled well. */
const rounds = 3

/** One drawing each time that the window is idle. `scale` is the interface's. */
export function warmCharts(scale: number): void {
  const host = document.createElement('canvas')
  const chart = init(host, null, { renderer: 'canvas', width: 320, height: 200 })
  const waiting = samples.flatMap((sample) => {
    const model: ChartModel = { ...sample, xName: 'x', yName: 'y', xs: [], seqs: [] }
    const again = (): void => chart.setOption({ series: toChartSeries(model, readTokens(), scale) })
    return [
      () => chart.setOption(toChartOption(model, readTokens(), scale), { notMerge: true }),
      ...Array<() => void>(rounds).fill(again),
    ]
  })
  const next = (): void => {
    waiting.shift()?.()
    if (waiting.length > 0) requestIdleCallback(next)
    else chart.dispose()
  }
  next()
}
