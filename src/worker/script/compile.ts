// From a script's text to a function body and the table of its call sites, or to diagnostics. Runs nothing.
import { findCells, type Cell } from '@shared/cells'
import type { Diagnostic } from '@shared/engineApi'
import type { SourcePosition } from '@shared/failure'
import { keepCells } from './cells'
import { parseScript } from './parse'
import { LineTable, type PositionMap } from './positionMap'
import { pythonArguments } from './pythonArguments'
import { isHoisted, Rewrite } from './rewrite'
import { operatorOffset } from './rewriteOperators'
import { localsOf } from './rewriteFunctions'
import { emitPlainFunctions } from './rewritePlainFunctions'
import { isKeptFunction, rewriteStatement } from './rewriteStatements'
import type { Binding } from './binding'
import { ScopeAnalysis } from './scope'
import { field, isFunction, isMember, unwrap, child, isCall, type Member, type Node } from './syntax'
import { findUnsupported } from './unsupported'

export interface CompileOptions {
  /** Names that are in scope without being declared. */
  readonly globals: ReadonlySet<string>
  /** Names of earlier cells: `live` ones are seen by closures of those cells, the others are plain values. */
  readonly kept?: ReadonlyMap<string, 'live' | 'value'>
  /** Number of the first call site; sites of one session are numbered through. */
  readonly firstSite?: number
  readonly cells?: 'all' | { readonly first: number; readonly last: number }
}

/** What a call expression looks like in the text, for messages about what could not be called. */
export interface Subject {
  /** The called or read expression as written. */
  readonly text: string
  /** The object whose member is called or read; empty for a plain name. */
  readonly object: string
  readonly kind: 'call' | 'new' | 'member'
}

export interface CompiledScript {
  readonly ok: true
  /** Body of a function with the parameters `$lab $labs $labf $labq $labv` and `names`; it returns the script's function. */
  readonly code: string
  /** Free names of the script, to be passed by these names. */
  readonly names: readonly string[]
  readonly isAsync: boolean
  /** Positions of the call sites, from `firstSite` on. */
  readonly sites: readonly SourcePosition[]
  readonly map: PositionMap
  /** What is called or read at a source offset. */
  subjectAt(offset: number): Subject | undefined
  readonly cells: readonly Cell[]
  /** Names that the script declares at its top level. */
  readonly bindings: readonly string[]
}

