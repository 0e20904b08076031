// An innermost loop that only computes runs in chunks: the checkpoint stands in a loop around it. A call inside it, even
// one that is hardly ever made, would have V8 keep its numbers in memory instead of registers.
import type { Rewrite } from './rewrite'
import type { Binding } from './binding'
import {
  child,
  children,
  field,
  isClass,
  isFunction,
  isIdentifier,
  unwrap,
  type Binary,
  type Declaration,
  type Loop,
  type Node,
} from './syntax'

/** Turns between two checkpoints. */
export const chunkTurns = 4096

/**
 * The names of numbers that the loop changes and that stand outside its body: `s = +s` before a chunk tells V8 what they
 * are, also when it enters the loop in the middle of its run. Null when the loop is not one to run in chunks.
 */
export function chunkedNames(r: Rewrite, loop: Loop): readonly string[] | null {
  if (!/^(For|ForOf|While)Statement$/.test(loop.type)) return null
  const changed = new Set<Binding>()
  const visit = (node: Node): boolean => {
    if (/^(For|While|DoWhile)/.test(node.type)) return false
    const target =
      node.type === 'AssignmentExpression' ? 'left' : node.type === 'UpdateExpression' ? 'argument' : ''
    const name = target === '' ? null : unwrap(child(node, target)!)
    const binding = isIdentifier(name) ? r.scopes.bindingOf(name) : null
    if (binding !== null) changed.add(binding)
    return children(node).every(visit)
  }
  if (!children(loop).every(visit)) return null
  const { body } = loop
  const isLasting = ({ declaredAt }: Binding): boolean => declaredAt < body.start || declaredAt >= body.end
  const isSteady = ({ writes }: Binding): boolean =>
    writes.every(
      (value) =>
        value !== null &&
        (value.start < loop.start || value.end > loop.end || isSurelyNumber(value) || isGiven(r, value)),
    )
  return [...changed].filter((binding) => isLasting(binding) && isSteady(binding)).map(({ name }) => name)
}

/** A loop that is printed twice is no longer than this many characters. */
const longestHinted = 2000
/** What cannot be printed twice, or would make little of it. */
const unhinted = /^(For|While|DoWhile|Labeled|Try|Switch)|^(Await|Yield|TaggedTemplate)Expression$/

/** A `for` or `while` without loops or functions within that can be printed twice. */
export function isInnermost(loop: Loop): boolean {
  if (loop.type !== 'ForStatement' && loop.type !== 'WhileStatement') return false
  if (loop.end - loop.start > longestHinted) return false
  const isPlain = (node: Node): boolean =>
    !unhinted.test(node.type) && !isFunction(node) && !isClass(node) && children(node).every(isPlain)
  return children(loop).every(isPlain)
}

/**
 * The names that a loop over calls gives numbers as far as can be seen: they begin as numbers, stand outside its body and
 * take what calls and their like give. None for a loop that is no `for` or `while`, or has loops or functions within.
 */
export function hintedNames(r: Rewrite, loop: Loop): readonly string[] {
  if (!isInnermost(loop)) return []
  const isWithin = (value: Node | null): value is Node =>
    value !== null && value.start >= loop.start && value.end <= loop.end
  const isCandidate = (binding: Binding): boolean => {
    const { kind, numeric, declaredAt, writes } = binding
    if (numeric || (kind !== 'let' && kind !== 'param')) return false
    if (declaredAt >= loop.body.start && declaredAt < loop.body.end) return false
    const inner = writes.filter(isWithin)
    const outer = writes.filter((value) => !isWithin(value))
    return (
      inner.length > 0 &&
      outer.some((value) => (value === null ? kind === 'param' : r.isNumber(value))) &&
      inner.every((value) => isPerhapsNumber(value))
    )
  }
  return r.scopes.bindings.filter(isCandidate).map(({ name }) => name)
}

/** What operators and calls give, and numbers as they are written. */
function isPerhapsNumber(given: Node): boolean {
  const node = unwrap(given)
  if (node.type === 'AssignmentExpression' && field(node, 'operator') === '=')
    return isPerhapsNumber(child(node, 'right')!)
  return /^(Binary|Unary|Update|Assignment|Call|Member)Expression$|^NumericLiteral$/.test(node.type)
}

/** Of numbers it makes a number; an element that is read can be undefined. */
function isSurelyNumber(given: Node): boolean {
  const node = unwrap(given)
  if (node.type === 'AssignmentExpression' && field(node, 'operator') === '=')
    return isSurelyNumber(child(node, 'right')!)
  return /^(Binary|Unary|Update|Assignment)Expression$|^NumericLiteral$/.test(node.type)
}

/** What a function that only computes gives. */
function isGiven(r: Rewrite, given: Node): boolean {
  const node = unwrap(given)
  const value = node.type === 'AssignmentExpression' ? child(node, 'right')! : node
  return r.numeric.plainCallOf(unwrap(value))?.givesNumber === true
}

/** A loop that counts one name up to a bound which stays as it is. */
export interface CountedLoop {
  readonly name: string
  readonly operator: '<' | '<='
  readonly bound: Node
}

/** Counters begin within this, so that they never come to where adding 1 changes nothing. */
const largestStart = 2 ** 31

/**
 * `for (let i = 0; i < n; i++)` over a body that changes neither `i` nor `n`: its chunks can end at a value of `i`
 * instead of counting turns. Null for any other loop.
 */
export function countedLoop(r: Rewrite, loop: Loop): CountedLoop | null {
  const { init, test, update, body } = loop
  if (init?.type !== 'VariableDeclaration' || test?.type !== 'BinaryExpression') return null
  const { operator, left, right } = test as Binary
  if ((operator !== '<' && operator !== '<=') || update?.type !== 'UpdateExpression') return null
  const counter = unwrap(left)
  const counted = unwrap(child(update, 'argument')!)
  if (field(update, 'operator') !== '++' || !isIdentifier(counter) || !isIdentifier(counted)) return null
  const binding = r.scopes.bindingOf(counter)
  if (binding === null || r.scopes.bindingOf(counted) !== binding) return null
  const start = (init as Declaration).declarations.find(({ id }) => id.start === binding.declaredAt)?.init
  if (start?.type !== 'NumericLiteral' || (field(start, 'value') as number) > largestStart) return null
  const isWithin = (value: Node | null): boolean =>
    value !== null && value.start >= body.start && value.end <= body.end
  if (binding.writes.some(isWithin)) return null
  return isSteadyBound(r, unwrap(right), loop) ? { name: counter.name, operator, bound: unwrap(right) } : null
}

/**
 * A number that the loop does not change: a literal or a name. Not the length of a list: comparing with that in each
 * turn lets V8 leave out the look whether an element is within the list.
 */
function isSteadyBound(r: Rewrite, bound: Node, loop: Loop): boolean {
  return bound.type === 'NumericLiteral' || (r.isNumber(bound) && isUnchanged(r, bound, loop))
}

function isUnchanged(r: Rewrite, node: Node, loop: Loop): boolean {
  const binding = isIdentifier(node) ? r.scopes.bindingOf(node) : null
  if (binding === null) return false
  const isParameter = binding.kind === 'param'
  return binding.writes.every((value, i) =>
    value === null ? isParameter && i === 0 : value.start < loop.start || value.start >= loop.end,
  )
}
