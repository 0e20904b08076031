// One ECharts instance in an element: drawn whole when its axes change, else only its lines; what is zoomed to is drawn
// from all that was recorded there.
import { onBeforeUnmount, onMounted, type Ref, shallowRef, watch } from 'vue'
import { useSettings } from '../ui/settings'
import { readTokens, themeVersion } from '../ui/theme'
import type { ChartModel, XRange } from './chartModel'
import { toChartOption, toChartSeries } from './chartOption'
import { type EChartsType, init } from './echarts'

/** Once the wheel rests so long, the part that is zoomed to is drawn anew. */
const zoomRestMs = 80

export function useChart(
  host: Readonly<Ref<HTMLElement | null>>,
  model: () => ChartModel,
  on: {
    /** Places on the chart have moved. */
    readonly moved: () => void
    readonly click: (x: number, y: number) => void
  },
): Readonly<Ref<EChartsType | null>> {
  const settings = useSettings()
  const chart = shallowRef<EChartsType | null>(null)
  let frame = ''
  /** The part of the x axis that is zoomed to; null for all of it. */
  let zoomed: XRange | null = null
  let zoomTimer: ReturnType<typeof setTimeout> | undefined

  function show(): void {
    const { value: instance } = chart
    if (instance === null) return
    const { scale } = settings.values
    const next = frameOf(model(), scale)
    const isNew = next !== frame
    frame = next
    if (isNew) instance.setOption(toChartOption(model(), readTokens(), scale), { replaceMerge: ['series'] })
    else if (zoomed === null) instance.setOption({ series: toChartSeries(model(), readTokens(), scale) })
    if (zoomed !== null) showPart()
    on.moved()
  }

  function onZoom(): void {
    on.moved()
    clearTimeout(zoomTimer)
    zoomTimer = setTimeout(() => {
      zoomed = readZoom()
      showPart()
    }, zoomRestMs)
  }
  /** It copies the chart's whole option: to be asked only when the zoom has changed, and when it rests. */
  function readZoom(): XRange | null {
    const option = chart.value?.getOption() as { dataZoom?: readonly Record<string, number>[] } | undefined
    const zoom = option?.dataZoom?.[0]
    if (zoom === undefined || (zoom.start === 0 && zoom.end === 100)) return null
    return { from: zoom.startValue!, to: zoom.endValue! }
  }
  function showPart(): void {
    const shown = model()
    const lines = zoomed === null ? shown.lines : shown.linesIn?.(zoomed)
    if (lines === undefined) return
    const series = toChartSeries({ ...shown, lines }, readTokens(), settings.values.scale)
    chart.value?.setOption({ series })
  }
  /** A double click shows the whole axis again. */
  function resetZoom(): void {
    chart.value?.dispatchAction({ type: 'dataZoom', start: 0, end: 100 })
  }

  const observer = new ResizeObserver(([entry]) => {
    const { value: instance } = chart
    if (entry === undefined || instance === null) return
    const { width, height } = entry.contentRect
    // The first report is of the size that it was made for.
    if (Math.abs(instance.getWidth() - width) < 1 && Math.abs(instance.getHeight() - height) < 1) return
    instance.resize()
    on.moved()
  })
  onMounted(() => {
    const instance = init(host.value, null, { renderer: 'canvas' })
    chart.value = instance
    instance.getZr().on('click', (event) => void on.click(event.offsetX, event.offsetY))
    instance.on('datazoom', onZoom)
    instance.getZr().on('dblclick', resetZoom)
    observer.observe(host.value!)
    show()
  })
  onBeforeUnmount(() => {
    observer.disconnect()
    clearTimeout(zoomTimer)
    chart.value?.dispose()
    chart.value = null
  })
  watch([model, themeVersion], show)
  return chart
}

/** Everything of a chart but its points: while it stays the same, the axes do. */
function frameOf({ lines, xName, yName, xScale, yScale, startsAtZero }: ChartModel, scale: number): string {
  const looks = lines.map(({ name, color, style, stack }) => [name, color, style, stack])
  return JSON.stringify([themeVersion.value, scale, xName, yName, xScale, yScale, startsAtZero, looks])
}
