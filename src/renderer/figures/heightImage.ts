// A map of heights as pixels: one colour for each band between two levels. Pure.
import { type HeightGrid, heightAt } from '@shared/contourLines'
import { bandOf } from '@shared/mapLines'

export type Colour = readonly [red: number, green: number, blue: number]

/** The colours of the bands, from the lowest: even steps along a scale of colours. */
export function bandColours(scale: readonly Colour[], bands: number): Colour[] {
  return Array.from({ length: bands }, (_, i) => {
    const at = bands === 1 ? 0 : (i / (bands - 1)) * (scale.length - 1)
    const from = Math.min(scale.length - 2, Math.floor(at))
    const part = at - from
    const mix = (k: 0 | 1 | 2): number =>
      Math.round(scale[from]![k] * (1 - part) + scale[from + 1]![k] * part)
    return [mix(0), mix(1), mix(2)]
  })
}

/** A colour in so small a part that marks in the full colour stand out from it. */
export function faint(colour: Colour, ground: Colour): Colour {
  return bandColours([ground, colour], 11)[3]!
}

/** `#rrggbb` as numbers. @throws Error for anything else */
export function parseColour(text: string): Colour {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text)
  if (match === null) throw new Error(`not a colour of six digits: ${text}`)
  return [parseInt(match[1]!, 16), parseInt(match[2]!, 16), parseInt(match[3]!, 16)]
}

/** RGBA, row by row from the top, where the largest y is; what has no height is clear. */
export function heightPixels(
  grid: HeightGrid,
  levels: readonly number[],
  colours: readonly Colour[],
  width: number,
  height: number,
): Uint8ClampedArray<ArrayBuffer> {
  const bandAt = (x: number, y: number): number => {
    const z = heightAt(grid, x, y)
    return Number.isNaN(z) ? -1 : bandOf(levels, z)
  }
  return pixelsOf(grid, bandAt, colours, width, height)
}

/** The same for a map of classes: each pixel has the colour of the plateau that has the most of it. */
export function plateauPixels(
  plateaus: readonly HeightGrid[],
  colours: readonly Colour[],
  width: number,
  height: number,
): Uint8ClampedArray<ArrayBuffer> {
  const bandAt = (x: number, y: number): number => {
    let best = -1
    let most = 0
    plateaus.forEach((plateau, band) => {
      const share = heightAt(plateau, x, y)
      if (share > most) {
        most = share
        best = band
      }
    })
    return best
  }
  return pixelsOf(plateaus[0]!, bandAt, colours, width, height)
}

/** `bandAt` says -1 where nothing is. */
function pixelsOf(
  { xs, ys }: HeightGrid,
  bandAt: (x: number, y: number) => number,
  colours: readonly Colour[],
  width: number,
  height: number,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(width * height * 4)
  const spanX = xs.at(-1)! - xs[0]!
  const spanY = ys.at(-1)! - ys[0]!
  for (let row = 0; row < height; row++) {
    const y = ys[0]! + spanY * (1 - (row + 0.5) / height)
    for (let column = 0; column < width; column++) {
      const colour = colours[bandAt(xs[0]! + (spanX * (column + 0.5)) / width, y)]
      if (colour !== undefined) pixels.set([colour[0], colour[1], colour[2], 255], 4 * (row * width + column))
    }
  }
  return pixels
}
