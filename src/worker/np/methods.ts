// Gives NDArray the np functions as methods: one table, for the type and for the prototype.
import type { IndexItem } from '../engine/arrayIndex'
import { NDArray } from '../engine/ndarray'
import type { ArrayLike } from './create'
import { elementwise } from './elementwise'
import { functions, get, set } from './functions'

const methods = { ...elementwise, ...functions, flatten, get, set } as const

/** A copy in one dimension. */
function flatten(a: NDArray): NDArray {
  return functions.ravel(a).copy()
}

/** A function of an array as a method of it. */
type Method<F> = F extends (first: never, ...rest: infer Rest) => infer Result
  ? (...rest: Rest) => Result
  : never

type ArrayMethods = {
  readonly [K in Exclude<keyof typeof methods, 'get' | 'set'>]: Method<(typeof methods)[K]>
}

declare module '../engine/ndarray' {
  interface NDArray extends ArrayMethods {
    /** The elements at an index: numbers, `'1:3'`, `'...'`, null (new axis), index arrays, masks. */
    get(...index: readonly IndexItem[]): NDArray
    /** Writes a value (cast, broadcast) at an index and gives the array back. */
    set(value: ArrayLike, ...index: readonly IndexItem[]): NDArray
  }
}

for (const [name, method] of Object.entries(methods) as [
  string,
  (a: NDArray, ...rest: unknown[]) => unknown,
][]) {
  Object.defineProperty(NDArray.prototype, name, {
    value: function (this: NDArray, ...rest: unknown[]): unknown {
      return method(this, ...rest)
    },
    writable: true,
    configurable: true,
  })
}
