// Gradients by finite differences, and the comparison of backward() with them (steps 4 and 10).
import { asVariable } from './apply'
import { GraphError, GraphTypeError } from './graphError'
import { NDArray } from './ndarray'
import { describe, formatShape, placeOf, sameShape } from './shape'
import { engine } from './state'
import { parseOptions } from './options'
import * as kernels from '../kernels'
import { backward } from './backward'
import { usingConfig } from './config'
import { origin, Variable } from './variable'
import { SetFrontier } from './walk'

type Differentiable = (...inputs: Variable[]) => unknown

/**
 * Slope of `f` at `x` by the central difference (f(x + eps) - f(x - eps)) / 2eps, all elements moved at once: step 4.
 * @returns an array of f's shape
 */
export function numericalDiff(f: Differentiable, x: Variable | NDArray | number, eps = 1e-4): NDArray {
  checkFunction('numericalDiff', f)
  const variable = asVariable(x, 'numericalDiff')
  const data = variable.filled('numericalDiff')
  const above = valueOf('numericalDiff', f(temporary(kernels.add(data, eps))))
  const below = valueOf('numericalDiff', f(temporary(kernels.subtract(data, eps))))
  return kernels.divide(kernels.subtract(above, below), 2 * eps)
}

function temporary(data: NDArray): Variable {
  return new Variable(data, null, origin.unrecorded)
}

function checkFunction(subject: string, f: unknown): void {
  if (typeof f === 'function') return
  throw new GraphTypeError(
    `${subject}: ${describe(f)} is not a function`,
    `write ${subject}(x => square(x), x)`,
  )
}

function valueOf(subject: string, value: unknown): NDArray {
  if (value instanceof Variable) return value.filled(subject)
  if (value instanceof NDArray) return value
  if (typeof value === 'number') return NDArray.scalar(value)
  throw new GraphTypeError(`${subject}: the function returned ${describe(value)}`, 'return a variable')
}

/** A float64 (or float32) copy whose elements can be moved one by one. */
function movable(x: unknown, subject: string): NDArray {
  const data = asVariable(x, subject).filled(subject)
  return data.dtype === 'int32' || data.dtype === 'bool' ? data.astype('float64') : data.copy()
}

/**
 * Gradient of the sum of `f(x, ...args)` with respect to each element of `x`, by central differences of 1e-4.
 * @returns an array of x's shape. `x` is not changed.
 */
export function numericalGrad(
  f: Differentiable,
  x: Variable | NDArray | number,
  ...args: unknown[]
): NDArray {
  checkFunction('numericalGrad', f)
  const inputs = [x, ...args].map((value) => movable(value, 'numericalGrad'))
  return differences(f, inputs, 0, 1e-4)
}

/** Central differences of Σ f for every element of one input. Runs without recording. */
function differences(f: Differentiable, inputs: readonly NDArray[], which: number, eps: number): NDArray {
  const x = inputs[which]!
  const values = x.share()
  const gradient = NDArray.zeros(x.shape, x.dtype === 'float32' ? 'float32' : 'float64')
  const slopes = gradient.share()
  const total = (): number => {
    const y = valueOf('numericalGrad', f(...inputs.map((input) => temporary(input))))
    return kernels.sum(y).first()
  }
  return usingConfig('enableBackprop', false, () => {
    for (let i = 0; i < x.size; i++) {
      const at = x.offset + i
      const value = values[at]!
      values[at] = value + eps
      const above = total()
      values[at] = value - eps
      const below = total()
      values[at] = value
      slopes[i] = (above - below) / (2 * eps)
    }
    return gradient
  })
}

/** The element in which backward() and finite differences differ most, measured against the tolerance. */
export interface WorstElement {
  /** Which input of the function, from 0. */
  readonly input: number
  /** Its place in that input. */
  readonly index: readonly number[]
  readonly backward: number
  readonly numerical: number
  readonly error: number
}

/** What gradientCheck found. As text it is one line that says it all. */
export interface GradientReport {
  readonly ok: boolean
  readonly worst: WorstElement | null
  /** Elements compared. */
  readonly elements: number
  readonly rtol: number
  readonly atol: number
  toString(): string
}

interface Tolerance {
  readonly rtol?: number
  readonly atol?: number
}

/**
 * Compares the gradients that backward() gives with finite differences, for every input:
 * `gradientCheck(f, x, ...args, { rtol, atol })`, |backward - numerical| ≤ atol + rtol · |numerical|.
 * Works on copies: no gradient of the script's own variables changes, given or only used by `f`.
 */
