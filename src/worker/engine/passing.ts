// Results of one library call that the script hands straight to the next, `square(square(x))`, where nothing keeps them
// for a graph: once the next call has its result nobody has them, and their memory is taken again. Knows no syntax: the
// runtime says which value is handed on (`pass`), the engine that it made it just now.
import { discardTold } from './buffers'
import type { TypedArray } from './dtype'
import { sharesMemory } from './memory'
import type { NDArray } from './ndarray'
import type { Variable } from './variable'

/** The last result that no graph keeps, in memory of its own that was taken for it. */
let made: Variable | null = null
/** What is handed to the operation that follows. */
let passed: Variable | null = null

/** An operation made `variable`, which nobody has yet. */
export function noteMade(variable: Variable | null): void {
  made = variable
}

/** True for the variable that an operation made just now in memory of its own. */
export function isJustMade(value: unknown): boolean {
  return made !== null && value === made
}

/** The script hands what was just made to a library call and to nobody else. */
export function pass(): void {
  passed = made
  made = null
}

/** What was handed on lives: a graph keeps it, or a call gave it back as it is and the script has it again. */
export function keepPassed(): void {
  made = null
  passed = null
}

/** The memory of what was handed on to an operation on `inputs`: nobody else has it. Null: nothing was. */
export function passedMemory(inputs: readonly Variable[]): TypedArray | null {
  const data = passed !== null && inputs.includes(passed) ? passed.data : null
  return data !== null && data.base === null && data.buffer?.length === data.size ? data.buffer : null
}

/** An operation on `inputs` gave `result`: what was handed to it dies. */
export function endPassed(inputs: readonly Variable[], result: NDArray): void {
  const variable = passed
  if (variable === null) return
  passed = null
  const data = inputs.includes(variable) ? variable.data : null
  if (data !== null && !sharesMemory(data, result)) discardTold(data)
}
