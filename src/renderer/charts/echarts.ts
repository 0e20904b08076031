// The parts of ECharts that the lab uses, and nothing else of it.
import { LineChart } from 'echarts/charts'
import {
  DataZoomInsideComponent,
  GridComponent,
  MarkPointComponent,
  TooltipComponent,
} from 'echarts/components'
import * as core from 'echarts/core'
import { LabelLayout } from 'echarts/features'
import { CanvasRenderer } from 'echarts/renderers'

core.use([
  LineChart,
  GridComponent,
  TooltipComponent,
  DataZoomInsideComponent,
  MarkPointComponent,
  LabelLayout,
  CanvasRenderer,
])

export const { init } = core
export type { EChartsType } from 'echarts/core'
export type { EChartsCoreOption as ChartOption } from 'echarts/core'
