// Messages about a script while it is being written: syntax, unknown names, const assignments, values that are
// certainly of another kind than they are used. Runs nothing.
import { findCells } from '@shared/cells'
import type { Diagnostic } from '@shared/engineApi'
import { labGlobals } from '../engine/globals'
import { keepCells } from './cells'
import { kindWarnings } from './kindWarnings'
import { languageGlobals } from './languageGlobals'
import { missingHint } from './nameErrors'
import { parseScript } from './parse'
import { LineTable } from './positionMap'
import type { Reference } from './binding'
import { ScopeAnalysis } from './scope'
import { pythonArguments } from './pythonArguments'
import { findUnsupported } from './unsupported'

/** Names in scope of every script. The lab's functions are made per session, so they are listed here by name. */
export const knownNames: readonly string[] = [
  ...Object.keys(labGlobals),
  ...Object.keys(languageGlobals),
  ...[
    'np',
    'print',
    'track',
    'test',
    'assert',
    'assertEqual',
    'assertAllclose',
    'progress',
    'showGraph',
    'plot',
    'scatter',
    'contour',
    'console',
  ],
  ...['Math', 'Date', 'performance', 'crypto', 'setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'],
]

const always = new Set([...knownNames, 'undefined', 'NaN', 'Infinity', 'arguments'])

export function diagnose(source: string): Diagnostic[] {
  const cells = findCells(source)
  const text = keepCells(source, cells, 0, cells.length - 1)
  const parsed = parseScript(text)
  if (!parsed.ok) return [...parsed.diagnostics]
  const found = findUnsupported(parsed.program, text)
  const scopes = new ScopeAnalysis(parsed.program)
  const lines = new LineTable(text)
  for (const reference of scopes.references.values()) {
    const problem = problemOf(reference, scopes)
    if (problem === undefined) continue
    const { start, name } = reference.node
    const at = lines.position(start)
    found.push({ ...problem, ...at, endLine: at.line, endColumn: at.column + name.length })
  }
  found.push(...kindWarnings(scopes, lines))
  const keywords = pythonArguments(parsed.program, scopes, lines)
  const isInKeyword = ({ line, column }: Diagnostic): boolean =>
    keywords.some((word) => word.line === line && word.column <= column && column < word.endColumn)
  return [...found.filter((one) => !isInKeyword(one)), ...keywords].sort(
    (a, b) => a.line - b.line || a.column - b.column,
  )
}

type Problem = Pick<Diagnostic, 'severity' | 'message' | 'hint'>

function problemOf({ node, binding, write, probing }: Reference, scopes: ScopeAnalysis): Problem | undefined {
  const { name } = node
  if (binding === null) {
    if (probing) return undefined
    if (!always.has(name)) {
      const hint = missingHint(name, [...knownNames, ...scopes.top.keys()])
      return { severity: 'error', message: `${name} is not defined`, ...(hint === undefined ? {} : { hint }) }
    }
    if (!write) return undefined
    return {
      severity: 'error',
      message: `${name} belongs to the lab and cannot be assigned`,
      hint: `declare a name of your own: const ${name} = …`,
    }
  }
  const isDeclaration = node.start === binding.declaredAt || node.start <= binding.readyAt
  if (write && !isDeclaration && (binding.kind === 'const' || binding.kind === 'import')) {
    return {
      severity: 'error',
      message: `${name} is a const and cannot be assigned`,
      hint: `declare it with let: let ${name} = …`,
    }
  }
  if (
    !write &&
    binding.top &&
    binding.kind !== 'function' &&
    binding.kind !== 'var' &&
    node.start < binding.declaredAt
  ) {
    return isOuterUse(node.start, scopes)
      ? { severity: 'error', message: `${name} is used before its declaration` }
      : undefined
  }
  return undefined

  function isOuterUse(_at: number, { references, program }: ScopeAnalysis): boolean {
    return references.get(node)?.owner === program
  }
}
