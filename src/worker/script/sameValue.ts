// Equality for `assertEqual`: by value through lists, objects and arrays. NaN equals NaN.
import type { ScriptEngine } from './scriptHost'

type Face = Pick<ScriptEngine, 'isVariable' | 'isArray' | 'allclose' | 'scalar'>

export function sameValue(a: unknown, b: unknown, engine: Face): boolean {
  if (Object.is(a, b) || a === b) return true
  const overloaded = [a, b].filter((value) => engine.isVariable(value) || engine.isArray(value))
  if (overloaded.length > 0) return sameArrays(a, b, engine)
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  return keys.every(
    (key) =>
      Object.hasOwn(b, key) &&
      sameValue((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key], engine),
  )
}

/** Same shape and elements. Numbers and nested lists stand for arrays. */
function sameArrays(a: unknown, b: unknown, engine: Face): boolean {
  const left = listOf(a, engine)
  const right = listOf(b, engine)
  return left !== undefined && right !== undefined && sameValue(left, right, engine)
}

/** The elements as nested lists of numbers, which are compared like any. */
function listOf(value: unknown, engine: Face): unknown {
  if (typeof value === 'number' || Array.isArray(value)) return value
  const array = engine.isVariable(value) ? (value as unknown as { data: unknown }).data : value
  return engine.isArray(array) ? (array as { tolist(): unknown }).tolist() : undefined
}
