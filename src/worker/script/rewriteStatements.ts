// Statements: bodies get braces, loops get checkpoints, and what a statement made is reported at its end.
import type { Rewrite } from './rewrite'
import { emitLastNumbers, emitNamedValue, emitNames } from './rewriteBindings'
import { emitLoop, emitLoopOnce } from './rewriteLoops'
import { emitPattern } from './rewriteNames'
import { emitPlainFunctions } from './rewritePlainFunctions'
import { declarationOf, patternNames } from './declaredNames'
import {
  child,
  field,
  isCall,
  isIdentifier,
  isTypeOnly,
  unwrap,
  type Block,
  type ClassNode,
  type Declaration,
  type ImportNode,
  type Loop,
  type Node,
} from './syntax'

export function emitStatements(r: Rewrite, statements: readonly Node[]): void {
  for (const statement of statements) {
    r.put('\n', statement.start)
    rewriteStatement(r, statement)
  }
  emitPlainFunctions(r, statements)
}

export function rewriteStatement(r: Rewrite, outer: Node): void {
  const node = declarationOf(outer)
  if (isTypeOnly(node) || field(node, 'declare') === true) return
  if (isTopLevel(r) && node.type !== 'LabeledStatement' && !node.type.endsWith('Declaration')) {
    r.put(`$lab.line(${r.site(node.start)});`, node.start)
  } else if (!isTopLevel(r) && steppable.has(node.type)) return lineCheckWhenCalling(r, node)
  rewriteKnownStatement(r, node)
}

/** Statements that a person steps to inside functions and loops. */
const steppable = new Set([
  'ExpressionStatement',
  'VariableDeclaration',
  'IfStatement',
  'ReturnStatement',
  'ThrowStatement',
])

/** Inside functions and loops a statement that calls something looks at the flag; operations do so by themselves. */
function lineCheckWhenCalling(r: Rewrite, node: Node): void {
  const { frame } = r
  const before = frame.calls
  const isHead = frame.head === node
  const check = r.printer.slot(node.start)
  rewriteKnownStatement(r, node)
  if (frame.calls === before) return
  const site = r.site(node.start)
  if (isHead) frame.headSite = site
  else check.text = `$labf[0] !== 0 && $lab.line(${site});`
}

function rewriteKnownStatement(r: Rewrite, node: Node): void {
  switch (node.type) {
    case 'ExpressionStatement':
      return reportingEnd(r, node, () => emitExpressionStatement(r, child(node, 'expression')!))
    case 'VariableDeclaration':
      if (isTopLevel(r)) r.put(`$lab.line(${r.site(node.start)});`, node.start)
      return reportingEnd(r, node, () => {
        emitDeclaration(r, node as Declaration)
        r.put(';', node.end)
        emitPatternNames(r, node as Declaration)
      })
    case 'FunctionDeclaration':
      if (isKeptFunction(r, node)) return
      return r.emit(node)
    case 'ClassDeclaration':
      return emitClassDeclaration(r, node as ClassNode)
    case 'BlockStatement':
      return emitBlock(r, node as Block)
    case 'IfStatement':
      return emitIf(r, node)
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      emitLoop(r, node as Loop)
      return emitLastNumbers(r, node)
    case 'LabeledStatement': {
      let body = child(node, 'body')!
      while (body.type === 'LabeledStatement') body = child(body, 'body')!
      if (isTopLevel(r)) r.put(`$lab.line(${r.site(body.start)});`, node.start)
      r.printer.copy(node.start, body.start)
      if (!/^(For|ForIn|ForOf|While|DoWhile)Statement$/.test(body.type)) return emitBraced(r, body)
      emitLoopOnce(r, body as Loop, true)
      return emitLastNumbers(r, body)
    }
    case 'SwitchStatement':
      return emitSwitch(r, node)
    case 'TryStatement':
      return emitTry(r, node)
    case 'ReturnStatement':
    case 'ThrowStatement':
      return emitExit(r, node)
    case 'ImportDeclaration':
      return emitImport(r, node as ImportNode)
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'EmptyStatement':
      return
    case 'ExportDefaultDeclaration':
      return emitExpressionStatement(r, child(node, 'declaration')!)
    default:
      r.printer.copy(node.start, node.end)
      r.put(';', node.end)
  }
}

/** Not inside any function or loop: what runs once and may be paused at. */
function isTopLevel(r: Rewrite): boolean {
  return r.frame.node === r.scopes.program && r.frame.loops === 0
}

/** A function declared again in a later cell replaces the one that lives behind an accessor. */
export function isKeptFunction(r: Rewrite, node: Node): boolean {
  const id = child(node, 'id')
  return r.topStatements.has(node) && isIdentifier(id) && r.environment.kept.has(id.name)
}

/** After a statement that may have made engine values, what nothing took is reported as gone. */
function reportingEnd(r: Rewrite, node: Node, print: () => void): void {
  const { calls, removals } = r.frame
  print()
  const removes = r.frame.removals > removals
  if (r.frame.calls === calls && !removes) return
  const test = removes ? '($labs.made || $lab.removes())' : '$labs.made'
  r.put(`${test} && $lab.end(${r.depthOf(r.frame.node)}, ${r.site(node.start)});`, node.end)
}

