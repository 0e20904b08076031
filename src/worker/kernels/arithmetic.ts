// add, subtract, multiply, divide, power, maximum, minimum: two operands, broadcast.
// Each loop is a function of its own per dtype, so that the engine compiles it for one kind of buffer.
import { ArrayError } from '../engine/arrayError'
import { toFloating, type DType } from '../engine/dtype'
import { NDArray } from '../engine/ndarray'
import { andLoop, orLoop } from './compare'
import type { Arithmetic } from './compiledArithmetic'
import { dense32, dense64, withDense } from './dense'
import { mapBinary, type BinaryLoop } from './loops'
import { pow } from './math'
import { withSteps } from './repeated'
import { powTiles, shortestRun, tiled } from './tiles'
import { checkOperand, commonDType, isScalar, scalarValue, toArray, type Operand } from './operand'

/** The loops of one operation. A missing one means that the operands are converted to the next wider type. */
interface BinaryLoops {
  readonly float64: BinaryLoop<Float64Array, Float64Array>
  readonly float32: BinaryLoop<Float32Array, Float32Array>
  readonly int32?: BinaryLoop<Int32Array, Int32Array>
  readonly bool?: BinaryLoop
}

function binary(name: Arithmetic, loops: BinaryLoops, a: Operand, b: Operand): NDArray {
  checkOperand(name, a)
  checkOperand(name, b)
  const dtype = loopDType(loops, commonDType(a, b))
  return mapBinary(name, loops[dtype] as BinaryLoop, toArray(a, dtype), toArray(b, dtype), dtype, name)
}

function loopDType(loops: BinaryLoops, dtype: DType): DType {
  if (dtype === 'bool' && loops.bool === undefined) return loopDType(loops, 'int32')
  return dtype === 'int32' && loops.int32 === undefined ? 'float64' : dtype
}

/** In the order in which wasm/whole.as numbers them. */
const wholeOperations = ['add', 'subtract', 'multiply', 'maximum', 'minimum'] as const

function withWhole(name: (typeof wholeOperations)[number], strided: BinaryLoop<Int32Array, Int32Array>) {
  return withSteps(wholeOperations.indexOf(name), () => 'wholeInt32', strided as BinaryLoop)
}

const addLoops: BinaryLoops = {
  float64: withDense<Float64Array>(
    'add',
    '64',
    (a, ai, as, b, bi, bs, o, oi, n) => {
      for (let i = 0; i < n; i++, ai += as, bi += bs) o[oi + i] = a[ai]! + b[bi]!
    },
    dense64.add,
  ),
  float32: withDense<Float32Array>(
    'add',
    '32',
    (a, ai, as, b, bi, bs, o, oi, n) => {
      for (let i = 0; i < n; i++, ai += as, bi += bs) o[oi + i] = a[ai]! + b[bi]!
    },
    dense32.add,
  ),
  int32: withWhole('add', (a, ai, as, b, bi, bs, o, oi, n) => {
    for (let i = 0; i < n; i++, ai += as, bi += bs) o[oi + i] = (a[ai]! + b[bi]!) | 0
  }),
  bool: orLoop,
}

/** The loop of `add` for floats; the output may be an operand. */
export function addLoop(dtype: 'float64' | 'float32'): BinaryLoop {
  return addLoops[dtype] as BinaryLoop
}

const subtractLoops: BinaryLoops = {
  float64: withDense<Float64Array>(
    'subtract',
    '64',
    (a, ai, as, b, bi, bs, o, oi, n) => {
      for (let i = 0; i < n; i++, ai += as, bi += bs) o[oi + i] = a[ai]! - b[bi]!
    },
    dense64.subtract,
  ),
  float32: withDense<Float32Array>(
    'subtract',
    '32',
    (a, ai, as, b, bi, bs, o, oi, n) => {
      for (let i = 0; i < n; i++, ai += as, bi += bs) o[oi + i] = a[ai]! - b[bi]!
    },
    dense32.subtract,
  ),
  int32: withWhole('subtract', (a, ai, as, b, bi, bs, o, oi, n) => {
    for (let i = 0; i < n; i++, ai += as, bi += bs) o[oi + i] = (a[ai]! - b[bi]!) | 0
  }),
}

