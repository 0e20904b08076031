// Which name means which declaration: scopes, references, assignments, what closures capture, what is always a number.
// Knows nothing of the lab's names nor of rewriting.
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
  type ImportNode,
  type Member,
  type Node,
  type Program,
  type Property,
} from './syntax'

export type BindingKind = 'let' | 'const' | 'var' | 'function' | 'class' | 'param' | 'catch' | 'import'

export interface Binding {
  readonly name: string
  readonly kind: BindingKind
  /** Source offset of the name where it is declared. */
  readonly declaredAt: number
  /** Source offset after which it has its value: the end of its initializer or class. */
  readyAt: number
  /** The function (or program, class field, static block) whose frame holds it. */
  readonly owner: Node
  /** Declared at the script's top level: lives on across cells. */
  readonly top: boolean
  /** A function inside `owner` refers to it. */
  captured: boolean
  /** How often it is called by its name. */
  calls: number
  /** How often it is read otherwise, and may be called any number of times by whatever gets it. */
  handedOn: number
  /** What is assigned to it; null for something that is not an expression of its own (a pattern's part, a loop). */
  readonly writes: (Node | null)[]
  /** Every value it ever takes is a number. */
  numeric: boolean
}

export interface Reference {
  readonly node: Identifier
  /** Null: declared nowhere in the script. */
  readonly binding: Binding | null
  /** The function in which it stands. */
  readonly owner: Node
  readonly write: boolean
  /** The operand of `typeof`, which may be undeclared. */
  readonly probing: boolean
}

