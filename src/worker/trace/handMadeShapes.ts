// Recognises the variables and functions of a framework that a script writes itself, by what their objects hold:
// `data`, `grad`, `creator`; `input(s)`, `output(s)` (the book's steps 1 to 22). Reads own fields only and runs no
// code of the script. Knows nothing of traces.
import { NDArray } from '../engine/ndarray'
import { Variable } from '../engine/variable'

/** A learner's variable: the object itself, whatever its class is called. */
export type HandMadeVariable = object

/** A learner's function as its object shows it. `outputs` holds only what can still be reached. */
export interface HandMadeFunction {
  readonly self: object
  readonly name: string
  readonly inputs: readonly HandMadeVariable[]
  readonly outputs: readonly HandMadeVariable[]
}

/** True for an object that holds its value in `data` and is made to carry a gradient or a creator. */
export function isHandMadeVariable(value: unknown): value is HandMadeVariable {
  return isVariableInTheMaking(value) && dataOf(value) !== null
}

/** The same before `data` is there: in a constructor, the other fields may come first. */
export function isVariableInTheMaking(value: unknown): value is HandMadeVariable {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  if (value instanceof Variable || value instanceof NDArray) return false
  const name = classOf(value)
  return (
    name !== 'Object' &&
    (Object.hasOwn(value, 'grad') || Object.hasOwn(value, 'creator') || /variable$/i.test(name))
  )
}

export function dataOf(variable: HandMadeVariable): NDArray | null {
  return arrayIn(variable, 'data')
}

export function gradOf(variable: HandMadeVariable): NDArray | null {
  return arrayIn(variable, 'grad')
}

/** The variables among what a function keeps as `input` or `inputs`: one or a list. */
export function handMadeInputs(value: unknown): HandMadeVariable[] {
  return listOf(value).filter(isHandMadeVariable)
}

/** True when the variable's class gives it a place for the function that made it. */
export const hasCreatorField = (variable: HandMadeVariable): boolean => Object.hasOwn(variable, 'creator')

/** The function that made the variable, null for one that the person made. */
export function creatorOf(variable: HandMadeVariable): HandMadeFunction | null {
  const self = own(variable, 'creator')
  if (typeof self !== 'object' || self === null) return null
  const inputs = handMadeInputs(own(self, 'inputs') ?? own(self, 'input'))
  if (inputs.length === 0) return null
  const outputs = listOf(own(self, 'outputs') ?? own(self, 'output')).filter(isHandMadeVariable)
  return {
    self,
    name: classOf(self),
    inputs,
    outputs: outputs.includes(variable) ? outputs : [...outputs, variable],
  }
}

function own(object: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(object, key)?.value
}

function arrayIn(object: object, key: string): NDArray | null {
  const value = own(object, key)
  return value instanceof NDArray ? value : null
}

/** One or several; weak references (step 17) are followed. */
function listOf(value: unknown): unknown[] {
  const values: unknown[] = Array.isArray(value) ? value : [value]
  return values.map((one) => (one instanceof WeakRef ? (one as WeakRef<object>).deref() : one))
}

export function classOf(object: object): string {
  const prototype = Object.getPrototypeOf(object) as object | null
  const constructor = prototype === null ? undefined : own(prototype, 'constructor')
  const name = typeof constructor === 'function' ? own(constructor, 'name') : undefined
  return typeof name === 'string' ? name : 'Object'
}
