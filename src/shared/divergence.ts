// Compares two traces of what should be the same run and finds the first operation that differs. Where either is not
// recorded in detail, nothing can be compared but what is always told.
import { findCells } from './cells'
import { engineVersion } from './engineApi'
import type { RunRecord } from './session'
import type { TraceEvent } from './trace'
import { TracePosition } from './tracePosition'
import { openTraceChunk } from './traceReader'

/** Where two runs part. Values are summaries (valueSummary.ts) or texts, as `what` says. */
export interface Divergence {
  /** Number of the operation or backward step among those recorded, from 1; 0 before the first. */
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
  return toEnd(divergenceInSlices(kept, again))
}

/** `firstDivergence` as a generator that pauses often, for whoever must not be held up. */
export function* divergenceInSlices(
  kept: readonly Uint8Array[],
  again: readonly Uint8Array[],
): Generator<undefined, Divergence | null, undefined> {
  const details = yield* firstDifference(kept, again, 'details')
  const told = yield* firstDifference(kept, again, 'told')
  if (details === null || told === null) return (details ?? told)?.divergence ?? null
  return told.seq < details.seq ? told.divergence : details.divergence
}

/**
 * Whether a run that was computed again may have the digest that it has now. Engines make digests in different ways: of a
 * run of another one, what was recorded decides alone.
 */
export const digestsAgree = (kept: Pick<RunRecord, 'digest' | 'engineVersion'>, again: string): boolean =>
  kept.digest === again || kept.engineVersion !== engineVersion

/**
 * Whether a run began at the first code cell and went through all of them, or ended early by failing. A run of some
 * cells on the state of earlier runs cannot be done again by itself.
 */
export function coversScript(source: string, chunks: readonly Uint8Array[], status: string): boolean {
  return toEnd(coversScriptInSlices(source, chunks, status))
}

/** `coversScript` as a generator that pauses often. */
export function* coversScriptInSlices(
  source: string,
  chunks: readonly Uint8Array[],
  status: string,
): Generator<undefined, boolean, undefined> {
  const code = findCells(source).filter(({ kind }) => kind === 'code')
  const started: number[] = []
  for (const chunk of chunks) {
    const read = openTraceChunk(chunk).parts((event) => {
      if (event.type === 'cell-started') started.push(event.cell)
    })
    while (!read(eventsAtOnce)) yield
    yield
  }
  const isPrefix = started.every((cell, i) => cell === code[i]?.index)
  return isPrefix && (status !== 'done' || started.length === code.length)
}

/** Between two pauses: about a millisecond. */
const eventsAtOnce = 1000

function toEnd<T>(work: Generator<undefined, T, undefined>): T {
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
  }
}

/** What must agree. `told` are recorded of the whole run, `details` not of every part of a long one. */
const tellingTypes = {
  operation: 'details',
  'variable-created': 'details',
  'data-assigned': 'details',
  'backward-step': 'details',
  'gradient-stored': 'details',
  metric: 'told',
  output: 'told',
  test: 'told',
  failure: 'told',
} as const
type Telling = Extract<TraceEvent, { readonly type: keyof typeof tellingTypes }>

interface Found {
  readonly seq: number
  readonly divergence: Divergence
}

/** The first difference among details, or among what is always told. */
function* firstDifference(
  kept: readonly Uint8Array[],
  again: readonly Uint8Array[],
  kind: 'details' | 'told',
): Generator<undefined, Found | null, undefined> {
  const a = new Telltales(kept, kind)
  const b = new Telltales(again, kind)
  yield* a.advance()
  yield* b.advance()
  for (;;) {
    const x = a.event
    const y = b.event
    if (x === null && y === null) return null
    // One is recorded where the other is not.
    if (kind === 'details' && b.misses(a.seq)) yield* a.advance()
    else if (kind === 'details' && a.misses(b.seq)) yield* b.advance()
    else {
      const keptText = x === null ? 'the run had ended' : describe(x)
      const againText = y === null ? 'the run had ended' : describe(y)
      if (keptText !== againText) {
        const one = x === null ? b : a
        const event = (x ?? y)!
        const line = 'line' in event ? event.line : one.operation.line
        const what = nameOf(event, one.operation.name)
        return { seq: one.seq, divergence: { step: one.step, what, line, kept: keptText, again: againText } }
      }
      yield* a.advance()
      yield* b.advance()
    }
  }
}

/** Walks through the events of a run that must agree. */
class Telltales {
  event: Telling | null = null
  /** Place of `event` in the whole run; Infinity at the end. */
  seq = -1
  /** Recorded operations and backward steps up to `event`. */
  step = 0
  /** The operation that `event` is or belongs to. */
  operation: { readonly name: string; readonly line: number } = { name: 'start', line: 0 }
  private readonly position = new TracePosition()
  private readonly stream: Generator<TraceEvent, void, undefined>
  /** Events of any kind so far. */
  private read = 0
  /** Up to here nothing was recorded before `seq`. */
  private gap = { from: Infinity, to: -1 }

  constructor(
    chunks: readonly Uint8Array[],
    private readonly kind: 'details' | 'told',
  ) {
    this.stream = this.events(chunks)
  }

  /** To the next event of the kind. */
  *advance(): Generator<undefined, void, undefined> {
    this.event = null
    for (let next = this.stream.next(); next.done !== true; next = this.stream.next()) {
      if (++this.read % eventsAtOnce === 0) yield
      const { value } = next
      const from = this.position.next
      const seq = this.position.take(value)
      if (value.type === 'skipped') this.skip(from, value.to)
      if (value.type === 'detail-ended') this.skip(from, Infinity)
      if (seq === null || this.position.isRestoring) continue
      if (value.type === 'operation' || value.type === 'backward-step') this.step++
      if (value.type === 'operation') this.operation = { name: value.name, line: value.line }
      if (!(value.type in tellingTypes)) continue
      const telling = value as Telling
      if (tellingTypes[telling.type] !== this.kind) continue
      this.event = telling
      this.seq = seq
      return
    }
    this.seq = Infinity
  }

  /** True when event `seq` of the run is one that this record leaves out. */
  misses(seq: number): boolean {
    return seq !== Infinity && seq >= this.gap.from && seq < this.gap.to
  }

  private skip(from: number, to: number): void {
    this.gap = { from: from === this.gap.to ? this.gap.from : from, to }
  }

  private *events(chunks: readonly Uint8Array[]): Generator<TraceEvent, void, undefined> {
    for (const chunk of chunks) {
      const opened = openTraceChunk(chunk)
      this.position.open(opened.first)
      yield* opened.events()
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
