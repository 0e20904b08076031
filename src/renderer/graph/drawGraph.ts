// Draws a placed graph on a canvas: the book's orange boxes and light-blue pills. What is small is drawn simply: below
// the scale of texts no texts, below that of an overview plain boxes and straight lines.
import { edgePath } from '@shared/graphEdge'
import type { Direction } from '@shared/graphLayout'
import type { ItemFace } from '@shared/graphModel'
import type { TokenReader } from '../ui/theme'
import { type Box, type GraphScene, isItemIn } from './scene'

export interface Viewport {
  /** Pixel place of the layout's origin, and pixels per layout unit. */
  x: number
  y: number
  scale: number
}

/** What the graph is at the cursor, and what is picked out in it. Items and edges by index. */
export interface GraphMoment {
  /** Items that come later are ghosts. */
  readonly seq: number
  /** The step under the cursor, -1 when none is. */
  readonly current: number
  readonly selected: number
  /** Functions whose gradients the pass under way has computed. */
  readonly done: ReadonlySet<number>
  /** What each edge has carried back in it, by half the index in the frame's edges. */
  readonly edgeGradients: ReadonlyMap<number, string>
  readonly faceOf: (item: number) => ItemFace
  /** Items on a way through the selected one; null when nothing is picked out. */
  readonly path: ReadonlySet<number> | null
  /** Items that were searched for; null when nothing was. */
  readonly matches: ReadonlySet<number> | null
  /** Token of an item's own colour, '' for the usual one. */
  readonly tintOf: (item: number) => string
}

export interface Sheet {
  readonly width: number
  readonly height: number
  /** Device pixels per pixel. */
  readonly ratio: number
}

/** Below this scale texts are left out: they could not be read. */
const textScale = 0.42
export const overviewScale = 0.2
const longEdge = 1500
const faded = 0.25

export function drawGraph(
  context: CanvasRenderingContext2D,
  scene: GraphScene,
  moment: GraphMoment,
  viewport: Viewport,
  sheet: Sheet,
  token: TokenReader,
): void {
  const { ratio } = sheet
  const { scale } = viewport
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.clearRect(0, 0, sheet.width * ratio, sheet.height * ratio)
  context.setTransform(scale * ratio, 0, 0, scale * ratio, viewport.x * ratio, viewport.y * ratio)
  const seen = seenBox(viewport, sheet)
  if (scale < overviewScale) {
    drawLines(context, scene, moment, scale, seen, token)
    drawBoxes(context, scene, moment, scale, seen, token)
  } else {
    drawHulls(context, scene, token)
    drawEdges(context, scene, moment, scale, seen, token)
    for (let i = 0; i < scene.frame.items.length; i++)
      if (isItemIn(scene, i, seen)) drawItem(context, scene, i, moment, scale, token)
    if (scale >= textScale) drawEdgeGradients(context, scene, moment, token)
  }
}

/** The open groups, as quiet areas behind what is in them. */
function drawHulls(context: CanvasRenderingContext2D, { hulls }: GraphScene, token: TokenReader): void {
  for (const { left, top, right, bottom } of hulls) {
    context.beginPath()
    context.roundRect(left, top, right - left, bottom - top, 10)
    context.globalAlpha = 0.5
    context.fillStyle = token('hover')
    context.fill()
    context.globalAlpha = 1
    context.lineWidth = 1
    context.setLineDash([2, 3])
    context.strokeStyle = token('line-strong')
    context.stroke()
    context.setLineDash([])
  }
}

/** What each edge carried back stands on it, on the ground of the graph. */
function drawEdgeGradients(
  context: CanvasRenderingContext2D,
  { frame, layout, widths, heights }: GraphScene,
  { edgeGradients }: GraphMoment,
  token: TokenReader,
): void {
  context.font = edgeFont(token)
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  for (const [edge, text] of edgeGradients) {
    const [from, to] = [frame.edges[2 * edge]!, frame.edges[2 * edge + 1]!]
    const size = (i: number) => ({ width: widths[i]!, height: heights[i]! })
    const { start, tip } = edgePath(layout, from, to, size(from), size(to), layout.bends[edge]!)
    const bends = layout.bends[edge]!
    const [x, y] =
      bends.length > 0
        ? [bends[bends.length - 2]!, bends[bends.length - 1]!]
        : [(start[0] + tip[0]) / 2, (start[1] + tip[1]) / 2]
    const width = context.measureText(text).width + 6
    context.beginPath()
    context.roundRect(x - width / 2, y - 7.5, width, 15, 4)
    context.fillStyle = token('gradient-soft')
    context.fill()
    context.fillStyle = token('gradient')
    context.fillText(text, x, y + 0.5)
  }
}

