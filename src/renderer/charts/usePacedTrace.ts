// The state of the shown run at a pace that charts can follow: a few times a second while it grows, no more often than
// showing it can be afforded; at once when the run rests or another one is shown.
import type { TraceState } from '@shared/traceState'
import { onBeforeUnmount, type ShallowRef, shallowRef, watch } from 'vue'
import { useRun } from '../run/runStore'

const liveDelayMs = 100
/** Drawing takes at most this share of the time. */
const share = 0.25

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
    // What the new state makes the window do comes before the next task.
    setTimeout(() => (costMs = performance.now() - began), 0)
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
