// Calls and member reads: the call site is set after the arguments were evaluated and before the callee runs, so that
// an operation deep inside library code is attributed to the line that asked for it.
import { plainPrefix, type PlainFunction } from './plainFunctions'
import type { Rewrite } from './rewrite'
import { isPlainName } from './rewriteNames'
import { indexPosition } from './scope'
import { emitWrappedBinary, isPlain, isRepeatable, operatorMethods } from './rewriteOperators'
import {
  children,
  isCall,
  isFunction,
  isIdentifier,
  isMember,
  isTypeOnly,
  unwrap,
  type Binary,
  type Call,
  type Member,
  type Node,
} from './syntax'

/** Methods of lists, maps and sets after which something may have no holder any more. */
const removing = new Set(['pop', 'shift', 'splice', 'delete', 'clear', 'fill', 'copyWithin'])

export function rewriteCall(r: Rewrite, node: Call): void {
  const plain = r.numeric.plainCallOf(node)
  if (plain !== null) return emitPlainCall(r, node, plain)
  const callee = calleeOf(node)
  if (isMember(callee) && isIdentifier(callee.property) && removing.has(callee.property.name))
    r.frame.removals++
  if (callee.type === 'Super') r.put('super', callee.start)
  else if (node.arguments.length === 0 && !isChained(node)) return emitBareCall(r, node, callee)
  else emitCallee(r, callee)
  if (node.optional === true) r.put('?.', callee.end)
  emitArguments(r, node, callee)
}

/** A function that only computes gets numbers: its version for numbers gives the same, unless somebody wants to step. */
function emitPlainCall(r: Rewrite, node: Call, { binding }: PlainFunction): void {
  const { name } = binding
  const version = `${plainPrefix}${name}`
  r.plainCalls.add(binding)
  if (r.loopForm === 'numbers') r.put(version, node.start)
  else {
    r.frame.calls++
    r.frame.ownCalls++
    r.put(`($labf[0] !== 0 ? ${name} : ${version})`, node.start)
  }
  r.put('(', node.start)
  node.arguments.forEach((argument, index) => {
    if (index > 0) r.put(', ', argument.start)
    r.value(argument)
  })
  r.put(')', node.end - 1)
}

export function rewriteNew(r: Rewrite, node: Call): void {
  const callee = calleeOf(node)
  if (node.arguments.length === 0 && isIdentifier(callee)) {
    r.frame.calls++
    r.put(`($labs.site = ${r.site(node.start)}, new `, node.start)
    emitNewTarget(r, callee)
    r.put('())', node.start)
    return
  }
  r.put('new ', node.start)
  emitNewTarget(r, callee)
  emitArguments(r, node, callee, node.start)
}

/** A read of a member. `T` computes: it is an operation of its own. */
export function rewriteMember(r: Rewrite, node: Member): void {
  if (!node.computed && !isInsideChain(node) && isIdentifier(node.property) && node.property.name === 'T') {
    emitReceiver(r, node.object, r.site(node.property.start), node.property.start)
    r.put(node.optional === true ? '?.' : '.', node.property.start)
    return r.printer.copy(node.property.start, node.property.end)
  }
  r.printer.copy(node.start, node.object.start)
  r.emit(node.object)
  if (!node.computed) return r.printer.copy(node.object.end, node.end)
  r.printer.copy(node.object.end, node.property.start)
  r.emit(node.property)
  r.printer.copy(node.property.end, node.end)
}

export function rewriteTagged(r: Rewrite, node: Node): void {
  r.frame.calls++
  r.generic(node)
}

/** Where V8 says a call is: at the property's name, the function's name, or `new`. */
export function callOffset(callee: Node): number {
  return isMember(callee) ? callee.property.start : callee.start
}

/** The callee without the type wrappers that stand directly around it; parentheses keep `this`. */
function calleeOf(node: Call): Node {
  return unwrap(node.callee)
}

/** A call without arguments sets its site while the receiver, or the function, is evaluated. */
function emitBareCall(r: Rewrite, node: Call, callee: Node): void {
  r.frame.calls++
  const at = callOffset(callee)
  if (isOwnFunction(r, callee)) {
    r.frame.ownCalls++
    r.value(callee)
    return r.put(node.optional === true ? '?.()' : '()', at)
  }
  const site = r.site(at)
  if (isMember(callee) && callee.object.type !== 'Super') {
    emitReceiver(r, callee.object, site, at)
    if (callee.computed) {
      r.put(callee.optional === true ? '?.[' : '[', at)
      r.value(callee.property)
      r.put(']', at)
    } else {
      r.put(callee.optional === true ? '?.' : '.', at)
      r.printer.copy(callee.property.start, callee.property.end)
    }
  } else if (isMember(callee)) r.generic(callee)
  else {
    r.put(`($labs.site = ${site}, `, callee.start)
    r.value(callee)
    r.put(')', callee.end)
  }
  r.put(node.optional === true ? '?.()' : '()', at)
}

/** Prints an object so that the site is set once it has been evaluated. */
function emitReceiver(r: Rewrite, object: Node, site: number, at: number): void {
  const isSimple = isRepeatable(r, object)
  r.put(isSimple ? `($labs.site = ${site}, ` : '$lab.at(', at)
  r.value(object)
  r.put(isSimple ? ')' : `, ${site})`, at)
}

function emitCallee(r: Rewrite, callee: Node): void {
  // A name that lives behind an accessor must not become the callee's `this`.
  const isDetached = isIdentifier(callee) && !isRepeatable(r, callee)
  if (isDetached) r.put('(0, ', callee.start)
  if (isFunction(callee)) {
    r.put('(', callee.start)
    r.emit(callee)
    r.put(')', callee.end)
  } else r.value(callee)
  if (isDetached) r.put(')', callee.end)
}

