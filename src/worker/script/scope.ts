// Which name means which declaration: walks the script once and notes references, assignments, calls and what closures
// capture. Knows nothing of the lab's names nor of rewriting.
import { Scope, type Binding, type Reference } from './binding'
import { declareBlock, declareHoisted } from './declarations'
import { memberName, patternNames } from './declaredNames'
import {
  child,
  children,
  field,
  isCall,
  isClass,
  isFunction,
  isIdentifier,
  isMember,
  isTypeOnly,
  isTypeWrapper,
  unwrap,
  type Block,
  type Call,
  type ClassNode,
  type Declaration,
  type FunctionNode,
  type Identifier,
  type Member,
  type Node,
  type Program,
  type Property,
} from './syntax'

export class ScopeAnalysis {
  readonly references = new Map<Node, Reference>()
  readonly bindings: Binding[] = []
  /** The script's top-level declarations by name. */
  readonly top = new Map<string, Binding>()
  /** The functions that names stand for throughout: declared in a block, or given to a const as it is declared there. */
  readonly functions = new Map<FunctionNode, Binding>()
  /** Names of methods and fields that are read without being called, and texts that could be such names. */
  readonly readMembers = new Set<string>()

  constructor(readonly program: Program) {
    const scope = new Scope(null, program, this.bindings)
    declareHoisted(program, scope)
    declareBlock(program.body, scope, this.functions)
    for (const statement of program.body) this.visit(statement, scope)
    for (const [name, binding] of scope.names) this.top.set(name, binding)
  }

  bindingOf(node: Node): Binding | null {
    return this.references.get(node)?.binding ?? null
  }

  private visit(node: Node, scope: Scope): void {
    if (isTypeOnly(node)) return
    if (node.type === 'Identifier') return this.refer(node as Identifier, scope)
    if (isFunction(node)) return this.visitFunction(node, scope)
    if (isClass(node)) return this.visitClass(node, scope)
    if (isCall(node)) return this.visitCall(node, scope)
    if (isMember(node)) {
      this.readMembers.add(memberName(node.property))
      return this.visitMember(node, scope)
    }
    switch (node.type) {
      case 'Program':
      case 'BlockStatement':
        return this.visitBlock(node as Block, scope.open())
      case 'SwitchStatement': {
        this.visit(child(node, 'discriminant')!, scope)
        const inner = scope.open()
        const cases = field(node, 'cases') as readonly Node[]
        for (const one of cases)
          declareBlock(field(one, 'consequent') as readonly Node[], inner, this.functions)
        for (const one of cases) this.visitChildren(one, inner)
        return
      }
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
        return this.visitLoop(node, scope)
      case 'CatchClause': {
        const inner = scope.open()
        const param = child(node, 'param')
        if (param !== null) {
          for (const name of patternNames(param)) inner.declare(name, 'catch')
          this.visitPattern(param, inner)
        }
        return this.visit(child(node, 'body')!, inner)
      }
      case 'VariableDeclaration':
        if ((node as Declaration).declare === true) return
        for (const { id, init } of (node as Declaration).declarations) {
          if (init !== null) this.visit(init, scope)
          this.write(id, init, scope)
        }
        return
      case 'AssignmentExpression': {
        const target = child(node, 'left')!
        this.visit(child(node, 'right')!, scope)
        this.write(target, node, scope)
        return
      }
      case 'UpdateExpression':
        return this.write(child(node, 'argument')!, node, scope)
      case 'UnaryExpression': {
        const argument = child(node, 'argument')!
        if (field(node, 'operator') === 'typeof' && isIdentifier(argument)) {
          return this.refer(argument, scope, false, true)
        }
        return this.visit(argument, scope)
      }
      case 'ObjectProperty': {
        const { key, value, computed } = node as Property
        if (computed) this.visit(key, scope)
        return this.visit(value!, scope)
      }
      case 'StringLiteral':
        this.readMembers.add(field(node, 'value') as string)
        return
      case 'LabeledStatement':
        return this.visit(child(node, 'body')!, scope)
      case 'BreakStatement':
      case 'ContinueStatement':
      case 'MetaProperty':
      case 'PrivateName':
      case 'ImportDeclaration':
        return
      case 'ExportNamedDeclaration':
      case 'ExportDefaultDeclaration': {
        const declared = child(node, 'declaration')
        if (declared !== null) this.visit(declared, scope)
        return
      }
      default:
        this.visitChildren(node, scope)
    }
  }

  private visitMember(node: Member, scope: Scope): void {
    this.visit(node.object, scope)
    if (node.computed) this.visit(node.property, scope)
  }

  private visitCall(node: Call, scope: Scope): void {
    const callee = unwrap(node.callee)
    if (isMember(callee)) this.visitMember(callee, scope)
    else this.visit(callee, scope)
    const binding = this.bindingOf(callee)
    if (binding !== null) {
      binding.calls++
      binding.handedOn--
    }
    for (const argument of node.arguments) {
      this.visit(argument, scope)
      const given = indexPosition(callee) === undefined ? null : this.bindingOf(argument)
      if (given !== null) given.handedOn--
    }
  }

