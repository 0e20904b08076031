// The compiled program of the kernels as an instance of a thread. Makes no memory: helpers are given the engine's.
import type { CompiledArithmetic } from './compiledArithmetic'
import type { CompiledChoices } from './choosing'
import type { CompiledConversions } from './convert'
import type { CompiledExtremes } from './extremes'
import type { CompiledFigures } from './figures'
import type { CompiledFused } from './fused'
import * as math from './math'
import type { CompiledProducts } from './product'
import type { CompiledCopies } from './rearrange'
import type { CompiledSteps } from './repeated'
import type { CompiledFunctions } from './tiles'

/** What wasm/index.as exports. */
export type Program = CompiledArithmetic &
  CompiledFunctions &
  CompiledProducts &
  CompiledFused &
  CompiledSteps &
  CompiledExtremes &
  CompiledChoices &
  CompiledConversions &
  CompiledCopies &
  CompiledFigures

/** An instance over `memory`, in which functionTables.ts was written. */
export function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): Program {
  const { exp, log, sin, cos, tanh, sigmoid, pow } = math
  const instance = new WebAssembly.Instance(module, {
    env: { memory },
    scalar: { exp, log, sin, cos, tanh, sigmoid, pow },
  })
  return instance.exports as unknown as Program
}
