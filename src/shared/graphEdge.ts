// The curve of an edge: from the side of one item over the bends to the side of another. Pure.
import type { LayoutResult } from './graphLayout'

type Point = readonly [number, number]
type Curve = readonly [number, number, number, number, number, number]

export interface EdgePath {
  readonly start: Point
  /** Where the arrow's tip touches the item. */
  readonly tip: Point
  /** Bezier curves, each with two control points and its end. */
  readonly curves: readonly Curve[]
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

interface Sized {
  readonly width: number
  readonly height: number
}

/** Length of the arrow's head: the curve ends where it begins. */
const head = 7

export function edgePath(
  { x, y, direction }: LayoutResult,
  from: number,
  to: number,
  source: Sized,
  target: Sized,
  bends: readonly number[],
): EdgePath {
  const isRight = direction === 'right'
  const start: Point = isRight
    ? [x[from]! + source.width / 2, y[from]!]
    : [x[from]!, y[from]! + source.height / 2]
  const tip: Point = isRight ? [x[to]! - target.width / 2, y[to]!] : [x[to]!, y[to]! - target.height / 2]
  const stops: Point[] = []
  for (let i = 0; i + 1 < bends.length; i += 2) stops.push([bends[i]!, bends[i + 1]!])
  stops.push(isRight ? [tip[0] - head, tip[1]] : [tip[0], tip[1] - head])
  const curves: Curve[] = []
  let [lastX, lastY] = start
  for (const [nextX, nextY] of stops) {
    const [middleX, middleY] = [(lastX + nextX) / 2, (lastY + nextY) / 2]
    curves.push(
      isRight
        ? [middleX, lastY, middleX, nextY, nextX, nextY]
        : [lastX, middleY, nextX, middleY, nextX, nextY],
    )
    lastX = nextX
    lastY = nextY
  }
  const all = [start, tip, ...stops]
  const xs = all.map(([px]) => px)
  const ys = all.map(([, py]) => py)
  return {
    start,
    tip,
    curves,
    left: Math.min(...xs),
    top: Math.min(...ys),
    right: Math.max(...xs),
    bottom: Math.max(...ys),
  }
}
