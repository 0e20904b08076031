// Which part of the graph is in sight: fitted and after the cursor until a person moves it, and steady when the layout
// changes.
import { indexOfItem } from '@shared/graphFrame'
import { computed, type Ref, ref, shallowRef } from 'vue'
import { type Selection, useCursor } from '../replay/cursorStore'
import { useSettings } from '../ui/settings'
import { overviewScale, seenBox, type Viewport } from './drawGraph'
import type { PlacedGraph } from './usePlacedGraph'
import {
  centreOn,
  firstViewport,
  fitViewport,
  followTo,
  inReach,
  leastWhole,
  reveal,
  roomOf,
  zoomAt,
} from './viewport'

export function useGraphView(size: Readonly<Ref<{ readonly width: number; readonly height: number }>>) {
  const cursor = useCursor()
  const { values: settings } = useSettings()
  const viewport = shallowRef<Viewport>({ x: 0, y: 0, scale: 1 })
  const placed = shallowRef<PlacedGraph | null>(null)
  /** Nobody has moved it by hand. */
  const isFitted = ref(true)
  /** All of it was asked for, however small. */
  let showsAll = false
  /** What stays where it is at the next change of the layout. */
  let anchor: Selection | null = null
  const fitSize = computed(() => roomOf(size.value, settings.scale))

  /** All of it, or where a graph ends that could not be read as a whole: its item of the highest rank. */
  function showFirst(): void {
    if (placed.value === null) return
    const { frame, layout } = placed.value
    let last = 0
    frame.items.forEach(({ rank }, i) => {
      if (rank > frame.items[last]!.rank) last = i
    })
    const end = { x: layout.x[last] ?? 0, y: layout.y[last] ?? 0 }
    viewport.value = showsAll ? fitViewport(layout, fitSize.value) : firstViewport(layout, fitSize.value, end)
  }

  /** Another layout is about to be drawn: of the same run if there is one before. */
  function onPlaced(now: PlacedGraph, before: PlacedGraph | null): void {
    placed.value = now
    const { selection } = cursor
    const isKept = before !== null && selection !== null && keepInPlace(selection, before, now)
    const isWhole = fitViewport(now.layout, fitSize.value).scale >= leastWhole
    // A group that is opened stays where it was only where the fitted graph could not be read.
    if (!isKept && before !== null && anchor !== null && !(isFitted.value && isWhole))
      keepInPlace(anchor, before, now)
    else if (!isKept && isFitted.value) showFirst()
    anchor = null
  }

  /** False when it is not in both layouts. */
  function keepInPlace(item: Selection, before: PlacedGraph, now: PlacedGraph): boolean {
    const was = indexOfItem(before.frame, item)
    const is = indexOfItem(now.frame, item)
    if (was < 0 || is < 0) return false
    const { x, y, scale } = viewport.value
    isFitted.value = false
    viewport.value = {
      x: x + (before.layout.x[was]! - now.layout.x[is]!) * scale,
      y: y + (before.layout.y[was]! - now.layout.y[is]!) * scale,
      scale,
    }
    return true
  }

  function fit(): void {
    isFitted.value = true
    showsAll = true
    showFirst()
  }
  function zoom(factor: number, x = size.value.width / 2, y = size.value.height / 2): void {
    takeInHand()
    look(zoomAt(viewport.value, factor, x, y))
  }
  function pan(dx: number, dy: number): void {
    takeInHand()
    look({ ...viewport.value, x: viewport.value.x + dx, y: viewport.value.y + dy })
  }
  function look(next: Viewport): void {
    viewport.value = placed.value === null ? next : inReach(next, placed.value.layout, size.value)
  }
  /** A place of the layout in the middle. */
  function centre(x: number, y: number): void {
    const { scale } = viewport.value
    takeInHand()
    viewport.value = { scale, x: size.value.width / 2 - x * scale, y: size.value.height / 2 - y * scale }
  }
  function takeInHand(): void {
    isFitted.value = false
    showsAll = false
  }
  /** The step under the cursor, -1 for none, stays in sight until somebody moves the view by hand. */
  function follow(item: number): void {
    if (placed.value === null || !isFitted.value || showsAll) return
    const { layout } = placed.value
    if (item < 0) showFirst()
    else viewport.value = followTo(viewport.value, layout.x[item]!, layout.y[item]!, layout, fitSize.value)
  }
  /** Brings an item into sight. */
  function show(item: number): void {
    if (placed.value === null) return
    const { x, y } = placed.value.layout
    takeInHand()
    viewport.value =
      viewport.value.scale < overviewScale
        ? centreOn(x[item]!, y[item]!, size.value)
        : reveal(viewport.value, x[item]!, y[item]!, size.value)
  }

  /** A map helps when there is more than is in sight. */
  const hasMap = computed(() => {
    if (placed.value === null || size.value.height < 260) return false
    const { width, height } = placed.value.layout
    const seen = seenBox(viewport.value, size.value)
    return seen.left > 1 || seen.top > 1 || seen.right < width - 1 || seen.bottom < height - 1
  })

  return {
    viewport,
    isFitted,
    hasMap,
    onPlaced,
    showFirst,
    fit,
    zoom,
    pan,
    centre,
    follow,
    show,
    holdStill: (item: Selection): void => void (anchor = item),
  }
}
