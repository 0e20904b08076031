// Where a value gets a name: the runtime is told, so that variables are called as in the script.
// What can never be an engine value is left alone.
import type { Rewrite } from './rewrite'
import { isPlainName } from './rewriteNames'
import { emitWrappedBinary, operatorOffset } from './rewriteOperators'
import { isCall, isIdentifier, unwrap, type Binary, type Identifier, type Member, type Node } from './syntax'

const neverEngineValues = new Set([
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ClassExpression',
  'StringLiteral',
  'TemplateLiteral',
  'BooleanLiteral',
  'RegExpLiteral',
  'BigIntLiteral',
  'UpdateExpression',
])

/** False for values whose kind is known and of no interest, and for plain numbers inside loops that no call gives. */
export function isWorthNaming(r: Rewrite, given: Node): boolean {
  const node = unwrap(given)
  if (r.frame.isPlain || neverEngineValues.has(node.type)) return false
  if (isQuietPlace(r) || !r.isNumber(node)) return true
  return r.loopForm !== 'numbers' && r.numeric.plainCallOf(node) !== null
}

/** The top level outside loops: what runs once, so that plain numbers can be told too. */
function isQuietPlace(r: Rewrite): boolean {
  return r.frame.loops === 0 && r.frame.node === r.scopes.program
}

/** A text, a number or the like for a name that may have an engine value, which it gives up. */
function replacesValue(r: Rewrite, target: Identifier, value: Node): boolean {
  const binding = r.scopes.bindingOf(target)
  if (binding === null || binding.numeric || target.start === binding.declaredAt || r.frame.isPlain)
    return false
  if (r.loopForm === 'numbers' || /Function|Class/.test(unwrap(value).type)) return false
  return binding.writes.some((write) => {
    const other = write?.type === 'AssignmentExpression' ? (write as Binary).right : write
    return other !== null && other !== undefined && isWorthNaming(r, other) && !r.isNumber(other)
  })
}

/** Prints the value that a name takes. */
export function emitNamedValue(r: Rewrite, target: Identifier, value: Node, at: number): void {
  const binding = r.scopes.bindingOf(target)
  if (!isWorthNaming(r, value) && !replacesValue(r, target, value)) return emitFunctionValue(r, target, value)
  const isKept = binding === null && r.environment.kept.has(target.name)
  if (binding === null && !isKept) return r.value(value)
  const end = (): string => `, ${r.site(at)}, ${binding === null ? '0' : r.depthOf(binding.owner)})`
  if (!isQuietPlace(r)) {
    const wrap = () => ({ before: `$lab.hold("${target.name}", `, after: end() })
    if (emitWrappedBinary(r, unwrap(value), wrap)) return
  }
  // Numbers are reported where they are few: outside loops and functions, or when a call gave them.
  const method = isQuietPlace(r) || isCall(unwrap(value)) ? 'bind' : 'hold'
  if (isQuietPlace(r) || !r.frame.temporaries) {
    r.put(`$lab.${method}("${target.name}", `, at)
    r.value(value)
    return r.put(end(), value.end)
  }
  r.withTemporary((name) => {
    r.put(`(${name} = `, at)
    r.frame.nextTemporary--
    r.value(value)
    r.frame.nextTemporary++
    const site = r.site(at)
    r.frame.numberSites.add(site)
    const depth = binding === null ? '0' : r.depthOf(binding.owner)
    // A number is the temporary itself: what the runtime gives back could be anything.
    const tell = `$lab.${method}("${target.name}", ${name}, ${site}, ${depth})`
    r.put(
      `, typeof ${name} === "number" ? ($labq[${site}] !== $labs.epoch && ${tell}, ${name}) : `,
      value.end,
    )
    r.put(`${tell})`, value.end)
  })
}

/** Reports the names of a pattern after it was destructured. */
export function emitNames(r: Rewrite, names: readonly Identifier[], at: number): void {
  for (const name of names) {
    const binding = r.scopes.bindingOf(name)
    if (binding === null) continue
    const text = binding.top && r.environment.kept.has(name.name) ? `$labv.${name.name}` : name.name
    const site = r.site(name.start)
    const test = isQuietPlace(r) ? '' : `(typeof ${text} !== "number" || $labq[${site}] !== $labs.epoch) && `
    r.put(`${test}$lab.hold("${name.name}", ${text}, ${site}, ${r.depthOf(binding.owner)});`, at)
  }
}

/** After a loop at the top level: the numbers that it has left in names, at their last assignment in the text. */
export function emitLastNumbers(r: Rewrite, loop: Node): void {
  if (!isQuietPlace(r)) return
  for (const binding of r.scopes.bindings) {
    const { name, declaredAt, owner, writes } = binding
    if (owner !== r.scopes.program || declaredAt > loop.start) continue
    const last = writes.filter((one) => one !== null && one.start >= loop.start && one.end <= loop.end).at(-1)
    const at = last ? assignmentOffset(r, last) : -1
    if (at < 0 || (binding.top && r.environment.kept.has(name))) continue
    r.put(`$lab.last("${name}", ${name}, ${r.site(at)});`, loop.end)
  }
}

/** Where an assignment is told to stand; -1 for what is none. */
function assignmentOffset(r: Rewrite, node: Node): number {
  if (node.type === 'UpdateExpression') return node.start
  if (node.type !== 'AssignmentExpression') return -1
  const { operator, left } = node as Binary
  return operatorOffset(r.source, left.end, operator)
}

/** Prints the value that a field or an element takes. Setters of the engine find the call site. */
export function emitStoredValue(r: Rewrite, target: Member, value: Node, at: number): void {
  if (!isWorthNaming(r, value) || r.isNumber(value)) return r.value(value)
  const path = pathOf(r, target.object)
  if (path === null || !hasPlainKey(r, target)) {
    r.put('$lab.at(', at)
    r.value(value)
    r.put(`, ${r.site(at)})`, value.end)
    return
  }
  const key = target.computed
    ? r.source.slice(target.property.start, target.property.end)
    : JSON.stringify((target.property as Identifier).name)
  const owner = r.source.slice(target.object.start, target.object.end)
  const before = `$lab.store(${owner}, ${key}, "${path}", `
  const after = (): string => `, ${r.site(at)})`
  if (emitWrappedBinary(r, unwrap(value), () => ({ before, after: after() }))) return
  r.put(before, at)
  r.value(value)
  r.put(after(), value.end)
}

/** A function keeps the name it would have had, also where the name lives behind an accessor. */
function emitFunctionValue(r: Rewrite, target: Identifier, value: Node): void {
  const isAnonymous = /^(Arrow)?FunctionExpression$|^ClassExpression$/.test(unwrap(value).type)
  const binding = r.scopes.bindingOf(target)
  if (!isAnonymous || !r.environment.kept.has(target.name) || (binding !== null && !binding.top))
    return r.value(value)
  r.put(`({ ${target.name}: `, value.start)
  r.value(value)
  r.put(` }).${target.name}`, value.end)
}

/** `this` or a plain name: what can be printed again as the owner of a field. */
function pathOf(r: Rewrite, node: Node): string | null {
  if (node.type === 'ThisExpression') return 'this'
  return isIdentifier(node) && isPlainName(r, node) ? node.name : null
}

function hasPlainKey(r: Rewrite, { computed, property }: Member): boolean {
  if (!computed) return property.type !== 'PrivateName'
  return property.type === 'NumericLiteral' || (isIdentifier(property) && isPlainName(r, property))
}
