// Thousands of random calls, evaluated by the lab and by the NumPy of this machine, must agree: values, dtypes, shapes,
// printed text, and whether there is an error. Without python3 and NumPy the test is skipped, and says so.
import { expect, test } from 'vitest'
import { ArrayError } from '../engine/arrayError'
import { addAt } from '../kernels'
import { allocate, castValue, type DType } from '../engine/dtype'
import { NDArray } from '../engine/ndarray'
import { sizeOf } from '../engine/shape'
import { createNp, RandomState } from '../np'
import { createCases, type ArraySpec, type Case, type Encoded, type IndexPart } from './differentialCases'
import { askNumpy, namedWithReason, withoutNumpy } from './numpy'

const np = createNp()

interface Answer {
  readonly dtype?: string
  readonly shape?: readonly number[]
  readonly data?: readonly Encoded[]
  readonly str?: string
  readonly error?: string
}

const special: Readonly<Record<string, number>> = { nan: NaN, inf: Infinity, '-inf': -Infinity, '-0': -0 }
const decode = (value: Encoded): number => (typeof value === 'string' ? special[value]! : value)

function build(spec: ArraySpec | { readonly number: Encoded }): NDArray | number {
  if ('number' in spec) return decode(spec.number)
  const buffer = allocate(spec.dtype, sizeOf(spec.shape))
  spec.data.forEach((value, i) => (buffer[i] = castValue(spec.dtype, decode(value))))
  let a = NDArray.fromTyped(buffer, spec.shape, spec.dtype)
  for (const [name, argument] of spec.views) {
    if (name === 'T') a = a.T
    else if (name === 'get') a = a.get(...argument)
    else if (name === 'flip') a = np.flip(a, argument)
    else if (name === 'transpose') a = a.transpose(argument)
    else if (name === 'reshape') a = a.reshape(argument)
    else a = a.broadcast_to(argument)
  }
  return a
}

type AnyFunction = (...args: unknown[]) => unknown

function draw(seed: number, calls: readonly (readonly [string, unknown[]])[]): NDArray {
  const random = new RandomState(seed)
  const drawn = calls.map(([name, args]) => {
    if (!Array.isArray(args[0])) {
      return (random as unknown as Record<string, AnyFunction>)[name]!(...args) as NDArray | number
    }
    const a = np.arange(sizeOf(args[0] as number[])).reshape(args[0] as number[])
    if (name === 'permutation') return random.permutation(a)
    random.shuffle(a)
    return a
  })
  return np.concatenate(drawn.map((part) => np.asarray(part).astype('float64').ravel()))
}

function evaluate(c: Case): NDArray {
  if (c.fn === 'random') return draw(c.rest![0] as number, c.rest![1] as [string, unknown[]][])
  const args = c.arrays.map(build)
  const rest = c.rest ?? []
  const named = c.options === undefined || Object.keys(c.options).length === 0 ? [] : [c.options]
  const first = args[0] as NDArray
  const call = (np as unknown as Record<string, AnyFunction>)[c.fn]
  switch (c.fn) {
    case 'identity':
      return first
    case 'get':
      return first.get(...(rest as IndexPart[]))
    case 'set':
      return first.copy().set(args[1]!, ...(rest as IndexPart[]))
    case 'setview': {
      const base = first.copy()
      base.T.set(args[1]!, ...(rest as IndexPart[]))
      return base
    }
    case 'addAt':
      return addAt(c.shape!, rest as IndexPart[], first)
    case 'concatenate':
    case 'stack':
      return call!(args, ...named) as NDArray
    case 'split':
      return np.concatenate((call!(first, ...rest, ...named) as NDArray[]).map((part) => part.ravel()))
    case 'meshgrid':
      return np.stack(np.meshgrid(...args, ...(named as [])))
    case 'allclose':
    case 'array_equal':
      return np.array(call!(...args) as boolean)
    case 'astype':
      return first.astype(rest[0] as DType)
    default:
      return call!(...args, ...rest, ...named) as NDArray
  }
}

/** What differs between the lab and NumPy, or null. */
function difference(c: Case, expected: Answer): string | null {
  let result: NDArray
  try {
    result = evaluate(c)
  } catch (thrown) {
    if (!(thrown instanceof ArrayError)) throw thrown
    // int32 is narrower than NumPy's int64; and NumPy takes one-element lists for single bool elements only.
    if (/does not fit (int32|into one element)/.test(thrown.message)) return null
    return expected.error === undefined ? `lab fails (${thrown.message}), NumPy gives ${expected.str}` : null
  }
  if (expected.error !== undefined) return `NumPy fails (${expected.error}), lab gives ${result.toString()}`
  if (result.dtype !== expected.dtype) return `dtype ${result.dtype}, NumPy ${expected.dtype}`
  if (result.shape.join() !== expected.shape!.join())
    return `shape ${result.shape.join()}, NumPy ${expected.shape!.join()}`
  const values = result.toTyped()
  const single = result.dtype === 'float32' ? 1e9 : 1
  for (let i = 0; i < values.length; i++) {
    const other = decode(expected.data![i]!)
    if (result.dtype === 'int32' && Math.abs(other) > 2147483647) return null
    if (Object.is(values[i], other) || (c.tolerance > 0 && values[i] === other)) continue
    if (Math.abs(values[i]! - other) <= c.tolerance * single * Math.max(1, Math.abs(other))) continue
    return `element ${i} is ${values[i]!}, NumPy ${other}`
  }
  const text = result.toString()
  return c.tolerance > 0 || text === expected.str ? null : textDifference(text, expected.str!)
}

function textDifference(text: string, other: string): string {
  let at = 0
  while (text[at] === other[at]) at++
  const part = (whole: string): string => JSON.stringify(whole.slice(Math.max(0, at - 20), at + 20))
  return `prints ${part(text)}, NumPy ${part(other)}`
}

/** Two languages and 3000 calls: some seconds, minutes where other programs have the processors. */
const timeLimitMs = 300_000

test.skipIf(withoutNumpy !== null)(
  namedWithReason('3000 random calls agree with NumPy'),
  () => {
    const cases = createCases(20261121, 3000)
    const { answers } = askNumpy('./differential.py', cases) as { answers: Answer[] }
    const wrong = cases
      .map((c, i) => ({ c, text: difference(c, answers[i]!) }))
      .filter(({ text }) => text !== null)
      .map(({ c, text }) => `${c.fn}: ${text}\n  ${describeCase(c)}`)
    expect(wrong.slice(0, 20)).toEqual([])
  },
  timeLimitMs,
)

function describeCase(c: Case): string {
  const arrays = c.arrays.map((a) =>
    'number' in a ? String(a.number) : `${a.dtype}[${a.shape.join()}] ${JSON.stringify(a.views)}`,
  )
  return `${arrays.join(' ; ')} ${JSON.stringify(c.rest ?? [])} ${JSON.stringify(c.options ?? {})}`
}
