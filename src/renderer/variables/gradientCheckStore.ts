// The gradient check that the window shows: what is selected, whether it can be checked now, and what came of it.
import type { GradientCheckOutcome } from '@shared/gradientCheck'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { MessageKey } from '../i18n'
import { engine } from '../platform/engine'
import { type Selection, useCursor } from '../replay/cursorStore'
import { useComparison } from '../run/comparison'
import { useRun } from '../run/runStore'

interface ShownCheck {
  readonly runId: string
  readonly of: Selection
  readonly outcome: GradientCheckOutcome
}

export const useGradientCheck = defineStore('gradientCheck', () => {
  const run = useRun()
  const cursor = useCursor()
  const comparison = useComparison()
  const isBusy = ref(false)
  const last = shallowRef<ShownCheck | null>(null)

  /** Why nothing can be checked at present, or null. */
  const blocked = computed((): MessageKey | null => {
    if (run.shown === null) return 'check.blocked.noRun'
    if (run.isReplay) return 'check.blocked.replay'
    if (run.isBusy || run.isVerifying || comparison.isBusy) return 'check.blocked.busy'
    return cursor.selection === null ? 'check.blocked.nothing' : null
  })

  /** The outcome for what is selected in the run that is shown. */
  const outcome = computed((): GradientCheckOutcome | null => {
    const { selection } = cursor
    const shown = last.value
    if (shown === null || selection === null || shown.runId !== run.shown?.id) return null
    return shown.of.kind === selection.kind && shown.of.id === selection.id ? shown.outcome : null
  })

  /** Checks the selected variable or function. Does nothing while that is not possible. */
  async function check(): Promise<void> {
    const { selection } = cursor
    const runId = run.shown?.id
    if (blocked.value !== null || isBusy.value || selection === null || runId === undefined) return
    isBusy.value = true
    try {
      const { kind, id } = selection
      const found = await engine.checkGradient({
        runId,
        target: { kind: kind === 'node' ? 'function' : 'variable', id },
      })
      last.value = { runId, of: selection, outcome: found }
    } finally {
      isBusy.value = false
    }
  }

  const stop = (): Promise<void> => engine.stop()

  return { isBusy, blocked, outcome, check, stop }
})
