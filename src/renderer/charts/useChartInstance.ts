// An ECharts instance in an element. It is made in a turn, and drawn in another; what it draws is painted in the frame
// after that: together they take longer than a window that moves has time for.
import { onBeforeUnmount, onMounted, type Ref, shallowRef } from 'vue'
import { drawingTurns } from './drawingTurns'
import { type EChartsType, init } from './echarts'

export function useChartInstance(
  host: Readonly<Ref<HTMLElement | null>>,
  on: {
    readonly made: (instance: EChartsType) => void
    /** Sets, lazily, what is to be drawn; false when that is what is drawn already. */
    readonly draw: (instance: EChartsType) => boolean
  },
): {
  /** Null until it was drawn for the first time: before, ECharts knows no place on it. */
  readonly chart: Readonly<Ref<EChartsType | null>>
  /** Has it drawn in a turn to come. */
  readonly redraw: () => void
} {
  const chart = shallowRef<EChartsType | null>(null)
  let instance: EChartsType | null = null
  const owner = {}

  const redraw = (): void => drawingTurns.ask(owner, takeTurn)
  function takeTurn(): void {
    if (instance === null) {
      instance = init(host.value, null, { renderer: 'canvas' })
      instance.on('rendered', (event) => {
        drawingTurns.spend((event as { readonly elapsedTime: number }).elapsedTime)
      })
      on.made(instance)
      redraw()
      return
    }
    const isSet = on.draw(instance)
    // Also at the same size: what was set is laid out here, and painted with the next frame.
    if (isSet || isOtherSize(instance)) instance.resize()
    chart.value = instance
  }
  function isOtherSize(drawn: EChartsType): boolean {
    const { clientWidth, clientHeight } = host.value!
    return drawn.getWidth() !== clientWidth || drawn.getHeight() !== clientHeight
  }

  const observer = new ResizeObserver(redraw)
  // The first report comes at once, with the size that it is made for.
  onMounted(() => observer.observe(host.value!))
  onBeforeUnmount(() => {
    observer.disconnect()
    drawingTurns.drop(owner)
    instance?.dispose()
    instance = null
    chart.value = null
  })
  return { chart, redraw }
}