function emitExpressionStatement(r: Rewrite, expression: Node): void {
  const inner = unwrap(expression)
  // A promise that nothing waits for is waited for at the end of the run, so that its failure is seen.
  const isLoose = isCall(inner) && r.numeric.plainCallOf(inner) === null
  if (isLoose) r.put('$lab.use(', expression.start)
  else r.put('(', expression.start)
  r.emit(expression)
  r.put(');', expression.end)
  if (inner.type === 'AssignmentExpression' && /Pattern$/.test(child(inner, 'left')!.type)) {
    emitNames(r, patternNames(child(inner, 'left')!), expression.end)
  }
}

/** `const a = 1, b = f(a)` without the semicolon. Top-level names are declared outside: only values are assigned. */
export function emitDeclaration(r: Rewrite, node: Declaration): void {
  const { frame, scopes } = r
  const isHoisted = frame.node === scopes.program && (node.kind === 'var' || r.topStatements.has(node))
  const declarators = node.declarations.filter(
    ({ init }) => !(isHoisted && init === null && node.kind === 'var'),
  )
  if (declarators.length === 0) return
  r.put(isHoisted ? '(' : `${node.kind} `, node.start)
  declarators.forEach(({ id, init }, index) => {
    if (index > 0) r.put(', ', id.start)
    emitPattern(r, id, true)
    if (init === null) {
      if (isHoisted) r.put(' = undefined', id.end)
      return
    }
    r.put(' = ', init.start)
    if (isIdentifier(id)) emitNamedValue(r, id, init, id.start)
    else r.value(init)
  })
  if (isHoisted) r.put(')', node.end)
}

function emitPatternNames(r: Rewrite, node: Declaration): void {
  for (const { id } of node.declarations) if (!isIdentifier(id)) emitNames(r, patternNames(id), node.end)
}

function emitClassDeclaration(r: Rewrite, node: ClassNode): void {
  const { name, start } = node.id!
  if (r.frame.node === r.scopes.program && r.scopes.top.get(name)?.declaredAt === start) {
    r.put(r.environment.kept.has(name) ? `$labv.${name} = ` : `${name} = `, node.start)
  }
  r.emit(node)
  r.put(';', node.end)
}

export function emitBlock(r: Rewrite, node: Block): void {
  r.put('{', node.start)
  emitStatements(r, node.body)
  r.put('}', node.end - 1)
}

/** A body that may be a bare statement: what is put around it needs a block. */
export function emitBraced(r: Rewrite, node: Node): void {
  if (node.type === 'BlockStatement') return emitBlock(r, node as Block)
  r.put('{', node.start)
  rewriteStatement(r, node)
  r.put('}', node.end)
}

function emitIf(r: Rewrite, node: Node): void {
  r.put('if (', node.start)
  r.value(child(node, 'test')!)
  r.put(') ', node.start)
  emitBraced(r, child(node, 'consequent')!)
  const alternate = child(node, 'alternate')
  if (alternate === null) return
  r.put(' else ', alternate.start)
  emitBraced(r, alternate)
}

function emitSwitch(r: Rewrite, node: Node): void {
  r.put('switch (', node.start)
  r.value(child(node, 'discriminant')!)
  r.put(') {', node.start)
  for (const one of field(node, 'cases') as readonly Node[]) {
    const test = child(one, 'test')
    r.put(test === null ? 'default: ' : 'case ', one.start)
    if (test !== null) {
      r.value(test)
      r.put(': ', test.end)
    }
    emitStatements(r, field(one, 'consequent') as readonly Node[])
  }
  r.put('}', node.end - 1)
}

/** What stops a run passes through every catch. */
function emitTry(r: Rewrite, node: Node): void {
  r.put('try ', node.start)
  emitBlock(r, child(node, 'block') as Block)
  const handler = child(node, 'handler')
  if (handler !== null) {
    const param = child(handler, 'param')
    r.put(' catch ($labe) {$lab.caught($labe);', handler.start)
    if (r.frame.suspends) r.frame.reentries.push(r.printer.slot(handler.start))
    if (param !== null) {
      r.put('let ', param.start)
      emitPattern(r, param, true)
      r.put(' = $labe;', param.end)
    }
    emitBlock(r, child(handler, 'body') as Block)
    r.put('}', handler.end)
  }
  const finalizer = child(node, 'finalizer')
  if (finalizer === null) return
  r.put(' finally ', finalizer.start)
  emitBlock(r, finalizer as Block)
}

function emitExit(r: Rewrite, node: Node): void {
  const argument = child(node, 'argument')
  if (node.type === 'ThrowStatement') {
    r.put('throw $lab.thrown(', node.start)
    r.value(argument!)
    return r.put(`, ${r.site(node.start)});`, node.end)
  }
  r.put('return', node.start)
  if (argument !== null) {
    r.put(' ', node.start)
    r.value(argument)
  }
  r.put(';', node.end)
}

/** `import { Variable as V } from 'dezero'`: the local name takes the lab's value. */
function emitImport(r: Rewrite, node: ImportNode): void {
  if (node.importKind === 'type') return
  for (const { type, local, imported, importKind, start } of node.specifiers) {
    if (importKind === 'type') continue
    const isWhole = type === 'ImportNamespaceSpecifier' || type === 'ImportDefaultSpecifier'
    const name = isWhole ? '*' : (imported?.name ?? imported?.value ?? local.name)
    const target = r.environment.kept.has(local.name) ? `$labv.${local.name}` : local.name
    r.put(
      `${target} = $lab.imported(${JSON.stringify(node.source.value)}, ${JSON.stringify(name)}, ${r.site(start)});`,
      start,
    )
  }
}
