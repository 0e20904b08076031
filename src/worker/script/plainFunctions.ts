// Functions of the script that only compute get a second version in which every operator is plain JavaScript's, for calls
// with numbers: no engine value can come up in it, so it names nothing and reports nothing. Whoever prints a call decides.
import type { Rewrite } from './rewrite'
import type { Binding } from './binding'
import { Survey } from './survey'
import { child, children, isIdentifier, type FunctionNode, type Node } from './syntax'

export interface PlainFunction {
  readonly node: FunctionNode
  readonly binding: Binding
  /** Parameters and locals that are numbers when the arguments are. */
  readonly numbers: ReadonlySet<Binding>
  /** It gives a number whenever the arguments are numbers. */
  readonly givesNumber: boolean
  /** It calls nothing and has no loop: no more than its own few operators are between entry and return. */
  readonly isLeaf: boolean
}

/** The compiled name of the version for numbers. Frames of stacks are told by it. */
export const plainPrefix = '$labn_'

/**
 * The functions whose parameters are plain names and whose bodies only compute: the greatest fixpoint, since they call
 * each other. Leaves `r.numeric` knowing them.
 */
export function findPlainFunctions(r: Rewrite): void {
  const { scopes, numeric, environment } = r
  const found = new Map<Binding, PlainFunction>()
  for (const [node, binding] of scopes.functions) {
    if (node.async || node.generator === true || !node.params.every(isIdentifier)) continue
    if (binding.writes.length !== 1 || binding.calls === 0) continue
    if (binding.top && environment.kept.has(binding.name)) continue
    found.set(binding, { node, binding, numbers: new Set(), givesNumber: true, isLeaf: true })
  }
  if (found.size === 0) return
  numeric.plainFunctions = found
  for (let changed = true; changed;) {
    changed = false
    for (const [binding, known] of found) {
      const seen = study(r, known)
      if (seen === null) found.delete(binding)
      else found.set(binding, seen)
      changed ||= seen?.givesNumber !== known.givesNumber
    }
  }
  numeric.infer()
}

/** What a function is under what is assumed of the others; null when it does more than compute. */
function study(r: Rewrite, { node, binding }: PlainFunction): PlainFunction | null {
  const { numeric, scopes } = r
  const numbers = new Set<Binding>()
  return numeric.assuming({ numbers, lists: new Set(), isUnchanged: true }, () => {
    const survey = new Survey(r)
    if (!survey.visit(node.body) || survey.lists.size > 0) return null
    for (const param of node.params) numbers.add(scopes.bindingOf(param)!)
    for (const [name, reference] of survey.names) {
      if (name.owner === node) numbers.add(name)
      else if (!numeric.isNumber(reference)) return null
    }
    keepNumbers(numbers, (value, name) => (value === null ? name.kind === 'param' : numeric.isNumber(value)))
    if (!survey.arithmetic.every((operation) => numeric.isNumber(operation))) return null
    const givesNumber = returnsOnly(node.body, (value) => numeric.isNumber(value))
    return { node, binding, numbers, givesNumber, isLeaf: !survey.calls && !survey.loops }
  })
}

/** Takes away the names that take something else than numbers, until none is left. `numbers` is what is assumed. */
export function keepNumbers(
  numbers: Set<Binding>,
  isKept: (value: Node | null, name: Binding) => boolean,
): void {
  for (let changed = true; changed;) {
    changed = false
    for (const name of numbers) {
      if (name.writes.every((value) => isKept(value, name))) continue
      numbers.delete(name)
      changed = true
    }
  }
}

/** Every way out of the body returns a value that `isOne`. */
function returnsOnly(body: Node, isOne: (value: Node) => boolean): boolean {
  if (body.type !== 'BlockStatement') return isOne(body)
  const visit = (node: Node): boolean => {
    if (node.type !== 'ReturnStatement') return children(node).every(visit)
    const value = child(node, 'argument')
    return value !== null && isOne(value)
  }
  return alwaysReturns(body) && visit(body)
}

function alwaysReturns(node: Node | null | undefined): boolean {
  switch (node?.type) {
    case 'ReturnStatement':
      return true
    case 'BlockStatement':
      return alwaysReturns(children(node).at(-1))
    case 'IfStatement':
      return alwaysReturns(child(node, 'consequent')) && alwaysReturns(child(node, 'alternate'))
    default:
      return false
  }
}
