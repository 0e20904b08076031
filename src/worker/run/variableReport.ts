// Named values at the end of a run as plain data for the command line. Bounded: large arrays are left out.
import type { VariableReport } from '@shared/engineApi'
import { NDArray, type Nested } from '../engine/ndarray'
import { Variable } from '../engine/variable'

/** Arrays above this many elements are reported without their values (`data` null). */
export const reportedElements = 10_000

export function reportVariables(names: ReadonlyMap<string, unknown>): Record<string, VariableReport> {
  const reports: Record<string, VariableReport> = {}
  for (const [name, value] of names) {
    const array = value instanceof Variable ? value.data : value instanceof NDArray ? value : null
    if (array === null) continue
    reports[name] = {
      kind: value instanceof Variable ? 'variable' : 'array',
      shape: array.shape,
      dtype: array.dtype,
      data: listOf(array),
      grad: value instanceof Variable && value.gradientData !== null ? listOf(value.gradientData) : null,
    }
  }
  return reports
}

function listOf(array: NDArray): unknown {
  return array.size > reportedElements ? null : toJson(array.tolist())
}

/** JSON has no NaN and no infinities: they become the strings that JavaScript prints. */
function toJson(value: Nested): unknown {
  if (Array.isArray(value)) return value.map(toJson)
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
}
