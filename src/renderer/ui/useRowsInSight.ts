// Which rows of a long list are in sight, where all rows are of one height. Knows neither the rows nor how they are drawn.
import {
  computed,
  type ComputedRef,
  onBeforeUnmount,
  type Ref,
  type ShallowRef,
  shallowRef,
  watch,
} from 'vue'

/** Rows beyond the edges that are in the page too: the next one can be walked to. */
const overscan = 10

/**
 * @param scroller the element that scrolls; its content begins with the first row
 * @param rowHeight in pixels
 */
export function useRowsInSight(
  scroller: Readonly<Ref<HTMLElement | null>>,
  count: () => number,
  rowHeight: () => number,
): {
  /** Indices of the rows from `first` up to, not including, `end`. */
  readonly inSight: ComputedRef<{ readonly first: number; readonly end: number }>
  /** Scrolls no further than it takes to have a row in sight. */
  readonly show: (row: number) => void
  /** Of the part in sight, in pixels. */
  readonly height: Readonly<ShallowRef<number>>
} {
  const top = shallowRef(0)
  const height = shallowRef(400)
  const read = (): void => {
    top.value = scroller.value?.scrollTop ?? 0
  }
  const observer = new ResizeObserver(([entry]) => {
    height.value = entry?.contentRect.height ?? 0
    read()
  })
  watch(
    scroller,
    (element, before) => {
      before?.removeEventListener('scroll', read)
      observer.disconnect()
      element?.addEventListener('scroll', read, { passive: true })
      if (element) observer.observe(element)
    },
    { immediate: true },
  )
  onBeforeUnmount(() => observer.disconnect())

  const inSight = computed(() => ({
    first: Math.max(0, Math.floor(top.value / rowHeight()) - overscan),
    end: Math.min(count(), Math.ceil((top.value + height.value) / rowHeight()) + overscan),
  }))
  function show(row: number): void {
    const { value: element } = scroller
    if (element === null) return
    const at = row * rowHeight()
    if (at < element.scrollTop) element.scrollTop = at
    // A heading that stays in sight takes the height of a row.
    const room = element.clientHeight - 2 * rowHeight()
    if (at > element.scrollTop + room) element.scrollTop = at - room
    read()
  }
  return { inSight, show, height }
}
