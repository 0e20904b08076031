// Operators that arrays and variables overload: a look at the operands first, plain JavaScript for numbers, the
// engine for the rest. Both operands are evaluated once, left before right.
import { isPlainName } from './rewriteNames'
import type { Rewrite } from './rewrite'
import { field, unwrap, type Binary, type Node, type Unary } from './syntax'

/** The runtime's method for each overloadable operator. */
export const operatorMethods: Readonly<Record<string, string>> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'div',
  '**': 'pow',
}

export function rewriteBinary(r: Rewrite, node: Binary): void {
  const { operator, left, right } = node
  if (operator === '^' && !(r.isNumber(left) && r.isNumber(right))) return emitExclusiveOr(r, node)
  if (operatorMethods[operator] === undefined || isPlain(r, operator, left, right)) return r.generic(node)
  const at = operatorOffset(r.source, left.end, operator)
  r.put('(', at)
  emitOperation(r, operator, at, left, right)
  r.put(')', at)
}

/** `x ^ 2` is no power: on an array or variable it is an error that says so. */
function emitExclusiveOr(r: Rewrite, { operator, left, right }: Binary): void {
  const at = operatorOffset(r.source, left.end, operator)
  r.put('$lab.xor(', at)
  r.value(left)
  r.put(', ', at)
  r.value(right)
  r.put(`, ${r.site(at)})`, at)
}

/** What is printed around the engine's result, and not around a plain number. */
export interface EngineWrap {
  readonly before: string
  readonly after: string
}

const noWrap: EngineWrap = { before: '', after: '' }

/** Prints an overloadable operation whose engine result is wrapped; false when `node` is none. */
export function emitWrappedBinary(r: Rewrite, node: Node, wrap: () => EngineWrap): boolean {
  if (node.type !== 'BinaryExpression' || !r.frame.temporaries) return false
  const { operator, left, right } = node as Binary
  if (operatorMethods[operator] === undefined || isPlain(r, operator, left, right)) return false
  const at = operatorOffset(r.source, left.end, operator)
  r.put('(', at)
  emitOperation(r, operator, at, left, right, wrap())
  r.put(')', at)
  return true
}

/** Prints `left operator right` without parentheses around it. */
function emitOperation(
  r: Rewrite,
  operator: string,
  at: number,
  left: Node,
  right: Node,
  wrap: EngineWrap = noWrap,
): void {
  const keepsLeft = isRepeatable(r, left) && (isRepeatable(r, right) || isFixed(r, left))
  const keepsRight = isRepeatable(r, right)
  if (!r.frame.temporaries && !(keepsLeft && keepsRight)) {
    r.put(`$lab.${operatorMethods[operator]}(`, at)
    r.value(left)
    r.put(', ', at)
    r.value(right)
    r.put(`, ${r.site(at)}${intermediates(left, right)})`, at)
    return
  }
  const choose = (printLeft: () => void, printRight: () => void): void =>
    emitChoice(r, operator, at, left, right, printLeft, printRight, wrap)
  const again = (side: Node) => () => r.value(side)
  const named = (name: string) => () => r.put(name, at)
  if (keepsLeft && keepsRight) return choose(again(left), again(right))
  const store = (side: Node, name: string): void => {
    r.put(`${name} = `, at)
    r.value(side)
    r.put(', ', at)
  }
  r.put('(', at)
  if (keepsLeft) {
    r.withTemporary((name) => {
      r.frame.nextTemporary--
      store(right, name)
      r.frame.nextTemporary++
      choose(again(left), named(name))
    })
  } else {
    r.withTemporary((first) => {
      // The left side's own temporaries are free again before its value is stored.
      r.frame.nextTemporary--
      store(left, first)
      r.frame.nextTemporary++
      if (keepsRight) return choose(named(first), again(right))
      r.withTemporary((second) => {
        r.frame.nextTemporary--
        store(right, second)
        r.frame.nextTemporary++
        choose(named(first), named(second))
      })
    })
  }
  r.put(')', at)
}

