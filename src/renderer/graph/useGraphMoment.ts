// What the graph is at the cursor: what is selected and on its way, what each item says, which gradients have come.
import { indexOfItem } from '@shared/graphFrame'
import { backwardItemsAt, edgeGradientsAt, faceOf, type ItemFace } from '@shared/graphModel'
import { computed, type Ref } from 'vue'
import { useCursor } from '../replay/cursorStore'
import { useRun } from '../run/runStore'
import type { GraphMoment } from './drawGraph'
import { pathThrough } from './graphPath'
import { type Tinting, tintOf } from './graphTint'
import type { PlacedGraph } from './usePlacedGraph'

export function useGraphMoment(
  scene: Readonly<Ref<PlacedGraph | null>>,
  matches: Readonly<Ref<ReadonlySet<number> | null>>,
  tinting: Readonly<Ref<Tinting>>,
) {
  const run = useRun()
  const cursor = useCursor()

  const selected = computed(() =>
    scene.value === null || cursor.selection === null ? -1 : indexOfItem(scene.value.frame, cursor.selection),
  )
  const path = computed(() => {
    if (scene.value === null || selected.value < 0) return null
    const { edges, items } = scene.value.frame
    return pathThrough(edges, items.length, selected.value)
  })
  /** Faces are made when they are first seen, and anew at another moment. */
  const faces = computed(() => {
    const known = new Map<number, ItemFace>()
    const { trace } = run
    const { seq } = cursor
    const items = scene.value?.frame.items ?? []
    return (i: number): ItemFace => {
      let face = known.get(i)
      if (face === undefined) known.set(i, (face = faceOf(trace, items[i]!, seq)))
      return face
    }
  })
  const tint = computed(() =>
    scene.value === null ? null : tintOf(run.trace, scene.value.frame, cursor.seq, tinting.value),
  )
  const backward = computed(() => {
    if (scene.value === null || cursor.isAtEnd)
      return { done: new Set<number>(), edgeGradients: new Map<number, string>() }
    const { frame } = scene.value
    const step = cursor.position - 1
    return {
      done: backwardItemsAt(run.trace, frame, step),
      edgeGradients: edgeGradientsAt(run.trace, frame, step, cursor.seq),
    }
  })
  const moment = computed((): GraphMoment | null => {
    if (scene.value === null || tint.value === null) return null
    const node = cursor.isAtEnd ? undefined : cursor.step?.node
    return {
      seq: cursor.seq,
      current: node === undefined ? -1 : (scene.value.frame.nodeIndex.get(node) ?? -1),
      selected: selected.value,
      ...backward.value,
      faceOf: faces.value,
      path: path.value,
      matches: matches.value,
      tintOf: tint.value.tokenOf,
    }
  })
  return { selected, faces, tint, moment }
}
