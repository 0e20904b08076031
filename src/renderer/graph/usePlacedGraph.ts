// The graph of the shown run as a placed scene: finds the frame for the cursor, has it placed, a few times a second
// while the run grows. Each part of the work is a task of its own, so that the window's thread is never held long.
import { emptyFrame, FrameFinder, type GraphFrame } from '@shared/graphFrame'
import type { LayoutResult } from '@shared/graphLayout'
import { toLayoutInput } from '@shared/graphModel'
import type { TraceState } from '@shared/traceState'
import { onBeforeUnmount, type Ref, shallowRef, watch } from 'vue'
import { useCursor } from '../replay/cursorStore'
import { useRun } from '../run/runStore'
import { readTokens, themeVersion } from '../ui/theme'
import { LayoutClient } from './layoutClient'
import { type GraphScene, toScene } from './scene'
import { textWidths } from './textWidths'
import { fitViewport } from './viewport'

/** More items than this are no picture: the part nearest to the script's names is drawn. */
const mostItems = 12_000
/** While a run grows, a glance is enough. */
const mostLiveItems = 1200
const liveDelayMs = 250
/** The scale below which a rightward graph is tried downward, up to so many items. */
const legible = 0.7
const mostTurnedItems = 400

const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))

export interface PlacedGraph extends GraphScene {
  /** The run's own column: another run has another one, and other items under the same numbers. */
  readonly run: TraceState['nodes']
}

export function usePlacedGraph(
  canvas: Ref<HTMLCanvasElement | null>,
  size: Readonly<Ref<{ readonly width: number; readonly height: number }>>,
  options: {
    /** Another scene is about to be drawn instead of `before`. */
    readonly onPlaced: (placed: PlacedGraph, before: PlacedGraph | null) => void
    readonly onWorkerLost: () => void
  },
) {
  const run = useRun()
  const cursor = useCursor()
  const placed = shallowRef<PlacedGraph | null>(null)
  const finder = new FrameFinder()
  const layouts = new LayoutClient(options.onWorkerLost)
  let wanted: GraphFrame = emptyFrame
  let owner: TraceState['nodes'] | null = null
  let costMs = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function schedule(): void {
    if (!run.isBusy) {
      clearTimeout(timer)
      timer = undefined
      update()
      return
    }
    timer ??= setTimeout(
      () => {
        timer = undefined
        update()
      },
      Math.max(liveDelayMs, 4 * costMs),
    )
  }

  function update(): void {
    const { trace } = run
    const began = performance.now()
    const next = finder.at(trace, cursor.seq, run.isBusy ? mostLiveItems : mostItems)
    costMs = performance.now() - began
    if (owner === trace.nodes && !run.isBusy && isSameFrame(next, wanted)) return
    wanted = next
    owner = trace.nodes
    void place(next)
  }

  async function place(frame: GraphFrame): Promise<void> {
    const { trace } = run
    const isOvertaken = () => frame !== wanted || trace.nodes !== run.trace.nodes
    const isLarge = frame.items.length > mostTurnedItems
    if (isLarge) await nextTask()
    const context = canvas.value?.getContext('2d')
    if (context === null || context === undefined || isOvertaken()) return
    const input = toLayoutInput(trace, frame, textWidths(context, readTokens()), 'right')
    let layout = await layouts.place(input)
    if (layout === null || isOvertaken()) return
    const scale = (one: LayoutResult): number => fitViewport(one, size.value).scale
    // A long chain is read from left to right while it is legible, else from top to bottom where that is larger.
    if (!isLarge && scale(layout) < legible && size.value.width > 0) {
      const down = await layouts.place({ ...input, direction: 'down' })
      if (down === null || isOvertaken()) return
      if (scale(down) > scale(layout)) layout = down
    }
    const before = placed.value
    placed.value = { run: trace.nodes, ...toScene(frame, input, layout) }
    options.onPlaced(placed.value, before?.run === trace.nodes ? before : null)
  }

  watch([() => run.trace, () => cursor.seq, () => run.isBusy], schedule)
  watch(themeVersion, () => void place(wanted))
  onBeforeUnmount(() => {
    clearTimeout(timer)
    layouts.close()
  })
  return { placed, schedule }
}

function isSameFrame(a: GraphFrame, b: GraphFrame): boolean {
  return (
    a === b ||
    (a.items.length === b.items.length &&
      a.isWhole === b.isWhole &&
      a.items.every(({ kind, id }, i) => b.items[i]!.kind === kind && b.items[i]!.id === id))
  )
}
