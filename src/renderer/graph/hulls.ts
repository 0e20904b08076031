// The open groups of a placed graph as rectangles around what is in them. Knows places, no drawing.
import type { FoldedFrame } from '@shared/graphFold'
import type { LayoutResult } from '@shared/graphLayout'
import type { Box } from './scene'

/** A group that is open: the rectangle around its functions, and the left upper corner of its title. */
export interface Hull extends Box {
  readonly key: string
  readonly title: string
  readonly count: number
  readonly titleX: number
  readonly titleY: number
}

type Edges = [left: number, top: number, right: number, bottom: number]

/** In a larger graph rectangles around its parts are a tangle. */
const mostHulled = 600
/** Between a group and what is in it; and where its title is above or below. */
const side = 9
export const titleRoom = 28
/** The place that a title takes, with a little air. */
const titleSize = { perLetter: 8, sign: 24, height: 24 } as const

/**
 * Around the open groups, the outer ones first. A variable that a border would cut is taken in; where another function
 * stands in between there is no rectangle. A title stands above, below, or beside where it covers nothing.
 */
export function toHulls(
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
  const boxOf = (i: number): Edges => [
    x[i]! - widths[i]! / 2,
    y[i]! - heights[i]! / 2,
    x[i]! + widths[i]! / 2,
    y[i]! + heights[i]! / 2,
  ]
  const boxes = items.map((_, i) => boxOf(i))
  const functions = items.flatMap(({ kind }, i) => (kind === 'variable' ? [] : [i]))
  const variables = items.flatMap(({ kind }, i) => (kind === 'variable' ? [boxes[i]!] : []))

  return [...members].flatMap(([g, inside]) => {
    if (inside.length < 2) return []
    const margin = side * (levels[g]! + 1)
    let core = inside.map((i) => boxes[i]!).reduce(union)
    for (;;) {
      const next = variables.filter((box) => isCut(box, grown(core, margin))).reduce(union, core)
      if (next.every((edge, k) => edge === core[k])) break
      core = next
    }
    const own = new Set(inside)
    const isMixed = functions.some((i) => !own.has(i) && isCentreIn(boxes[i]!, core))
    if (isMixed) return []
    const { key, title, count } = groups[g]!
    const [left, top, right, bottom] = grown(core, margin)
    const room = (titleRoom - side) * (levels[g]! + 1)
    const width = titleSize.sign + titleSize.perLetter * (title.length + 4)
    const atTop = { x: left, y: top - room, top: top - room, bottom }
    const places = [
      atTop,
      { x: left, y: bottom + room - titleSize.height, top, bottom: bottom + room },
      { x: right, y: top, top, bottom },
      { x: left - width, y: top, top, bottom },
    ]
    const isFree = ({ x: from, y: at }: (typeof places)[number]): boolean =>
      !boxes.some((box) => overlap(box, [from, at, from + width, at + titleSize.height]))
    const place = places.find(isFree) ?? atTop
    return [
      {
        key,
        title,
        count,
        left,
        right,
        top: place.top,
        bottom: place.bottom,
        titleX: place.x,
        titleY: place.y,
      },
    ]
  })
}

const union = (a: Edges, b: Edges): Edges => [
  Math.min(a[0], b[0]),
  Math.min(a[1], b[1]),
  Math.max(a[2], b[2]),
  Math.max(a[3], b[3]),
]
const grown = ([left, top, right, bottom]: Edges, by: number): Edges => [
  left - by,
  top - by,
  right + by,
  bottom + by,
]
const overlap = (a: Edges, b: Edges): boolean => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1]
const isIn = (a: Edges, b: Edges): boolean => a[0] >= b[0] && a[1] >= b[1] && a[2] <= b[2] && a[3] <= b[3]
/** Partly in and partly out. */
const isCut = (a: Edges, b: Edges): boolean => overlap(a, b) && !isIn(a, b)
const isCentreIn = (a: Edges, b: Edges): boolean => {
  const [x, y] = [(a[0] + a[2]) / 2, (a[1] + a[3]) / 2]
  return x >= b[0] && x <= b[2] && y >= b[1] && y <= b[3]
}
