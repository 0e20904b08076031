// The graph of the shown run as a placed scene: finds the frame for the cursor, has it folded and placed, a few times a
// second while the run grows. Each part of the work is a task of its own, so that the window's thread is never held long.
import { graphFacts, type ScriptScope } from '@shared/graphFacts'
import { type FoldedFrame, toFoldedFrame } from '@shared/graphFold'
import { emptyFrame, FrameFinder, type GraphFrame } from '@shared/graphFrame'
import type { LayoutResult } from '@shared/graphLayout'
import { toLayoutInput } from '@shared/graphModel'
import type { TraceState } from '@shared/traceState'
import { onBeforeUnmount, type Ref, shallowRef, watch } from 'vue'
import { useCursor } from '../replay/cursorStore'
import { useRun } from '../run/runStore'
import { useSettings } from '../ui/settings'
import { readTokens, themeVersion } from '../ui/theme'
import { useFolds } from './foldStore'
import { LayoutClient } from './layoutClient'
import { type GraphScene, toScene } from './scene'
import { scriptScopes } from './scriptScopes'
import { textWidths } from './textWidths'
import { fitViewport, roomOf } from './viewport'

/** More items than this are no picture: the part nearest to the script's names is drawn. */
const mostItems = 12_000
/** While a run grows, a glance is enough. */
const mostLiveItems = 1200
const liveDelayMs = 250
/** The scale below which a rightward graph is tried downward, up to so many items; and how much larger it has to be. */
const legible = 0.95
const worthTurning = 1.15
const mostTurnedItems = 400
/** A view whose border is dragged is placed anew when it rests. */
const restMs = 120

const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))

export interface PlacedGraph extends GraphScene {
  /** The run's own column: another run has another one, and other items under the same numbers. */
  readonly run: TraceState['nodes']
  /** The graph before folding. */
  readonly whole: GraphFrame
}

export function usePlacedGraph(
  size: Readonly<Ref<{ readonly width: number; readonly height: number }>>,
  options: {
    /** Another scene is about to be drawn instead of `before`. */
    readonly onPlaced: (placed: PlacedGraph, before: PlacedGraph | null) => void
    readonly onWorkerLost: () => void
  },
) {
  const run = useRun()
  const cursor = useCursor()
  const folds = useFolds()
  const { values: settings } = useSettings()
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

  let scopes: { readonly source: string; readonly found: readonly ScriptScope[] } = { source: '', found: [] }
  function scopesOf(source: string): readonly ScriptScope[] {
    if (scopes.source !== source) scopes = { source, found: scriptScopes(source) }
    return scopes.found
  }

  async function place(whole: GraphFrame): Promise<void> {
    const { trace } = run
    const { state } = folds
    const isOvertaken = () => whole !== wanted || owner !== run.trace.nodes || state !== folds.state
    // The frame at hand may still be that of the run before.
    if (isOvertaken()) return
    if (whole.items.length > mostTurnedItems) {
      await nextTask()
      if (isOvertaken()) return
    }
    const frame = await fold(whole)
    if (frame === null || isOvertaken()) return
    const isLarge = frame.items.length > mostTurnedItems
    const input = toLayoutInput(trace, frame, textWidths(readTokens()), 'right')
    let layout = await layouts.place(input)
    if (layout === null || isOvertaken()) return
    const scale = (one: LayoutResult): number => fitViewport(one, roomOf(size.value, settings.scale)).scale
    // A long chain is read from left to right while it is legible, else from top to bottom where that is clearly larger.
    if (!isLarge && scale(layout) < legible && size.value.width > 0) {
      const down = await layouts.place({ ...input, direction: 'down' })
      if (down === null || isOvertaken()) return
      if (scale(down) > worthTurning * scale(layout)) layout = down
    }
    const before = placed.value
    placed.value = { run: trace.nodes, whole, ...toScene(frame, input, layout) }
    options.onPlaced(placed.value, before?.run === trace.nodes ? before : null)
  }

  /** Null: something newer overtook it. */
  async function fold(whole: GraphFrame): Promise<FoldedFrame | null> {
    const source = run.shown?.source ?? ''
    const facts = graphFacts(run.trace, whole, source, scopesOf(source))
    const { edges } = whole
    const result = await layouts.fold({ facts, itemCount: whole.items.length, edges, state: folds.state })
    return result === null ? null : toFoldedFrame(whole, facts, result)
  }

  watch([() => run.trace, () => cursor.seq, () => run.isBusy], schedule)
  watch([themeVersion, () => folds.state], () => void place(wanted))
  // Another shape of the view may ask for the other direction.
  let turnTimer: ReturnType<typeof setTimeout> | undefined
  watch(size, () => {
    clearTimeout(turnTimer)
    if (wanted.items.length <= mostTurnedItems) turnTimer = setTimeout(() => void place(wanted), restMs)
  })
  onBeforeUnmount(() => {
    clearTimeout(timer)
    clearTimeout(turnTimer)
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
