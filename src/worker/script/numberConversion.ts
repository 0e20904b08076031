// What JavaScript does with an array or variable where it wants a number: `x < 2`, `x++`, `Math.exp(x)`, `x % 2`.
// One element is that number, as in NumPy; more are an error that names the cure, instead of a silent NaN.
import { NDArray } from '../engine/ndarray'
import { Variable } from '../engine/variable'

class ConversionError extends TypeError {
  override readonly name = 'TypeError'
  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message)
  }
}

function toNumber(value: NDArray | Variable): number {
  const array = value instanceof Variable ? value.data : value
  const what = value instanceof Variable ? 'a variable' : 'an array'
  if (array === null) {
    throw new ConversionError(
      `${what} without data was used as a number`,
      'give it data: x.data = np.array(…)',
    )
  }
  if (array.size === 1) return array.toTyped()[0]!
  throw new ConversionError(
    `${what} of shape [${array.shape.join(', ')}] was used as a number`,
    'compare with np.less(a, b) and the like; use + - * / ** or the functions of np and F on whole arrays',
  )
}

for (const type of [NDArray, Variable]) {
  Object.defineProperty(type.prototype, Symbol.toPrimitive, {
    value(this: NDArray | Variable, hint: 'number' | 'string' | 'default'): number | string {
      return hint === 'number' ? toNumber(this) : this.toString()
    },
    configurable: true,
  })
}
