// The mouse on the graph: wheel zooms about the pointer, dragging pans, a click that does not move is a click.
import type { Ref } from 'vue'

export interface PanZoomTarget {
  /** `x` and `y` are pixels from the corner of the element and stay where they are. */
  readonly zoom: (factor: number, x: number, y: number) => void
  readonly pan: (dx: number, dy: number) => void
  readonly clickOn: (target: EventTarget | null) => void
}

/** Below this many pixels a press is a click, not a drag. */
const dragThreshold = 4

export function usePanZoom(root: Ref<HTMLElement | null>, target: PanZoomTarget) {
  let drag: { x: number; y: number; isMoving: boolean } | null = null
  return {
    onWheel: (event: WheelEvent): void => {
      event.preventDefault()
      const box = root.value?.getBoundingClientRect()
      if (box === undefined) return
      target.zoom(Math.exp(-event.deltaY * 0.0015), event.clientX - box.left, event.clientY - box.top)
    },
    onPointerDown: (event: PointerEvent): void => {
      if (event.button === 0) drag = { x: event.clientX, y: event.clientY, isMoving: false }
    },
    onPointerMove: (event: PointerEvent): void => {
      if (drag === null) return
      const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y]
      if (!drag.isMoving && Math.hypot(dx, dy) < dragThreshold) return
      // Captured only now: a capture from the start would take the click away from the buttons.
      if (!drag.isMoving) root.value?.setPointerCapture(event.pointerId)
      drag = { x: event.clientX, y: event.clientY, isMoving: true }
      target.pan(dx, dy)
    },
    onPointerUp: (event: PointerEvent): void => {
      const isClick = drag !== null && !drag.isMoving
      drag = null
      if (isClick) target.clickOn(event.target)
    },
    endDrag: (): void => {
      drag = null
    },
  }
}
