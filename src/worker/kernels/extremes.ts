// Largest and smallest elements, and where they stand, by the compiled kernels. Knows layouts, not arrays.
import type { TypedArray } from '../engine/dtype'
import { addressOf, isReachable } from './address'
import type { Width } from './compiledArithmetic'
import { rowsOf, type FoldLoop, type WholeFold } from './reduceLoop'
import { compiled } from './scratch'
import { shareRuns } from '../threads/crew'
import { withAddress } from './smallResult'

/** In the order in which wasm/extremes.as numbers them. */
const extremes = ['max', 'min'] as const
export type Extreme = (typeof extremes)[number]

type Element = 'Float64' | 'Float32' | 'Int32' | 'Bool'

/** Rows of n elements, `step` bytes apart, into the accumulators at o. */
type FoldRows = (kind: number, a: number, step: number, o: number, rows: number, n: number) => void
/** Rows of n elements without gaps; the place in each as int32 to o. */
type Places = (kind: number, a: number, o: number, rows: number, n: number) => void

/** What wasm/extremes.as exports. */
export type CompiledExtremes = Readonly<
  Record<`extreme${'EachRow' | 'Rows'}${Element}`, FoldRows> &
    Record<`places${Element}`, Places> &
    Record<`${Extreme}${Width}`, (a: number, n: number) => number>
>

/** Fewer elements are looked through in JavaScript. */
const smallest = 64
/** From so many elements on helpers are asked. */
const sharedFrom = 131072

/** Extremes along the last axis, along the first of two, or of everything. */
export function wholeExtreme(name: Extreme): WholeFold {
  const kind = extremes.indexOf(name)
  return (a, start, outer, inner, out) => {
    const rows = isReachable(a) ? rowsOf(outer, inner) : null
    if (rows === null || rows.axis.length * inner.length < smallest) return false
    const { axis, along } = rows
    const kernel = `extreme${along ? 'EachRow' : 'Rows'}${elementOf(a)}` as const
    const step = axis.step * a.BYTES_PER_ELEMENT
    return withAddress(out, (to) => {
      const args = [kind, addressOf(a, start), step, to, axis.length, inner.length] as const
      const growth = [0, step, 0, out.BYTES_PER_ELEMENT, 0, 0]
      const isLong = along && axis.length * inner.length >= sharedFrom
      if (!isLong || !shareRuns(kernel, args, growth, 4, axis.length, inner.length)) compiled[kernel](...args)
    })
  }
}

/** `strided`, and for long runs of floats the compiled kernel. Which of two zeros wins is the loop's matter. */
export function withExtreme(name: Extreme, strided: FoldLoop): FoldLoop {
  const wide = compiled[`${name}64`]
  const narrow = compiled[`${name}32`]
  return (a, at, step, n, out, to) => {
    const isFloat = a instanceof Float64Array || a instanceof Float32Array
    if (isFloat && n >= smallest && step === 1 && isReachable(a)) {
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

/**
 * The place of the extreme in each row of `length` elements, the rows one after the other from element `at` on, to `out`.
 */
export function placesOfExtremes(
  name: Extreme,
  a: TypedArray,
  at: number,
  length: number,
  out: Int32Array,
): void {
  const isCompiled =
    out.length * length >= smallest &&
    isReachable(a) &&
    withAddress(out, (to) => {
      const kernel = `places${elementOf(a)}` as const
      const args = [extremes.indexOf(name), addressOf(a, at), to, out.length, length] as const
      const growth = [0, length * a.BYTES_PER_ELEMENT, 4, 0, 0]
      const isLong = out.length * length >= sharedFrom
      if (!isLong || !shareRuns(kernel, args, growth, 3, out.length, length)) compiled[kernel](...args)
    })
  if (isCompiled) return
  for (let row = 0; row < out.length; row++) out[row] = placeIn(name, a, at + row * length, length)
}

function placeIn(name: Extreme, a: TypedArray, at: number, length: number): number {
  let best = a[at]!
  let place = 0
  for (let i = 1; i < length && best === best; i++) {
    const x = a[at + i]!
    if (x !== x || (name === 'max' ? x > best : x < best)) {
      best = x
      place = i
    }
  }
  return place
}

function elementOf(a: TypedArray): Element {
  if (a instanceof Float64Array) return 'Float64'
  if (a instanceof Float32Array) return 'Float32'
  return a instanceof Int32Array ? 'Int32' : 'Bool'
}
