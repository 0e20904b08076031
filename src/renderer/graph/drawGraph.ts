// Draws a placed graph on a canvas: the book's orange boxes and light-blue pills. Knows places, not the trace.
import type { TokenReader } from '../ui/theme'
import type { GraphItem, ItemFace } from '@shared/graphModel'
import type { Direction, LayoutResult } from '@shared/graphLayout'
import { edgePath } from '@shared/graphEdge'

export interface Viewport {
  /** Pixel place of the layout's origin, and pixels per layout unit. */
  x: number
  y: number
  scale: number
}

export interface DrawnItem {
  readonly item: GraphItem
  readonly face: ItemFace
  readonly width: number
  readonly height: number
  /** `ghost`: will exist, does not yet. `current`: the step under the cursor. */
  readonly state: 'there' | 'ghost' | 'current'
  readonly isSelected: boolean
}

export interface GraphPicture {
  readonly items: readonly DrawnItem[]
  readonly edges: readonly number[]
  /** Per edge: its gradient has been computed by the pass under way. */
  readonly backward: readonly boolean[]
  readonly layout: LayoutResult
}

/** Below this scale texts are left out: they could not be read. */
const textScale = 0.42
const overviewScale = 0.2
const longEdge = 1500

export function drawGraph(
  context: CanvasRenderingContext2D,
  picture: GraphPicture,
  viewport: Viewport,
  size: { readonly width: number; readonly height: number; readonly ratio: number },
  token: TokenReader,
): void {
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.clearRect(0, 0, size.width * size.ratio, size.height * size.ratio)
  const { ratio } = size
  context.setTransform(
    viewport.scale * ratio,
    0,
    0,
    viewport.scale * ratio,
    viewport.x * ratio,
    viewport.y * ratio,
  )
  const seen = {
    left: -viewport.x / viewport.scale,
    top: -viewport.y / viewport.scale,
    right: (size.width - viewport.x) / viewport.scale,
    bottom: (size.height - viewport.y) / viewport.scale,
  }
  drawEdges(context, picture, viewport.scale, seen, token)
  const { x, y } = picture.layout
  picture.items.forEach((drawn, i) => {
    const { width, height } = drawn
    const left = x[i]! - width / 2
    const top = y[i]! - height / 2
    if (left > seen.right || top > seen.bottom || left + width < seen.left || top + height < seen.top) return
    drawItem(context, drawn, left, top, viewport.scale, token)
  })
}

interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

function drawEdges(
  context: CanvasRenderingContext2D,
  { items, edges, backward, layout }: GraphPicture,
  scale: number,
  seen: Box,
  token: TokenReader,
): void {
  const { bends } = layout
  for (let e = 0; e < edges.length; e += 2) {
    const from = edges[e]!
    const to = edges[e + 1]!
    const path = edgePath(layout, from, to, items[from]!, items[to]!, bends[e / 2]!)
    if (path.right < seen.left || path.left > seen.right || path.bottom < seen.top || path.top > seen.bottom)
      continue
    const isLong = path.right - path.left + path.bottom - path.top > longEdge
    // In an overview the edges across many columns would hide everything else.
    if (scale < overviewScale && isLong) continue
    const isGhost = items[from]!.state === 'ghost' || items[to]!.state === 'ghost'
    const isBackward = backward[e / 2]!
    context.strokeStyle = context.fillStyle = token(isBackward ? 'gradient' : 'edge')
    context.globalAlpha = isGhost ? 0.22 : isLong ? 0.35 : 1
    context.lineWidth = (isBackward ? 2 : 1.25) / Math.min(1, Math.max(scale, 0.5))
    context.beginPath()
    context.moveTo(path.start[0], path.start[1])
    for (const curve of path.curves) context.bezierCurveTo(...curve)
    context.stroke()
    if (isBackward) drawArrow(context, path.start, layout.direction, -1)
    else drawArrow(context, path.tip, layout.direction, 1)
    context.globalAlpha = 1
  }
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
  { item, face, width, height, state, isSelected }: DrawnItem,
  left: number,
  top: number,
  scale: number,
  token: TokenReader,
): void {
  const isVariable = item.kind === 'variable'
  const radius = isVariable ? 8 : height / 2
  context.globalAlpha = state === 'ghost' ? 0.25 : 1
  context.beginPath()
  context.roundRect(left, top, width, height, radius)
  context.fillStyle = token(isVariable ? 'variable-fill' : 'function-fill')
  context.fill()
  context.lineWidth = 1.5
  context.strokeStyle = token(isVariable ? 'variable-line' : 'function-line')
  if (state === 'ghost') context.setLineDash([4, 3])
  context.stroke()
  context.setLineDash([])
  if (isSelected || state === 'current') {
    context.beginPath()
    context.roundRect(left - 4, top - 4, width + 8, height + 8, radius + 4)
    context.lineWidth = 2.5
    context.strokeStyle = token('cursor')
    if (!isSelected) context.setLineDash([5, 3])
    context.stroke()
    context.setLineDash([])
  }
  if (scale >= textScale && state !== 'ghost')
    drawFace(context, face, isVariable, left + width / 2, top, height, token)
  context.globalAlpha = 1
}

function drawFace(
  context: CanvasRenderingContext2D,
  face: ItemFace,
  isVariable: boolean,
  centre: number,
  top: number,
  height: number,
  token: TokenReader,
): void {
  const lines = [
    {
      text: face.title,
      font: titleFont(token),
      color: token(isVariable ? 'variable-text' : 'function-text'),
    },
    { text: face.value, font: valueFont(token), color: token('variable-text') },
    { text: face.gradient, font: valueFont(token), color: token('gradient') },
  ].filter(({ text }) => text !== '')
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  const pitch = 14.5
  lines.forEach(({ text, font, color }, i) => {
    context.font = font
    context.fillStyle = color
    context.fillText(text, centre, top + height / 2 + (i - (lines.length - 1) / 2) * pitch + 0.5)
  })
}

export const titleFont = (token: TokenReader): string => `600 13px ${token('font-ui')}`
export const valueFont = (token: TokenReader): string => `12px ${token('font-code')}`
