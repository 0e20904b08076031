// `x[0]` on an array or variable, as NumPy writes it: an error that names x.get, instead of a silent undefined.
// Imported for its effect, as numberConversion.ts.
import { NDArray } from '../engine/ndarray'
import { Variable } from '../engine/variable'

class ElementError extends TypeError {
  override readonly name = 'TypeError'
  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message)
  }
}

/** Indices that are refused by name. Whoever reads elements this way begins with one of them. */
const indices = [...Array(256).keys(), -1, -2, -3]

for (const [type, article, target] of [
  [NDArray, 'an array', 'x'],
  [Variable, 'a variable', 'x.data'],
] as const) {
  for (const index of indices) {
    Object.defineProperty(type.prototype, String(index), {
      get(): never {
        throw new ElementError(
          `elements of ${article} are not read with [${index}]`,
          `write x.get(${index}), x.get(i, j) or x.get('1:3'); x.item(${index}) of an array is the plain number`,
        )
      },
      set(): never {
        throw new ElementError(
          `elements of ${article} are not assigned with [${index}]`,
          `write ${target}.set(value, ${index})`,
        )
      },
      configurable: true,
    })
  }
}
