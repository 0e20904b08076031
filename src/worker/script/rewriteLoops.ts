// Loops: a checkpoint in each turn, or between chunks of turns when a loop only computes, which it then does in a version
// of its own.
import type { Rewrite } from './rewrite'
import { chunkedNames, chunkTurns, countedLoop, hintedNames, type CountedLoop } from './loopChunks'
import { versionOf } from './loopVersion'
import { emitNames } from './rewriteBindings'
import { emitPattern } from './rewriteNames'
import { emitBlock, emitBraced, emitDeclaration, rewriteStatement } from './rewriteStatements'
import { patternNames } from './scope'
import type { Block, Declaration, Loop, Node } from './syntax'

/** A loop that only computes is printed for numbers and, where that has to be looked at, for whatever there is. */
export function emitLoop(r: Rewrite, node: Loop): void {
  const version = r.loopForm === 'any' ? versionOf(r, node) : null
  if (version === null) return emitLoopOnce(r, node)
  const isSplit = version.test !== ''
  if (isSplit) r.put(`if (${version.test}) {`, node.start)
  r.loopForm = 'numbers'
  r.numeric.assuming(version.numbers, version.lists, () => emitLoopOnce(r, node))
  if (isSplit) {
    r.loopForm = 'values'
    r.put('} else {', node.start)
    emitLoopOnce(r, node)
    r.put('}', node.end)
  }
  r.loopForm = 'any'
}

/** Prints a loop whose checkpoint stands outside of it (see loopChunks.ts). */
function emitChunks(r: Rewrite, node: Loop, names: readonly string[]): void {
  const { init } = node
  const counted = countedLoop(r, node)
  r.frame.loops++
  r.put('for (', node.start)
  if (init?.type === 'VariableDeclaration') emitDeclaration(r, init as Declaration)
  else if (init) r.value(init)
  const numbers = names.map((name) => `${name} = +${name};`).join('')
  if (counted !== null) return emitCountedChunk(r, node, counted, numbers)
  r.put(`; ; ) {let $labk = 0;${numbers}`, node.start)
  emitChunkHead(r, node, `($labk = $labk + 1 | 0) < ${chunkTurns}`)
  emitBraced(r, node.body)
  r.put(`if ($labk < ${chunkTurns}) break; $lab.check(${r.site(node.start)});}`, node.end)
  r.frame.loops--
}

/** The head of a loop of some turns: `counter` ends it when the loop's own test does not. */
function emitChunkHead(r: Rewrite, { start, test, update, body }: Loop, counter: string): void {
  r.put(`for (; ${counter}`, start)
  if (test) {
    r.put(' && (', test.start)
    r.value(test)
    r.put(')', test.end)
  }
  r.put('; ', start)
  if (update) r.value(update)
  r.put(') ', body.start)
}

/**
 * A loop that calls something is printed twice when it keeps numbers that calls give it: for names that are numbers at
 * present, whose values nobody wants to be told any more, and for whatever there is. V8 enters a long loop in its middle
 * and takes what it finds there for anything, so that each turn would box its numbers; `s = +s` between two chunks tells
 * it what they are.
 */
function emitHinted(r: Rewrite, node: Loop, names: readonly string[]): void {
  const { frame } = r
  const { init } = node
  const site = r.site(node.start)
  const chunk = (): void => {
    emitChunkHead(r, node, '($labm = $labm - 1 | 0) >= 0')
    r.put('{', node.body.start)
    const check = r.printer.slot(node.body.start)
    const headSite = emitLoopBody(r, node)
    const head = headSite === 0 ? '' : `, $lab.line(${headSite})`
    check.text = `$labf[0] !== 0 && ($lab.turns(${site})${head});`
    r.put('}', node.body.end)
  }
  frame.loops++
  frame.usesTurns = true
  r.put('for (', node.start)
  if (init?.type === 'VariableDeclaration') emitDeclaration(r, init as Declaration)
  else if (init) r.value(init)
  r.put(`; ; ) {if ($labm <= 0) $labm = $lab.turns(${site}) | 0;`, node.start)
  const choice = r.printer.slot(node.start)
  const before = new Set(frame.numberSites)
  chunk()
  const tests = names.map((name) => `typeof ${name} === "number"`)
  for (const one of frame.numberSites) if (!before.has(one)) tests.push(`$labq[${one}] === $labs.epoch`)
  choice.text = `if (${tests.join(' && ')}) {${names.map((name) => `${name} = +${name};`).join('')}`
  r.put('} else {', node.start)
  chunk()
  r.put('}if ($labm >= 0) break;}', node.end)
  frame.loops--
}

