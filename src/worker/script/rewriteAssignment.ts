// Assignments: plain ones, which give names, and compound ones, whose operator arrays and variables overload.
// The target's object and key are evaluated once, before the value.
import type { Binding } from './binding'
import type { Frame, Rewrite } from './rewrite'
import { emitPattern, emitTarget, isPlainName } from './rewriteNames'
import { emitChoice, isPlain, isRepeatable, operatorMethods, operatorOffset } from './rewriteOperators'
import { emitNamedValue, emitStoredValue, isWorthNaming } from './rewriteBindings'
import {
  child,
  isIdentifier,
  isMember,
  unwrap,
  type Binary,
  type Identifier,
  type Member,
  type Node,
} from './syntax'

export function rewriteAssignment(r: Rewrite, node: Binary): void {
  const target = unwrap(node.left)
  const { operator, right } = node
  const arithmetic = operator.slice(0, -1)
  if (operatorMethods[arithmetic] !== undefined && !isPlain(r, arithmetic, target, right)) {
    return withTemporaries(r, node.start, () => rewriteCompound(r, node, target, arithmetic))
  }
  const at = operatorOffset(r.source, node.left.end, operator)
  if (isMember(target) && isIdentifier(target.property) && target.property.name === 'length')
    r.frame.removals++
  if (target.type === 'ObjectPattern') r.put('(', node.start)
  if (isMember(target)) emitMember(r, target)
  else emitPattern(r, target, false)
  r.put(` ${operator} `, at)
  if (operator !== '=') r.value(right)
  else if (isIdentifier(target)) emitNamedValue(r, target, right, at)
  else if (isMember(target)) emitStoredValue(r, target, right, at)
  else r.value(right)
  if (target.type === 'ObjectPattern') r.put(')', node.end)
}

/** `x++` and `--x` keep JavaScript's meaning; only the name may live elsewhere. */
export function rewriteUpdate(r: Rewrite, node: Node & { operator: string; prefix: boolean }): void {
  const target = unwrap(child(node, 'argument')!)
  if (node.prefix) r.put(node.operator, node.start)
  if (isIdentifier(target)) emitTarget(r, target)
  else r.value(target)
  if (!node.prefix) r.put(node.operator, target.end)
}

/** `target operator= right`, printed as `target = target operator right` with every part evaluated once. */
function rewriteCompound(r: Rewrite, node: Binary, target: Node, operator: string): void {
  const at = operatorOffset(r.source, node.left.end, node.operator)
  if (isIdentifier(target)) {
    emitTarget(r, target)
    r.put(' = ', at)
    const { before, after } = nameWrapper(r, target, at)
    emitUpdated(
      r,
      operator,
      at,
      target,
      node.right,
      { before, after },
      () => r.value(target),
      isPlainName(r, target),
    )
    return
  }
  const member = target as Member
  withPart(r, member.object, member.object.type === 'Super', false, (printObject, firstObject) => {
    withPart(r, member.property, !member.computed, true, (printKey, firstKey) => {
      const print = (object: () => void, key: () => void) => () => {
        object()
        r.put(member.computed ? '[' : '.', at)
        key()
        if (member.computed) r.put(']', at)
      }
      print(firstObject, firstKey)()
      r.put(' = ', at)
      const wrap = { before: '', after: '' }
      emitUpdated(r, operator, at, member, node.right, wrap, print(printObject, printKey), false)
    })
  })
}

/** Gives printers for one part of a target: one that evaluates it, used first, and one that gives its value again. */
function withPart(
  r: Rewrite,
  part: Node,
  isFixed: boolean,
  isKey: boolean,
  print: (again: () => void, first: () => void) => void,
): void {
  const written = (): void => (isFixed ? r.printer.copy(part.start, part.end) : r.value(part))
  if (isFixed || unwrap(part).type === 'NumericLiteral' || unwrap(part).type === 'StringLiteral') {
    return print(written, written)
  }
  if (unwrap(part).type === 'ThisExpression') return print(written, written)
  // A key that is an object becomes text once.
  const [before, after] = isKey && !r.isNumber(part) ? ['$lab.key(', ')'] : ['', '']
  r.withTemporary((name) => {
    print(
      () => r.put(name, part.start),
      () => {
        r.put(`(${name} = ${before}`, part.start)
        r.frame.nextTemporary--
        r.value(part)
        r.frame.nextTemporary++
        r.put(`${after})`, part.end)
      },
    )
  })
}

/** Prints the new value: the old value is read before the right side is evaluated. */
function emitUpdated(
  r: Rewrite,
  operator: string,
  at: number,
  target: Node,
  right: Node,
  wrapEngine: { before: string; after: string },
  printTarget: () => void,
  targetIsRepeatable: boolean,
): void {
  const printRight = (): void => r.value(right)
  if (targetIsRepeatable && isRepeatable(r, right)) {
    r.put('(', at)
    emitChoice(r, operator, at, target, right, printTarget, printRight, wrapEngine)
    r.put(')', at)
    return
  }
  r.withTemporary((old) => {
    r.put(`(${old} = `, at)
    printTarget()
    r.put(', ', at)
    if (isRepeatable(r, right)) {
      emitChoice(r, operator, at, target, right, () => r.put(old, at), printRight, wrapEngine)
    } else {
      r.withTemporary((added) => {
        r.put(`${added} = `, at)
        r.frame.nextTemporary--
        printRight()
        r.frame.nextTemporary++
        r.put(', ', at)
        emitChoice(
          r,
          operator,
          at,
          target,
          right,
          () => r.put(old, at),
          () => r.put(added, at),
          wrapEngine,
        )
      })
    }
    r.put(')', at)
  })
}

function nameWrapper(r: Rewrite, target: Identifier, at: number): { before: string; after: string } {
  const binding: Binding | null = r.scopes.bindingOf(target)
  if (binding === null || !isWorthNaming(r, target)) return { before: '', after: '' }
  return {
    before: `$lab.hold("${target.name}", `,
    after: `, ${r.site(at)}, ${r.depthOf(binding.owner)})`,
  }
}

/** A member as an assignment's target. */
function emitMember(r: Rewrite, node: Member): void {
  if (node.object.type === 'Super') r.put('super', node.object.start)
  else r.value(node.object)
  if (node.computed) {
    r.put('[', node.property.start)
    r.value(node.property)
    r.put(']', node.property.end)
  } else {
    r.put('.', node.property.start)
    r.printer.copy(node.property.start, node.property.end)
  }
}

/** Prints where temporaries can be had: around a parameter's default or a field they belong to an arrow function. */
function withTemporaries(r: Rewrite, at: number, print: () => void): void {
  if (r.frame.temporaries) {
    r.put('(', at)
    print()
    r.put(')', at)
    return
  }
  const outer = r.frame
  const inner: Frame = { ...outer, temporaries: true, nextTemporary: 0, maxTemporaries: 0 }
  const parameters = r.printer.slot(at)
  r.within(inner, print)
  parameters.text = `((${Array.from({ length: inner.maxTemporaries }, (_, index) => `$lab${index}`).join(', ')}) => (`
  r.put('))()', at)
  outer.calls += inner.calls - outer.calls
}
