// The search of the graph: what matches at the cursor, folded or not, and going from match to match.
import { indexOfItem } from '@shared/graphFrame'
import { computed, type Ref, ref } from 'vue'
import { type Selection, useCursor } from '../replay/cursorStore'
import { useRun } from '../run/runStore'
import { findItems } from './graphSearch'
import type { PlacedGraph } from './usePlacedGraph'

/** @param goTo shows a match */
export function useGraphSearch(scene: Readonly<Ref<PlacedGraph | null>>, goTo: (item: Selection) => void) {
  const run = useRun()
  const cursor = useCursor()
  const isOpen = ref(false)
  const text = ref('')
  const found = computed(() =>
    scene.value === null || !isOpen.value
      ? []
      : findItems(run.trace, scene.value.whole, cursor.seq, text.value),
  )
  /** Items that show a match; null when nothing is searched for. */
  const matches = computed((): ReadonlySet<number> | null => {
    const { value: shown } = scene
    if (!isOpen.value || text.value.trim() === '' || shown === null) return null
    return new Set(found.value.map((item) => indexOfItem(shown.frame, item)))
  })
  /** 1-based place of the selected match, 0 for none. */
  const at = computed(() => {
    const { selection } = cursor
    if (selection === null) return 0
    return found.value.findIndex(({ kind, id }) => kind === selection.kind && id === selection.id) + 1
  })

  /** Shows the next match after the selected item, around the end. */
  function go(by: 1 | -1): void {
    const { length } = found.value
    if (length === 0) return
    const next = at.value > 0 ? at.value - 1 + by : by > 0 ? 0 : length - 1
    goTo(found.value[(next + length) % length]!)
  }
  return { isOpen, text, found, matches, at, go }
}
