// Elementary functions over runs of elements by the compiled kernels: in place where the kernels reach the buffers, else
// a tile at a time through the scratch memory. Results of float64 have the same bits as the functions of ./math, so that
// no one can tell which of them was used; float32 has functions of its own, which are the kernels alone.
import type { TypedArray } from '../engine/dtype'
import { addressOf, isReachable } from './address'
import type { UnaryLoop } from './loops'
import { compiled, float32Scratch, float64Scratch, layout, tileElements } from './scratch'
import { shareRuns } from '../threads/crew'

/** `count` elements from the address `from` to the address `to`, which may be the same. */
type Run = (to: number, from: number, count: number) => void

type Name = 'exp' | 'log' | 'sin' | 'cos' | 'tanh' | 'sigmoid'

/** What wasm/exponential.as, hyperbolic.as, logarithm.as, trigonometry.as, single.as and power.as export. */
export type CompiledFunctions = { readonly [K in `${Name}${'F64' | 'F32'}`]: Run } & {
  readonly powF64: (to: number, from: number, count: number, power: number) => void
}

/** One function for both types; without a kernel of its own float32 is converted on the way. */
interface Kernel {
  readonly float64: Run
  readonly float32: Run | null
}

/** Shorter runs are done one by one: calling a kernel would cost more than it saves. */
export const shortestRun = 16

const wideTile = float64Scratch.subarray(layout.tile / 8, layout.tile / 8 + tileElements)
const narrowTile = float32Scratch.subarray(layout.tile / 4, layout.tile / 4 + tileElements)

/** A loop of the function `one` for short runs and of its kernel for longer ones, and for float32 if it has one. */
export function tiled(one: (x: number) => number, kernel: Kernel): UnaryLoop {
  const { float64, float32 } = kernel
  return (a, ai, as, o, oi, n) => {
    const isNarrow = o instanceof Float32Array
    const run = isNarrow ? float32 : float64
    if (n < shortestRun && !(isNarrow && run !== null)) {
      for (let i = 0; i < n; i++, ai += as) o[oi + i] = one(a[ai]!)
      return
    }
    if (run === null) staged(wideTile, float64, a, ai, as, o, oi, n)
    else if (as !== 1 || !isReachable(a) || !isReachable(o) || a.constructor !== o.constructor) {
      staged(isNarrow ? narrowTile : wideTile, run, a, ai, as, o, oi, n)
    } else run(addressOf(o, oi), addressOf(a, ai), n)
  }
}

function staged(
  tile: Float64Array | Float32Array,
  run: Run,
  a: TypedArray,
  ai: number,
  as: number,
  o: TypedArray,
  oi: number,
  n: number,
): void {
  for (let done = 0; done < n; done += tileElements) {
    const count = Math.min(tileElements, n - done)
    const from = ai + done * as
    if (as === 1) tile.set(a.subarray(from, from + count))
    else for (let i = 0, p = from; i < count; i++, p += as) tile[i] = a[p]!
    run(layout.tile, layout.tile, count)
    o.set(count === tileElements ? tile : tile.subarray(0, count), oi + done)
  }
}

/** From this length on helpers are asked. */
const sharedFrom = 32768

function runOf(name: `${Name}${'F64' | 'F32'}`, bytes: number): Run {
  return (to, from, count) => {
    if (count < sharedFrom || !shareRuns(name, [to, from, count], [bytes, bytes, 0], 2, count))
      compiled[name](to, from, count)
  }
}

function kernelOf(name: Name): Kernel {
  return { float64: runOf(`${name}F64`, 8), float32: runOf(`${name}F32`, 4) }
}

export const expTiles = kernelOf('exp')
export const logTiles = kernelOf('log')
export const sinTiles = kernelOf('sin')
export const cosTiles = kernelOf('cos')
export const tanhTiles = kernelOf('tanh')
export const sigmoidTiles = kernelOf('sigmoid')

/** x to the fixed `power`, which is neither 0 nor 1 nor 2. */
export function powTiles(power: number): Kernel {
  const float64: Run = (to, from, count) => {
    if (count < sharedFrom || !shareRuns('powF64', [to, from, count, power], [8, 8, 0, 0], 2, count))
      compiled.powF64(to, from, count, power)
  }
  return { float64, float32: null }
}
