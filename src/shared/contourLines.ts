// Lines of equal height on a grid, by marching squares (Lorensen and Cline 1987, in two dimensions). Pure.

/** Heights over the points of a grid, row by row: `heights[row * xs.length + column]`. */
export interface HeightGrid {
  readonly xs: readonly number[]
  readonly ys: readonly number[]
  readonly heights: readonly number[]
}

export type Polyline = readonly (readonly [number, number])[]

/** The lines at one height, each from end to end; a closed line ends where it begins. Cells with NaN have none. */
export function contourLines(grid: HeightGrid, level: number): Polyline[] {
  const { crossings, neighbours } = cross(grid, level)
  const left = new Set(crossings.keys())
  const lines: Polyline[] = []
  // Open lines first, from one of their ends; what is left are rings.
  const ends = [...left].filter((edge) => neighbours.get(edge)!.length === 1)
  for (const start of [...ends, ...left]) {
    if (!left.delete(start)) continue
    const line = [crossings.get(start)!]
    let at: number | undefined = start
    for (;;) {
      const next: number | undefined = neighbours.get(at)!.find((edge) => left.has(edge))
      if (next === undefined) break
      at = next
      left.delete(at)
      line.push(crossings.get(at)!)
    }
    const isRing = line.length > 2 && neighbours.get(at)!.includes(start)
    if (isRing) line.push(line[0]!)
    if (line.length > 1) lines.push(line)
  }
  return lines
}

/** Where the line crosses the edges of the grid, and which crossings a cell joins. Edges are numbered. */
function cross({ xs, ys, heights }: HeightGrid, level: number) {
  const columns = xs.length
  const crossings = new Map<number, readonly [number, number]>()
  const neighbours = new Map<number, number[]>()
  const at = (column: number, row: number): number => heights[row * columns + column]!

  function crossing(column: number, row: number, isVertical: boolean): number {
    const edge = 2 * (row * columns + column) + (isVertical ? 1 : 0)
    if (crossings.has(edge)) return edge
    const from = at(column, row)
    const to = isVertical ? at(column, row + 1) : at(column + 1, row)
    const part = (level - from) / (to - from)
    const x = isVertical ? xs[column]! : xs[column]! + part * (xs[column + 1]! - xs[column]!)
    const y = isVertical ? ys[row]! + part * (ys[row + 1]! - ys[row]!) : ys[row]!
    crossings.set(edge, [x, y])
    neighbours.set(edge, [])
    return edge
  }
  function join(a: number, b: number): void {
    neighbours.get(a)!.push(b)
    neighbours.get(b)!.push(a)
  }

  for (let row = 0; row + 1 < ys.length; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const [a, b] = [at(column, row), at(column + 1, row)]
      const [c, d] = [at(column + 1, row + 1), at(column, row + 1)]
      // Most cells have no line.
      if (a >= level === b >= level && b >= level === c >= level && c >= level === d >= level) continue
      const corners = [a, b, c, d]
      if (!corners.every(Number.isFinite)) continue
      const isUp = corners.map((height) => height >= level)
      const edges: number[] = []
      if (isUp[0] !== isUp[1]) edges.push(crossing(column, row, false))
      if (isUp[1] !== isUp[2]) edges.push(crossing(column + 1, row, true))
      if (isUp[2] !== isUp[3]) edges.push(crossing(column, row + 1, false))
      if (isUp[3] !== isUp[0]) edges.push(crossing(column, row, true))
      if (edges.length === 2) join(edges[0]!, edges[1]!)
      if (edges.length < 4) continue
      // A saddle: the middle decides which two corners hang together.
      const middle = corners.reduce((sum, height) => sum + height, 0) / 4 >= level
      const shift = middle === isUp[0] ? 0 : 1
      join(edges[shift]!, edges[1 + shift]!)
      join(edges[2 + shift]!, edges[(3 + shift) % 4]!)
    }
  }
  return { crossings, neighbours }
}

/** The height at a place between grid points (bilinear); NaN outside. */
export function heightAt({ xs, ys, heights }: HeightGrid, x: number, y: number): number {
  const column = placeIn(xs, x)
  const row = placeIn(ys, y)
  if (column < 0 || row < 0) return NaN
  const i = Math.min(xs.length - 2, Math.floor(column))
  const j = Math.min(ys.length - 2, Math.floor(row))
  const [u, v] = [column - i, row - j]
  const at = (di: number, dj: number): number => heights[(j + dj) * xs.length + i + di]!
  return (at(0, 0) * (1 - u) + at(1, 0) * u) * (1 - v) + (at(0, 1) * (1 - u) + at(1, 1) * u) * v
}

/** Where a value stands among evenly spread ones, as an index with a fraction; -1 outside. */
function placeIn(values: readonly number[], value: number): number {
  const low = values[0]!
  const high = values.at(-1)!
  return value < low || value > high ? -1 : ((value - low) / (high - low)) * (values.length - 1)
}
