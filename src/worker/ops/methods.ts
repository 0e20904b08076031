// Installs every function as a method of Variable, in this one place, from the registry and the composites.
import { backward, unchainBackward } from '../engine/backward'
import { tables } from '../engine/tables'
import { Variable, type BackwardArguments } from '../engine/variable'
import type { Index } from '../engine/arrayIndex'
import { composites } from './composite'
import type { Input } from './composite'
import type { BridgeName, Table } from './op'
import { arrayFormulas } from './formulas'
import { isInternal, type Internal } from './registry'

/** A function with its first operand taken by `this`. */
type MethodOf<C> = C extends (first: infer _First, ...rest: infer Rest) => Variable
  ? (...rest: Rest) => Variable
  : never
type Operations = Omit<Table<Variable>, BridgeName | 'concatenate' | Internal>
type Methods = { readonly [K in keyof Operations]: MethodOf<Operations[K]> } & {
  readonly [K in keyof typeof composites]: MethodOf<(typeof composites)[K]['call']>
}

declare module '../engine/variable' {
  interface Variable extends Methods {
    /** The transpose. */
    readonly T: Variable
    /** Matrix product, as `matmul`. */
    dot(W: Input): Variable
    /** Elements by index parts, as `getItem`. */
    get(...index: Index): Variable
    /** Stores the gradients of everything this was computed from; see engine/backward.ts. */
    backward(options?: BackwardArguments): void
    /** Cuts every variable behind this one from its function. */
    unchainBackward(): void
  }
}

function install(name: string, method: (this: Variable, ...args: never[]) => unknown): void {
  Object.defineProperty(Variable.prototype, name, { value: method, writable: true, configurable: true })
}

function installFunction(name: string, fn: (...args: unknown[]) => Variable): void {
  install(name, function (this: Variable, ...args: unknown[]) {
    return fn(this, ...args)
  })
}

for (const [name, fn] of Object.entries(tables.variables)) {
  if (name !== 'concatenate' && !isInternal(name) && !(name in arrayFormulas))
    installFunction(name, fn as (...args: unknown[]) => Variable)
}
for (const [name, { call }] of Object.entries(composites)) {
  installFunction(name, call as (...args: unknown[]) => Variable)
}
installFunction('dot', tables.variables.matmul as (...args: unknown[]) => Variable)
installFunction('get', tables.variables.getItem as (...args: unknown[]) => Variable)
install('backward', function (options?: BackwardArguments) {
  backward(this, options)
})
install('unchainBackward', function () {
  unchainBackward(this)
})
Object.defineProperty(Variable.prototype, 'T', {
  get(this: Variable) {
    return tables.variables.transpose(this)
  },
  configurable: true,
})
