// How `print` shows values: texts raw, numbers as JavaScript writes them, arrays and variables as NumPy and the book do,
// everything else compactly. Bounded: a giant value is cut with a notice.
import type { ScriptEngine } from './scriptHost'

/** Characters of one printed line before it is cut. */
export const printedCharacters = 20_000
const shownItems = 100
const shownDepth = 6

type Face = Pick<ScriptEngine, 'isVariable' | 'isArray' | 'format'>

/** One printed line: the values joined by a space. */
export function formatLine(values: readonly unknown[], engine: Face): string {
  const parts: string[] = []
  let length = 0
  for (const value of values) {
    const part = typeof value === 'string' ? value : new Formatter(engine).format(value, 0)
    parts.push(part)
    length += part.length + 1
    if (length > printedCharacters) break
  }
  const text = parts.join(' ')
  if (text.length <= printedCharacters) return text
  return `${text.slice(0, printedCharacters)}… (cut: ${text.length - printedCharacters} more characters)`
}

class Formatter {
  private readonly open = new Set<object>()
  private left = printedCharacters

  constructor(private readonly engine: Face) {}

  format(value: unknown, depth: number): string {
    const text = this.text(value, depth)
    this.left -= text.length
    return text
  }

  private text(value: unknown, depth: number): string {
    switch (typeof value) {
      case 'string':
        return depth === 0 ? value : JSON.stringify(value)
      case 'bigint':
        return `${value}n`
      case 'function':
        return formatFunction(value)
      case 'object':
        return value === null ? 'null' : this.object(value, depth)
      default:
        return String(value)
    }
  }

  private object(value: object, depth: number): string {
    if (this.engine.isVariable(value) || this.engine.isArray(value)) return this.engine.format(value)
    if (this.open.has(value)) return '[circular]'
    if (value instanceof Error) return `${value.name}: ${value.message}`
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString()
    if (value instanceof RegExp) return String(value)
    const own = ownToString(value)
    if (own !== undefined) return own
    if (depth >= shownDepth) return Array.isArray(value) ? '[…]' : '{…}'
    this.open.add(value)
    const text = this.container(value, depth + 1)
    this.open.delete(value)
    return text
  }

  private container(value: object, depth: number): string {
    if (Array.isArray(value)) return `[${this.items(value as unknown[], value.length, depth)}]`
    if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
      const numbers = value as unknown as ArrayLike<unknown>
      return `${value.constructor.name} [${this.items(numbers, numbers.length, depth)}]`
    }
    if (value instanceof Set) return `Set {${this.items([...(value as Set<unknown>)], value.size, depth)}}`
    const entries: [string, unknown][] =
      value instanceof Map
        ? [...(value as Map<unknown, unknown>)].map(([key, one]) => [this.format(key, depth), one])
        : Object.entries(value)
    const separator = value instanceof Map ? ' => ' : ': '
    const shown: string[] = []
    for (const [key, one] of entries.slice(0, shownItems)) {
      if (this.left <= 0) break
      shown.push(`${key}${separator}${this.format(one, depth)}`)
    }
    if (shown.length < entries.length) shown.push(`… ${entries.length - shown.length} more`)
    const name = classNameOf(value)
    const body = shown.length === 0 ? '{}' : `{ ${shown.join(', ')} }`
    return name === '' ? body : `${name} ${body}`
  }

  private items(values: ArrayLike<unknown>, length: number, depth: number): string {
    const shown: string[] = []
    for (let i = 0; i < length && i < shownItems && this.left > 0; i++)
      shown.push(this.format(values[i], depth))
    if (shown.length < length) shown.push(`… ${length - shown.length} more`)
    return shown.join(', ')
  }
}

function formatFunction(value: object): string {
  const own = ownToString(value)
  if (own !== undefined) return own
  const { name } = value as { name?: unknown }
  const isClass = /^class\b/.test(Function.prototype.toString.call(value))
  return `[${isClass ? 'class' : 'function'} ${typeof name === 'string' && name !== '' ? name : '(anonymous)'}]`
}

/** The `toString` of objects, lists and functions themselves, which say less than we do. */
const builtInToStrings = [Object, Array, Function].map(
  (type) => Object.getOwnPropertyDescriptor(type.prototype, 'toString')?.value as unknown,
)

/** What the value's own class says, when it says anything. */
function ownToString(value: object): string | undefined {
  const { toString } = value as { toString?: unknown }
  if (typeof toString !== 'function') return undefined
  if (builtInToStrings.includes(toString)) return undefined
  if (ArrayBuffer.isView(value)) return undefined
  return String((toString as (this: object) => unknown).call(value))
}

/** The name of a value's class; empty for plain objects. */
function classNameOf(value: object): string {
  const prototype = Object.getPrototypeOf(value) as { constructor?: { name?: unknown } } | null
  if (prototype === null || prototype === Object.prototype) return ''
  const name = prototype.constructor?.name
  return typeof name === 'string' ? name : ''
}
