// The parts of ECharts that the lab uses, and nothing else of it.
import { CustomChart, LineChart, ScatterChart } from 'echarts/charts'
import {
  DataZoomInsideComponent,
  GridComponent,
  MarkPointComponent,
  TitleComponent,
  TooltipComponent,
} from 'echarts/components'
import * as core from 'echarts/core'
import { LabelLayout } from 'echarts/features'
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers'

core.use([
  LineChart,
  ScatterChart,
  CustomChart,
  GridComponent,
  TooltipComponent,
  DataZoomInsideComponent,
  MarkPointComponent,
  TitleComponent,
  LabelLayout,
  CanvasRenderer,
  SVGRenderer,
])

export const { init } = core

/** A chart as SVG text of its own. */
export function chartSvg(option: core.EChartsCoreOption, width: number, height: number): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
  chart.setOption(option)
  const svg = chart.renderToSVGString()
  chart.dispose()
  return svg
}

/** A chart as a picture of its own, with two pixels for each of the screen's. */
export function chartCanvas(
  option: core.EChartsCoreOption,
  width: number,
  height: number,
): HTMLCanvasElement {
  const chart = init(document.createElement('canvas'), null, { renderer: 'canvas', width, height })
  chart.setOption(option)
  const canvas = chart.renderToCanvas({ pixelRatio: 2 })
  chart.dispose()
  return canvas
}
export type { EChartsType } from 'echarts/core'
export type { EChartsCoreOption as ChartOption } from 'echarts/core'
