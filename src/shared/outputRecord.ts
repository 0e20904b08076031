// A line of Output, from what was printed, tested or went wrong. Pure.
import type { TraceEvent } from './trace'

/** A line of Output. */
export interface OutputRecord {
  readonly seq: number
  readonly kind: 'print' | 'test-passed' | 'test-failed' | 'failure'
  readonly text: string
  readonly hint: string
  readonly line: number
  readonly column: number
}

export function toOutput(
  seq: number,
  event: Extract<TraceEvent, { readonly type: 'output' | 'test' | 'failure' }>,
): OutputRecord {
  const { line } = event
  switch (event.type) {
    case 'output':
      return { seq, kind: 'print', text: event.text, hint: '', line, column: event.column }
    case 'test': {
      const kind = event.passed === 1 ? 'test-passed' : 'test-failed'
      return { seq, kind, text: event.name, hint: event.message, line, column: 1 }
    }
    case 'failure': {
      const { message, hint, column } = event
      return { seq, kind: 'failure', text: message, hint, line, column }
    }
  }
}