/** The part of the layout that a sheet shows. */
export const seenBox = ({ x, y, scale }: Viewport, { width, height }: Omit<Sheet, 'ratio'>): Box => ({
  left: -x / scale,
  top: -y / scale,
  right: (width - x) / scale,
  bottom: (height - y) / scale,
})

const isEdgeIn = (boxes: Float64Array, at: number, seen: Box): boolean =>
  boxes[at + 2]! >= seen.left &&
  boxes[at]! <= seen.right &&
  boxes[at + 3]! >= seen.top &&
  boxes[at + 1]! <= seen.bottom

/** Whether the gradient of the edge's function has come. */
function isBackward({ frame }: GraphScene, { done }: GraphMoment, from: number, to: number): boolean {
  if (done.size === 0) return false
  return done.has(frame.items[from]!.kind === 'variable' ? to : from)
}

/** Overview: straight lines in one stroke for each colour; long ones would hide everything else. */
function drawLines(
  context: CanvasRenderingContext2D,
  scene: GraphScene,
  moment: GraphMoment,
  scale: number,
  seen: Box,
  token: TokenReader,
): void {
  const { frame, layout, edgeBoxes } = scene
  const { edges, items } = frame
  const forward = new Path2D()
  const backward = new Path2D()
  for (let e = 0; e < edges.length; e += 2) {
    const at = e * 2
    if (!isEdgeIn(edgeBoxes, at, seen)) continue
    const extent = edgeBoxes[at + 2]! - edgeBoxes[at]! + edgeBoxes[at + 3]! - edgeBoxes[at + 1]!
    if (extent > longEdge || extent * scale < 1.5) continue
    const [from, to] = [edges[e]!, edges[e + 1]!]
    if (items[from]!.seq > moment.seq || items[to]!.seq > moment.seq) continue
    const path = isBackward(scene, moment, from, to) ? backward : forward
    path.moveTo(layout.x[from]!, layout.y[from]!)
    path.lineTo(layout.x[to]!, layout.y[to]!)
  }
  context.lineWidth = 1 / scale
  context.globalAlpha = moment.path === null && moment.matches === null ? 1 : faded
  context.strokeStyle = token('edge')
  context.stroke(forward)
  context.strokeStyle = token('gradient')
  context.stroke(backward)
  context.globalAlpha = 1
}

/** Overview: plain boxes, those of one colour together; what is picked out comes last and never below two pixels. */
function drawBoxes(
  context: CanvasRenderingContext2D,
  scene: GraphScene,
  moment: GraphMoment,
  scale: number,
  seen: Box,
  token: TokenReader,
): void {
  const { items } = scene.frame
  const { x, y } = scene.layout
  const byColor = new Map<string, number[]>()
  for (let i = 0; i < items.length; i++) {
    if (!isItemIn(scene, i, seen)) continue
    const { kind, seq } = items[i]!
    const tint = moment.tintOf(i)
    const color =
      tint === 'heat-0'
        ? 'edge'
        : tint !== ''
          ? tint
          : kind === 'variable'
            ? 'variable-line'
            : 'function-line'
    const key = `${seq > moment.seq || isFaded(moment, i) ? '-' : '+'}${color}`
    const list = byColor.get(key)
    if (list === undefined) byColor.set(key, [i])
    else list.push(i)
  }
  for (const key of [...byColor.keys()].sort().reverse()) {
    context.fillStyle = token(key.slice(1))
    context.globalAlpha = key.startsWith('-') ? faded : 1
    for (const i of byColor.get(key)!) {
      const [w, h] = [scene.widths[i]!, scene.heights[i]!]
      context.fillRect(x[i]! - w / 2, y[i]! - h / 2, w, h)
    }
  }
  context.globalAlpha = 1
  const mark = 10 / scale
  for (const i of [moment.current, moment.selected]) {
    if (i < 0 || !isItemIn(scene, i, seen)) continue
    context.strokeStyle = token('cursor')
    context.lineWidth = 2.5 / scale
    context.strokeRect(x[i]! - mark / 2, y[i]! - mark / 2, mark, mark)
  }
}

const isFaded = ({ path, matches }: GraphMoment, item: number): boolean =>
  matches !== null ? !matches.has(item) : path !== null && !path.has(item)

