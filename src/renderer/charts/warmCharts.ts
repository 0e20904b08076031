// Draws a small chart that nobody sees: the first one measures every letter of its fonts and is compiled, which takes
// longer than a frame. Call it when the window is idle.
import { readTokens } from '../ui/theme'
import type { ChartModel } from './chartModel'
import { toChartOption } from './chartOption'
import { chartSvg } from './echarts'

const sample: ChartModel = {
  lines: [
    {
      name: 'loss',
      color: 'series-1',
      style: 'line',
      points: [
        [0, 1],
        [1, 2],
      ],
      peak: { x: 1, y: 2, text: '2' },
    },
  ],
  xName: 'x',
  yName: 'y',
  yScale: 'linear',
  startsAtZero: false,
  xs: [0, 1],
  seqs: [0, 1],
}

/** @param scale the interface's */
export function warmCharts(scale: number): void {
  chartSvg(toChartOption(sample, readTokens(), scale), 320, 200)
}
