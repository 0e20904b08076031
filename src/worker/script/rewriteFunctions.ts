// Functions and classes: types taken away, a checkpoint at the entry, and the end of their names' life told.
import type { Slot } from './printer'
import type { Frame, Rewrite } from './rewrite'
import { emitPattern } from './rewriteNames'
import { emitStatements } from './rewriteStatements'
import { memberName } from './declaredNames'
import {
  child,
  isFunction,
  isIdentifier,
  isTypeOnly,
  type Block,
  type ClassMember,
  type ClassNode,
  type FunctionNode,
  type Node,
} from './syntax'

export function rewriteFunction(r: Rewrite, node: FunctionNode): void {
  const isArrow = node.type === 'ArrowFunctionExpression'
  if (node.static === true) r.put('static ', node.start)
  if (node.async) r.put('async ', node.start)
  if (node.kind === 'get' || node.kind === 'set') r.put(`${node.kind} `, node.start)
  if (node.key) {
    if (node.generator === true) r.put('*', node.start)
    emitKey(r, node.key, node.computed === true)
  } else if (!isArrow) {
    r.put(node.generator === true ? 'function* ' : 'function ', node.start)
    if (node.id) r.printer.copy(node.id.start, node.id.start + node.id.name.length)
  }
  const frame = r.createFrame(node, node.async || node.generator === true)
  r.within(frame, () => {
    frame.temporaries = false
    const lastParameter = emitParameters(r, node)
    frame.temporaries = true
    const check = (site: number): string => entryCheck(r, frame, lastParameter, site)
    if (isArrow) r.put(' => ', node.body.start)
    if (node.body.type === 'BlockStatement') emitBody(r, node, frame, check)
    else emitExpressionBody(r, node.body, frame, check)
  })
}

export function rewriteClass(r: Rewrite, node: ClassNode): void {
  r.put('class ', node.start)
  if (node.id) r.printer.copy(node.id.start, node.id.start + node.id.name.length)
  if (node.superClass) {
    r.put(' extends (', node.superClass.start)
    r.value(node.superClass)
    r.put(')', node.superClass.end)
  }
  r.put(' {', node.body.start)
  for (const member of node.body.body as readonly ClassMember[]) {
    if (isTypeOnly(member) || member.declare === true || member.abstract === true) continue
    r.put('\n', member.start)
    if (isFunction(member)) r.emit(member)
    else if (member.type === 'StaticBlock') emitStaticBlock(r, member as unknown as Block)
    else emitField(r, member)
  }
  r.put('\n}', node.end - 1)
}

export function rewriteAwait(r: Rewrite, node: Node): void {
  r.frame.calls++
  if (r.frame.node !== r.scopes.program) return suspend(r, node, 'await ')
  r.put('$lab.base(await (', node.start)
  r.emit(child(node, 'argument')!)
  r.put('))', node.end)
}

export function rewriteYield(r: Rewrite, node: Node & { delegate: boolean }): void {
  suspend(r, node, node.delegate ? 'yield* ' : 'yield ')
}

/** Leaves room around an await or yield for giving the call depth back and taking it again. */
function suspend(r: Rewrite, node: Node, keyword: string): void {
  const argument = child(node, 'argument')
  const before = r.printer.slot(node.start)
  before.text = '('
  r.put(keyword, node.start)
  const value = r.printer.slot(node.start)
  value.text = '('
  if (argument === null) r.put('undefined', node.end)
  else r.emit(argument)
  r.put('))', node.end)
  r.frame.suspensions.push({ before, value })
}

function emitKey(r: Rewrite, key: Node, computed: boolean): void {
  if (computed) {
    r.put('[', key.start)
    r.value(key)
    r.put(']', key.end)
  } else r.printer.copy(key.start, key.end)
}

/** Returns the place of one more parameter. */
export function emitParameters(r: Rewrite, node: FunctionNode): Slot {
  r.put('(', node.start)
  node.params
    .filter((param) => !(isIdentifier(param) && param.name === 'this'))
    .forEach((param, index) => {
      if (index > 0) r.put(', ', param.start)
      emitPattern(r, param, true)
    })
  const more = r.printer.slot(node.body.start)
  r.put(')', node.body.start)
  return more
}

function emitBody(r: Rewrite, node: FunctionNode, frame: Frame, checkAt: (site: number) => string): void {
  const body = node.body as Block
  r.put('{', body.start)
  for (const directive of body.directives ?? []) {
    r.printer.copy(directive.start, directive.end)
    r.put(';', directive.end)
  }
  const before = r.printer.slot(body.start)
  emitParameterProperties(r, node)
  emitStatements(r, body.body)
  const after = r.printer.slot(body.end - 1)
  r.put('}', body.end - 1)
  const check = `${checkAt(r.site(node.start))};`
  const { opening, closing } = wrapBody(frame)
  before.text = localsOf(frame) + opening + check
  after.text = closing
}

/** `x => value`: the checkpoint comes first; a body that needs locals becomes a block. */
function emitExpressionBody(r: Rewrite, body: Node, frame: Frame, checkAt: (site: number) => string): void {
  const before = r.printer.slot(body.start)
  r.emit(body)
  const after = r.printer.slot(body.end)
  const check = checkAt(r.site(body.start))
  const { opening, closing } = wrapBody(frame)
  if (localsOf(frame) === '' && opening === '') {
    before.text = `(${check}, (`
    after.text = '))'
  } else {
    before.text = `{${localsOf(frame)}${opening}${check}; return (`
    after.text = `)${closing}}`
  }
}

