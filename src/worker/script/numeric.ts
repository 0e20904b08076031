// Which expressions are always plain numbers, so that their operators need no look at the operands.
// Sound, not complete: what is not proved to be a number is looked at when it runs.
import type { PlainFunction } from './plainFunctions'
import type { Binding } from './binding'
import type { ScopeAnalysis } from './scope'
import {
  child,
  field,
  isCall,
  isIdentifier,
  isMember,
  unwrap,
  type Binary,
  type Call,
  type Member,
  type Node,
  type Unary,
} from './syntax'

const arithmetic = new Set(['+', '-', '*', '/', '**', '%'])
/** Of these a number comes out when one side is a number: mixing with a BigInt throws. */
const bitwise = new Set(['|', '&', '^', '<<', '>>'])
const numberMakers = new Set(['Number', 'parseInt', 'parseFloat'])

const none: ReadonlySet<Binding> = new Set()

/** What is taken for granted while a version for numbers is looked at or printed. */
export interface Assumptions {
  /** Bindings that are numbers. */
  readonly numbers: ReadonlySet<Binding>
  /** Bindings whose elements and lengths are numbers. */
  readonly lists: ReadonlySet<Binding>
  /** No later cell has given another value to the names that functions share with it. */
  readonly isUnchanged: boolean
}

const nothing: Assumptions = { numbers: none, lists: none, isUnchanged: false }

export class NumericInference {
  private assumed = nothing
  /** The functions of the script that only compute, once they are known. */
  plainFunctions: ReadonlyMap<Binding, PlainFunction> = new Map()

  constructor(private readonly scopes: ScopeAnalysis) {
    this.infer()
  }

  /** Finds the names that are numbers throughout: the greatest fixpoint, with what is known of functions. */
  infer(): void {
    const candidates = this.scopes.bindings.filter(
      ({ kind, writes }) =>
        (kind === 'let' || kind === 'const') && writes.length > 0 && !writes.includes(null),
    )
    // Assume all are numbers, then take away those with a write that is not.
    for (const binding of candidates) binding.numeric = true
    for (let changed = true; changed;) {
      changed = false
      for (const binding of candidates) {
        if (binding.numeric && !binding.writes.every((value) => this.isNumber(value!))) {
          binding.numeric = false
          changed = true
        }
      }
    }
  }

  assuming<T>(assumptions: Assumptions, work: () => T): T {
    const outer = this.assumed
    this.assumed = assumptions
    const result = work()
    this.assumed = outer
    return result
  }

  /** The function that only computes which a call names, with as many arguments as it has parameters. */
  plainFunctionOf(node: Node): PlainFunction | null {
    if (this.plainFunctions.size === 0 || node.type !== 'CallExpression') return null
    const { callee, arguments: given } = node as Call
    const name = unwrap(callee)
    const reference = this.scopes.references.get(name)
    const plain = reference?.binding ? this.plainFunctions.get(reference.binding) : undefined
    if (plain === undefined || given.length !== plain.node.params.length) return null
    return this.canName(plain, name, reference!.owner) ? plain : null
  }

  /** That function when the call can go to its version for numbers. */
  plainCallOf(node: Node): PlainFunction | null {
    const plain = this.plainFunctionOf(node)
    return plain !== null && (node as Call).arguments.every((value) => this.isNumber(value)) ? plain : null
  }

  /** The name has its function there, and means no other one in a later cell. */
  private canName({ node, binding }: PlainFunction, name: Node, owner: Node): boolean {
    const isInside = name.start >= node.start && name.end <= node.end
    const isReady =
      isInside || binding.kind === 'function' || (owner === binding.owner && name.start > binding.readyAt)
    return isReady && (owner === this.scopes.program || this.assumed.isUnchanged)
  }

  /** True when the expression can only give a number (or throw). */
  isNumber(given: Node): boolean {
    const node = unwrap(given)
    switch (node.type) {
      case 'NumericLiteral':
        return true
      case 'Identifier': {
        const reference = this.scopes.references.get(node)
        const binding = reference?.binding
        if (binding && this.assumed.numbers.has(binding)) return true
        return binding?.numeric === true && !this.changesOutside(binding, reference!.owner)
      }
      case 'UnaryExpression': {
        const { operator, argument } = node as Unary
        return operator === '+' || ((operator === '-' || operator === '~') && this.isNumber(argument))
      }
      case 'BinaryExpression': {
        const { operator, left, right } = node as Binary
        if (operator === '>>>') return true
        if (bitwise.has(operator)) return this.isNumber(left) || this.isNumber(right)
        return arithmetic.has(operator) && this.isNumber(left) && this.isNumber(right)
      }
      case 'UpdateExpression':
        return this.isNumber(child(node, 'argument')!)
      case 'AssignmentExpression': {
        const operator = field(node, 'operator') as string
        const right = child(node, 'right')!
        if (operator === '=') return this.isNumber(right)
        return (
          (arithmetic.has(operator.slice(0, -1)) &&
            this.isNumber(child(node, 'left')!) &&
            this.isNumber(right)) ||
          operator === '>>>='
        )
      }
      case 'ConditionalExpression':
        return this.isNumber(child(node, 'consequent')!) && this.isNumber(child(node, 'alternate')!)
      case 'LogicalExpression':
        return this.isNumber(child(node, 'left')!) && this.isNumber(child(node, 'right')!)
      case 'CallExpression':
        return isCall(node) && (this.callsNumberMaker(node) || this.plainCallOf(node)?.givesNumber === true)
      default:
        return isMember(node) && (this.isMathConstant(node) || this.isOfList(node))
    }
  }

  /** A later cell may assign anything to a top-level name; only closures are still running then. */
  private changesOutside(binding: Binding, owner: Node): boolean {
    return binding.top && owner !== binding.owner && !this.assumed.isUnchanged
  }

  private callsNumberMaker(node: Call): boolean {
    const callee = unwrap(node.callee)
    if (isIdentifier(callee)) return numberMakers.has(callee.name) && this.isFree(callee)
    return isMember(callee) && this.isOfMath(callee)
  }

  private isMathConstant(node: Member): boolean {
    return this.isOfMath(node) && isIdentifier(node.property) && /^[A-Z0-9_]+$/.test(node.property.name)
  }

  private isOfList(node: Member): boolean {
    const binding = this.scopes.bindingOf(unwrap(node.object))
    if (binding === null || !this.assumed.lists.has(binding)) return false
    if (node.computed) return this.isNumber(node.property)
    return isIdentifier(node.property) && node.property.name === 'length'
  }

  private isOfMath(node: Member): boolean {
    const object = unwrap(node.object)
    return !node.computed && isIdentifier(object) && object.name === 'Math' && this.isFree(object)
  }

  private isFree(node: Node): boolean {
    return this.scopes.bindingOf(node) === null
  }
}
