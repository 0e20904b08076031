// What is known of the next run's peak in each mode: from the last finished runs of this session that the window has
// seen, scaled to the present text. Looks through long runs in slices between frames; never runs anything.
import { findCells } from '@shared/cells'
import type { Mode } from '@shared/engineApi'
import { estimatePeak, type PeakEstimate, type PeakFacts, peakFactsInSlices } from '@shared/memoryEstimate'
import type { TraceState } from '@shared/traceState'
import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import { engine } from '../platform/engine'
import { useComparison } from '../run/comparison'
import { lookThrough } from '../run/lookThrough'
import { useRun } from '../run/runStore'
import { useSessions } from '../sessions/sessionStore'
import { useSettings } from '../ui/settings'

interface KnownPeak {
  readonly source: string
  readonly facts: PeakFacts
}

export interface Forecast {
  readonly mode: Mode
  /** Null: what was changed in the text does not say what becomes of the peak. */
  readonly estimate: PeakEstimate | null
  /** Of the run that it comes from. */
  readonly lastPeak: number
  readonly isAboveLimit: boolean
}

/** True for a run of all cells to their end: one of some cells says nothing about the peak of all. */
function isWhole({ cells, end, peak }: TraceState, source: string): boolean {
  const code = findCells(source).filter(({ kind }) => kind === 'code')
  return end?.status === 'done' && peak !== null && cells.length === code.length
}

export const useForecast = defineStore('forecast', () => {
  const run = useRun()
  const comparison = useComparison()
  const sessions = useSessions()
  const { values: settings } = useSettings()
  const peaks = shallowRef<ReadonlyMap<Mode, KnownPeak>>(new Map())

  function learn(mode: Mode, source: string, trace: TraceState): () => void {
    const { id } = sessions.current ?? {}
    return lookThrough(peakFactsInSlices(trace), (facts) => {
      if (sessions.current?.id === id) peaks.value = new Map(peaks.value).set(mode, { source, facts })
    })
  }

  watch(
    () => sessions.current?.id,
    () => (peaks.value = new Map()),
  )
  const finished = computed(() => {
    const { trace, shown, isBusy } = run
    return isBusy || shown === null || !isWhole(trace, shown.source) ? null : { trace, shown }
  })
  let forget = (): void => undefined
  watch(
    finished,
    (one) => {
      forget()
      if (one !== null) forget = learn(one.shown.mode, one.shown.source, one.trace)
    },
    { immediate: true },
  )
  watch(
    () => comparison.runs,
    (runs, before = []) => {
      for (const { mode, trace, note } of runs.slice(before.length))
        if (note === '') learn(mode, comparison.source, trace)
    },
    { immediate: true },
  )

  const limit = computed(() =>
    settings.memoryLimitMegabytes > 0
      ? settings.memoryLimitMegabytes * 1e6
      : (engine.memoryLimitBytes ?? Infinity),
  )

  const forecasts = computed((): readonly Forecast[] =>
    [...peaks.value].map(([mode, { source, facts }]) => {
      const estimate = estimatePeak(facts, source, sessions.text)
      return {
        mode,
        estimate,
        lastPeak: facts.total,
        isAboveLimit: estimate !== null && estimate.bytes > limit.value,
      }
    }),
  )
  /** For the mode in which the session runs. */
  const own = computed(
    () => forecasts.value.find(({ mode }) => mode === (sessions.current?.mode ?? 'default')) ?? null,
  )

  return { forecasts, own, limit }
})