/** Prints `both numbers ? plain : engine` for operands that can be printed again. */
export function emitChoice(
  r: Rewrite,
  operator: string,
  at: number,
  left: Node,
  right: Node,
  printLeft: () => void,
  printRight: () => void,
  wrapEngine: EngineWrap = noWrap,
): void {
  const tests: (() => void)[] = []
  if (!r.isNumber(left)) tests.push(printLeft)
  if (!r.isNumber(right)) tests.push(printRight)
  if (tests.length === 0) return emitOfNumbers(r, operator, at, right, printLeft, printRight)
  tests.forEach((print, index) => {
    r.put(index > 0 ? ' && typeof ' : 'typeof ', at)
    print()
    r.put(' === "number"', at)
  })
  r.put(' ? ', at)
  emitOfNumbers(r, operator, at, right, printLeft, printRight)
  r.put(` : ${wrapEngine.before}$lab.${operatorMethods[operator]}(`, at)
  printLeft()
  r.put(', ', at)
  printRight()
  r.put(`, ${r.site(at)}${intermediates(left, right)})${wrapEngine.after}`, at)
}

/** Says which operands (1 the left, 2 the right) are results of operators themselves: nothing else has their values. */
function intermediates(left: Node, right: Node): string {
  const which = (isOperation(left) ? 1 : 0) + (isOperation(right) ? 2 : 0)
  return which === 0 ? '' : `, ${which}`
}

function isOperation(given: Node): boolean {
  const node = unwrap(given)
  if (node.type === 'UnaryExpression') return (node as Unary).operator === '-'
  return node.type === 'BinaryExpression' && operatorMethods[(node as Binary).operator] !== undefined
}

/** JavaScript's own operator; a power is the engine's, whose bits are the same everywhere. */
function emitOfNumbers(
  r: Rewrite,
  operator: string,
  at: number,
  right: Node,
  printLeft: () => void,
  printRight: () => void,
): void {
  if (operator !== '**') {
    printLeft()
    r.put(` ${operator} `, at)
    return printRight()
  }
  const exponent = unwrap(right)
  if (exponent.type === 'NumericLiteral' && field(exponent, 'value') === 2) {
    printLeft()
    r.put(' * ', at)
    return printLeft()
  }
  r.put('$lab.power(', at)
  printLeft()
  r.put(', ', at)
  printRight()
  r.put(')', at)
}

export function rewriteUnary(r: Rewrite, node: Unary): void {
  const { operator, argument, start } = node
  if (operator === 'delete') r.frame.removals++
  if (operator !== '-' || r.isNumber(argument) || unwrap(argument).type === 'BigIntLiteral')
    return r.generic(node)
  if (isRepeatable(r, argument)) {
    r.put('(typeof ', start)
    r.value(argument)
    r.put(' === "number" ? -', start)
    r.value(argument)
    r.put(' : $lab.neg(', start)
    r.value(argument)
    r.put(`, ${r.site(start)}))`, start)
  } else {
    r.put('$lab.neg(', start)
    r.value(argument)
    r.put(`, ${r.site(start)})`, start)
  }
}

/** Where an operator stands after its left operand: past parentheses, blanks and comments. */
export function operatorOffset(source: string, from: number, operator: string): number {
  const skipped = /(?:[\s)]|\/\*[^]*?\*\/|\/\/[^\n\r\u2028\u2029]*)*/y
  skipped.lastIndex = from
  skipped.exec(source)
  return source.startsWith(operator, skipped.lastIndex) ? skipped.lastIndex : from
}

/** Operands whose types leave only JavaScript's own meaning. */
export function isPlain(r: Rewrite, operator: string, left: Node, right: Node): boolean {
  if (operator !== '**' && r.isNumber(left) && r.isNumber(right)) return true
  if (unwrap(left).type === 'BigIntLiteral' || unwrap(right).type === 'BigIntLiteral') return true
  return operator === '+' && (isText(left) || isText(right))
}

/** Always a string: joining with it is JavaScript's own. */
function isText(given: Node): boolean {
  const node = unwrap(given)
  if (node.type === 'StringLiteral' || node.type === 'TemplateLiteral') return true
  if (node.type === 'BinaryExpression') {
    const { operator, left, right } = node as Binary
    return operator === '+' && (isText(left) || isText(right))
  }
  return node.type === 'UnaryExpression' && (node as Unary).operator === 'typeof'
}

/** Can be printed more than once: reading it has no effect. */
export function isRepeatable(r: Rewrite, given: Node): boolean {
  const node = unwrap(given)
  return node.type === 'NumericLiteral' || node.type === 'ThisExpression' || isPlainName(r, node)
}

/** Cannot change while the other operand is evaluated. */
function isFixed(r: Rewrite, given: Node): boolean {
  const node = unwrap(given)
  return node.type !== 'Identifier' || r.scopes.bindingOf(node)?.kind === 'const'
}
