// The slow path of the operators: what is not two numbers. Arrays and variables on either side go to the engine,
// objects with the book's special methods (`__add__`) answer themselves, the rest is JavaScript's own.
import { power } from './scriptMath'
import type { BinaryOperator, ScriptEngine } from './scriptHost'

const methods: Readonly<Record<BinaryOperator, string>> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'truediv',
  '**': 'pow',
}

/** Raised when an operator gets something that the engine cannot combine. */
export class OperatorError extends TypeError {
  override readonly name = 'TypeError'
  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message)
  }
}

export function binaryOperation(
  engine: ScriptEngine,
  operator: BinaryOperator,
  left: unknown,
  right: unknown,
): unknown {
  const overloads = isOperand(engine, left) || isOperand(engine, right)
  if (overloads) {
    // Joining a text with an array is JavaScript's own: it prints the array.
    if (operator === '+' && (typeof left === 'string' || typeof right === 'string')) return join(left, right)
    return engine.binary(operator, toOperand(left, operator, engine), toOperand(right, operator, engine))
  }
  return special(operator, left, right) ?? plain(operator, left, right)
}

export function negation(engine: ScriptEngine, value: unknown): unknown {
  if (isOperand(engine, value)) return engine.negative(value)
  const method = methodOf(value, '__neg__')
  if (method !== undefined) return method.call(value)
  return -(value as number)
}

/** JavaScript's own on anything but arrays and variables. */
export function exclusiveOr(engine: ScriptEngine, left: unknown, right: unknown): unknown {
  if (isOperand(engine, left) || isOperand(engine, right))
    throw new OperatorError('^ works on whole numbers, bit by bit', 'a power is written: x ** 2')
  return (left as number) ^ (right as number)
}

function isOperand(engine: ScriptEngine, value: unknown): boolean {
  return engine.isVariable(value) || engine.isArray(value)
}

/** @throws OperatorError for what no array can be combined with. */
function toOperand(value: unknown, operator: BinaryOperator, engine: ScriptEngine): unknown {
  if (value === null || value === undefined) {
    throw new OperatorError(
      `${operator}: one side is ${String(value)}`,
      value === null
        ? 'a gradient is null before backward() and when it was not retained; use backward({ retainGrad: true })'
        : 'is a return, an argument or the first value missing?',
    )
  }
  if (typeof value === 'string') {
    throw new OperatorError(
      `${operator}: one side is the text ${JSON.stringify(value)}`,
      'use Number(text) for its value',
    )
  }
  if (typeof value === 'bigint') {
    throw new OperatorError(
      `${operator}: one side is the BigInt ${value}n`,
      'use a plain number: leave the n away',
    )
  }
  // As NumPy does, a list beside an array is taken as an array.
  return Array.isArray(value) ? engine.toArray(value) : value
}

function join(left: unknown, right: unknown): string {
  return `${String(left)}${String(right)}`
}

/** `__add__` of the left side, else `__radd__` of the right side; undefined when neither has it. */
function special(operator: BinaryOperator, left: unknown, right: unknown): unknown {
  const forward = methodOf(left, `__${methods[operator]}__`)
  if (forward !== undefined) return forward.call(left, right)
  const reflected = methodOf(right, `__r${methods[operator]}__`)
  return reflected?.call(right, left)
}

type Method = (this: unknown, ...args: unknown[]) => unknown

function methodOf(value: unknown, name: string): Method | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const method = (value as Record<string, unknown>)[name]
  return typeof method === 'function' ? (method as Method) : undefined
}

/** JavaScript's own meaning: texts, BigInts, dates. */
function plain(operator: BinaryOperator, left: unknown, right: unknown): unknown {
  const [a, b] = [left as number, right as number]
  if (
    (left instanceof Promise && typeof right !== 'string') ||
    (right instanceof Promise && typeof left !== 'string')
  )
    throw new OperatorError(`${operator}: one side is a promise`, 'write await before the call that gives it')
  switch (operator) {
    case '+':
      return a + b
    case '-':
      return a - b
    case '*':
      return a * b
    case '/':
      return a / b
    case '**':
      return typeof left === 'bigint' || typeof right === 'bigint'
        ? a ** b
        : power(Number(left), Number(right))
  }
}
