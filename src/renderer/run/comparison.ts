// Runs the same script in the memory modes one after the other and keeps what each did. Nothing of it is stored.
import type { Mode } from '@shared/engineApi'
import { applyBatch, createTraceState, type TraceState } from '@shared/traceState'
import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { engine } from '../platform/engine'

export interface ComparedRun {
  readonly mode: Mode
  readonly trace: TraceState
}

const comparedModes: readonly Mode[] = ['default', 'retain-grad', 'no-grad']

export const useComparison = defineStore('comparison', () => {
  const runs = shallowRef<readonly ComparedRun[]>([])
  const isBusy = ref(false)
  let isCancelled = false

  /** @returns the failure of a mode whose run did not end well, or null. */
  async function compare(source: string, seed: number): Promise<string | null> {
    isBusy.value = true
    isCancelled = false
    const done: ComparedRun[] = []
    try {
      for (const mode of comparedModes) {
        let trace = createTraceState()
        const outcome = await engine.run(
          { runId: crypto.randomUUID(), source, seed, mode, cells: 'all' },
          (bytes) => (trace = applyBatch(trace, bytes)),
        )
        if (isCancelled) return null
        if (outcome.status !== 'done') return outcome.failure?.message ?? outcome.status
        done.push({ mode, trace })
        runs.value = [...done]
      }
      return null
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

  return { runs, isBusy, compare, stop, clear }
})
