// Pan, zoom and fit of the graph's viewport. Pure.
import type { Viewport } from './drawGraph'

interface Size {
  readonly width: number
  readonly height: number
}

export const scaleLimits = { low: 0.02, high: 3 } as const
const margin = 20

/** Beside and below the graph stand the tools and the legend. */
const toolsWidth = 44
const legendHeight = 30

/** What of a view the graph itself may fill; `scale` is the interface's. */
export const roomOf = ({ width, height }: Size, scale: number): Size => ({
  width: Math.max(1, width - toolsWidth * scale),
  height: Math.max(1, height - legendHeight * scale),
})

/** Everything in sight; small graphs are not blown up beyond `largest`: titles of 21 pixels are read from afar. */
export function fitViewport(content: Size, view: Size, largest = 1.6): Viewport {
  if (content.width === 0 || view.width === 0) return { x: margin, y: margin, scale: 1 }
  const scale = Math.min(
    largest,
    Math.max(
      scaleLimits.low,
      Math.min((view.width - 2 * margin) / content.width, (view.height - 2 * margin) / content.height),
    ),
  )
  return {
    x: (view.width - content.width * scale) / 2,
    y: (view.height - content.height * scale) / 2,
    scale,
  }
}

/** At this scale the smallest texts, which have 12 pixels, have 9: what is still read without leaning forward. */
const readable = 0.75
/** The whole picture is worth letters that are a little smaller, down to this scale. */
export const leastWhole = 0.6

/**
 * What a graph shows first: all of it where its texts can be made out, else at a readable scale the part around `end`,
 * where its last column or row stands. A side that is in sight as a whole is centred.
 */
export function firstViewport(
  content: Size,
  view: Size,
  end: { readonly x: number; readonly y: number },
): Viewport {
  const all = fitViewport(content, view)
  if (all.scale >= leastWhole) return all
  const place = (extent: number, room: number, at: number): number => {
    const [shown, most] = [extent * readable, room - 2 * margin]
    if (shown <= most) return (room - shown) / 2
    return Math.min(margin, Math.max(room - margin - shown, room * 0.7 - at * readable))
  }
  return {
    x: place(content.width, view.width, end.x),
    y: place(content.height, view.height, end.y),
    scale: readable,
  }
}

/** Zooms about a pixel that stays where it is. */
export function zoomAt(viewport: Viewport, factor: number, x: number, y: number): Viewport {
  const scale = Math.min(scaleLimits.high, Math.max(scaleLimits.low, viewport.scale * factor))
  const ratio = scale / viewport.scale
  return { x: x - (x - viewport.x) * ratio, y: y - (y - viewport.y) * ratio, scale }
}

/** So many pixels of the graph stay in the view. */
const leastSeen = 60

/** The viewport, moved back to where some of the graph is in sight: it cannot be dragged away and lost. */
export function inReach(viewport: Viewport, content: Size, view: Size): Viewport {
  const kept = (from: number, extent: number, room: number): number => {
    const seen = Math.min(leastSeen, room / 3, extent * viewport.scale)
    return Math.min(room - seen, Math.max(seen - extent * viewport.scale, from))
  }
  return {
    ...viewport,
    x: kept(viewport.x, content.width, view.width),
    y: kept(viewport.y, content.height, view.height),
  }
}

/** The least move that brings a place of the layout into sight. */
export function reveal(viewport: Viewport, x: number, y: number, view: Size): Viewport {
  const shift = (place: number, extent: number): number => {
    const inset = Math.min(60, extent / 3)
    return Math.max(0, inset - place) - Math.max(0, place - (extent - inset))
  }
  const pixelX = x * viewport.scale + viewport.x
  const pixelY = y * viewport.scale + viewport.y
  return {
    x: viewport.x + shift(pixelX, view.width),
    y: viewport.y + shift(pixelY, view.height),
    scale: viewport.scale,
  }
}

/** Pixels around a step in which its inputs and results stand. */
const neighbourhood = 130

/** Brings a step into sight with what is around it. A side that is in sight as a whole does not move. */
export function followTo(viewport: Viewport, x: number, y: number, content: Size, view: Size): Viewport {
  const { scale } = viewport
  const move = (from: number, place: number, extent: number, room: number): number => {
    const shown = extent * scale
    if (shown <= room - 2 * margin) return from
    const inset = Math.min(neighbourhood, room / 3)
    const pixel = place * scale + from
    const moved = from + Math.max(0, inset - pixel) - Math.max(0, pixel - (room - inset))
    return Math.min(margin, Math.max(room - margin - shown, moved))
  }
  return {
    x: move(viewport.x, x, content.width, view.width),
    y: move(viewport.y, y, content.height, view.height),
    scale,
  }
}

/** A place of the layout in the middle of the view, at a scale at which texts can be read. */
export function centreOn(x: number, y: number, view: Size): Viewport {
  return { x: view.width / 2 - x * readable, y: view.height / 2 - y * readable, scale: readable }
}
