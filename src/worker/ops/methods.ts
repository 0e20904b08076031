// Installs every function as a method of Variable, once, from the table.
import { asVariable } from '../engine/apply'
import { backward, unchainBackward } from '../engine/backward'
import { tables } from '../engine/tables'
import { Variable, type BackwardArguments } from '../engine/variable'
import type { Table } from './op'

type Functions = Table<Variable>
/** A function with its first operand taken by `this`. */
type MethodOf<C> = C extends (first: never, ...rest: infer Rest) => Variable
  ? (...rest: Rest) => Variable
  : never
type Methods = { readonly [K in Exclude<keyof Functions, 'data' | 'constant'>]: MethodOf<Functions[K]> }

declare module '../engine/variable' {
  interface Variable extends Methods {
    /** The transpose. */
    readonly T: Variable
    /** Stores the gradients of everything this was computed from; see engine/backward.ts. */
    backward(options?: BackwardArguments): void
    /** Cuts every variable behind this one from its function. */
    unchainBackward(): void
  }
}

const prototype = Variable.prototype as unknown as Record<string, unknown>

function install(name: string, method: (this: Variable, ...args: unknown[]) => unknown): void {
  Object.defineProperty(prototype, name, { value: method, writable: true, configurable: true })
}

for (const [name, fn] of Object.entries(tables.variables) as [string, (...args: unknown[]) => Variable][]) {
  if (name === 'data' || name === 'constant') continue
  install(name, function (...args) {
    return fn(this, ...args)
  })
}
install('backward', function (options) {
  backward(this, options as BackwardArguments)
})
install('unchainBackward', function () {
  unchainBackward(this)
})
Object.defineProperty(prototype, 'T', {
  get(this: Variable) {
    return tables.variables.transpose(asVariable(this))
  },
  configurable: true,
})
