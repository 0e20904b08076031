// The shapes of syntax tree nodes that the compiler looks into, and how to walk the others. Knows no rewriting.

export interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly extra?: { readonly parenthesized?: boolean; readonly parenStart?: number }
}

export interface Identifier extends Node {
  readonly type: 'Identifier'
  readonly name: string
}

export interface Member extends Node {
  readonly object: Node
  readonly property: Node
  readonly computed: boolean
  readonly optional?: boolean
}

export interface Call extends Node {
  readonly callee: Node
  readonly arguments: readonly Node[]
  readonly optional?: boolean
}

export interface Binary extends Node {
  readonly operator: string
  readonly left: Node
  readonly right: Node
}

export interface Unary extends Node {
  readonly operator: string
  readonly argument: Node
}

export interface Property extends Node {
  readonly key: Node
  readonly value: Node | null
  readonly computed: boolean
  readonly shorthand?: boolean
}

export interface FunctionNode extends Node {
  readonly id?: Identifier | null
  readonly key?: Node
  readonly computed?: boolean
  readonly kind?: string
  readonly static?: boolean
  readonly async: boolean
  readonly generator?: boolean
  readonly params: readonly Node[]
  readonly body: Node
  readonly typeParameters?: Node | null
}

export interface ClassNode extends Node {
  readonly id?: Identifier | null
  readonly superClass?: Node | null
  readonly body: Node & { readonly body: readonly Node[] }
  readonly abstract?: boolean
  readonly declare?: boolean
  readonly decorators?: readonly Node[]
}

export interface ClassMember extends Property {
  readonly static?: boolean
  readonly declare?: boolean
  readonly abstract?: boolean
  readonly decorators?: readonly Node[]
}

export interface Declarator extends Node {
  readonly id: Node
  readonly init: Node | null
}

export interface Declaration extends Node {
  readonly kind: 'let' | 'const' | 'var'
  readonly declarations: readonly Declarator[]
  readonly declare?: boolean
}

export interface Block extends Node {
  readonly body: readonly Node[]
  readonly directives?: readonly Node[]
}

export interface Program extends Block {
  readonly type: 'Program'
}

export interface Loop extends Node {
  readonly init?: Node | null
  readonly test?: Node | null
  readonly update?: Node | null
  readonly left?: Node
  readonly right?: Node
  readonly await?: boolean
  readonly body: Node
}

export interface ImportSpecifier extends Node {
  readonly local: Identifier
  readonly imported?: Node & { readonly name?: string; readonly value?: string }
  readonly importKind?: string | null
}

export interface ImportNode extends Node {
  readonly source: Node & { readonly value: string }
  readonly specifiers: readonly ImportSpecifier[]
  readonly importKind?: string | null
}

/** A property of a node by name, for the kinds that have no interface here. */
export function field(node: Node, name: string): unknown {
  return (node as unknown as Record<string, unknown>)[name]
}

/** A child node by name, or null. */
export function child(node: Node, name: string): Node | null {
  const value = field(node, name)
  return isNode(value) ? value : null
}

/** The child nodes in the order of the text. */
export function children(node: Node): Node[] {
  const found: Node[] = []
  for (const key in node) {
    const value = field(node, key)
    // Most fields are places, flags and names; `loc`, `extra` and comments are objects without being nodes of the text.
    if (typeof value !== 'object' || value === null || key === 'loc') continue
    if (Array.isArray(value)) {
      if (key === 'errors' || key === 'comments' || key === 'tokens') continue
      for (const element of value as unknown[]) if (isNode(element)) found.push(element)
    } else if (isNode(value)) found.push(value)
  }
  for (let i = 1; i < found.length; i++) {
    if (found[i]!.start < found[i - 1]!.start) return found.sort((a, b) => a.start - b.start)
  }
  return found
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'
}

/** TypeScript's wrappers around an expression, which mean the expression itself. */
const typeWrappers = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
])

export function isTypeWrapper(node: Node): boolean {
  return typeWrappers.has(node.type)
}

/** True for syntax that only the type checker reads. */
export function isTypeOnly(node: Node): boolean {
  return node.type.startsWith('TS') && !isTypeWrapper(node) && node.type !== 'TSParameterProperty'
}

/** The expression inside type wrappers and, where the parser keeps them, parentheses. */
export function unwrap(node: Node): Node {
  let inner = node
  while (isTypeWrapper(inner)) inner = child(inner, 'expression')!
  return inner
}

const functionTypes = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ObjectMethod',
  'ClassMethod',
  'ClassPrivateMethod',
])

export function isFunction(node: Node): node is FunctionNode {
  return functionTypes.has(node.type)
}

export function isClass(node: Node): node is ClassNode {
  return node.type === 'ClassDeclaration' || node.type === 'ClassExpression'
}

export function isMember(node: Node): node is Member {
  return node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression'
}

export function isCall(node: Node): node is Call {
  return node.type === 'CallExpression' || node.type === 'OptionalCallExpression'
}

export function isIdentifier(node: Node | null | undefined): node is Identifier {
  return node?.type === 'Identifier'
}
