// The state of the shown run at a pace that charts can follow: a few times a second while it grows, no more often than
// showing it can be afforded; at once when the run rests or another one is shown.
import type { TraceState } from '@shared/traceState'
import { lastCursor } from '@shared/traceView'
import { computed, onBeforeUnmount, type ShallowRef, shallowRef, watch } from 'vue'
import { useCursor } from '../replay/cursorStore'
import { useRun } from '../run/runStore'

const liveDelayMs = 100
/** Drawing takes at most this share of the time. */
const share = 0.25
/** At 60 a second. */
const frameMs = 1000 / 60

function afterFrames(count: number, callback: () => void): void {
  requestAnimationFrame(() => {
    if (count === 1) callback()
    else afterFrames(count - 1, callback)
  })
}

export function usePacedTrace(): Readonly<ShallowRef<TraceState>> {
  const run = useRun()
  const trace = shallowRef(run.trace)
  let timer: ReturnType<typeof setTimeout> | undefined
  let costMs = 0

  function update(): void {
    clearTimeout(timer)
    timer = undefined
    if (trace.value === run.trace) return
    const began = performance.now()
    trace.value = run.trace
    // What the new state makes the window do and draw comes in this frame and the next two.
    afterFrames(3, () => (costMs = Math.max(0, performance.now() - began - 3 * frameMs)))
  }

  watch([() => run.trace, () => run.isBusy], () => {
    const isOther = run.trace.nodes !== trace.value.nodes
    if (isOther) update()
    else if (run.isBusy) timer ??= setTimeout(update, Math.max(liveDelayMs, costMs / share))
    else {
      // The end of a run makes every view draw: this one in a task of its own.
      clearTimeout(timer)
      timer = setTimeout(update, 0)
    }
  })
  onBeforeUnmount(() => clearTimeout(timer))
  return trace
}

/** The event that is looked at, at the pace of such a trace: where the cursor is, or the end of what is shown of the run. */
export function usePacedSeq(paced: Readonly<ShallowRef<TraceState>>) {
  const cursor = useCursor()
  return computed(() => (cursor.isAtEnd ? lastCursor(paced.value) : cursor.seq))
}
