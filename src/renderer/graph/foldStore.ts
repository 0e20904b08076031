// Which groups of the graph are folded, for each session as long as the window lives.
import { fittingFold, type FoldState } from '@shared/graphFold'
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { useSessions } from '../sessions/sessionStore'

export const useFolds = defineStore('folds', () => {
  const sessions = useSessions()
  const known = shallowRef<ReadonlyMap<string, FoldState>>(new Map())
  const session = computed(() => sessions.current?.id ?? '')
  const state = computed((): FoldState => known.value.get(session.value) ?? fittingFold)

  function set(next: FoldState): void {
    known.value = new Map(known.value).set(session.value, next)
  }

  return {
    state,
    /** Closes or opens groups by hand. */
    choose: (keys: readonly string[], isClosed: boolean): void =>
      set({
        ...state.value,
        chosen: new Map([...state.value.chosen, ...keys.map((key) => [key, isClosed] as const)]),
      }),
    /** All groups at once; what was chosen by hand is forgotten. */
    setPreset: (preset: FoldState['preset']): void => set({ preset, chosen: new Map() }),
  }
})
