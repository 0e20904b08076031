// A computational graph at a cursor as SVG text: boxes are variables, pills are functions, as in the window.
import { edgePath } from './graphEdge'
import { graphFacts, type ScriptScope } from './graphFacts'
import { fittingFold, foldGraph, type FoldedFrame, type FoldState, toFoldedFrame } from './graphFold'
import { frameAt, type GraphFrame } from './graphFrame'
import { faceOf, toLayoutInput, type ItemFace } from './graphModel'
import { layoutGraph, type LayoutInput, type LayoutResult } from './graphLayout'
import { escapeHtml } from './reportMarkdown'
import type { TraceState } from './traceState'

/** More items than this are no picture but a texture: the text is empty then. */
export const mostDrawnItems = 2000
/** A graph that is this much wider than high is drawn downwards instead. */
const widest = 1400
const margin = 12

/** Width of a text in pixels without a font at hand: CJK signs are square, others about 0.62 of the size. */
function widthOf(text: string): number {
  let width = 0
  for (const sign of text)
    width += /[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uff60]/.test(sign) ? 13 : 8
  return width
}

export interface GraphPictureText {
  readonly svg: string
  readonly items: number
}

/** How the groups of a graph are folded, and what their names come from. */
export interface Folding {
  readonly source: string
  readonly scopes: readonly ScriptScope[]
  readonly state: FoldState
}

export function foldedFrameAt(
  trace: TraceState,
  cursor: number,
  { source, scopes, state }: Folding,
): FoldedFrame {
  const frame = frameAt(trace, cursor)
  const facts = graphFacts(trace, frame, source, scopes)
  const { edges } = frame
  return toFoldedFrame(frame, facts, foldGraph({ facts, itemCount: frame.items.length, edges, state }))
}

/**
 * Self-contained: its colours are in it. `svg` is empty when there is nothing, or too much, to draw. A graph that is too
 * large to be read is folded, unless something else is asked for.
 */
export function graphToSvg(
  trace: TraceState,
  cursor: number,
  folding: Folding = { source: '', scopes: [], state: fittingFold },
): GraphPictureText {
  const frame = foldedFrameAt(trace, cursor, folding)
  const items = frame.items.length
  if (items === 0 || items > mostDrawnItems) return { svg: '', items }
  let input = toLayoutInput(trace, frame, widthOf, 'right')
  let layout = layoutGraph(input)
  if (layout.width > widest) {
    input = { ...input, direction: 'down' }
    const down = layoutGraph(input)
    if (down.width < layout.width) layout = down
  }
  const faces = frame.items.map((item) => faceOf(trace, item, cursor))
  return { svg: draw(frame, input, layout, faces, cursor), items }
}

function draw(
  frame: GraphFrame,
  input: LayoutInput,
  layout: LayoutResult,
  faces: readonly ItemFace[],
  cursor: number,
): string {
  const width = Math.ceil(layout.width + 2 * margin)
  const height = Math.ceil(layout.height + 2 * margin)
  const parts = [
    `<svg class="graph" xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${-margin} ${-margin} ${width} ${height}" font-family="system-ui, sans-serif" font-size="13" text-anchor="middle" role="img">`,
    '<title>Computational graph</title>',
  ]
  const there = (item: number): boolean => frame.items[item]!.seq <= cursor
  for (let e = 0; e + 1 < frame.edges.length; e += 2) {
    const [from, to] = [frame.edges[e]!, frame.edges[e + 1]!]
    if (there(from) && there(to)) parts.push(edge(input, layout, from, to, layout.bends[e / 2] ?? []))
  }
  frame.items.forEach(({ kind }, i) => {
    if (!there(i)) return
    const [x, y, w, h] = [layout.x[i]!, layout.y[i]!, input.widths[i]!, input.heights[i]!]
    const { title, value, gradient } = faces[i]!
    const isVariable = kind === 'variable'
    const texts = [title, value, gradient].filter((text) => text !== '')
    // A group is drawn as a stack.
    if (kind === 'group')
      parts.push(
        `<rect x="${fixed(x - w / 2 + 4)}" y="${fixed(y - h / 2 - 4)}" width="${fixed(w)}" height="${fixed(h)}" rx="10" fill="#d3ecfb" stroke="#2f86b8"/>`,
      )
    parts.push(
      `<rect x="${fixed(x - w / 2)}" y="${fixed(y - h / 2)}" width="${fixed(w)}" height="${fixed(h)}" rx="${isVariable ? 6 : kind === 'group' ? 10 : fixed(h / 2)}" fill="${isVariable ? '#ffe3bf' : '#d3ecfb'}" stroke="${isVariable ? '#c66a06' : '#2f86b8'}"/>`,
      ...texts.map((text, row) => {
        const line = y + (row - (texts.length - 1) / 2) * 15 + 4.5
        const style = text === title ? ' font-weight="600"' : ' font-size="12"'
        const color = text === gradient && gradient !== '' ? '#7a35c9' : '#1b1b1b'
        return `<text x="${fixed(x)}" y="${fixed(line)}" fill="${color}"${style}>${escapeHtml(text)}</text>`
      }),
    )
  })
  return `${parts.join('')}</svg>`
}

function edge(
  { widths, heights }: LayoutInput,
  layout: LayoutResult,
  from: number,
  to: number,
  bends: readonly number[],
): string {
  const size = (item: number) => ({ width: widths[item]!, height: heights[item]! })
  const { start, tip, curves } = edgePath(layout, from, to, size(from), size(to), bends)
  const path = curves.map((points) => `C${points.map(fixed).join(' ')}`).join('')
  const [tx, ty] = tip
  const head =
    layout.direction === 'right'
      ? `M${fixed(tx)} ${fixed(ty)}l-8 -4v8z`
      : `M${fixed(tx)} ${fixed(ty)}l-4 -8h8z`
  return `<path d="M${fixed(start[0])} ${fixed(start[1])}${path}" fill="none" stroke="#7d8087" stroke-width="1.3"/><path d="${head}" fill="#7d8087"/>`
}

const fixed = (value: number): string => String(Math.round(value * 10) / 10)
