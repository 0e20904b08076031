// Loops: a checkpoint in each turn, or between chunks of turns when a loop only computes, which it then does in a version
// of its own.
import type { Rewrite } from './rewrite'
import {
  chunkedNames,
  chunkTurns,
  countedLoop,
  hintedNames,
  isInnermost,
  type CountedLoop,
} from './loopChunks'
import { versionOf, type LoopVersion } from './loopVersion'
import { emitNames } from './rewriteBindings'
import { emitPattern } from './rewriteNames'
import { emitBlock, emitBraced, emitDeclaration, rewriteStatement } from './rewriteStatements'
import { patternNames } from './declaredNames'
import { children, type Block, type Declaration, type Loop, type Node } from './syntax'

/** A loop that only computes is printed for numbers and, where that has to be looked at, for whatever there is. */
export function emitLoop(r: Rewrite, node: Loop): void {
  const version = r.loopForm === 'any' ? versionOf(r, node) : null
  if (version === null) return emitLoopOnce(r, node)
  const { calls } = version
  if (calls && isInnermost(node)) return emitHinted(r, node, [], version)
  // Of loops in loops each innermost one chooses for itself, so that lines can be stepped through.
  if (calls && hasLoop(node)) return emitLoopOnce(r, node)
  const test = calls ? [isRunning, version.test].filter((one) => one !== '').join(' && ') : version.test
  if (test !== '') r.put(`if (${test}) {`, node.start)
  inNumbers(r, version, () => emitLoopOnce(r, node))
  if (test === '') return
  r.loopForm = 'values'
  r.put('} else {', node.start)
  emitLoopOnce(r, node)
  r.put('}', node.end)
  r.loopForm = 'any'
}

/** Nobody wants the script to stop, pause or step. */
const isRunning = '$labf[0] === 0'

function inNumbers(r: Rewrite, { numbers, lists }: LoopVersion, print: () => void): void {
  const outer = r.loopForm
  r.loopForm = 'numbers'
  r.numeric.assuming({ numbers, lists, isUnchanged: true }, print)
  r.loopForm = outer
}

function hasLoop(loop: Loop): boolean {
  const visit = (node: Node): boolean =>
    /^(For|ForOf|ForIn|While|DoWhile)Statement$/.test(node.type) || children(node).some(visit)
  return children(loop).some(visit)
}

/** Prints a loop whose checkpoint stands outside of it (see loopChunks.ts). */
function emitChunks(r: Rewrite, node: Loop, names: readonly string[]): void {
  emitLoopStart(r, node)
  r.frame.loops++
  emitNumberChunk(r, node, names)
  r.put('}', node.end)
  r.frame.loops--
}

/** `for (init; ; ) {`, for chunks to stand in. */
function emitLoopStart(r: Rewrite, node: Loop): void {
  const { init } = node
  r.frame.loops++
  r.put('for (', node.start)
  if (node.type === 'ForOfStatement') r.put('let $labi = 0', node.start)
  else if (init?.type === 'VariableDeclaration') emitDeclaration(r, init as Declaration)
  else if (init) r.value(init)
  r.put('; ; ) {', node.start)
  r.frame.loops--
}

/** Some turns of plain JavaScript, after which the loop around them is left when the loop's own test says so. */
function emitNumberChunk(r: Rewrite, node: Loop, names: readonly string[]): void {
  const counted = countedLoop(r, node)
  const numbers = names.map((name) => `${name} = +${name};`).join('')
  if (counted !== null) return emitCountedChunk(r, node, counted, numbers)
  r.put(`let $labk = 0;${numbers}`, node.start)
  emitChunkHead(r, node, `($labk = $labk + 1 | 0) < ${chunkTurns}`)
  emitTurn(r, node)
  r.put(`if ($labk < ${chunkTurns}) break; $lab.check(${r.site(node.start)});`, node.end)
}