const multiplyLoops: BinaryLoops = {
  float64: withDense<Float64Array>(
    'multiply',
    '64',
    (a, ai, as, b, bi, bs, o, oi, n) => {
      for (let i = 0; i < n; i++, ai += as, bi += bs) o[oi + i] = a[ai]! * b[bi]!
    },
    dense64.multiply,
  ),
  float32: withDense<Float32Array>(
    'multiply',
    '32',
    (a, ai, as, b, bi, bs, o, oi, n) => {
      for (let i = 0; i < n; i++, ai += as, bi += bs) o[oi + i] = a[ai]! * b[bi]!
    },
    dense32.multiply,
  ),
  int32: withWhole('multiply', (a, ai, as, b, bi, bs, o, oi, n) => {
    for (let i = 0; i < n; i++, ai += as, bi += bs) o[oi + i] = Math.imul(a[ai]!, b[bi]!)
  }),
  bool: andLoop,
}

const divideLoops: BinaryLoops = {
  float64: withDense<Float64Array>(
    'divide',
    '64',
    (a, ai, as, b, bi, bs, o, oi, n) => {
      for (let i = 0; i < n; i++, ai += as, bi += bs) o[oi + i] = a[ai]! / b[bi]!
    },
    dense64.divide,
  ),
  float32: withDense<Float32Array>(
    'divide',
    '32',
    (a, ai, as, b, bi, bs, o, oi, n) => {
      for (let i = 0; i < n; i++, ai += as, bi += bs) o[oi + i] = a[ai]! / b[bi]!
    },
    dense32.divide,
  ),
}

/** One whole-number power, wrapping as int32 multiplication does. `exponent` is not negative. */
function powInt(base: number, exponent: number): number {
  let result = 1
  for (let square = base, e = exponent; e > 0; e >>>= 1) {
    if ((e & 1) === 1) result = Math.imul(result, square)
    square = Math.imul(square, square)
  }
  return result
}

/** Powers with one exponent for a whole run are common and have loops of their own. */
function powLoop<A extends Float64Array | Float32Array>(
  a: A,
  ai: number,
  as: number,
  b: A,
  bi: number,
  bs: number,
  o: A,
  oi: number,
  n: number,
): void {
  const y = b[bi]!
  if (bs !== 0) {
    for (let i = 0; i < n; i++, ai += as, bi += bs) o[oi + i] = pow(a[ai]!, b[bi]!)
  } else if (y === 2) {
    for (let i = 0; i < n; i++, ai += as) o[oi + i] = a[ai]! * a[ai]!
  } else if (n < shortestRun || y === 0 || y === 1) {
    for (let i = 0; i < n; i++, ai += as) o[oi + i] = pow(a[ai]!, y)
  } else {
    tiled((x) => pow(x, y), powTiles(y))(a, ai, as, o, oi, n)
  }
}

const powerLoops: BinaryLoops = {
  float64: powLoop,
  float32: powLoop,
  int32(a, ai, as, b, bi, bs, o, oi, n) {
    for (let i = 0; i < n; i++, ai += as, bi += bs) o[oi + i] = powInt(a[ai]!, b[bi]!)
  },
}

const maximumLoop = <A extends Float64Array | Float32Array | Int32Array>(
  a: A,
  ai: number,
  as: number,
  b: A,
  bi: number,
  bs: number,
  o: A,
  oi: number,
  n: number,
): void => {
  for (let i = 0; i < n; i++, ai += as, bi += bs) {
    const x = a[ai]!
    const y = b[bi]!
    o[oi + i] = x > y || x !== x ? x : y
  }
}
const maximumLoops: BinaryLoops = {
  float64: withDense<Float64Array>('maximum', '64', maximumLoop, null),
  float32: withDense<Float32Array>('maximum', '32', maximumLoop, null),
  int32: withWhole('maximum', maximumLoop),
  bool: orLoop,
}

