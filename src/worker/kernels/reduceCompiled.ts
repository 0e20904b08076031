// Sums of floats without gaps by the compiled kernels, long sums together with helpers. Knows layouts, not arrays.
import type { TypedArray } from '../engine/dtype'
import { addressOf, isReachable } from './address'
import { rowsOf, type WholeFold } from './reduceLoop'
import { shareRuns } from '../threads/crew'
import { compiled, float32Scratch, float64Scratch, layout, tileElements } from './scratch'
import { withAddress } from './smallResult'

/** From so many elements on helpers are asked. */
const sharedFrom = 131072

/** A long run is summed in 2^depth parts, which are the halves of halves that NumPy's order of additions makes anyway. */
const depth = 5
const parts = 2 ** depth
/** Behind the copy of a result. */
const partsAddress = layout.tile + 8 * tileElements - 8 * parts
const wideParts = float64Scratch.subarray(partsAddress / 8, partsAddress / 8 + parts)
const narrowParts = float32Scratch.subarray(partsAddress / 4, partsAddress / 4 + parts)

/** Sums along the last axis, along the first of two, or over everything; in NumPy's order. */
export const sumWhole: WholeFold = (a, start, outer, inner, out) => {
  const sameType = a instanceof Float64Array ? out instanceof Float64Array : out instanceof Float32Array
  const isFloat = a instanceof Float64Array || a instanceof Float32Array
  const rows = rowsOf(outer, inner)
  if (!isFloat || !sameType || !isReachable(a) || rows === null) return false
  const { axis, along } = rows
  const width = a instanceof Float64Array ? '64' : '32'
  const bytes = a.BYTES_PER_ELEMENT
  const isLong = along && axis.length * inner.length >= sharedFrom
  if (isLong && axis.length === 1 && addSumOfParts(a, start, inner.length, out)) return true
  const kernel = `sum${along ? 'EachRow' : 'Rows'}${width}` as const
  return withAddress(out, (to) => {
    const step = axis.step * bytes
    const args = [addressOf(a, start), step, to, axis.length, inner.length] as const
    if (!isLong || !shareRuns(kernel, args, [step, 0, bytes, 0, 0], 3, axis.length, inner.length))
      compiled[kernel](...args)
  })
}

/** Adds the sum of a long run to `out`, each part summed by whoever has time; false when nobody helps. */
function addSumOfParts(
  a: Float64Array | Float32Array,
  start: number,
  length: number,
  out: TypedArray,
): boolean {
  const isWide = a instanceof Float64Array
  const args = [addressOf(a, start), length, depth, 0, partsAddress, parts]
  // What grows from part to part is the number of the first one.
  const steps = [0, 0, 0, 1, 0, 0]
  if (!shareRuns(isWide ? 'sumParts64' : 'sumParts32', args, steps, 5, parts, length / parts)) return false
  const sums = isWide ? wideParts : narrowParts
  for (let count = parts / 2; count >= 1; count /= 2)
    for (let i = 0; i < count; i++) sums[i] = sums[2 * i]! + sums[2 * i + 1]!
  out[0] = out[0]! + sums[0]!
  return true
}
