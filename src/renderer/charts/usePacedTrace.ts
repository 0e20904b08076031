// The state of the shown run at a pace that charts can follow: thirty times a second while it grows, less often when showing
// it takes longer; at once when the run rests or another one is shown.
import type { TraceState } from '@shared/traceState'
import { lastCursor } from '@shared/traceView'
import { computed, nextTick, onBeforeUnmount, type ShallowRef, shallowRef, watch } from 'vue'
import { useCursor } from '../replay/cursorStore'
import { useRun } from '../run/runStore'
import { drawingTurns } from './drawingTurns'
import { LivePace } from './livePace'

/** Figures that change are read so often at most. */
const readingMs = 250

export function usePacedTrace(): Readonly<ShallowRef<TraceState>> {
  const run = useRun()
  const trace = shallowRef(run.trace)
  const pace = new LivePace()
  let timer: ReturnType<typeof setTimeout> | undefined
  let shownAt = -Infinity
  let spentBefore = drawingTurns.spentMs
  /** What the window did with the last state before anything was drawn. */
  let workMs = 0

  function update(): void {
    clearTimeout(timer)
    timer = undefined
    if (trace.value === run.trace) return
    pace.took(workMs + drawingTurns.spentMs - spentBefore)
    spentBefore = drawingTurns.spentMs
    shownAt = performance.now()
    trace.value = run.trace
    void nextTick(() => (workMs = performance.now() - shownAt))
  }
  const waitMs = (): number => Math.max(0, shownAt + pace.everyMs - performance.now())

  watch([() => run.trace, () => run.isBusy], () => {
    const isOther = run.trace.nodes !== trace.value.nodes
    if (isOther) update()
    else if (run.isBusy) timer ??= setTimeout(update, waitMs())
    else {
      // The end of a run makes every view draw: this one in a task of its own.
      clearTimeout(timer)
      timer = setTimeout(update, 0)
    }
  })
  onBeforeUnmount(() => clearTimeout(timer))
  return trace
}

/** Such a trace at the pace of what is read, not watched. */
export function useReadTrace(paced: Readonly<ShallowRef<TraceState>>): Readonly<ShallowRef<TraceState>> {
  const run = useRun()
  const read = shallowRef(paced.value)
  let timer: ReturnType<typeof setTimeout> | undefined
  function update(): void {
    clearTimeout(timer)
    timer = undefined
    read.value = paced.value
  }
  watch(paced, (state) => {
    if (run.isBusy && state.nodes === read.value.nodes) timer ??= setTimeout(update, readingMs)
    else update()
  })
  onBeforeUnmount(() => clearTimeout(timer))
  return read
}

/** The event that is looked at, at the pace of such a trace: where the cursor is, or the end of what is shown of the run. */
export function usePacedSeq(paced: Readonly<ShallowRef<TraceState>>) {
  const cursor = useCursor()
  return computed(() => (cursor.isAtEnd ? lastCursor(paced.value) : cursor.seq))
}