interface Scope {
  readonly parent: Scope | null
  readonly names: Map<string, Binding>
  readonly owner: Node
  /** Where `var` goes. */
  readonly hoists: boolean
}

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
    const scope = this.open(null, program, true)
    this.declareHoisted(program, scope, scope)
    this.declareBlock(program.body, scope)
    for (const statement of program.body) this.visit(statement, scope)
    for (const [name, binding] of scope.names) this.top.set(name, binding)
  }

  bindingOf(node: Node): Binding | null {
    return this.references.get(node)?.binding ?? null
  }

  private open(parent: Scope | null, owner: Node, hoists = false): Scope {
    return { parent, names: new Map(), owner, hoists }
  }

  private declare(scope: Scope, id: Identifier, kind: BindingKind): Binding {
    const known = scope.names.get(id.name)
    // `var` twice, or a parameter and a `var`, are one variable; other duplicates are the parser's to report.
    if (known !== undefined) return known
    const binding: Binding = {
      name: id.name,
      kind,
      declaredAt: id.start,
      readyAt: id.start,
      owner: scope.owner,
      top: scope.parent === null,
      captured: false,
      calls: 0,
      handedOn: 0,
      writes: kind === 'let' || kind === 'const' ? [] : [null],
      numeric: false,
    }
    scope.names.set(id.name, binding)
    this.bindings.push(binding)
    return binding
  }

  /** `let`, `const`, classes, functions and imports directly in a block. */
  private declareBlock(statements: readonly Node[], scope: Scope, isLoopHead = false): void {
    for (const outer of statements) {
      const statement = declarationOf(outer)
      if (statement.type === 'VariableDeclaration') {
        const { kind, declarations, declare } = statement as Declaration
        if (kind === 'var' || declare === true) continue
        for (const { id, init, end } of declarations) {
          // A function that is made here does not run before it has its name.
          const readyAt = init !== null && isFunction(init) ? id.end : end
          for (const name of patternNames(id)) this.declare(scope, name, kind).readyAt = readyAt
          if (kind === 'const' && !isLoopHead && init !== null && isFunction(init) && isIdentifier(id))
            this.functions.set(init, scope.names.get(id.name)!)
        }
      } else if (statement.type === 'FunctionDeclaration') {
        const { id } = statement as FunctionNode
        const binding = this.declare(scope, id!, 'function')
        // One of two with the same name is no function that the name stands for.
        if (binding.declaredAt === id!.start) this.functions.set(statement as FunctionNode, binding)
        else binding.writes.push(null)
      } else if (statement.type === 'ClassDeclaration' && (statement as ClassNode).declare !== true) {
        this.declare(scope, (statement as ClassNode).id!, 'class').readyAt = statement.end
      } else if (statement.type === 'ImportDeclaration') {
        const { specifiers, importKind } = statement as ImportNode
        if (importKind === 'type') continue
        for (const { local, importKind: only } of specifiers) {
          if (only !== 'type') this.declare(scope, local, 'import')
        }
      }
    }
  }

  /** `var` anywhere in a function outside inner functions. */
  private declareHoisted(node: Node, scope: Scope, target: Scope): void {
    for (const inner of children(node)) {
      if (isFunction(inner) || isClass(inner) || isTypeOnly(inner)) continue
      if (inner.type === 'VariableDeclaration' && (inner as Declaration).kind === 'var') {
        for (const { id } of (inner as Declaration).declarations) {
          for (const name of patternNames(id)) this.declare(target, name, 'var')
        }
      }
      if (
        inner.type.endsWith('Statement') ||
        inner.type === 'SwitchCase' ||
        inner.type === 'CatchClause' ||
        inner.type === 'ExportNamedDeclaration'
      )
        this.declareHoisted(inner, scope, target)
    }
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
        return this.visitBlock(node as Block, this.open(scope, scope.owner))
      case 'SwitchStatement': {
        this.visit(child(node, 'discriminant')!, scope)
        const inner = this.open(scope, scope.owner)
        const cases = field(node, 'cases') as readonly Node[]
        for (const one of cases) this.declareBlock(field(one, 'consequent') as readonly Node[], inner)
        for (const one of cases) this.visitChildren(one, inner)
        return
      }
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
        return this.visitLoop(node, scope)
      case 'CatchClause': {
        const inner = this.open(scope, scope.owner)
        const param = child(node, 'param')
        if (param !== null) {
          for (const name of patternNames(param)) this.declare(inner, name, 'catch')
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
      const given = isOnceForEach(callee) ? this.bindingOf(argument) : null
      if (given !== null) given.handedOn--
    }
  }

  private visitChildren(node: Node, scope: Scope): void {
    for (const inner of children(node)) this.visit(inner, scope)
  }

  private visitBlock(block: Block, scope: Scope): void {
    this.declareBlock(block.body, scope)
    for (const statement of block.body) this.visit(statement, scope)
  }

  private visitLoop(node: Node, scope: Scope): void {
    const inner = this.open(scope, scope.owner)
    const head = child(node, 'init') ?? child(node, 'left')
    if (head?.type === 'VariableDeclaration') this.declareBlock([head], inner, true)
    if (node.type === 'ForStatement') return this.visitChildren(node, inner)
    this.visit(child(node, 'right')!, inner)
    if (head!.type === 'VariableDeclaration') {
      for (const { id } of (head as Declaration).declarations) this.write(id, null, inner)
    } else this.write(head!, null, inner)
    this.visit(child(node, 'body')!, inner)
  }

  private visitFunction(node: FunctionNode, scope: Scope): void {
    if (node.computed === true) this.visit(node.key!, scope)
    const inner = this.open(scope, node, true)
    if (node.type === 'FunctionExpression' && node.id) this.declare(inner, node.id, 'function')
    for (const param of node.params) {
      for (const name of patternNames(param)) this.declare(inner, name, 'param')
    }
    for (const param of node.params) this.visitPattern(param, inner)
    if (node.body.type !== 'BlockStatement') return this.visit(node.body, inner)
    this.declareHoisted(node.body, inner, inner)
    this.visitBlock(node.body as Block, inner)
  }

  private visitClass(node: ClassNode, scope: Scope): void {
    if (node.superClass) this.visit(node.superClass, scope)
    const inner = this.open(scope, scope.owner)
    if (node.id) this.declare(inner, node.id, 'class')
    for (const member of node.body.body) {
      if (isTypeOnly(member)) continue
      if (isFunction(member)) this.visitFunction(member, inner)
      else if (member.type === 'StaticBlock') {
        const body = this.open(inner, member, true)
        this.declareHoisted(member, body, body)
        this.visitBlock(member as Block, body)
      } else {
        const { key, value, computed } = member as Property
        if (computed) this.visit(key, inner)
        if (value !== null) this.visit(value, this.open(inner, member, true))
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
    let found: Binding | null = null
    for (let at: Scope | null = scope; at !== null && found === null; at = at.parent) {
      found = at.names.get(node.name) ?? null
    }
    if (found !== null) {
      if (!write) found.handedOn++
      if (found.owner !== scope.owner) found.captured = true
    }
    this.references.set(node, { node, binding: found, owner: scope.owner, write, probing })
  }
}

const onceForEach = new Set([
  ...['every', 'filter', 'find', 'findIndex', 'findLast', 'findLastIndex', 'flatMap', 'forEach', 'map'],
  ...['reduce', 'reduceRight', 'some'],
])

/** A method of lists that calls what it gets once for each element at most: never long without end. */
export function isOnceForEach(callee: Node): boolean {
  return isMember(callee) && isIdentifier(callee.property) && onceForEach.has(callee.property.name)
}

/** The name of a method or field, also of a private one; empty when it is computed from something else. */
export function memberName(key: Node): string {
  if (key.type === 'PrivateName') return `#${(child(key, 'id') as Identifier).name}`
  return isIdentifier(key) ? key.name : ''
}

/** The declaration inside an `export`, or the statement itself. */
export function declarationOf(statement: Node): Node {
  if (statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration') {
    const inner = child(statement, 'declaration')
    if (inner !== null && (inner.type.endsWith('Declaration') || isClass(inner)))
      return (isFunction(inner) || isClass(inner)) && !inner.id ? statement : inner
  }
  return statement
}

/** The names that a pattern binds or assigns, in order. */
export function patternNames(pattern: Node): Identifier[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern as Identifier]
    case 'ObjectProperty':
      return patternNames((pattern as Property).value!)
    case 'AssignmentPattern':
      return patternNames(child(pattern, 'left')!)
    case 'RestElement':
      return patternNames(child(pattern, 'argument')!)
    case 'TSParameterProperty':
      return patternNames(child(pattern, 'parameter')!)
    case 'ObjectPattern':
      return (field(pattern, 'properties') as readonly Node[]).flatMap(patternNames)
    case 'ArrayPattern':
      return (field(pattern, 'elements') as readonly (Node | null)[]).flatMap((element) =>
        element === null ? [] : patternNames(element),
      )
    default:
      return isTypeWrapper(pattern) ? patternNames(child(pattern, 'expression')!) : []
  }
}
