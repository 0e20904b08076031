// What the editor shows beside its lines, and where its squiggles go. Pure: trace and text in, places out.
import type { Text } from '@codemirror/state'
import type { Diagnostic as LintDiagnostic } from '@codemirror/lint'
import type { Diagnostic } from '@shared/engineApi'
import type { Failure } from '@shared/failure'
import type { ArrayVersion } from '@shared/traceRecords'
import type { TraceState } from '@shared/traceState'
import { dataAt, gradientAt, type LineValue, lineValuesAt } from '@shared/traceView'
import { formatShape, previewArray, previewValues } from '@shared/format'
import type { InlineValue } from './inlineValues'

/** The value and gradient of each line at the cursor. `moved` says where a line of the run stands now, if it does. */
export function toInlineValues(
  trace: TraceState,
  cursor: number,
  moved: (line: number) => number | null,
): InlineValue[] {
  return lineValuesAt(trace, cursor).flatMap((entry) => {
    const line = moved(entry.line)
    return line === null ? [] : [toInlineValue({ ...entry, line }, cursor)]
  })
}

/**
 * Where lines (1-based) of one text stand in another: those before and after everything that was changed. Null for a
 * line in between.
 */
export function movedLines(before: string, after: string): (line: number) => number | null {
  if (before === after) return (line) => line
  const a = before.split('\n')
  const b = after.split('\n')
  const most = Math.min(a.length, b.length)
  let head = 0
  while (head < most && a[head] === b[head]) head++
  let tail = 0
  while (tail < most - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++
  return (line) => (line <= head ? line : line > a.length - tail ? line + b.length - a.length : null)
}

function toInlineValue(entry: LineValue, cursor: number): InlineValue {
  const { line, name, variable, text, turn, turns } = entry
  const place = { line, turn, turns }
  if (variable === null) return { ...place, value: shorten(text), gradient: '', detail: `${name} = ${text}` }
  const data = dataAt(variable, cursor)
  const gradient = gradientAt(variable, cursor)?.value ?? null
  const parts = [`${name === '' ? 'variable' : name} ${describe(data)}`]
  if (gradient !== null) parts.push(`∂ ${describe(gradient)}`)
  return {
    ...place,
    value: preview(data),
    gradient: gradient === null ? '' : previewValues(gradient.shape, gradient.summary, listed),
    detail: parts.join('\n'),
  }
}

/** Short arrays are listed; of larger ones the line shows the shape, and of their gradients the range. */
function preview({ shape, summary }: ArrayVersion): string {
  const size = shape.reduce((product, side) => product * side, 1)
  return shape.length === 0 || size <= listed ? previewArray(shape, summary, listed) : formatShape(shape)
}
const listed = 3

/** Full precision for a single value; shape, type and range for an array. */
function describe({ shape, dtype, summary }: ArrayVersion): string {
  if (shape.length === 0) return String(summary[0] ?? NaN)
  return `${formatShape(shape)} ${dtype} ${previewArray(shape, summary, 16)}`
}

const longest = 18
const shorten = (text: string): string => (text.length <= longest ? text : `${text.slice(0, longest - 1)}…`)

/** Messages of the engine as ranges of the editor's text; a place beyond the text moves to its end. */
export function toDiagnosticRanges(doc: Text, found: readonly Diagnostic[]): LintDiagnostic[] {
  return found.map((diagnostic) => {
    const from = offsetOf(doc, diagnostic.line, diagnostic.column)
    const to = Math.max(from, offsetOf(doc, diagnostic.endLine, diagnostic.endColumn))
    const hint = diagnostic.hint === undefined ? '' : `\n${diagnostic.hint}`
    return { from, to, severity: diagnostic.severity, message: diagnostic.message + hint }
  })
}

/** Where a run failed, to the end of that line; a compiler's finding is a diagnostic already. */
export function toFailureRange(doc: Text, { code, at }: Failure, message: string): LintDiagnostic | null {
  if (code === 'syntax' || at === undefined || at.line > doc.lines) return null
  const { from, to } = doc.line(at.line)
  const start = Math.min(from + at.column - 1, to)
  return { from: start < to ? start : from, to, severity: 'error', message, markClass: 'cm-failed' }
}

function offsetOf(doc: Text, line: number, column: number): number {
  if (line > doc.lines) return doc.length
  const at = doc.line(Math.max(1, line))
  return Math.min(at.to, at.from + Math.max(0, column - 1))
}
