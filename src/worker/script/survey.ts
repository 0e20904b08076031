// What a loop or a function's body that only computes is made of. Decides nothing about how it is printed.
import type { Rewrite } from './rewrite'
import { isPlainName } from './rewriteNames'
import { operatorMethods } from './rewriteOperators'
import type { Binding } from './binding'
import {
  child,
  children,
  field,
  isIdentifier,
  isMember,
  isTypeOnly,
  isTypeWrapper,
  unwrap,
  type Call,
  type Declaration,
  type Identifier,
  type Loop,
  type Node,
} from './syntax'

/** What it is made of: nothing that calls the script's or the engine's code. */
const computing = new Set([
  'ForStatement',
  'ForOfStatement',
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

/** Reads a loop or a function's body once: false from `visit` when something in it forbids a second version. */
export class Survey {
  readonly names = new Map<Binding, Identifier>()
  readonly lists = new Set<Binding>()
  /** Lists whose length bounds a loop: looking at all their elements costs no more than the loop. */
  readonly measured = new Set<Binding>()
  /** Operators that the engine overloads. */
  readonly arithmetic: Node[] = []
  /** Names that take the elements of a list in turn. */
  readonly elements = new Set<Binding>()
  /** It calls functions of the script that only compute. */
  calls = false
  loops = false
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
    if (node.type === 'CallExpression') return this.readCall(node as Call)
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
        this.loops = true
        return this.readAll(children(node)) && this.measure(child(node, 'test'))
      case 'ForOfStatement':
        this.loops = true
        return this.readEach(node as Loop)
      default:
        return this.readAll(children(node))
    }
  }

  /** `Math.floor(x)`, or a function of the script that only computes, with numbers. */
  private readCall(node: Call): boolean {
    const given = node.arguments
    if (this.r.numeric.plainFunctionOf(node) === null) return this.r.isNumber(node) && this.readAll(given)
    this.calls = true
    this.arithmetic.push(...given)
    return this.readAll(given)
  }

  /** `for (const x of xs)` over a list that keeps its name. */
  private readEach({ left, right, body, await: isAsync }: Loop): boolean {
    const list = unwrap(right!)
    if (isAsync === true || left?.type !== 'VariableDeclaration' || !isIdentifier(list)) return false
    const { kind, declarations } = left as Declaration
    const name = declarations[0]!.id
    const binding = this.r.scopes.bindingOf(list)
    const element = this.r.scopes.bindingOf(name)
    if (kind === 'var' || !isIdentifier(name) || element === null || binding === null) return false
    this.elements.add(element)
    this.lists.add(binding)
    this.measured.add(binding)
    return this.take(list, binding) && this.take(name, element) && this.read(body)
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
