// The lines of a map: lines of equal height, or the borders between its plateaus. Pure.
import { contourLines, type HeightGrid, type Polyline } from './contourLines'
import type { FigureAxes } from './figures'
import { fineGrid } from './fineGrid'
import { mapLevels } from './mapLevels'

interface MapLine {
  /** Null: a border, which has no height. */
  readonly level: number | null
  readonly lines: readonly Polyline[]
}

/** Fewer points than this for each height are a coarse slope, no plateaus. */
const leastOfPlateau = 8

/** How many levels are at or below a height. */
export function bandOf(levels: readonly number[], height: number): number {
  let band = 0
  while (band < levels.length && levels[band]! <= height) band++
  return band
}

/**
 * Where between two neighbouring levels there is one height only, as on a map of classes: for each band a grid with 1
 * on its plateau and 0 elsewhere. Null for every other map. Between two plateaus lies nothing: heights in between would
 * show a third class there.
 */
export function plateausOf({ xs, ys, heights }: HeightGrid, levels: readonly number[]): HeightGrid[] | null {
  const found = new Map<number, number>()
  for (const height of heights) {
    if (Number.isNaN(height)) continue
    const band = bandOf(levels, height)
    if (found.has(band) && found.get(band) !== height) return null
    found.set(band, height)
  }
  if (found.size < 2 || heights.length < leastOfPlateau * found.size) return null
  return Array.from({ length: levels.length + 1 }, (_, band) => ({
    xs,
    ys,
    heights: heights.map((height) => (Number.isNaN(height) ? NaN : Number(bandOf(levels, height) === band))),
  }))
}

/** What is drawn of a map. */
export interface MapDrawing {
  readonly levels: readonly number[]
  /** The heights with places between them. */
  readonly fine: HeightGrid
  /** As {@link plateausOf} has them. */
  readonly plateaus: readonly HeightGrid[] | null
  readonly lines: readonly MapLine[]
}

/** `levels` are the person's; without them the heights and the scale say where lines are. */
export function mapDrawing(
  grid: HeightGrid,
  { levels: asked, scale }: Pick<FigureAxes, 'levels' | 'scale'>,
): MapDrawing {
  const levels = asked ?? mapLevels(grid.heights, scale)
  const plateaus = plateausOf(grid, levels)
  if (plateaus === null) {
    const fine = fineGrid(grid)
    return {
      levels,
      fine,
      plateaus,
      lines: levels.map((level) => ({ level, lines: contourLines(fine, level) })),
    }
  }
  // The border of the last one is the borders of the others.
  const lines = plateaus.slice(0, -1).map((plateau) => ({ level: null, lines: contourLines(plateau, 0.5) }))
  return { levels, fine: grid, plateaus, lines }
}