/** The body for numbers: an element of a list is read by its place. */
function emitTurn(r: Rewrite, node: Loop): void {
  if (node.type !== 'ForOfStatement') return emitBraced(r, node.body)
  r.put('{', node.body.start)
  emitElement(r, node)
  emitBraced(r, node.body)
  r.put('}', node.body.end)
}

function emitElement(r: Rewrite, { left, right }: Loop): void {
  const { kind, declarations } = left as Declaration
  r.put(`${kind} `, left!.start)
  emitPattern(r, declarations[0]!.id, true)
  r.put(' = ', right!.start)
  r.value(right!)
  r.put('[$labi];', right!.end)
}

/** The head of a loop of some turns: `counter` ends it when the loop's own test does not. */
function emitChunkHead(r: Rewrite, node: Loop, counter: string): void {
  const { start, test, update, body } = node
  r.put(`for (; ${counter}`, start)
  if (node.type === 'ForOfStatement') {
    r.put(' && $labi < ', start)
    r.value(node.right!)
    return r.put('.length; $labi++) ', start)
  }
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
 * A loop that calls something is printed twice when it keeps numbers that calls give it: for numbers, whose values nobody
 * wants to be told any more, and for whatever there is. Functions that only compute make the first a `version` in plain
 * JavaScript. Without one the names are numbers at present: V8 enters a long loop in its middle and takes what it finds
 * there for anything, so that each turn would box its numbers; `s = +s` between two chunks tells it what they are.
 */
function emitHinted(r: Rewrite, node: Loop, names: readonly string[], version: LoopVersion | null): void {
  const { frame } = r
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
  frame.usesTurns = true
  emitLoopStart(r, node)
  frame.loops++
  r.put(`if ($labm <= 0) $labm = $lab.turns(${site}) | 0;`, node.start)
  const choice = r.printer.slot(node.start)
  const before = new Set(frame.numberSites)
  if (version === null) chunk()
  else inNumbers(r, version, () => emitNumberChunk(r, node, chunkedNames(r, node) ?? []))
  r.put(version === null ? '} else {' : '$labm = 0;} else {', node.start)
  chunk()
  r.put(version === null ? '}if ($labm >= 0) break;}' : 'if ($labm >= 0) break;}}', node.end)
  frame.loops--
  const told = [...frame.numberSites].filter((one) => !before.has(one))
  const tests = [
    ...(version === null ? names.map((name) => `typeof ${name} === "number"`) : [isRunning]),
    ...(version === null || version.test === '' ? [] : [version.test]),
    ...told.map((one) => `$labq[${one}] === $labs.epoch`),
  ]
  choice.text = `if (${tests.join(' && ')}) {${names.map((name) => `${name} = +${name};`).join('')}`
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
  r.put(`${numbers}let $labk = ${name} + ${chunkTurns};if (!($labk ${operator} `, node.start)
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
  r.put(`)) break; $lab.check(${r.site(node.start)});`, node.end)
}

export function emitLoopOnce(r: Rewrite, node: Loop, isLabelled = false): void {
  // `continue label` has to reach the loop that counts on.
  const names = r.loopForm === 'numbers' && !isLabelled ? chunkedNames(r, node) : null
  if (names !== null) return emitChunks(r, node, names)
  const hinted = r.loopForm === 'any' && !isLabelled ? hintedNames(r, node) : []
  if (hinted.length > 0) return emitHinted(r, node, hinted, null)
  const { frame } = r
  const callsBefore = frame.calls
  const isIndexed = r.loopForm === 'numbers' && node.type === 'ForOfStatement'
  let headSite = 0
  const checks: { text: string }[] = []
  const body = (): void => {
    checks.push(r.printer.slot(node.body.start))
    if (isIndexed) emitElement(r, node)
    else emitLoopName(r, node)
    headSite = emitLoopBody(r, node)
  }
  frame.loops++
  switch (isIndexed ? 'indexed' : node.type) {
    case 'indexed':
      r.put('for (let $labi = 0; $labi < ', node.start)
      r.value(node.right!)
      r.put('.length; $labi++) {', node.body.start)
      break
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