/** Prints what a loop does each turn. Returns the site of its first statement when that needs a check. */
function emitLoopBody(r: Rewrite, node: Loop): number {
  const { frame } = r
  const { head: outerHead, headSite: outerHeadSite } = frame
  // A name of each turn's value is told before its first line is reached.
  frame.head = node.type === 'ForOfStatement' ? null : firstStatement(node.body)
  frame.headSite = 0
  if (node.body.type === 'BlockStatement') emitBlock(r, node.body as Block)
  else rewriteStatement(r, node.body)
  const { headSite } = frame
  frame.head = outerHead
  frame.headSite = outerHeadSite
  return headSite
}

/** A chunk that ends at a value of the loop's counter: its turns are plain JavaScript's. */
function emitCountedChunk(r: Rewrite, node: Loop, counted: CountedLoop, numbers: string): void {
  const { name, operator, bound } = counted
  r.put(`; ; ) {${numbers}let $labk = ${name} + ${chunkTurns};if (!($labk ${operator} `, node.start)
  r.value(bound)
  r.put(')) $labk = ', node.start)
  r.value(bound)
  r.put(`;for (; ${name} ${operator} $labk; `, node.start)
  r.value(node.update!)
  r.put(') ', node.body.start)
  emitBraced(r, node.body)
  // Within the chunk it was left; beyond the bound it is over.
  r.put(`if (${name} ${operator} $labk || !(${name} ${operator} `, node.end)
  r.value(bound)
  r.put(`)) break; $lab.check(${r.site(node.start)});}`, node.end)
  r.frame.loops--
}

export function emitLoopOnce(r: Rewrite, node: Loop, isLabelled = false): void {
  // `continue label` has to reach the loop that counts on.
  const names = r.loopForm === 'numbers' && !isLabelled ? chunkedNames(r, node) : null
  if (names !== null) return emitChunks(r, node, names)
  const hinted = r.loopForm === 'any' && !isLabelled ? hintedNames(r, node) : []
  if (hinted.length > 0) return emitHinted(r, node, hinted)
  const { frame } = r
  const callsBefore = frame.calls
  let headSite = 0
  const checks: { text: string }[] = []
  const body = (): void => {
    checks.push(r.printer.slot(node.body.start))
    emitLoopName(r, node)
    headSite = emitLoopBody(r, node)
  }
  frame.loops++
  switch (node.type) {
    case 'ForStatement':
      r.put('for (', node.start)
      if (node.init?.type === 'VariableDeclaration') emitDeclaration(r, node.init as Declaration)
      else if (node.init) r.value(node.init)
      r.put('; ', node.start)
      if (node.test) r.value(node.test)
      r.put('; ', node.start)
      if (node.update) r.value(node.update)
      r.put(') {', node.body.start)
      break
    case 'WhileStatement':
      r.put('while (', node.start)
      r.value(node.test!)
      r.put(') {', node.body.start)
      break
    case 'DoWhileStatement':
      r.put('do {', node.start)
      break
    default:
      emitEach(r, node)
  }
  body()
  r.put('}', node.body.end)
  if (node.type === 'DoWhileStatement') {
    r.put(' while (', node.test!.start)
    r.value(node.test!)
    r.put(');', node.end)
  }
  frame.loops--
  // A loop that calls something may be slow a turn: look at the flag each time. One that only computes is quick.
  const isQuick = frame.calls === callsBefore
  if (isQuick) frame.usesCounter = true
  else frame.usesTurns = true
  const site = r.site(node.start)
  const head = headSite === 0 ? '' : `, $lab.line(${headSite})`
  checks[0]!.text = isQuick
    ? `($labn = $labn + 1 & 4095) === 0 && $lab.check(${site});`
    : `($labf[0] !== 0 || ($labm = $labm - 1 | 0) < 0) && ($labm = $lab.turns(${site}) | 0${head});`
}

function firstStatement(body: Node): Node | null {
  return body.type === 'BlockStatement' ? ((body as Block).body[0] ?? null) : body
}

/** The head of for-in and for-of. */
function emitEach(r: Rewrite, node: Loop): void {
  r.put(node.await === true ? 'for await (' : 'for (', node.start)
  if (node.await === true) r.frame.calls++
  const left = node.left!
  if (left.type === 'VariableDeclaration') {
    const { kind, declarations } = left as Declaration
    if (!(kind === 'var' && r.frame.node === r.scopes.program)) r.put(`${kind} `, left.start)
    emitPattern(r, declarations[0]!.id, true)
  } else emitPattern(r, left, false)
  r.put(node.type === 'ForInStatement' ? ' in ' : ' of ', left.end)
  r.frame.loops--
  r.value(node.right!)
  r.frame.loops++
  r.put(') {', node.body.start)
}

/** `for (const x of xs)`: `x` is a name of each turn's value. */
function emitLoopName(r: Rewrite, node: Loop): void {
  if (node.type !== 'ForOfStatement') return
  const left = node.left!
  const target = left.type === 'VariableDeclaration' ? (left as Declaration).declarations[0]!.id : left
  emitNames(r, patternNames(target), node.body.start)
}