export function gradientCheck(f: Differentiable, x: unknown, ...rest: unknown[]): GradientReport {
  checkFunction('gradientCheck', f)
  const last = rest.at(-1)
  const hasOptions =
    typeof last === 'object' && last !== null && !(last instanceof Variable) && !(last instanceof NDArray)
  const options = parseOptions('gradientCheck', hasOptions ? last : undefined, ['rtol', 'atol']) as Tolerance
  const { rtol = 1e-4, atol = 1e-5 } = options
  const inputs = [x, ...(hasOptions ? rest.slice(0, -1) : rest)].map((value) =>
    movable(value, 'gradientCheck'),
  )
  const gradients = backwardGradients(f, inputs)
  let worst: WorstElement | null = null
  let worstExcess = -Infinity
  let elements = 0
  inputs.forEach((input, which) => {
    const numerical = differences(f, inputs, which, 1e-4).toTyped()
    const computed = gradients[which]!.toTyped()
    for (let i = 0; i < numerical.length; i++) {
      elements++
      const a = computed[i]!
      const b = numerical[i]!
      const error = Math.abs(a - b)
      // NaN on either side, or only one infinite, is as bad as can be.
      const excess =
        a === b ? -Infinity : Number.isNaN(error) ? Infinity : error - (atol + rtol * Math.abs(b))
      if (worst === null || excess > worstExcess) {
        worst = {
          input: which,
          index: placeOf(i, input.shape),
          backward: a,
          numerical: b,
          error: a === b ? 0 : error,
        }
        worstExcess = excess
      }
    }
  })
  return report(worst, worstExcess <= 0, elements, rtol, atol)
}

/**
 * Runs f and backward() on variables of its own; a result that is no scalar counts as its sum. The run's mode does not
 * matter: a check needs gradients also where the script's own backward() calls are skipped.
 */
function backwardGradients(f: Differentiable, inputs: readonly NDArray[]): NDArray[] {
  const { mode } = engine
  engine.mode = 'default'
  try {
    return usingConfig('enableBackprop', true, () => recordedGradients(f, inputs))
  } finally {
    engine.mode = mode
  }
}

function recordedGradients(f: Differentiable, inputs: readonly NDArray[]): NDArray[] {
  const variables = inputs.map((input) => new Variable(input.copy()))
  const y = f(...variables)
  if (!(y instanceof Variable)) {
    throw new GraphTypeError(`gradientCheck: the function returned ${describe(y)}`, 'return one variable')
  }
  if (y.creator === null && !variables.includes(y)) {
    throw new GraphError(
      'gradientCheck: the result does not depend on the inputs',
      'compute it from the arguments of the function',
    )
  }
  if (y.creator === null) return variables.map((variable, i) => gradientOf(variable, y, i))
  const restore = keepGradients(y, variables)
  const { lastBackward } = engine
  try {
    backward(y, { retainGrad: false, createGraph: false })
    return variables.map((variable, i) => gradientOf(variable, y, i))
  } finally {
    restore()
    engine.lastBackward = lastBackward
  }
}

/** Remembers the gradients of all that `y` was computed from besides `own`; what it gives back restores them. */
function keepGradients(y: Variable, own: readonly Variable[]): () => void {
  const behind = new Set([y])
  const frontier = new SetFrontier(y.creator!)
  for (let node = frontier.pop(); node !== null; node = frontier.pop()) {
    for (const x of node.inputs) {
      behind.add(x)
      if (x.creator !== null) frontier.push(x.creator)
    }
  }
  for (const variable of own) behind.delete(variable)
  const before = [...behind].map((variable) => [variable, variable.gradientSnapshot()] as const)
  return () => {
    for (const [variable, snapshot] of before) {
      if (variable.gradId === snapshot.id) continue
      if (snapshot.id === -1) variable.dropGradient()
      else variable.restoreGradient(snapshot)
    }
  }
}

function gradientOf(variable: Variable, y: Variable, i: number): NDArray {
  const data = variable.filled('gradientCheck')
  if (variable === y) return kernels.add(NDArray.zeros(data.shape), 1)
  // A branch that does not use an input has no gradient there: zero.
  const gradient = variable.gradientData ?? NDArray.zeros(data.shape)
  if (sameShape(gradient.shape, data.shape)) return gradient
  throw new GraphError(
    `gradientCheck: the gradient of input ${i} has shape ${formatShape(gradient.shape)}, the input ${formatShape(data.shape)}`,
    'give every input a gradient of its own shape',
  )
}

function report(
  worst: WorstElement | null,
  ok: boolean,
  elements: number,
  rtol: number,
  atol: number,
): GradientReport {
  const text =
    worst === null
      ? 'gradient check: nothing to compare'
      : `gradient check ${ok ? 'passed' : 'failed'}: ${elements} ${elements === 1 ? 'element' : 'elements'}, worst is ` +
        `input ${worst.input} at [${worst.index.join(', ')}]: backward ${worst.backward}, numerical ${worst.numerical}, ` +
        `difference ${worst.error} (rtol ${rtol}, atol ${atol})`
  return { ok, worst, elements, rtol, atol, toString: () => text }
}
