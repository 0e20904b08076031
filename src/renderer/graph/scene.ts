// A placed graph made ready to draw: places, sizes and the box of every edge in flat arrays, so that a frame costs what
// is in sight. Knows places, not values.
import type { FoldedFrame } from '@shared/graphFold'
import type { LayoutInput, LayoutResult } from '@shared/graphLayout'
import { type Hull, toHulls } from './hulls'

export interface GraphScene {
  readonly frame: FoldedFrame
  readonly layout: LayoutResult
  readonly widths: Float64Array
  readonly heights: Float64Array
  /** Per edge: left, top, right, bottom. */
  readonly edgeBoxes: Float64Array
  readonly hulls: readonly Hull[]
}

export function toScene(frame: FoldedFrame, input: LayoutInput, layout: LayoutResult): GraphScene {
  const { x, y, bends } = layout
  const { edges } = frame
  const edgeBoxes = new Float64Array(edges.length * 2)
  for (let e = 0; e < edges.length; e += 2) {
    const [from, to] = [edges[e]!, edges[e + 1]!]
    let left = Math.min(x[from]!, x[to]!)
    let right = Math.max(x[from]!, x[to]!)
    let top = Math.min(y[from]!, y[to]!)
    let bottom = Math.max(y[from]!, y[to]!)
    const points = bends[e / 2]!
    for (let i = 0; i < points.length; i += 2) {
      left = Math.min(left, points[i]!)
      right = Math.max(right, points[i]!)
      top = Math.min(top, points[i + 1]!)
      bottom = Math.max(bottom, points[i + 1]!)
    }
    edgeBoxes.set([left, top, right, bottom], e * 2)
  }
  const widths = Float64Array.from(input.widths)
  const heights = Float64Array.from(input.heights)
  return { frame, layout, widths, heights, edgeBoxes, hulls: toHulls(frame, layout, widths, heights) }
}

/** A rectangle of the layout. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** Whether any of the item is inside the box. */
export function isItemIn({ layout, widths, heights }: GraphScene, i: number, box: Box): boolean {
  const [x, y] = [layout.x[i]!, layout.y[i]!]
  const [w, h] = [widths[i]! / 2, heights[i]! / 2]
  return x + w >= box.left && x - w <= box.right && y + h >= box.top && y - h <= box.bottom
}