  private visitChildren(node: Node, scope: Scope): void {
    for (const inner of children(node)) this.visit(inner, scope)
  }

  private visitBlock(block: Block, scope: Scope): void {
    declareBlock(block.body, scope, this.functions)
    for (const statement of block.body) this.visit(statement, scope)
  }

  private visitLoop(node: Node, scope: Scope): void {
    const inner = scope.open()
    const head = child(node, 'init') ?? child(node, 'left')
    if (head?.type === 'VariableDeclaration') declareBlock([head], inner, this.functions, true)
    if (node.type === 'ForStatement') return this.visitChildren(node, inner)
    this.visit(child(node, 'right')!, inner)
    if (head!.type === 'VariableDeclaration') {
      for (const { id } of (head as Declaration).declarations) this.write(id, null, inner)
    } else this.write(head!, null, inner)
    this.visit(child(node, 'body')!, inner)
  }

  private visitFunction(node: FunctionNode, scope: Scope): void {
    if (node.computed === true) this.visit(node.key!, scope)
    const inner = scope.open(node)
    if (node.type === 'FunctionExpression' && node.id) inner.declare(node.id, 'function')
    for (const param of node.params) {
      for (const name of patternNames(param)) inner.declare(name, 'param')
    }
    for (const param of node.params) this.visitPattern(param, inner)
    if (node.body.type !== 'BlockStatement') return this.visit(node.body, inner)
    declareHoisted(node.body, inner)
    this.visitBlock(node.body as Block, inner)
  }

  private visitClass(node: ClassNode, scope: Scope): void {
    if (node.superClass) this.visit(node.superClass, scope)
    const inner = scope.open()
    if (node.id) inner.declare(node.id, 'class')
    for (const member of node.body.body) {
      if (isTypeOnly(member)) continue
      if (isFunction(member)) this.visitFunction(member, inner)
      else if (member.type === 'StaticBlock') {
        const body = inner.open(member)
        declareHoisted(member, body)
        this.visitBlock(member as Block, body)
      } else {
        const { key, value, computed } = member as Property
        if (computed) this.visit(key, inner)
        if (value !== null) this.visit(value, inner.open(member))
      }
    }
  }

  /** The defaults and computed keys of a pattern; its names are declared, not assigned. */
  private visitPattern(pattern: Node, scope: Scope): void {
    if (isTypeOnly(pattern) || pattern.type === 'Identifier') {
      if (isIdentifier(pattern)) this.refer(pattern, scope, true)
      return
    }
    if (pattern.type === 'AssignmentPattern') {
      this.visitPattern(child(pattern, 'left')!, scope)
      this.visit(child(pattern, 'right')!, scope)
    } else if (pattern.type === 'ObjectProperty') {
      const { key, value, computed } = pattern as Property
      if (computed) this.visit(key, scope)
      else if (isIdentifier(key)) this.readMembers.add(key.name)
      this.visitPattern(value!, scope)
    } else if (isMember(pattern) || isTypeWrapper(pattern)) this.visit(pattern, scope)
    else for (const inner of children(pattern)) this.visitPattern(inner, scope)
  }

  /** An assignment. `value` is the assignment or initial value when the target is one plain name. */
  private write(given: Node, value: Node | null, scope: Scope): void {
    const target = isTypeWrapper(given) ? child(given, 'expression')! : given
    if (target.type === 'Identifier') {
      this.refer(target as Identifier, scope, true)
      this.bindingOf(target)?.writes.push(value)
      return
    }
    this.visitPattern(target, scope)
    for (const name of patternNames(target)) this.bindingOf(name)?.writes.push(null)
  }

  private refer(node: Identifier, scope: Scope, write = false, probing = false): void {
    const found = scope.find(node.name)
    if (found !== null) {
      if (!write) found.handedOn++
      if (found.owner !== scope.owner) found.captured = true
    }
    this.references.set(node, { node, binding: found, owner: scope.owner, write, probing })
  }
}

/**
 * Methods of lists that call what they get once for each element at most: never long without end. Their position among
 * the arguments of that call at which those that go from front to back tell the element's index.
 */
const onceForEach: ReadonlyMap<string, number | null> = new Map<string, number | null>([
  ...['every', 'filter', 'find', 'findIndex', 'flatMap', 'forEach', 'map', 'some'].map(
    (name) => [name, 1] as const,
  ),
  ['reduce', 2],
  ...['findLast', 'findLastIndex', 'reduceRight'].map((name) => [name, null] as const),
])

/** Where the callee tells what it calls once for each element of which it is; undefined: it is no such method. */
export function indexPosition(callee: Node): number | null | undefined {
  return isMember(callee) && isIdentifier(callee.property) ? onceForEach.get(callee.property.name) : undefined
}
