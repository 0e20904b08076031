// What an expression certainly gives: a variable or an array of the lab, a plain list, a number. Reads the text alone
// and says nothing where a script could have put something else.
import { labGlobals } from '../engine/globals'
import { NDArray } from '../engine/ndarray'
import { origin, Variable } from '../engine/variable'
import { np } from '../np/state'
import type { Binding } from './binding'
import { NumericInference } from './numeric'
import { operatorMethods } from './rewriteOperators'
import type { ScopeAnalysis } from './scope'
import {
  isCall,
  isIdentifier,
  isMember,
  unwrap,
  type Binary,
  type Call,
  type Identifier,
  type ImportNode,
  type Member,
  type Node,
  type Unary,
} from './syntax'

export type ValueKind = 'Variable' | 'NDArray' | 'list' | 'number'

/** One of each, to ask what it has; neither is of a run. */
const samples = {
  Variable: new Variable(null, null, origin.unrecorded, 0),
  NDArray: NDArray.scalar(0),
} as const

/** Whether every value of that class has the member. */
export function hasMember(kind: keyof typeof samples, name: string): boolean {
  return name in samples[kind]
}

/** Functions of np that give something else than an array, or sometimes do. */
const notArrays = new Set(['split', 'meshgrid', 'where', 'allclose', 'array_equal', 'NDArray'])
const ownArrayMethods = new Set(['flatten', 'get', 'set', 'copy', 'astype'])
const ownVariableMethods = new Set(['dot', 'get'])

export class ValueKinds {
  private readonly known = new Map<Node, ValueKind | null>()
  private readonly imported = new Map<Binding, string>()
  private readonly numeric: NumericInference

  constructor(private readonly scopes: ScopeAnalysis) {
    this.numeric = new NumericInference(scopes)
    for (const statement of scopes.program.body) {
      if (statement.type !== 'ImportDeclaration') continue
      const { specifiers, source } = statement as ImportNode
      for (const { local, imported, type } of specifiers) {
        const binding = scopes.top.get(local.name)
        const name = type === 'ImportSpecifier' ? (imported?.name ?? local.name) : source.value
        if (binding !== undefined) this.imported.set(binding, name === 'numpy' ? 'np' : name)
      }
    }
  }

  /** Null where it is not certain. A variable's `data` and `grad` count as what they are when they are not null. */
  kindOf(given: Node): ValueKind | null {
    const node = unwrap(given)
    const known = this.known.get(node)
    if (known !== undefined) return known
    // A name in its own first value, `const x = x + 1`, has none yet.
    this.known.set(node, null)
    const kind = this.lookAt(node)
    this.known.set(node, kind)
    return kind
  }

  private lookAt(node: Node): ValueKind | null {
    if (this.numeric.isNumber(node)) return 'number'
    if (node.type === 'ArrayExpression') return 'list'
    if (isIdentifier(node)) return this.kindOfName(node)
    if (node.type === 'NewExpression') {
      const name = this.labName((node as Call).callee)
      return name === 'Variable' || name === 'Parameter' ? 'Variable' : null
    }
    if (isCall(node)) return this.kindOfCall(node)
    if (isMember(node)) return this.kindOfMember(node)
    if (node.type === 'BinaryExpression') return this.kindOfOperation(node as Binary)
    if (node.type === 'UnaryExpression' && (node as Unary).operator === '-')
      return ofEngine(this.kindOf((node as Unary).argument))
    return null
  }

  /** What a name stands for that has one value for good. */
  private kindOfName(node: Identifier): ValueKind | null {
    const binding = this.scopes.bindingOf(node)
    if (binding === null) return null
    const [value, ...more] = binding.writes
    const isFixed = (binding.kind === 'const' || binding.kind === 'let') && more.length === 0
    return isFixed && value ? this.kindOf(value) : null
  }

  private kindOfCall({ callee: given, arguments: values }: Call): ValueKind | null {
    const callee = unwrap(given)
    const name = this.labName(callee)
    if (name !== null) return name === 'asArray' ? 'NDArray' : isFunction(name) ? 'Variable' : null
    if (!isMember(callee) || callee.computed || !isIdentifier(callee.property)) return null
    const member = callee.property.name
    const owner = this.labName(callee.object)
    if (owner === 'F') return isFunction(member) ? 'Variable' : null
    if (owner === 'np') return givesArray(member, values.length) ? 'NDArray' : null
    if (this.isRandom(callee.object)) return isRandomArray(member, values) ? 'NDArray' : null
    const kind = this.kindOf(callee.object)
    if (kind === 'Variable') return ownVariableMethods.has(member) || isFunction(member) ? kind : null
    return kind === 'NDArray' && (ownArrayMethods.has(member) || givesArray(member, 1)) ? kind : null
  }

  private kindOfMember({ object, property, computed }: Member): ValueKind | null {
    if (computed || !isIdentifier(property)) return null
    const kind = ofEngine(this.kindOf(object))
    if (property.name === 'T') return kind
    if (kind !== 'Variable') return null
    return property.name === 'grad' ? 'Variable' : property.name === 'data' ? 'NDArray' : null
  }

  private kindOfOperation({ operator, left, right }: Binary): ValueKind | null {
    if (operatorMethods[operator] === undefined) return null
    const kinds = [this.kindOf(left), this.kindOf(right)]
    // What is added to it might be a text.
    if (operator === '+' && kinds.includes(null)) return null
    if (kinds.includes('Variable')) return 'Variable'
    return kinds.includes('NDArray') && !kinds.includes(null) ? 'NDArray' : null
  }

  private isRandom(given: Node): boolean {
    const node = unwrap(given)
    if (!isMember(node) || node.computed || !isIdentifier(node.property)) return false
    return node.property.name === 'random' && this.labName(node.object) === 'np'
  }

  /** The lab's name that an identifier means; null for names of the script. */
  private labName(given: Node): string | null {
    const node = unwrap(given)
    if (!isIdentifier(node)) return null
    const binding = this.scopes.bindingOf(node)
    return binding === null ? node.name : (this.imported.get(binding) ?? null)
  }
}

function ofEngine(kind: ValueKind | null): keyof typeof samples | null {
  return kind === 'Variable' || kind === 'NDArray' ? kind : null
}

/** A function of variables: they all give one. */
function isFunction(name: string): boolean {
  return name === 'asVariable' || Object.hasOwn(labGlobals.F, name)
}

function givesArray(name: string, count: number): boolean {
  if (name === 'where') return count === 3
  return !notArrays.has(name) && Object.hasOwn(np, name) && typeof np[name as keyof typeof np] === 'function'
}

/** Without sizes most of them give a number. */
function isRandomArray(name: string, values: readonly Node[]): boolean {
  if (name === 'permutation') return true
  if (name === 'rand' || name === 'randn') return values.length > 0 && values[0]!.type !== 'SpreadElement'
  const size = values[2]
  const isSized = size?.type === 'NumericLiteral' || size?.type === 'ArrayExpression'
  return isSized && (name === 'normal' || name === 'uniform' || name === 'randint')
}
