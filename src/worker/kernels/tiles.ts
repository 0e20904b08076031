// Elementary functions over runs of elements by the compiled kernels, a tile at a time through the scratch memory.
// Results have the same bits as the functions of ./math, so that no one can tell which of them was used.
import type { TypedArray } from '../engine/dtype'
import { compiled, float64Scratch, layout, tileElements } from './scratch'
import type { UnaryLoop } from './loops'

/** Shorter runs are done one by one: staging would cost more than it saves. */
export const shortestRun = 16

const start = layout.tile / 8
const tile = float64Scratch.subarray(start, start + tileElements)

/** A loop of `one` for short runs and of `many` for longer ones. `many` works on a tile of `count` elements in place. */
export function tiled(one: (x: number) => number, many: (at: number, count: number) => void): UnaryLoop {
  return (a, ai, as, o, oi, n) => {
    if (n < shortestRun) {
      for (let i = 0; i < n; i++, ai += as) o[oi + i] = one(a[ai]!)
      return
    }
    for (let done = 0; done < n; done += tileElements) {
      const count = Math.min(tileElements, n - done)
      load(a, ai + done * as, as, count)
      many(layout.tile, count)
      o.set(count === tileElements ? tile : tile.subarray(0, count), oi + done)
    }
  }
}

/** Elements of a to the tile; an odd one out gets a neighbour that every function can do. */
function load(a: TypedArray, from: number, step: number, count: number): void {
  if (step === 1) tile.set(a.subarray(from, from + count))
  else for (let i = 0, p = from; i < count; i++, p += step) tile[i] = a[p]!
  if ((count & 1) === 1) tile[count] = 1
}

/** `many` of `tiled` for a compiled function. */
function evenly(run: (at: number, count: number) => void): (at: number, count: number) => void {
  return (at, count) => run(at, (count + 1) & ~1)
}

export const expTiles = evenly(compiled.expTile)
export const logTiles = evenly(compiled.logTile)
export const sinTiles = evenly(compiled.sinTile)
export const cosTiles = evenly(compiled.cosTile)
export const tanhTiles = evenly(compiled.tanhTile)

/** x to the fixed `power`, which is neither 0 nor 1 nor 2. */
export function powTiles(power: number): (at: number, count: number) => void {
  return (at, count) => compiled.powTile(at, (count + 1) & ~1, power)
}
