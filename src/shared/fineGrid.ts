// A grid of heights made finer by cubic interpolation, so that a narrow valley between two points is a valley and not a
// row of pits. Pure.
import type { HeightGrid } from './contourLines'

/** About so many places on a side: more would not be seen. */
const wantedPlaces = 180
const mostSteps = 4

/** The same heights at the points, and at places between them; NaN where a point beside a place has no height. */
export function fineGrid({ xs, ys, heights }: HeightGrid): HeightGrid {
  const stepsX = stepsFor(xs.length)
  const stepsY = stepsFor(ys.length)
  const wide = ys.flatMap((_, row) => fineRow(heights.slice(row * xs.length, (row + 1) * xs.length), stepsX))
  const fineXs = fineRow(xs, stepsX)
  const fineYs = fineRow(ys, stepsY)
  const fine = new Array<number>(fineXs.length * fineYs.length)
  fineXs.forEach((_, column) => {
    const down = ys.map((_y, row) => wide[row * fineXs.length + column]!)
    fineRow(down, stepsY).forEach((height, row) => (fine[row * fineXs.length + column] = height))
  })
  return { xs: fineXs, ys: fineYs, heights: fine }
}

const stepsFor = (places: number): number =>
  Math.min(mostSteps, Math.max(1, Math.round(wantedPlaces / (places - 1))))

/** Evenly spread values with `steps` places from one to the next. */
function fineRow(values: readonly number[], steps: number): number[] {
  const last = values.length - 1
  /** Beyond the ends it goes on as the parabola through the three values there. */
  const at = (i: number): number => {
    if (i >= 0 && i <= last) return values[i]!
    const [near, next, far] = i < 0 ? [0, 1, 2] : [last, last - 1, last - 2]
    return last < 2 ? 2 * values[near]! - values[next]! : 3 * values[near]! - 3 * values[next]! + values[far]!
  }
  const row: number[] = []
  for (let i = 0; i < last; i++) {
    row.push(values[i]!)
    for (let step = 1; step < steps; step++) {
      row.push(between(at(i - 1), values[i]!, values[i + 1]!, at(i + 2), step / steps))
    }
  }
  row.push(values[last]!)
  return row
}

/** Between `b` and `c` (Catmull and Rom 1974: parabolas stay as they are); along a line where a neighbour is no number. */
function between(a: number, b: number, c: number, d: number, part: number): number {
  const curve = b + 0.5 * part * (c - a + part * (2 * a - 5 * b + 4 * c - d + part * (3 * (b - c) + d - a)))
  return Number.isFinite(curve) ? curve : b + part * (c - b)
}
