// The options object that stands last in a call. Knows no function by name.
import { GraphError, GraphTypeError } from './graphError'
import { describe } from './shape'

/** An options object whose names are all known. */
export function parseOptions(
  subject: string,
  given: unknown,
  names: readonly string[],
): Record<string, unknown> {
  if (given === undefined) return {}
  if (typeof given !== 'object' || given === null) {
    throw new GraphTypeError(
      `${subject}: ${describe(given)} is not an options object`,
      `write { ${names.map((name) => `${name}: …`).join(', ')} }`,
    )
  }
  for (const name of Object.keys(given)) {
    if (!names.includes(name)) {
      throw new GraphError(`${subject}: unknown option '${name}'`, `the options are ${names.join(', ')}`)
    }
  }
  return given as Record<string, unknown>
}