/** Loops count turns from here, so that the first checkpoint comes before V8 compiles them: it expects what it has seen. */
const firstCount = 4032

/**
 * What a function does as it is entered. One that calls nothing and is itself called by the script alone, or once for each
 * element of a list, looks at the flag alone: the loop or recursion that calls it counts. One that calls nothing but
 * functions of the script comes back often enough for counting alone.
 */
function entryCheck(r: Rewrite, frame: Frame, lastParameter: Slot, site: number): string {
  const isQuick = frame.calls === 0 && !frame.usesTurns
  if (isQuick && isCountedElsewhere(r, frame.node)) {
    const index = elementIndex(r, frame.node as FunctionNode, lastParameter)
    const isDue =
      index === null ? '' : `(typeof ${index} !== "number" || (${index} & ${elementsPerLook}) < 2) && `
    return `${isDue}$labf[0] !== 0 && $lab.check(${site})`
  }
  const isCounting = frame.calls === frame.ownCalls && !frame.usesCounter && !frame.usesTurns
  const test = isCounting ? '--$labg < 0' : '($labf[0] !== 0 || --$labg < 0)'
  return `${test} && ($labg = $lab.check(${site}))`
}

/** The flag is memory that others write, which costs a short callback as much as its work: each 65,536th looks at it. */
const elementsPerLook = 0xffff

/**
 * The name of the argument that tells a list's callback which element it has, made where there is none; null when there
 * can be none. Whoever calls it with something else than an index has it look at the flag each time. `reduce` begins with
 * the second element.
 */
function elementIndex(r: Rewrite, node: FunctionNode, lastParameter: Slot): string | null {
  const position = r.boundedCallbacks.get(node) ?? null
  if (position === null || node.type !== 'ArrowFunctionExpression' || !node.params.every(isIdentifier))
    return null
  const own = node.params[position]
  if (own !== undefined) return r.scopes.bindingOf(own)?.writes.length === 1 ? own.name : null
  if (node.params.length < position) return null
  // A default value, so that the function's length stays.
  lastParameter.text = ', $laby = 0'
  return '$laby'
}

/** Methods that JavaScript itself calls. */
const protocols = new Set(['next', 'return', 'valueOf', 'toString', 'toJSON', ''])

/** False when something native may call it any number of times: `Array.from({ length: 1e9 }, f)`, `xs.sort(f)`. */
function isCountedElsewhere(r: Rewrite, node: Node): boolean {
  if (r.boundedCallbacks.has(node)) return true
  if (node.type === 'ClassMethod' || node.type === 'ClassPrivateMethod') {
    const name = memberName((node as FunctionNode).key!)
    return !protocols.has(name) && !r.scopes.readMembers.has(name)
  }
  const binding = r.scopes.functions.get(node as FunctionNode) ?? r.namedValues.get(node)
  return binding !== undefined && binding.handedOn === 0
}

/** Declarations of what the compiled body of a function needs. */
export function localsOf(frame: Frame): string {
  const names = Array.from({ length: frame.maxTemporaries }, (_, index) => `$lab${index}`)
  if (frame.usesCounter) names.push(`$labn = ${firstCount}`)
  if (frame.usesTurns) names.push('$labm = 0')
  return names.length === 0 ? '' : `let ${names.join(', ')};`
}

/** A function in which names are bound counts as a call level, or holds an activation when it can be suspended. */
function wrapBody(frame: Frame): { opening: string; closing: string } {
  if (!frame.usesDepth) return { opening: '', closing: '' }
  const name = frame.depthName
  if (!frame.suspends) {
    // A function that calls nothing counts from when it names its first engine value.
    const start = frame.calls > 0 || frame.isShared ? '++$labs.depth' : '0'
    const leave = `$labs.depth = ${name} - 1;$labs.deepest >= ${name} && $lab.leave(${name})`
    const closing = `} finally { ${start === '0' ? `if (${name} !== 0) {${leave}}` : leave} }`
    return { opening: `let ${name} = ${start};try {`, closing }
  }
  for (const { before, value } of frame.suspensions) {
    before.text = `$lab.resume(${name}, `
    value.text = `$lab.suspend(${name}, `
  }
  for (const reentry of frame.reentries) reentry.text = `$lab.resume(${name});`
  return { opening: `const ${name} = $lab.activate();try {`, closing: `} finally { $lab.finish(${name}) }` }
}

/** `constructor(public x: number)`: TypeScript assigns the field at the start of the constructor. */
function emitParameterProperties(r: Rewrite, node: FunctionNode): void {
  for (const param of node.params) {
    if (param.type !== 'TSParameterProperty') continue
    const inner = child(param, 'parameter')!
    const name = isIdentifier(inner) ? inner.name : (child(inner, 'left') as Node & { name: string }).name
    r.put(`this.${name} = ${name};`, param.start)
  }
}

function emitField(r: Rewrite, member: ClassMember): void {
  if (member.static === true) r.put('static ', member.start)
  const frame = r.createFrame(member, false)
  emitKey(r, member.key, member.computed)
  if (member.value !== null) {
    const value = member.value
    frame.temporaries = false
    r.put(' = ', value.start)
    r.within(frame, () => r.value(value))
  }
  r.put(';', member.end)
}

function emitStaticBlock(r: Rewrite, node: Block): void {
  const frame = r.createFrame(node, false)
  r.put('static {', node.start)
  const before = r.printer.slot(node.start)
  r.within(frame, () => emitStatements(r, node.body))
  const { opening, closing } = wrapBody(frame)
  before.text = localsOf(frame) + opening
  r.put(`${closing}}`, node.end)
}
