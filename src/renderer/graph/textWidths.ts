// How wide a text is on the canvas. A graph has thousands of texts and few different ones: each is measured once.
import type { TokenReader } from '../ui/theme'
import { titleFont, valueFont } from './drawGraph'

const context = document.createElement('canvas').getContext('2d')!

/** Widths in the graph's two fonts: of a text, the larger. */
export function textWidths(token: TokenReader): (text: string) => number {
  const known = new Map<string, number>()
  const fonts = [titleFont(token), valueFont(token)] as const
  context.font = fonts[1]
  // The values' face is monospaced.
  const digit = context.measureText('0').width
  context.font = fonts[0]
  return (text) => {
    let width = known.get(text)
    if (width === undefined) {
      const isValue = /^[\d\s.,×∂\[\]…e-]*$/.test(text)
      width = isValue ? text.length * digit : Math.max(context.measureText(text).width, text.length * digit)
      known.set(text, width)
    }
    return width
  }
}
