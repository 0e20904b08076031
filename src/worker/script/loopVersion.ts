// Loops that only compute get a second version in which every operator is plain JavaScript's. It runs when all that the
// loop starts from are numbers and lists of numbers: then nothing in it can become an engine value. V8 leaves a loop
// unspecialized (every number boxed) as soon as one operator in it has a way out to the engine that was never taken.
import type { Rewrite } from './rewrite'
import { isPlainName } from './rewriteNames'
import { operatorMethods } from './rewriteOperators'
import type { Binding } from './scope'
import {
  child,
  children,
  field,
  isIdentifier,
  isMember,
  isTypeOnly,
  isTypeWrapper,
  unwrap,
  type Identifier,
  type Loop,
  type Node,
} from './syntax'

export interface LoopVersion {
  /** Bindings that are numbers throughout the loop when the test holds. */
  readonly numbers: ReadonlySet<Binding>
  /** Bindings that are lists of numbers throughout. */
  readonly lists: ReadonlySet<Binding>
  /** The test in the compiled language; empty when nothing has to be looked at. */
  readonly test: string
}

/** What such a loop is made of: nothing that calls the script's or the engine's code. */
const computing = new Set([
  'ForStatement',
  'WhileStatement',
  'DoWhileStatement',
  'IfStatement',
  'BlockStatement',
  'ExpressionStatement',
  'VariableDeclaration',
  'VariableDeclarator',
  'BreakStatement',
  'ContinueStatement',
  'LabeledStatement',
  'EmptyStatement',
  'ReturnStatement',
  'BinaryExpression',
  'UnaryExpression',
  'UpdateExpression',
  'AssignmentExpression',
  'LogicalExpression',
  'ConditionalExpression',
  'SequenceExpression',
  'NumericLiteral',
  'BooleanLiteral',
])

/** The version of a loop for numbers, or null when there can be none. */
export function versionOf(r: Rewrite, loop: Loop): LoopVersion | null {
  const survey = new Survey(r)
  if (!survey.visit(loop)) return null
  const numbers = new Set(
    [...survey.names.keys()].filter((binding) => !survey.lists.has(binding) && !binding.numeric),
  )
  const isInside = (node: Node): boolean => node.start >= loop.start && node.end <= loop.end
  const isOutside = (binding: Binding): boolean =>
    binding.declaredAt < loop.start || binding.declaredAt >= loop.end
  const { lists } = survey
  return r.numeric.assuming(numbers, lists, () => {
    // The greatest fixpoint: take away what some turn may make something else.
    for (let changed = true; changed;) {
      changed = false
      for (const binding of numbers) {
        const inner = binding.writes.filter((value) => value === null || isInside(value))
        const started = isOutside(binding) || !binding.writes.includes(null)
        if (started && inner.every((value) => value === null || r.isNumber(value))) continue
        numbers.delete(binding)
        changed = true
      }
    }
    if (!survey.arithmetic.every((node) => r.isNumber(node))) return null
    const others = [...survey.names.keys()].filter(
      (binding) => !binding.numeric && !numbers.has(binding) && !lists.has(binding),
    )
    // Comparing an object may run the script's valueOf, which could assign to what closures share.
    if (others.length > 0 && [...numbers, ...lists].some(({ captured }) => captured)) return null
    const guarded = [...numbers].filter(isOutside)
    const tests = guarded.map(({ name }) => `typeof ${name} === "number"`)
    if (lists.size > 0) {
      const measured = [...survey.measured].map(({ name }) => `${name}.length`)
      const names = [...lists].map(({ name }) => name)
      tests.push(
        `$lab.areNumbers([${names.join(', ')}]${measured.length > 0 ? `, () => ${measured.join(' + ')}` : ''})`,
      )
    }
    return { numbers, lists, test: tests.join(' && ') }
  })
}

