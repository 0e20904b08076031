// Elements of one type as another, in order, without gaps. Knows buffers, not arrays.
import { castValue, type DType, type TypedArray } from '../engine/dtype'
import { shareRuns } from '../threads/crew'
import { addressOf, isReachable } from './address'
import { compiled } from './scratch'

type Conversion = (a: number, o: number, n: number) => void
/** Returns how many elements were done: at most three, or one that does not fit, and three before it, are missing. */
type Narrowing = (a: number, o: number, n: number) => number

type Exact =
  | 'float64ToFloat32'
  | 'float32ToFloat64'
  | `int32To${'Float64' | 'Float32'}`
  | `boolTo${'Float64' | 'Float32' | 'Int32'}`

/** What wasm/convert.as exports. */
export type CompiledConversions = Readonly<
  Record<Exact, Conversion> & Record<`float${64 | 32}ToInt32`, Narrowing>
>

const exact: Readonly<Partial<Record<DType, Partial<Record<DType, Exact>>>>> = {
  float64: { float32: 'float64ToFloat32' },
  float32: { float64: 'float32ToFloat64' },
  int32: { float64: 'int32ToFloat64', float32: 'int32ToFloat32' },
  bool: { float64: 'boolToFloat64', float32: 'boolToFloat32', int32: 'boolToInt32' },
}

/** Fewer elements are converted in JavaScript, and from so many on helpers are asked. */
const smallest = 64
const sharedFrom = 65536

/**
 * Fills `out`, a buffer of type `to`, from element `start` of `values`, a buffer of another type `from`.
 * @throws ArrayError for what int32 cannot hold
 */
export function convert(values: TypedArray, start: number, from: DType, out: TypedArray, to: DType): void {
  const n = out.length
  const reachable = n >= smallest && isReachable(values) && isReachable(out)
  const name = reachable ? exact[from]?.[to] : undefined
  if (name !== undefined) {
    const args = [addressOf(values, start), addressOf(out, 0), n] as const
    const steps = [values.BYTES_PER_ELEMENT, out.BYTES_PER_ELEMENT, 0]
    if (n < sharedFrom || !shareRuns(name, args, steps, 2, n)) compiled[name](...args)
    return
  }
  let i = 0
  if (reachable && to === 'int32') {
    const cut = from === 'float64' ? compiled.float64ToInt32 : compiled.float32ToInt32
    i = cut(addressOf(values, start), addressOf(out, 0), n)
  }
  if (to === 'bool') for (; i < n; i++) out[i] = values[start + i]! === 0 ? 0 : 1
  else if (to === 'int32' && from !== 'bool') for (; i < n; i++) out[i] = castValue(to, values[start + i]!)
  else for (; i < n; i++) out[i] = values[start + i]!
}
