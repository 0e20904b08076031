// Compares two traces of what should be the same run and finds the first operation that differs.
import { findCells } from './cells'
import type { TraceEvent } from './trace'
import { openTraceChunk } from './traceReader'

/** Where two runs part. Values are summaries (valueSummary.ts) or texts, as `what` says. */
export interface Divergence {
  /** Number of the operation or backward step in the run, from 1; 0 before the first. */
  readonly step: number
  /** The operation's name, or what else differed. */
  readonly what: string
  readonly line: number
  readonly kept: string
  readonly again: string
}

/** Null when operations, results, gradients, metrics and output are the same. Times do not count. */
export function firstDivergence(
  kept: readonly Uint8Array[],
  again: readonly Uint8Array[],
): Divergence | null {
  const a = telling(kept)
  const b = telling(again)
  let step = 0
  let operation: { readonly name: string; readonly line: number } = { name: 'start', line: 0 }
  for (;;) {
    const left = a.next()
    const right = b.next()
    if (left.done === true && right.done === true) return null
    const x = left.done === true ? null : left.value
    const y = right.done === true ? null : right.value
    const event = x ?? y!
    if (event.type === 'operation' || event.type === 'backward-step') step++
    if (event.type === 'operation') operation = { name: event.name, line: event.line }
    const keptText = x === null ? 'the run had ended' : describe(x)
    const againText = y === null ? 'the run had ended' : describe(y)
    if (keptText !== againText) {
      const line = 'line' in event ? event.line : operation.line
      return { step, what: nameOf(event, operation.name), line, kept: keptText, again: againText }
    }
  }
}

/**
 * Whether a run began at the first code cell and went through all of them, or ended early by failing. A run of some
 * cells on the state of earlier runs cannot be done again by itself.
 */
export function coversScript(source: string, chunks: readonly Uint8Array[], status: string): boolean {
  const code = findCells(source).filter(({ kind }) => kind === 'code')
  const started: number[] = []
  for (const chunk of chunks) {
    for (const event of openTraceChunk(chunk).events()) {
      if (event.type === 'cell-started') started.push(event.cell)
    }
  }
  const isPrefix = started.every((cell, i) => cell === code[i]?.index)
  return isPrefix && (status !== 'done' || started.length === code.length)
}

const tellingTypes = [
  'operation',
  'variable-created',
  'data-assigned',
  'backward-step',
  'gradient-stored',
  'metric',
  'output',
  'test',
  'failure',
] as const
type Telling = Extract<TraceEvent, { readonly type: (typeof tellingTypes)[number] }>

function* telling(chunks: readonly Uint8Array[]): Generator<Telling, void, undefined> {
  for (const chunk of chunks) {
    for (const event of openTraceChunk(chunk).events()) {
      if ((tellingTypes as readonly string[]).includes(event.type)) yield event as Telling
    }
  }
}

function nameOf(event: Telling, operation: string): string {
  switch (event.type) {
    case 'operation':
      return event.name
    case 'gradient-stored':
    case 'backward-step':
      return `backward of ${operation}`
    case 'metric':
      return `metric ${event.name}`
    case 'variable-created':
      return event.creator < 0 ? 'new variable' : operation
    default:
      return event.type
  }
}

/** The part of an event that must agree, as text; numbers in full precision, -0 and NaN told apart. */
function describe(event: Telling): string {
  switch (event.type) {
    case 'operation':
      return `${event.name}(${event.inputs.join(', ')})`
    case 'variable-created':
    case 'data-assigned':
    case 'gradient-stored':
      return `${event.dtype} [${event.shape.join(', ')}] ${event.summary.map(exact).join(' ')}`
    case 'backward-step':
      return `node ${event.node}`
    case 'metric':
      return `${event.name} ${exact(event.step)}: ${exact(event.value)}`
    case 'output':
      return event.text
    case 'test':
      return `${event.name}: ${event.passed === 1 ? 'passed' : 'failed'}`
    case 'failure':
      return event.message
  }
}

function exact(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value)
}
