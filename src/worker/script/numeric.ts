// Which expressions are always plain numbers, so that their operators need no look at the operands.
// Sound, not complete: what is not proved to be a number is looked at when it runs.
import type { Binding, ScopeAnalysis } from './scope'
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

export class NumericInference {
  private numbers = none
  private lists = none

  constructor(private readonly scopes: ScopeAnalysis) {
    const candidates = scopes.bindings.filter(
      (binding) =>
        (binding.kind === 'let' || binding.kind === 'const') &&
        binding.writes.length > 0 &&
        !binding.writes.includes(null),
    )
    // The greatest fixpoint: assume all are numbers, then take away those with a write that is not.
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

  /** What holds while `numbers` are numbers and the elements and lengths of `lists` too. */
  assuming<T>(numbers: ReadonlySet<Binding>, lists: ReadonlySet<Binding>, work: () => T): T {
    this.numbers = numbers
    this.lists = lists
    const result = work()
    this.numbers = none
    this.lists = none
    return result
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
        if (binding && this.numbers.has(binding)) return true
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
        return isCall(node) && this.callsNumberMaker(node)
      default:
        return isMember(node) && (this.isMathConstant(node) || this.isOfList(node))
    }
  }

  /** A later cell may assign anything to a top-level name; only closures are still running then. */
  private changesOutside(binding: Binding, owner: Node): boolean {
    return binding.top && owner !== binding.owner
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
    if (binding === null || !this.lists.has(binding)) return false
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