export type Compiled = CompiledScript | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/** Without this a text has no keyword arguments of Python's: most are not walked through. */
const keywordLike = /[(,]\s*\w+\s*=[^=>]/

export function compile(source: string, options: CompileOptions): Compiled {
  const cells = findCells(source)
  const range = options.cells ?? 'all'
  const [first, last] = range === 'all' ? [0, cells.length - 1] : [range.first, range.last]
  const text = keepCells(source, cells, first, last)
  const parsed = parseScript(text)
  if (!parsed.ok) return parsed
  const unsupported = findUnsupported(parsed.program, text)
  if (unsupported.length > 0) return { ok: false, diagnostics: unsupported }
  const scopes = new ScopeAnalysis(parsed.program)
  if (keywordLike.test(text)) {
    const isKept = ({ name }: { readonly name: string }): boolean => options.kept?.has(name) === true
    const keywords = pythonArguments(parsed.program, scopes, new LineTable(text), isKept)
    if (keywords.length > 0) return { ok: false, diagnostics: keywords }
  }
  const kept = stillKept(options.kept ?? new Map<string, 'live' | 'value'>(), scopes)
  const rewrite = new Rewrite(text, scopes, { kept, globals: options.globals }, options.firstSite ?? 0)
  const chosen = cells.filter(({ kind, index }) => kind === 'code' && index >= first && index <= last)
  const isAsync = emitProgram(rewrite, chosen)
  const { code, map } = rewrite.printer.finish()
  let subjects: Map<number, Subject> | null = null
  return {
    ok: true,
    code,
    names: [...rewrite.used],
    isAsync,
    sites: rewrite.sites,
    map,
    subjectAt(offset) {
      subjects ??= findSubjects(parsed.program, text)
      // After a call V8 names the place of the dot.
      return subjects.get(offset) ?? (text[offset] === '.' ? subjects.get(offset + 1) : undefined)
    },
    cells,
    bindings: [...scopes.top.keys()],
  }
}

/** A name declared anew takes the place of a plain value; one that closures see keeps its place. */
function stillKept(kept: ReadonlyMap<string, 'live' | 'value'>, scopes: ScopeAnalysis): Set<string> {
  return new Set(
    [...kept].filter(([name, kind]) => kind === 'live' || !scopes.top.has(name)).map(([name]) => name),
  )
}

/** Prints the script's function. Returns whether it awaits at the top level. */
function emitProgram(r: Rewrite, cells: readonly Cell[]): boolean {
  const { program } = r.scopes
  const own = [...r.scopes.top.values()].filter(({ name }) => !r.environment.kept.has(name))
  const isAsync = r.source.includes('await') && awaitsAtTop(program)
  // $labg counts down the functions that may still be entered before the next checkpoint; $labu is false once a later
  // cell has given something else to a name that functions share.
  r.put(`"use strict";let $labg = 0, $labu = true;return ${isAsync ? 'async ' : ''}function $labmain() {`, 0)
  r.put(declareTop(own), 0)
  const locals = r.printer.slot(0)
  r.put('try {', 0)
  r.put(shareLive(own), 0)
  for (const statement of program.body) {
    if (!isKeptFunction(r, statement)) continue
    const name = (child(statement, 'id') as Node & { name: string }).name
    r.put(`$labv.${name} = `, statement.start)
    r.emit(statement)
    r.put(';', statement.end)
  }
  let next = 0
  for (const statement of program.body) {
    while (next < cells.length && statement.start >= cells[next]!.start)
      r.put(`$lab.cell(${cells[next++]!.index});`, statement.start)
    r.put('\n', statement.start)
    rewriteStatement(r, statement)
  }
  emitPlainFunctions(r, program.body)
  const end = program.end
  while (next < cells.length) r.put(`$lab.cell(${cells[next++]!.index});`, end)
  const values = own.filter((binding) => isHoistedValue(binding) && !binding.captured).map(({ name }) => name)
  r.put(`\n$lab.cell(-1);} finally { $lab.keep({ ${values.join(', ')} }) }}`, end)
  locals.text = localsOf(r.frame)
  return isAsync
}

function isHoistedValue(binding: Binding): boolean {
  return isHoisted(binding) || binding.kind === 'var'
}

/** The top level's variables stand outside the script's own block, so that they are kept when it fails. */
function declareTop(own: readonly Binding[]): string {
  const names = own
    .filter(isHoistedValue)
    .map((binding) => (isHoisted(binding) ? `${binding.name} = $lab.hole` : binding.name))
  return names.length === 0 ? '' : `let ${names.join(', ')};`
}

/** Names that functions refer to stay shared with them: later cells reach the same variable. */
function shareLive(own: readonly Binding[]): string {
  const live = own.filter(
    (binding) => binding.kind === 'function' || (isHoistedValue(binding) && binding.captured),
  )
  if (live.length === 0) return ''
  const pairs = live.map(
    ({ name }) => `get ${name}() { return ${name} }, set ${name}($labx) { $labu = false; ${name} = $labx }`,
  )
  return `$lab.share({ ${pairs.join(', ')} });`
}

function awaitsAtTop(node: Node): boolean {
  for (const key in node) {
    const value = field(node, key)
    for (const inner of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (typeof inner !== 'object' || inner === null || typeof (inner as Node).type !== 'string') continue
      const one = inner as Node
      if (one.type === 'AwaitExpression' || (one.type === 'ForOfStatement' && field(one, 'await') === true))
        return true
      if (!isFunction(one) && awaitsAtTop(one)) return true
    }
  }
  return false
}

/** What stands at the places where V8 says that something could not be called or read. */
function findSubjects(program: Node, text: string): Map<number, Subject> {
  const found = new Map<number, Subject>()
  const visit = (node: Node): void => {
    if (isCall(node) || node.type === 'NewExpression') {
      const callee = unwrap(child(node, 'callee')!)
      const subject: Subject = {
        text: text.slice(callee.start, callee.end),
        object: isMember(callee) ? text.slice(callee.object.start, callee.object.end) : '',
        kind: node.type === 'NewExpression' ? 'new' : 'call',
      }
      found.set(isMember(callee) ? callee.property.start : callee.start, subject)
      found.set(node.start, subject)
    } else if (node.type === 'AssignmentExpression' && isMember(child(node, 'left')!)) {
      const target = child(node, 'left') as Member
      const at = operatorOffset(text, target.end, field(node, 'operator') as string)
      const object = text.slice(target.object.start, target.object.end)
      found.set(at, { text: text.slice(target.start, target.end), object, kind: 'member' })
    } else if (isMember(node) && !found.has(node.property.start)) {
      const object = text.slice(node.object.start, node.object.end)
      found.set(node.property.start, { text: text.slice(node.start, node.end), object, kind: 'member' })
    }
    for (const key in node) {
      const value = field(node, key)
      for (const inner of Array.isArray(value) ? (value as unknown[]) : [value]) {
        if (typeof inner === 'object' && inner !== null && typeof (inner as Node).type === 'string')
          visit(inner as Node)
      }
    }
  }
  visit(program)
  return found
}
