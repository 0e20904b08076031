// The one cursor of the window: which moment of the run every view shows, and what is selected there.
import type { NodeRecord, VariableRecord } from '@shared/traceRecords'
import type { TraceState } from '@shared/traceState'
import { cursorOfStep, lastCursor, lineAt, momentOfStep, stepAt, stepIndexAt } from '@shared/traceView'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { useRun } from '../run/runStore'
import { useSettings } from '../ui/settings'

export type Selection = { readonly kind: 'variable' | 'node'; readonly id: number }

/** Steps a second at speed 1. */
const pace = 4

export const useCursor = defineStore('cursor', () => {
  const run = useRun()
  const settings = useSettings()
  /** Null: at the end, wherever that is by now. */
  const fixed = ref<number | null>(null)
  const selection = shallowRef<Selection | null>(null)
  const isPlaying = ref(false)
  /** Playing begins again when it has come to the end. */
  const isLooping = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined

  const trace = computed((): TraceState => run.trace)
  const seq = computed(() => Math.min(fixed.value ?? Infinity, lastCursor(trace.value)))
  /** The same for what is counted by whole steps: the ledger of memory counts to where the next step is told of. */
  const stepEnd = computed(() =>
    fixed.value === null || position.value === 0
      ? seq.value
      : Math.max(seq.value, cursorOfStep(trace.value, position.value - 1)),
  )
  const isAtEnd = computed(() => fixed.value === null)
  /** 0 is before the first step, `stepCount` after the last. */
  const position = computed(() => (isAtEnd.value ? stepCount.value : stepIndexAt(trace.value, seq.value) + 1))
  const stepCount = computed(() => trace.value.steps.length)
  const step = computed(() => stepAt(trace.value, seq.value))
  /** Line of the step under the cursor; 0 at rest at the end of a run, where no line is special. */
  const line = computed(() => {
    const picked = selection.value
    if (picked !== null) {
      const record = recordOf(picked)
      if (record !== null) return record.line
    }
    return isAtEnd.value && run.status !== 'paused' ? 0 : lineAt(trace.value, seq.value)
  })

  function recordOf(picked: Selection): NodeRecord | VariableRecord | null {
    const table = picked.kind === 'node' ? trace.value.nodeById : trace.value.variableById
    return table.get(picked.id) ?? null
  }

  /** Stands after step `to` (1-based); 0 is before the first. The end follows a run that grows. */
  function goToPosition(to: number): void {
    const last = stepCount.value
    const target = Math.min(last, Math.max(0, to))
    fixed.value =
      target === last ? null : target === 0 ? beforeFirst() : momentOfStep(trace.value, target - 1)
  }

  const beforeFirst = (): number => (trace.value.steps[0]?.seq ?? 0) - 1

  /** Stands where event `to` has just happened. */
  function goToSeq(to: number): void {
    const index = stepIndexAt(trace.value, to)
    goToPosition(index + (index >= 0 && to > momentOfStep(trace.value, index) ? 2 : 1))
  }

  /** Stands where event `to` has just happened, also between two steps; null is the end. */
  function goToMoment(to: number | null): void {
    pause()
    fixed.value = to
  }

  function move(by: number): void {
    pause()
    goToPosition(position.value + by)
  }

  function play(): void {
    if (stepCount.value === 0) return
    if (isAtEnd.value) goToPosition(0)
    isPlaying.value = true
    tick()
  }

  function pause(): void {
    isPlaying.value = false
    clearTimeout(timer)
  }

  /** Long runs are played in strides, so that no run takes longer than a minute at speed 1. */
  function tick(): void {
    clearTimeout(timer)
    timer = setTimeout(
      () => {
        const stride = Math.max(1, Math.round(stepCount.value / (pace * 60)))
        goToPosition(isAtEnd.value ? 0 : position.value + stride)
        if (isAtEnd.value && !isLooping.value) isPlaying.value = false
        else tick()
      },
      1000 / (pace * settings.values.speed),
    )
  }

  function select(picked: Selection | null): void {
    selection.value = picked
  }

  /** Back to the end, nothing selected: a run begins or another one is shown. */
  function reset(): void {
    pause()
    fixed.value = null
    selection.value = null
  }

  return {
    seq,
    stepEnd,
    isAtEnd,
    position,
    stepCount,
    step,
    line,
    selection,
    isPlaying,
    isLooping,
    goToPosition,
    goToSeq,
    goToMoment,
    move,
    play,
    pause,
    select,
    reset,
  }
})
