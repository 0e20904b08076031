// Where a value gets a name: the runtime is told, so that variables are called as in the script.
// What can never be an engine value is left alone.
import type { Rewrite } from './rewrite'
import { isIdentifier, isMember, unwrap, type Identifier, type Member, type Node } from './syntax'

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

/** False for values whose kind is known and of no interest, and for plain numbers inside loops. */
export function isWorthNaming(r: Rewrite, given: Node): boolean {
  const node = unwrap(given)
  if (neverEngineValues.has(node.type)) return false
  return !(r.isNumber(node) && r.frame.loops > 0)
}

/** Prints the value that a name takes. */
export function emitNamedValue(r: Rewrite, target: Identifier, value: Node, at: number): void {
  const binding = r.scopes.bindingOf(target)
  if (!isWorthNaming(r, value)) return emitFunctionValue(r, target, value)
  const isKept = binding === null && r.environment.kept.has(target.name)
  if (binding === null && !isKept) return r.value(value)
  // Numbers are reported where they are few: outside loops, or when they were asked for by a call.
  const method = r.frame.loops > 0 && !isMaker(value) ? 'hold' : 'bind'
  r.put(`$lab.${method}("${target.name}", `, at)
  r.value(value)
  r.put(`, ${r.site(at)}, ${binding === null ? '0' : r.depthOf(binding.owner)})`, value.end)
}

/** Reports the names of a pattern after it was destructured. */
export function emitNames(r: Rewrite, names: readonly Identifier[], at: number): void {
  for (const name of names) {
    const binding = r.scopes.bindingOf(name)
    if (binding === null) continue
    const text = binding.top && r.environment.kept.has(name.name) ? `$labv.${name.name}` : name.name
    r.put(`$lab.hold("${name.name}", ${text}, ${r.site(name.start)}, ${r.depthOf(binding.owner)});`, at)
  }
}

/** Prints the value that a field or an element takes. Setters of the engine find the call site. */
export function emitStoredValue(r: Rewrite, target: Member, value: Node, at: number): void {
  if (!isWorthNaming(r, value) || r.isNumber(value)) return r.value(value)
  const path = pathOf(target.object)
  const isPlainKey =
    !target.computed || isIdentifier(target.property) || target.property.type === 'NumericLiteral'
  if (path === null || !isPlainKey || target.property.type === 'PrivateName') {
    r.put('$lab.at(', at)
    r.value(value)
    r.put(`, ${r.site(at)})`, value.end)
    return
  }
  r.put('$lab.store(', at)
  r.value(target.object)
  r.put(', ', at)
  if (target.computed) r.value(target.property)
  else r.put(JSON.stringify((target.property as Identifier).name), at)
  r.put(`, "${path}", `, at)
  r.value(value)
  r.put(`, ${r.site(at)})`, value.end)
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
function pathOf(given: Node): string | null {
  const node = unwrap(given)
  if (node.type === 'ThisExpression') return 'this'
  return isIdentifier(node) ? node.name : null
}

function isMaker(given: Node): boolean {
  const node = unwrap(given)
  return node.type !== 'Identifier' && !isMember(node)
}
