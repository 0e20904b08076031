// An ECharts instance in an element. Making it, drawing it and fitting it to another size each wait for a frame of their
// own: they take longer than a window that moves has time for together.
import { onBeforeUnmount, onMounted, type Ref, shallowRef } from 'vue'
import { drawingTurns } from './drawingTurns'
import { type EChartsType, init } from './echarts'

export function useChartInstance(
  host: Readonly<Ref<HTMLElement | null>>,
  on: {
    readonly made: (instance: EChartsType) => void
    readonly draw: (instance: EChartsType) => void
  },
): {
  /** Null until it was drawn for the first time: before, ECharts knows no place on it. */
  readonly chart: Readonly<Ref<EChartsType | null>>
  /** Has it drawn in a frame to come. */
  readonly redraw: () => void
} {
  const chart = shallowRef<EChartsType | null>(null)
  let instance: EChartsType | null = null
  const owner = {}

  const redraw = (): void => drawingTurns.ask(owner, takeTurn)
  function takeTurn(): void {
    if (instance === null) {
      instance = init(host.value, null, { renderer: 'canvas' })
      on.made(instance)
      redraw()
      return
    }
    on.draw(instance)
    fit(instance)
    chart.value = instance
  }
  function fit(drawn: EChartsType): void {
    const { clientWidth, clientHeight } = host.value!
    if (drawn.getWidth() !== clientWidth || drawn.getHeight() !== clientHeight) drawn.resize()
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