function emitNewTarget(r: Rewrite, callee: Node): void {
  const isPlain = isIdentifier(callee) && isRepeatable(r, callee)
  if (!isPlain) r.put('(', callee.start)
  r.value(callee)
  if (!isPlain) r.put(')', callee.end)
}

function emitArguments(r: Rewrite, node: Call, callee: Node, at = callOffset(callee)): void {
  const isOwn = node.type !== 'NewExpression' && isOwnFunction(r, callee)
  const isMath = isOfMath(r, callee)
  if (!isMath) r.frame.calls++
  if (isOwn) r.frame.ownCalls++
  const isQuiet = isOwn || isMath
  const given = node.arguments.filter((argument) => !isTypeOnly(argument))
  const position = indexPosition(callee)
  r.put('(', at)
  if (given.length === 0 && !isQuiet) r.put(`...$lab.none(${r.site(at)})`, at)
  given.forEach((argument, index) => {
    if (index > 0) r.put(', ', argument.start)
    if (position !== undefined) r.boundedCallbacks.set(unwrap(argument), position)
    if (index === given.length - 1 && !isQuiet) emitLastArgument(r, argument, r.site(at), callee)
    else r.value(argument)
  })
  r.put(')', node.end - 1)
}

function emitLastArgument(r: Rewrite, argument: Node, site: number, callee: Node): void {
  if (argument.type === 'SpreadElement') {
    const spread = (argument as Node & { argument: Node }).argument
    r.put('...$lab.at(', argument.start)
    r.value(spread)
    r.put(`, ${site})`, argument.end)
  } else if (callsNothing(r, argument)) {
    r.put(`($labs.site = ${site}, `, argument.start)
    r.value(argument)
    r.put(')', argument.end)
  } else if (isOfRepeatables(r, argument)) {
    // The engine's operator has a site of its own.
    r.put(`($labs.site = ${site}, `, argument.start)
    emitWrappedBinary(r, unwrap(argument), () => ({ before: '$lab.at(', after: `, ${site})` }))
    r.put(')', argument.end)
  } else {
    const from = isCall(argument) && !isChained(argument) ? calleeOf(argument) : null
    const passes = from !== null && isFixedName(r, from) && isFixedName(r, callee)
    r.put(passes ? '$lab.pass(' : '$lab.at(', argument.start)
    r.value(argument)
    r.put(`, ${site}`, argument.end)
    for (const name of passes ? [from, callee] : []) {
      r.put(', ', argument.end)
      r.value(name)
    }
    r.put(')', argument.end)
  }
}

/** Evaluating it runs no code that has sites of its own. */
function callsNothing(r: Rewrite, given: Node): boolean {
  const node = unwrap(given)
  if (isRepeatable(r, node) || isFunction(node) || /^(String|Boolean|Null)Literal$/.test(node.type))
    return true
  if (node.type !== 'BinaryExpression' && node.type !== 'UnaryExpression') return false
  return children(node).every((inner) => r.isNumber(inner) && callsNothing(r, inner))
}

/** An operation on two names or literals, which may be the engine's. */
function isOfRepeatables(r: Rewrite, given: Node): boolean {
  const node = unwrap(given)
  if (node.type !== 'BinaryExpression' || !r.frame.temporaries) return false
  const { operator, left, right } = node as Binary
  if (operatorMethods[operator] === undefined || isPlain(r, operator, left, right)) return false
  return isRepeatable(r, left) && isRepeatable(r, right)
}

/**
 * A name that stands for a function of this script throughout. Such a call needs no site: whatever the function does has
 * its own.
 */
function isOwnFunction(r: Rewrite, callee: Node): boolean {
  if (!isIdentifier(callee) || !isRepeatable(r, callee)) return false
  const binding = r.scopes.bindingOf(callee)
  if (binding === null) return false
  const [first, ...others] = binding.writes
  if (others.length > 0 || first === undefined) return false
  return first === null ? binding.kind === 'function' : binding.kind === 'const' && isFunction(unwrap(first))
}

/** A name that means the same before and after a call, and no function of the script. */
function isFixedName(r: Rewrite, node: Node): boolean {
  if (!isPlainName(r, node) || isOwnFunction(r, node)) return false
  const kind = r.scopes.bindingOf(node)?.kind ?? 'const'
  return kind === 'const' || kind === 'import'
}

/** A call in an optional chain after its `?.`: nothing may be put around what stands before it. */
function isChained(node: Call): boolean {
  const callee = calleeOf(node)
  return isMember(callee) && isInsideChain(callee)
}

/** The object is itself a link of an optional chain that may be cut short. */
function isInsideChain(node: Member): boolean {
  const { object } = node
  if (object.extra?.parenthesized === true) return false
  if (object.type === 'OptionalMemberExpression' || object.type === 'OptionalCallExpression') return true
  if (object.type !== 'TSNonNullExpression') return false
  const inner = unwrap(object)
  return (
    inner.type === 'OptionalMemberExpression' || (isCall(inner) && inner.type === 'OptionalCallExpression')
  )
}

/** `Math.floor(x)` and the like make no engine values and need no site. */
function isOfMath(r: Rewrite, callee: Node): boolean {
  if (!isMember(callee) || !isIdentifier(callee.object) || callee.object.name !== 'Math') return false
  return r.scopes.bindingOf(callee.object) === null && !r.environment.kept.has('Math')
}
