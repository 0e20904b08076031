// The check of a gradient against numerical differentiation, as the worker does it and the window shows it. Plain data.

/** What is checked: a variable by its id in the trace or its name at the top level, or one function by itself. */
export type CheckTarget =
  | { readonly kind: 'variable'; readonly id: number }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'function'; readonly id: number }

export interface GradientCheckRequest {
  /** The run whose graph the worker must still hold. */
  readonly runId: string
  readonly target: CheckTarget
}

/** Why nothing could be checked. */
export const checkObstacles = [
  /** The worker holds another run, or none. */
  'not-held',
  /** A script runs, or another check. */
  'busy',
  /** Variables of a class that the script wrote itself. */
  'hand-made',
  /** The run kept no graph at all. */
  'no-grad',
  /** No backward() was called. */
  'no-backward',
  /** The graph was cut behind the result. */
  'unchained',
  /** Not among the names of the script nor in the graph. */
  'unknown',
  /** The result was not computed from it. */
  'independent',
  /** The functions threw when they were computed again. */
  'failed',
  'stopped',
  /** The worker or its host is gone. */
  'lost',
] as const
export type CheckObstacle = (typeof checkObstacles)[number]

/** A variable with respect to which the gradient was checked. */
export interface CheckedInput {
  readonly id: number
  /** '' when it has none. */
  readonly name: string
  readonly shape: readonly number[]
  /** Its own type; the check computes in float64. */
  readonly dtype: string
}

/** An element and what the two ways gave for it. */
export interface CheckedElement {
  /** Index into `inputs`. */
  readonly input: number
  /** Its place in that input. */
  readonly index: readonly number[]
  readonly backward: number
  readonly numerical: number
  readonly absolute: number
  /** The absolute error over the larger magnitude of the two; 0 when both are equal. */
  readonly relative: number
}

/** What a check found. The function checked is the sum of all elements of the results. */
export interface GradientCheck {
  readonly ok: boolean
  readonly inputs: readonly CheckedInput[]
  /** The name of what was differentiated, '' when it has none: the result of backward(), or the function. */
  readonly of: string
  readonly isFunction: boolean
  /** Step of the central differences (f(x + eps) - f(x - eps)) / 2 eps behind the verdict. */
  readonly eps: number
  /** Elements of all inputs, and how many of them, evenly spread, were compared. */
  readonly elements: number
  readonly checked: number
  /** How many of those differ by more than the tolerance. */
  readonly failed: number
  readonly worst: CheckedElement
  /** The largest absolute error for each eps, over `curveElements` of the elements. NaN where one was not finite. */
  readonly curve: readonly { readonly eps: number; readonly error: number }[]
  readonly curveElements: number
  /** Functions that were computed again for each element. */
  readonly functions: number
  /** When it failed: ids of the functions between input and result whose own gradient fails. */
  readonly suspects: readonly number[]
}

export type GradientCheckOutcome =
  | { readonly status: 'checked'; readonly check: GradientCheck }
  | { readonly status: 'refused'; readonly obstacle: CheckObstacle; readonly message: string }
