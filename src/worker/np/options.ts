// Reads the options object that stands last in a call. Knows no function in particular.
import { ArrayError } from '../engine/arrayError'
import { describe, type AxisArgument } from '../engine/shape'

/** Checks that `value` is a plain object with known keys only; a misspelt key is an error that lists them. */
export function readOptions<T extends object>(
  subject: string,
  value: T | undefined,
  known: readonly (keyof T & string)[],
): T {
  if (value === undefined) return {} as T
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ArrayError(
      `${subject}: expected options, got ${describe(value)}`,
      `write { ${known.map((key) => `${key}: …`).join(', ')} }`,
    )
  }
  for (const key of Object.keys(value)) {
    if (!(known as readonly string[]).includes(key)) {
      throw new ArrayError(`${subject}: unknown option '${key}'`, `known: ${known.join(', ')}`)
    }
  }
  return value
}

/** An axis given by position, or options that hold it. */
export type AxisOr<T extends object> = AxisArgument | T

/** Options from either form: `np.sum(a, 0)` or `np.sum(a, { axis: 0 })`. */
export function axisOptions<T extends { readonly axis?: unknown }>(
  subject: string,
  value: AxisOr<T>,
  known: readonly (keyof T & string)[],
): T {
  if (value === undefined) return {} as T
  if (value === null || typeof value === 'number' || Array.isArray(value))
    return { axis: value } as unknown as T
  return readOptions(subject, value as T, known)
}
