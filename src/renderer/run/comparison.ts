// Runs the same script in the memory modes one after the other and keeps what each did. Nothing of it is stored.
import type { Mode } from '@shared/engineApi'
import type { TraceState } from '@shared/traceState'
import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { engine } from '../platform/engine'
import { useSettings } from '../ui/settings'
import { ApartTrace } from './apartTrace'
import { resourcesOf } from './runResources'

export interface ComparedRun {
  readonly mode: Mode
  readonly trace: TraceState
  /** Why it ended early, in words; '' when it did not. */
  readonly note: string
  /** backward() calls that the mode left out. */
  readonly backwardsSkipped: number
}

const comparedModes: readonly Mode[] = ['default', 'retain-grad', 'no-grad', 'create-graph']

export const useComparison = defineStore('comparison', () => {
  const runs = shallowRef<readonly ComparedRun[]>([])
  const isBusy = ref(false)
  /** The text that was run. */
  const source = ref('')
  const { values: settings } = useSettings()
  let isCancelled = false

  /** A mode whose run fails is shown up to there: without gradients many a script cannot go on. */
  async function compare(text: string, seed: number): Promise<void> {
    isBusy.value = true
    source.value = text
    isCancelled = false
    runs.value = []
    try {
      for (const mode of comparedModes) {
        const read = new ApartTrace()
        const outcome = await engine.run(
          {
            runId: crypto.randomUUID(),
            source: text,
            seed,
            mode,
            cells: 'all',
            ...resourcesOf(settings),
          },
          read.push,
        )
        const trace = await read.whole()
        if (isCancelled) return
        const note = outcome.status === 'done' ? '' : (outcome.failure?.message ?? outcome.status)
        const { backwardsSkipped } = outcome
        runs.value = [...runs.value, { mode, trace, note, backwardsSkipped }]
      }
    } finally {
      isBusy.value = false
    }
  }

  async function stop(): Promise<void> {
    isCancelled = true
    await engine.stop()
  }

  function clear(): void {
    runs.value = []
  }

  return { runs, isBusy, source, compare, stop, clear }
})
