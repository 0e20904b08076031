// Names: reading, assigning and declaring them, in expressions and in patterns.
import { isHoisted, type Rewrite } from './rewrite'
import {
  child,
  children,
  isIdentifier,
  isTypeOnly,
  isTypeWrapper,
  type Identifier,
  type Node,
  type Property,
} from './syntax'

/** A name that is read. */
export function rewriteIdentifier(r: Rewrite, node: Identifier): void {
  const { name, start } = node
  const reference = r.scopes.references.get(node)
  const binding = reference?.binding ?? null
  if (binding !== null) {
    const text = binding.top && r.environment.kept.has(name) ? `$labv.${name}` : name
    if (r.needsReadyCheck(node)) r.put(`$lab.ready(${text}, "${name}", ${r.site(start)})`, start)
    else r.put(text, start)
  } else if (r.environment.kept.has(name)) {
    r.put(`$lab.ready($labv.${name}, "${name}", ${r.site(start)})`, start)
  } else if (isPlainValue(name) || reference === undefined) {
    r.put(name, start)
  } else if (r.environment.globals.has(name)) {
    r.used.add(name)
    r.put(name, start)
  } else if (reference.probing) r.put('undefined', start)
  else r.put(`$lab.missing("${name}", ${r.site(start)})`, start)
}

/** A name that is assigned to. */
export function emitTarget(r: Rewrite, node: Identifier): void {
  const { name, start } = node
  const binding = r.scopes.bindingOf(node)
  if (binding !== null) {
    if (binding.kind === 'const' || binding.kind === 'import') {
      r.put(`$lab.constant("${name}", ${r.site(start)}).x`, start)
    } else r.put(binding.top && r.environment.kept.has(name) ? `$labv.${name}` : name, start)
  } else if (r.environment.kept.has(name)) r.put(`$labv.${name}`, start)
  else if (r.environment.globals.has(name)) r.put(`$lab.constant("${name}", ${r.site(start)}).x`, start)
  else r.put(`$lab.missing("${name}", ${r.site(start)}).x`, start)
}

/** A name in its declaration. At the top level the variable itself stands outside. */
export function emitDeclared(r: Rewrite, node: Identifier): void {
  const binding = r.scopes.bindingOf(node)
  const isKept = binding?.top === true && r.environment.kept.has(node.name)
  r.put(isKept ? `$labv.${node.name}` : node.name, node.start)
}

/** What a destructuring, a parameter or a loop's head assigns to. */
export function emitPattern(r: Rewrite, node: Node, declares: boolean): void {
  switch (node.type) {
    case 'Identifier':
      if (declares) emitDeclared(r, node as Identifier)
      else emitTarget(r, node as Identifier)
      return
    case 'TSParameterProperty':
      return emitPattern(r, child(node, 'parameter')!, declares)
    case 'AssignmentPattern':
      emitPattern(r, child(node, 'left')!, declares)
      r.put(' = ', node.start)
      return r.value(child(node, 'right')!)
    case 'ObjectProperty': {
      const { key, value, computed } = node as Property
      if (computed) {
        r.put('[', node.start)
        r.value(key)
        r.put(']: ', node.start)
      } else {
        r.printer.copy(key.start, key.end)
        r.put(': ', key.end)
      }
      return emitPattern(r, value!, declares)
    }
    case 'ObjectPattern':
    case 'ArrayPattern':
    case 'RestElement': {
      let at = node.start
      for (const inner of children(node)) {
        r.printer.copy(at, inner.start)
        if (!isTypeOnly(inner)) emitPattern(r, inner, declares)
        at = inner.end
      }
      return r.printer.copy(at, node.end)
    }
    default:
      if (isTypeWrapper(node)) emitPattern(r, child(node, 'expression')!, declares)
      else r.value(node)
  }
}

/** A property of an object literal: `{ x }` needs its key when the value is printed differently. */
export function rewriteProperty(r: Rewrite, node: Property): void {
  if (node.shorthand !== true) return r.generic(node)
  r.put(`${(node.key as Identifier).name}: `, node.start)
  r.emit(node.value!)
}

/** True when printing the name twice reads the same value: it is a plain local. */
export function isPlainName(r: Rewrite, node: Node): node is Identifier {
  if (!isIdentifier(node)) return false
  const binding = r.scopes.bindingOf(node)
  if (binding === null)
    return (
      isPlainValue(node.name) || (r.environment.globals.has(node.name) && !r.environment.kept.has(node.name))
    )
  if (binding.top && r.environment.kept.has(node.name)) return false
  return !(isHoisted(binding) && r.needsReadyCheck(node))
}

function isPlainValue(name: string): boolean {
  return name === 'undefined' || name === 'NaN' || name === 'Infinity' || name === 'arguments'
}