const minimumLoop: typeof maximumLoop = (a, ai, as, b, bi, bs, o, oi, n) => {
  for (let i = 0; i < n; i++, ai += as, bi += bs) {
    const x = a[ai]!
    const y = b[bi]!
    o[oi + i] = x < y || x !== x ? x : y
  }
}
const minimumLoops: BinaryLoops = {
  float64: withDense<Float64Array>('minimum', '64', minimumLoop, null),
  float32: withDense<Float32Array>('minimum', '32', minimumLoop, null),
  int32: withWhole('minimum', minimumLoop),
  bool: andLoop,
}

/** a + b. bool + bool is `or`; int32 wraps. */
export function add(a: Operand, b: Operand): NDArray {
  if (isScalar(a) && isScalar(b)) return NDArray.scalar(scalarValue(a) + scalarValue(b))
  return binary('add', addLoops, a, b)
}

/** a - b. Two bool arrays are an error, as in NumPy; int32 wraps. */
export function subtract(a: Operand, b: Operand): NDArray {
  if (isScalar(a) && isScalar(b)) return NDArray.scalar(scalarValue(a) - scalarValue(b))
  checkOperand('subtract', a)
  checkOperand('subtract', b)
  if (commonDType(a, b) === 'bool') {
    throw new ArrayError(
      'subtract: bool - bool is not defined',
      "convert with astype('int32') or compare with not_equal",
    )
  }
  return binary('subtract', subtractLoops, a, b)
}

/** a * b. bool * bool is `and`; int32 wraps. */
export function multiply(a: Operand, b: Operand): NDArray {
  if (isScalar(a) && isScalar(b)) return NDArray.scalar(scalarValue(a) * scalarValue(b))
  return binary('multiply', multiplyLoops, a, b)
}

/** a / b in floating point: whole numbers give float64. */
export function divide(a: Operand, b: Operand): NDArray {
  if (isScalar(a) && isScalar(b)) return NDArray.scalar(scalarValue(a) / scalarValue(b))
  checkOperand('divide', a)
  checkOperand('divide', b)
  const dtype = toFloating(commonDType(a, b))
  return mapBinary(
    'divide',
    divideLoops[dtype as 'float64'] as BinaryLoop,
    toArray(a, dtype),
    toArray(b, dtype),
    dtype,
    'divide',
  )
}

/** a ** b. int32 to a negative power is an error, as in NumPy; int32 wraps. */
export function power(a: Operand, b: Operand): NDArray {
  if (isScalar(a) && isScalar(b)) return NDArray.scalar(pow(scalarValue(a), scalarValue(b)))
  checkOperand('power', a)
  checkOperand('power', b)
  const dtype = loopDType(powerLoops, commonDType(a, b))
  const exponent = toArray(b, dtype)
  if (dtype === 'int32' && exponent.toTyped().some((e) => e < 0)) {
    throw new ArrayError(
      'power: a negative power of whole numbers is no whole number',
      "use astype('float64') or 2.0",
    )
  }
  return mapBinary('power', powerLoops[dtype as 'float64'] as BinaryLoop, toArray(a, dtype), exponent, dtype)
}

/** The larger of the two, element by element; NaN wins, of equal ones (0 and -0) the second, as in NumPy. */
export function maximum(a: Operand, b: Operand): NDArray {
  return binary('maximum', maximumLoops, a, b)
}

/** The smaller of the two, element by element; NaN wins, of equal ones (0 and -0) the second, as in NumPy. */
export function minimum(a: Operand, b: Operand): NDArray {
  return binary('minimum', minimumLoops, a, b)
}
