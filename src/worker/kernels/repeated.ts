// Operands of compiled kernels that are runs of elements, or one number for a whole run: that is written several times
// into the scratch memory, so that a kernel reads it as it reads a run. Knows buffers, not what is computed.
import type { TypedArray } from '../engine/dtype'
import { memory } from '../storage/memory'
import { addressOf, isReachable } from './address'
import { layout } from './scratch'

/** As often as the kernels of wasm/compare.as and wasm/choose.as read ahead. */
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
  }
})

/**
 * Where a kernel reads an operand: the run from element `at` (`step` 1), or copies of that element (`step` 0), which stay
 * until the same place is asked for again. Null: the kernels do not reach it.
 */
export function operandAddress(buffer: TypedArray, at: number, step: number, place: Place): number | null {
  if (step === 1) return isReachable(buffer) ? addressOf(buffer, at) : null
  if (step !== 0) return null
  const { address, float64, float32, int32 } = places[place]!
  if (buffer instanceof Float64Array) float64.fill(buffer[at]!)
  else if (buffer instanceof Float32Array) float32.fill(buffer[at]!)
  else if (buffer instanceof Int32Array) int32.fill(buffer[at]!)
  else return null
  return address
}
