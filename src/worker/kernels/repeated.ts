// Operands of compiled kernels that are runs of elements, or one number for a whole run: that is written several times
// into the scratch memory, so that a kernel reads it as it reads a run. Knows buffers, not what is computed.
import type { TypedArray } from '../engine/dtype'
import { memory } from '../storage/memory'
import { shareRuns } from '../threads/crew'
import { addressOf, isReachable } from './address'
import type { BinaryLoop } from './loops'
import { compiled, layout } from './scratch'

/** o = a ∘ b, the operation by its number; steps in bytes an element. */
type Stepped = (
  kind: number,
  a: number,
  aStep: number,
  b: number,
  bStep: number,
  o: number,
  n: number,
) => void

/** What wasm/compare.as and wasm/whole.as export, by the type of the operands. */
export type CompiledSteps = Readonly<
  Record<`compare${'Float64' | 'Float32' | 'Int32' | 'Bool'}` | 'wholeInt32', Stepped>
>

/** Shorter runs are done in JavaScript, and from so many elements on helpers are asked. */
const shortest = 64
const sharedFrom = 65536

/** `strided`, and for long runs without gaps (or of one number) operation `kind` of the compiled kernel for `a`. */
export function withSteps(
  kind: number,
  kernelFor: (a: TypedArray) => keyof CompiledSteps | null,
  strided: BinaryLoop,
): BinaryLoop {
  return (a, ai, as, b, bi, bs, o, oi, n) => {
    const kernel = n >= shortest && isReachable(o) ? kernelFor(a) : null
    const p = kernel === null ? null : operandAddress(a, ai, as, 0)
    const q = p === null ? null : operandAddress(b, bi, bs, 1)
    if (kernel === null || p === null || q === null) return strided(a, ai, as, b, bi, bs, o, oi, n)
    const [aStep, bStep] = [as * a.BYTES_PER_ELEMENT, bs * b.BYTES_PER_ELEMENT]
    const args = [kind, p, aStep, q, bStep, addressOf(o, oi), n] as const
    if (n < sharedFrom || !shareRuns(kernel, args, [0, aStep, 0, bStep, 0, o.BYTES_PER_ELEMENT, 0], 6, n))
      compiled[kernel](...args)
  }
}

/** As often as the kernels of wasm/compare.as, wasm/whole.as and wasm/choose.as read ahead. */
const times = 16
const bytes = 8 * times

/** Operands that stand side by side. */
type Place = 0 | 1

const places = ([0, 1] as const).map((place) => {
  const address = layout.tile + place * bytes
  return {
    address,
    float64: new Float64Array(memory.buffer, address, times),
    float32: new Float32Array(memory.buffer, address, times),
    int32: new Int32Array(memory.buffer, address, times),
    bool: new Uint8Array(memory.buffer, address, times),
  }
})

/**
 * Where a kernel reads an operand: the run from element `at` (`step` 1), or copies of that element (`step` 0), which stay
 * until the same place is asked for again. Null: the kernels do not reach it.
 */
export function operandAddress(buffer: TypedArray, at: number, step: number, place: Place): number | null {
  if (step === 1) return isReachable(buffer) ? addressOf(buffer, at) : null
  if (step !== 0) return null
  const { address, float64, float32, int32, bool } = places[place]!
  if (buffer instanceof Float64Array) float64.fill(buffer[at]!)
  else if (buffer instanceof Float32Array) float32.fill(buffer[at]!)
  else if (buffer instanceof Int32Array) int32.fill(buffer[at]!)
  else bool.fill(buffer[at]!)
  return address
}
