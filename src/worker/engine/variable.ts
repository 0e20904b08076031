// The box around an array that remembers which function made it. Knows nothing of operations: they install their
// methods from outside (ops/methods.ts).
import { GraphTypeError } from './graphError'
import type { GraphNode } from './graphNode'
import { detachedCopy } from './identity'
import { copyForLedger } from './memory'
import { NDArray } from './ndarray'
import { letGradientGo } from './possessions'
import { describe, type Shape } from './shape'
import { engine } from './state'

/** How a variable came to be. */
export const origin = {
  leaf: 0,
  /** Computed by a function that was recorded. */
  output: 1,
  /** Computed where nothing was recorded. */
  unrecorded: 2,
  gradient: 3,
} as const
export type Origin = (typeof origin)[keyof typeof origin]

/** A gradient as a variable stores it. */
export interface GradientSnapshot {
  readonly array: NDArray | null
  readonly variable: Variable | null
  readonly shared: boolean
  readonly id: number
}

/** Options of `backward`; what is left out follows the run's mode. */
export interface BackwardArguments {
  readonly retainGrad?: boolean
  readonly createGraph?: boolean
}

/**
 * The book's Variable. `grad` is a Variable or null.
 *
 * Gradients: one pass may store the same array as the gradient of several variables (the two of `a + b`). It is marked
 * as shared and copied when a script first looks at `grad`, so scripts never see one gradient change with another,
 * while passes that nobody looks into copy nothing.
 */
export class Variable {
  readonly id: number
  readonly origin: Origin
  creator: GraphNode | null = null
  generation = 0
  /** At most one of these two is set. The array becomes a variable when someone asks for it. */
  private gradArray: NDArray | null = null
  private gradVariable: Variable | null = null
  private gradShared = false
  /** Id that the gradient has, or will have when it becomes a variable; -1 while there is none. */
  gradId = -1
  /** The backward pass that stored a gradient here last (see gradientUndo.ts). */
  touchedBy = -1
  private held: NDArray | null
  private label: string | null

  /**
   * @param data an array, or null for a box that is filled later
   * @throws GraphTypeError (a TypeError) for anything else
   */
  constructor(
    data: NDArray | null,
    name: string | null = null,
    from: Origin = origin.leaf,
    id = engine.nextVariable++,
  ) {
    if (data !== null && !(data instanceof NDArray)) throw notAnArray('Variable', data)
    this.held = data
    this.label = name
    this.origin = from
    this.id = id
    if (from === origin.leaf && engine.recorder !== null) engine.recorder.variableCreated(this)
  }

  get data(): NDArray | null {
    return this.held
  }

  set data(data: NDArray | null) {
    if (data !== null && !(data instanceof NDArray)) throw notAnArray('data', data)
    const before = this.held
    this.held = data
    engine.recorder?.dataAssigned(this, before)
  }

  get name(): string | null {
    return this.label
  }

  set name(name: string | null) {
    if (name !== null && typeof name !== 'string') {
      throw new GraphTypeError(`name: ${describe(name)} is not a text`, "write it in quotes: x.name = 'x'")
    }
    this.label = name
    engine.recorder?.variableNamed(this)
  }

  get grad(): Variable | null {
    if (this.gradShared) {
      if (this.gradVariable === null) this.gradArray = copyForLedger(this.gradArray!)
      else this.gradVariable = detachedCopy(this.gradVariable)
      this.gradShared = false
    }
    return this.gradientVariable()
  }

  set grad(given: Variable | NDArray | null) {
    if (given === null) {
      this.cleargrad()
      return
    }
    if (!(given instanceof Variable) && !(given instanceof NDArray)) {
      throw new GraphTypeError(
        `grad: ${describe(given)} is not a variable`,
        'assign a Variable, an array such as np.array(1.0), or null',
      )
    }
    const variable = given instanceof Variable ? given : new Variable(given)
    this.putGradientVariable(variable, false)
    engine.recorder?.gradientStored(this, false, variable.filled('grad'))
  }

  /** The values of the gradient, without copying and without making a variable. Only to read. */
  get gradientData(): NDArray | null {
    return this.gradVariable === null ? this.gradArray : this.gradVariable.held
  }

  /** True when the gradient's array is also the gradient of another variable. */
  get gradientIsShared(): boolean {
    return this.gradShared
  }

  /** True when the gradient has become a variable, which a script may hold. */
  get gradientIsSeen(): boolean {
    return this.gradVariable !== null
  }

  /** The gradient as a variable, shared as it is: for the engine. Scripts use `grad`. */
  gradientVariable(): Variable | null {
    if (this.gradVariable === null && this.gradArray !== null) {
      this.gradVariable = new Variable(this.gradArray, null, origin.gradient, this.gradId)
      this.gradArray = null
    }
    return this.gradVariable
  }

