// Sums and extremes of floats without gaps by the compiled kernels. Knows layouts, not arrays.
import type { TypedArray } from '../engine/dtype'
import { addressOf, isReachable } from './address'
import type { FoldLoop, WholeFold } from './reduceLoop'
import { compiled, float32Scratch, float64Scratch, layout, tileElements } from './scratch'

/** Shorter runs are summed in JavaScript. */
const shortest = 64

/** Sums along the last axis, along the first of two, or over everything; in NumPy's order. */
export const sumWhole: WholeFold = (a, start, outer, inner, out) => {
  const sameType = a instanceof Float64Array ? out instanceof Float64Array : out instanceof Float32Array
  const isFloat = a instanceof Float64Array || a instanceof Float32Array
  if (!isFloat || !sameType || !isReachable(a) || inner.step !== 1 || outer.length > 1) return false
  const axis = outer[0] ?? { length: 1, step: 0, outStep: 1 }
  const along = inner.outStep === 0 && axis.outStep === 1
  const across = inner.outStep === 1 && axis.outStep === 0
  if (!along && !across) return false
  const width = a instanceof Float64Array ? '64' : '32'
  const kernel = compiled[`sum${along ? 'EachRow' : 'Rows'}${width}`]
  return withAddress(out, (to) =>
    kernel(addressOf(a, start), axis.step * a.BYTES_PER_ELEMENT, to, axis.length, inner.length),
  )
}

/** Runs `kernel` on the address of `out`, or of a copy that is copied back; false when there is no room for one. */
function withAddress(out: TypedArray, kernel: (to: number) => void): boolean {
  if (isReachable(out)) {
    kernel(addressOf(out, 0))
    return true
  }
  if (out.length > tileElements) return false
  const scratch = out instanceof Float64Array ? float64Scratch : float32Scratch
  const at = layout.tile / scratch.BYTES_PER_ELEMENT
  scratch.set(out, at)
  kernel(layout.tile)
  out.set(scratch.subarray(at, at + out.length))
  return true
}

/** `strided`, and for long runs of floats the compiled kernel. Which of two zeros wins is the loop's matter. */
export function withExtreme(name: 'max' | 'min', strided: FoldLoop): FoldLoop {
  const wide = compiled[`${name}64`]
  const narrow = compiled[`${name}32`]
  return (a, at, step, n, out, to) => {
    const isFloat = a instanceof Float64Array || a instanceof Float32Array
    if (isFloat && n >= shortest && step === 1 && isReachable(a)) {
      const best = (a instanceof Float64Array ? wide : narrow)(addressOf(a, at), n)
      if (best !== 0) {
        const before = out[to]!
        if (!(name === 'max' ? before >= best : before <= best) && before === before) out[to] = best
        return
      }
    }
    strided(a, at, step, n, out, to)
  }
}