function drawEdges(
  context: CanvasRenderingContext2D,
  scene: GraphScene,
  moment: GraphMoment,
  scale: number,
  seen: Box,
  token: TokenReader,
): void {
  const { frame, layout, edgeBoxes, widths, heights } = scene
  const { edges, items } = frame
  const size = (i: number) => ({ width: widths[i]!, height: heights[i]! })
  for (let e = 0; e < edges.length; e += 2) {
    const at = e * 2
    if (!isEdgeIn(edgeBoxes, at, seen)) continue
    const [from, to] = [edges[e]!, edges[e + 1]!]
    const extent = edgeBoxes[at + 2]! - edgeBoxes[at]! + edgeBoxes[at + 3]! - edgeBoxes[at + 1]!
    const isGhost = items[from]!.seq > moment.seq || items[to]!.seq > moment.seq
    const hasGradient = isBackward(scene, moment, from, to)
    const isOff = moment.path !== null && !(moment.path.has(from) && moment.path.has(to))
    const isOn = moment.path !== null && !isOff
    const path = edgePath(layout, from, to, size(from), size(to), layout.bends[e / 2]!)
    context.strokeStyle = context.fillStyle = token(hasGradient ? 'gradient' : isOn ? 'cursor' : 'edge')
    context.globalAlpha = isGhost || isOff ? 0.22 : extent > longEdge && !isOn ? 0.35 : 1
    context.lineWidth = (hasGradient || isOn ? 2 : 1.25) / Math.min(1, Math.max(scale, 0.5))
    context.beginPath()
    context.moveTo(path.start[0], path.start[1])
    for (const curve of path.curves) context.bezierCurveTo(...curve)
    context.stroke()
    if (hasGradient) drawArrow(context, path.start, layout.direction, -1)
    else drawArrow(context, path.tip, layout.direction, 1)
  }
  context.globalAlpha = 1
}

/** A gradient's arrow points back, against the edge. */
function drawArrow(
  context: CanvasRenderingContext2D,
  [x, y]: readonly [number, number],
  direction: Direction,
  sign: 1 | -1,
): void {
  const [back, side] = [8 * sign, 4.2]
  context.beginPath()
  context.moveTo(x, y)
  if (direction === 'right') {
    context.lineTo(x - back, y - side)
    context.lineTo(x - back, y + side)
  } else {
    context.lineTo(x - side, y - back)
    context.lineTo(x + side, y - back)
  }
  context.closePath()
  context.fill()
}

function drawItem(
  context: CanvasRenderingContext2D,
  { frame, layout, widths, heights }: GraphScene,
  i: number,
  moment: GraphMoment,
  scale: number,
  token: TokenReader,
): void {
  const item = frame.items[i]!
  const [width, height] = [widths[i]!, heights[i]!]
  const [left, top] = [layout.x[i]! - width / 2, layout.y[i]! - height / 2]
  const isVariable = item.kind === 'variable'
  const isGhost = item.seq > moment.seq
  const radius = isVariable ? 8 : item.kind === 'group' ? 10 : height / 2
  const tint = moment.tintOf(i)
  context.globalAlpha = isGhost ? faded : isFaded(moment, i) ? 0.35 : 1
  context.fillStyle = token(tint !== '' ? tint : isVariable ? 'variable-fill' : 'function-fill')
  context.lineWidth = 1.5
  context.strokeStyle = token(isVariable ? 'variable-line' : 'function-line')
  if (isGhost) context.setLineDash([4, 3])
  // A group is a stack of cards.
  for (const shift of item.kind === 'group' ? [6, 3, 0] : [0]) {
    context.beginPath()
    context.roundRect(left + shift, top - shift, width, height, radius)
    context.fill()
    context.stroke()
  }
  context.setLineDash([])
  if (i === moment.selected || i === moment.current) {
    context.beginPath()
    context.roundRect(left - 4, top - 4, width + 8, height + 8, radius + 4)
    context.lineWidth = 2.5
    context.strokeStyle = token('cursor')
    if (i !== moment.selected) context.setLineDash([5, 3])
    context.stroke()
    context.setLineDash([])
  }
  if (scale >= textScale && !isGhost) {
    const colors = tint === '' ? null : `${tint}-text`
    drawFace(context, moment.faceOf(i), isVariable, left + width / 2, top + height / 2, token, colors)
  }
  context.globalAlpha = 1
}

function drawFace(
  context: CanvasRenderingContext2D,
  face: ItemFace,
  isVariable: boolean,
  centre: number,
  middle: number,
  token: TokenReader,
  onTint: string | null,
): void {
  const lines = [
    {
      text: face.title,
      font: titleFont(token),
      color: onTint ?? (isVariable ? 'variable-text' : 'function-text'),
    },
    {
      text: face.value,
      font: valueFont(token),
      color: onTint ?? (isVariable ? 'variable-text' : 'function-text'),
    },
    { text: face.gradient, font: valueFont(token), color: onTint ?? 'gradient' },
  ].filter(({ text }) => text !== '')
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  const pitch = 14.5
  lines.forEach(({ text, font, color }, i) => {
    context.font = font
    context.fillStyle = token(color)
    context.fillText(text, centre, middle + (i - (lines.length - 1) / 2) * pitch + 0.5)
  })
}

export const titleFont = (token: TokenReader): string => `600 13px ${token('font-ui')}`
const edgeFont = (token: TokenReader): string => `11px ${token('font-code')}`
export const valueFont = (token: TokenReader): string => `12px ${token('font-code')}`