  /** Stores a gradient; for the engine. `shared` says that another variable's gradient has the same memory. */
  putGradient(array: NDArray, shared: boolean): void {
    this.gradArray = array
    this.gradVariable = null
    this.gradShared = shared
    this.gradId = engine.nextVariable++
  }

  /** Stores a gradient that is part of a graph; for the engine. */
  putGradientVariable(variable: Variable, shared: boolean): void {
    this.gradArray = null
    this.gradVariable = variable
    this.gradShared = shared
    this.gradId = variable.id
  }

  /** Marks the gradient as also held by another variable; for the engine. */
  shareGradient(): void {
    this.gradShared = true
  }

  /** Forgets a gradient that is not retained; for the engine. */
  dropGradient(): void {
    this.forgetGradient()
    engine.recorder?.gradientDropped(this, false)
  }

  /** The gradient becomes null, so that the next backward() does not add to it. */
  cleargrad(): void {
    if (this.gradId === -1) return
    if (this.gradArray !== null && !this.gradShared) letGradientGo(this.gradArray)
    this.forgetGradient()
    engine.recorder?.gradientDropped(this, true)
  }

  /** The gradient as it is stored, for `restoreGradient`. */
  gradientSnapshot(): GradientSnapshot {
    return { array: this.gradArray, variable: this.gradVariable, shared: this.gradShared, id: this.gradId }
  }

  /** Puts a gradient back that stood here before; for the engine. */
  restoreGradient(snapshot: GradientSnapshot): void {
    this.gradArray = snapshot.array
    this.gradVariable = snapshot.variable
    this.gradShared = snapshot.shared
    this.gradId = snapshot.id
    engine.recorder?.gradientStored(this, false, this.gradientData!)
  }

  private forgetGradient(): void {
    this.gradArray = null
    this.gradVariable = null
    this.gradShared = false
    this.gradId = -1
  }

  /** Makes `creator` the function that this variable came from, one generation after it. */
  setCreator(creator: GraphNode): void {
    const given = creator as Partial<GraphNode> | null
    if (
      given === null ||
      (typeof given !== 'object' && typeof given !== 'function') ||
      given.mark === undefined
    ) {
      throw new GraphTypeError(
        `setCreator: ${describe(creator)} is not a function of the graph`,
        'pass an instance of a class that extends Function',
      )
    }
    this.creator = creator
    this.generation = creator.generation + 1
  }

  /** Cuts this variable from the function that made it. */
  unchain(): void {
    if (this.creator === null) return
    this.creator = null
    engine.recorder?.unchained(this)
  }

  get shape(): Shape {
    return this.filled('shape').shape
  }

  get ndim(): number {
    return this.filled('ndim').ndim
  }

  get size(): number {
    return this.filled('size').size
  }

  get dtype(): NDArray['dtype'] {
    return this.filled('dtype').dtype
  }

  /** Length of the first axis. */
  get length(): number {
    return this.filled('length').length
  }

  /** The data, or an error that names what was asked of the empty box. */
  filled(what: string): NDArray {
    if (this.held === null) {
      const who = this.label === null ? 'this variable' : `variable ${this.label}`
      throw new GraphTypeError(`${what}: ${who} holds no data`, 'assign an array to its data first')
    }
    return this.held
  }

  /** Lets `loss < 0.1` and `Math.max(loss, 0)` work where there is one element; more are an error, as in NumPy. */
  [Symbol.toPrimitive](hint: 'number' | 'string' | 'default'): number | string {
    if (hint !== 'number') return this.toString()
    const data = this.filled('value')
    if (data.size === 1) return data.first()
    throw new GraphTypeError(
      `value: a variable of ${data.size} elements is not one number`,
      'take one element or a sum first, or compare its data with np',
    )
  }

  /** `variable(…)` as the book prints it: further lines are indented under the first value. */
  toString(): string {
    if (this.held === null) return 'variable(None)'
    return `variable(${this.held.toString().replaceAll('\n', '\n         ')})`
  }
}

function notAnArray(where: string, value: unknown): GraphTypeError {
  const subject = where === 'Variable' ? 'Variable' : 'Variable.data'
  if (value instanceof Variable) {
    return new GraphTypeError(
      `${subject}: a Variable is not supported, only arrays are`,
      'pass its data: x.data',
    )
  }
  const cure =
    typeof value === 'number'
      ? `wrap it: np.array(${value})`
      : typeof value === 'boolean'
        ? `wrap it: np.array(${String(value)})`
        : Array.isArray(value)
          ? 'wrap it: np.array([…])'
          : 'pass an array made by np, such as np.array(1.0), or null'
  const type = value === undefined ? 'undefined' : Array.isArray(value) ? 'a plain list' : typeName(value)
  return new GraphTypeError(`${subject}: ${type} is not supported, only arrays are`, cure)
}

function typeName(value: unknown): string {
  return typeof value === 'object' ? describe(value) : `${typeof value} (${describe(value)})`
}
