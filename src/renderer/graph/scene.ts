// A placed graph made ready to draw: places, sizes and the box of every edge in flat arrays, so that a frame costs what
// is in sight. Knows places, not values.
import type { FoldedFrame } from '@shared/graphFold'
import type { LayoutInput, LayoutResult } from '@shared/graphLayout'

export interface GraphScene {
  readonly frame: FoldedFrame
  readonly layout: LayoutResult
  readonly widths: Float64Array
  readonly heights: Float64Array
  /** Per edge: left, top, right, bottom. */
  readonly edgeBoxes: Float64Array
  readonly hulls: readonly Hull[]
}

/** A group that is open: the rectangle around its functions. */
export interface Hull extends Box {
  readonly key: string
  readonly title: string
  readonly count: number
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

/** In a larger graph rectangles around its parts are a tangle. */
const mostHulled = 600
/** Between a group and what is in it, with room for its title above. */
const hullGap = { side: 9, top: 28 } as const

/** Around the open groups, the outer ones first. Where another function stands in between there is none. */
function toHulls(
  { items, groups, members }: FoldedFrame,
  { x, y }: LayoutResult,
  widths: Float64Array,
  heights: Float64Array,
): Hull[] {
  if (items.length > mostHulled) return []
  const levels = groups.map(() => 0)
  for (let g = groups.length - 1; g >= 0; g--) {
    const { parent } = groups[g]!
    if (parent >= 0 && members.has(g)) levels[parent] = Math.max(levels[parent]!, levels[g]! + 1)
  }
  const functions = items.flatMap(({ kind }, i) => (kind === 'variable' ? [] : [i]))
  return [...members].flatMap(([g, inside]) => {
    if (inside.length < 2) return []
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
    for (const i of inside) {
      left = Math.min(left, x[i]! - widths[i]! / 2)
      top = Math.min(top, y[i]! - heights[i]! / 2)
      right = Math.max(right, x[i]! + widths[i]! / 2)
      bottom = Math.max(bottom, y[i]! + heights[i]! / 2)
    }
    const own = new Set(inside)
    const isMixed = functions.some(
      (i) => !own.has(i) && x[i]! >= left && x[i]! <= right && y[i]! >= top && y[i]! <= bottom,
    )
    if (isMixed) return []
    const side = hullGap.side * (levels[g]! + 1)
    const { key, title, count } = groups[g]!
    const above = side - hullGap.side + hullGap.top * (levels[g]! + 1) - hullGap.side * levels[g]!
    return [
      { key, title, count, left: left - side, top: top - above, right: right + side, bottom: bottom + side },
    ]
  })
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
