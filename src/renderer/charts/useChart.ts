// A chart model in an ECharts instance: drawn whole when its axes change, else only its lines; what is zoomed to is drawn
// from all that was recorded there.
import { onBeforeUnmount, type Ref, watch } from 'vue'
import { useSettings } from '../ui/settings'
import { readTokens, themeVersion } from '../ui/theme'
import type { ChartModel, XRange } from './chartModel'
import { nameRoom, toChartOption, toChartSeries, xEnds, yEnds } from './chartOption'
import type { ChartOption, EChartsType } from './echarts'
import { useChartInstance } from './useChartInstance'

/** Once the wheel rests so long, the part that is zoomed to is drawn anew. */
const zoomRestMs = 80
/** What is set is laid out at the end of the chart's turn. */
const later = { lazyUpdate: true }

export function useChart(
  host: Readonly<Ref<HTMLElement | null>>,
  model: () => ChartModel,
  on: {
    /** Places on the chart have moved. */
    readonly moved: () => void
    readonly click: (x: number, y: number) => void
  },
): {
  readonly chart: Readonly<Ref<EChartsType | null>>
  /** What is seen now, for a picture of it. */
  readonly option: () => ChartOption
} {
  const settings = useSettings()
  let frame = ''
  let drawn: ChartModel | null = null
  /** The part of the x axis that is zoomed to; null for all of it. */
  let zoomed: XRange | null = null
  let zoomTimer: ReturnType<typeof setTimeout> | undefined

  const { chart, redraw } = useChartInstance(host, { made, draw })

  function made(instance: EChartsType): void {
    instance.getZr().on('click', (event) => void on.click(event.offsetX, event.offsetY))
    instance.on('datazoom', () => onZoom(instance))
    // Also after a change of size, and when the pointer has moved over it: cheap to answer.
    instance.on('rendered', on.moved)
    // A double click shows the whole axis again.
    instance.getZr().on('dblclick', () => {
      instance.dispatchAction({ type: 'dataZoom', start: 0, end: 100 })
    })
  }

  function draw(instance: EChartsType): boolean {
    const now = model()
    const { scale } = settings.values
    const width = host.value!.clientWidth
    const next = frameOf(now, scale, width)
    const isNew = next !== frame
    if (!isNew && now === drawn) return false
    frame = next
    drawn = now
    if (isNew)
      instance.setOption(toChartOption(now, readTokens(), scale, width), {
        ...later,
        replaceMerge: ['series'],
      })
    else {
      const xAxis = now.xScale === 'log' ? {} : xEnds(now.lines)
      if (zoomed !== null) instance.setOption({ xAxis }, later)
      else {
        const series = toChartSeries(now, readTokens(), scale, width)
        instance.setOption({ xAxis, yAxis: yEnds(now), series }, later)
      }
    }
    if (zoomed !== null) showPart(instance)
    return true
  }

  function onZoom(instance: EChartsType): void {
    clearTimeout(zoomTimer)
    zoomTimer = setTimeout(() => {
      zoomed = readZoom(instance)
      showPart(instance)
    }, zoomRestMs)
  }
  /** It copies the chart's whole option: to be asked only when the zoom has changed, and when it rests. */
  function readZoom(instance: EChartsType): XRange | null {
    const option = instance.getOption() as { dataZoom?: readonly Record<string, number>[] } | undefined
    const zoom = option?.dataZoom?.[0]
    if (zoom === undefined || (zoom.start === 0 && zoom.end === 100)) return null
    return { from: zoom.startValue!, to: zoom.endValue! }
  }
  function showPart(instance: EChartsType): void {
    const shown = model()
    const lines = zoomed === null ? shown.lines : shown.linesIn?.(zoomed)
    if (lines === undefined) return
    const { clientWidth } = host.value!
    const part = { ...shown, lines }
    const series = toChartSeries(part, readTokens(), settings.values.scale, clientWidth)
    // It still stands at points that are other ones now.
    instance.dispatchAction({ type: 'hideTip' })
    instance.setOption({ yAxis: yEnds(part), series }, later)
  }

  function option(): ChartOption {
    const shown = model()
    const part = zoomed === null ? undefined : shown.linesIn?.(zoomed)
    const seen = { ...shown, lines: part ?? shown.lines }
    const whole = toChartOption(seen, readTokens(), settings.values.scale, host.value!.clientWidth)
    if (zoomed === null) return whole
    return { ...whole, xAxis: { ...(whole.xAxis as object), min: zoomed.from, max: zoomed.to } }
  }

  onBeforeUnmount(() => clearTimeout(zoomTimer))
  watch([model, themeVersion], redraw)
  return { chart, option }
}

/** Everything of a chart but its points: while it stays the same, the axes do. */
function frameOf(
  { lines, xName, yName, xScale, yScale, startsAtZero }: ChartModel,
  scale: number,
  width: number,
): string {
  const looks = lines.map(({ name, color, style, stack }) => [name, color, style, stack])
  return JSON.stringify([
    themeVersion.value,
    scale,
    nameRoom(lines, scale, width),
    xName,
    yName,
    xScale,
    yScale,
    startsAtZero,
    looks,
  ])
}