/** Reads a loop once: false from `visit` when something in it forbids a second version. */
class Survey {
  readonly names = new Map<Binding, Identifier>()
  readonly lists = new Set<Binding>()
  /** Lists whose length bounds a loop: looking at all their elements costs no more than the loop. */
  readonly measured = new Set<Binding>()
  /** Operators that the engine overloads. */
  readonly arithmetic: Node[] = []
  private readonly plainUses = new Set<Binding>()

  constructor(private readonly r: Rewrite) {}

  visit(node: Node): boolean {
    return this.read(node) && ![...this.lists].some((list) => this.plainUses.has(list))
  }

  private read(node: Node): boolean {
    if (isTypeOnly(node)) return true
    if (isTypeWrapper(node)) return this.read(child(node, 'expression')!)
    if (isIdentifier(node)) return this.readName(node)
    if (isMember(node)) return this.readMember(node)
    if (node.type === 'CallExpression')
      return this.r.isNumber(node) && this.readAll(field(node, 'arguments') as Node[])
    if (!computing.has(node.type)) return false
    if (this.isOverloaded(node)) this.arithmetic.push(node)
    switch (node.type) {
      case 'AssignmentExpression':
        return this.readTarget(child(node, 'left')!) && this.read(child(node, 'right')!)
      case 'VariableDeclarator':
        return isIdentifier(child(node, 'id')) && this.readAll(children(node))
      case 'VariableDeclaration':
        return field(node, 'kind') !== 'var' && this.readAll(children(node))
      case 'BreakStatement':
      case 'ContinueStatement':
        return true
      case 'LabeledStatement':
        return this.read(child(node, 'body')!)
      case 'ForStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
        return this.readAll(children(node)) && this.measure(child(node, 'test'))
      default:
        return this.readAll(children(node))
    }
  }

  private readAll(nodes: readonly Node[]): boolean {
    return nodes.every((node) => this.read(node))
  }

  private readName(node: Identifier): boolean {
    const binding = this.r.scopes.bindingOf(node)
    if (binding === null) return /^(undefined|NaN|Infinity)$/.test(node.name)
    this.plainUses.add(binding)
    return this.take(node, binding)
  }

  private take(node: Identifier, binding: Binding): boolean {
    this.names.set(binding, node)
    return isPlainName(this.r, node) && binding.kind !== 'function' && binding.kind !== 'class'
  }

  /** `a[i]` and `a.length` of a list that keeps its name throughout. */
  private readMember(node: Node): boolean {
    if (this.r.isNumber(node)) return true
    const object = unwrap(child(node, 'object')!)
    if (!isIdentifier(object) || node.type !== 'MemberExpression') return false
    const binding = this.r.scopes.bindingOf(object)
    if (binding === null || !this.take(object, binding)) return false
    this.lists.add(binding)
    const property = child(node, 'property')!
    return field(node, 'computed') === true
      ? this.read(property) && this.keepKey(property)
      : isIdentifier(property) && property.name === 'length'
  }

  /** A key must be a number, so that it reaches an element. */
  private keepKey(property: Node): boolean {
    this.arithmetic.push(property)
    return true
  }

  /** Elements take numbers only. */
  private readTarget(given: Node): boolean {
    const target = unwrap(given)
    if (isIdentifier(target)) return this.read(target)
    if (!isMember(target) || !target.computed) return false
    return this.readMember(target)
  }

  private measure(test: Node | null): boolean {
    const visit = (node: Node): void => {
      if (isMember(node) && !node.computed) {
        const binding = this.r.scopes.bindingOf(unwrap(node.object))
        if (binding !== null && this.lists.has(binding)) this.measured.add(binding)
      } else children(node).forEach(visit)
    }
    if (test !== null) visit(test)
    return true
  }

  /** An operator, or a store into an element, whose result must be a number. */
  private isOverloaded(node: Node): boolean {
    const operator = field(node, 'operator') as string
    if (node.type === 'BinaryExpression') return operatorMethods[operator] !== undefined
    if (node.type === 'UnaryExpression') return operator === '-'
    if (node.type !== 'AssignmentExpression') return false
    return operator !== '=' || isMember(unwrap(child(node, 'left')!))
  }
}
