// What the views read: pure selectors over a TraceState at a cursor (the sequence number of the last event that
// has happened). Live, `cursor` is `state.length - 1`; in replay it is where the timeline stands.
import type { NumberColumn } from './column'
import type { OutputRecord } from './outputRecord'
import type {
  ArrayVersion,
  BackwardPass,
  BindingRecord,
  GradientVersion,
  NodeRecord,
  StepRecord,
  VariableRecord,
} from './traceRecords'
import type { TraceState } from './traceState'

/** Index of the last entry with `seq <= cursor`, -1 if none. Entries are sorted by `seq`. */
export function lastAt(entries: readonly { readonly seq: number }[], cursor: number): number {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (entries[middle]!.seq <= cursor) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** The same for a column of sequence numbers. */
export function lastSeqAt(seqs: NumberColumn, cursor: number): number {
  let low = 0
  let high = seqs.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (seqs.at(middle)! <= cursor) low = middle + 1
    else high = middle
  }
  return low - 1
}

export const lastCursor = (state: TraceState): number => state.length - 1

/** Index of the step that the cursor stands on; -1 before the first. */
export const stepIndexAt = (state: TraceState, cursor: number): number => lastAt(state.steps, cursor)

export function stepAt(state: TraceState, cursor: number): StepRecord | null {
  return state.steps[stepIndexAt(state, cursor)] ?? null
}

/** The cursor that shows step `index` with all that it brought, up to just before the next step; -1 is before the first. */
export function cursorOfStep(state: TraceState, index: number): number {
  if (state.steps.length === 0) return lastCursor(state)
  const next = state.steps[index + 1]
  return next === undefined ? lastCursor(state) : next.seq - 1
}

/**
 * The cursor at which a view stands after step `index`: with all that it brought and nothing of the next one. The engine
 * tells of a backward step after the gradients that it stored, so these belong to the step that follows them; a
 * hand-written framework tells of the step first.
 */
export function momentOfStep(state: TraceState, index: number): number {
  const step = state.steps[index]
  const next = state.steps[index + 1]
  const whole = cursorOfStep(state, index)
  if (next === undefined || next.phase === 'forward') return whole
  const pass = state.passes[lastAt(state.passes, next.seq)]
  if (pass === undefined || !storesBeforeStep(state, pass)) return whole
  const from = Math.max(step?.seq ?? 0, pass.seq)
  const isFirst = (step?.seq ?? 0) < pass.seq
  return isFirst ? pass.seq - 1 : firstGradient(state, next, from) - 1
}

/** The event at which a step's first gradient was stored, after `from` and before the step was told of. */
function firstGradient(state: TraceState, { node, seq }: StepRecord, from: number): number {
  let first = seq
  for (const id of state.nodeById.get(node)?.inputs ?? []) {
    const gradients = state.variableById.get(id)?.gradients ?? []
    for (let i = lastAt(gradients, seq); i >= 0 && gradients[i]!.seq > from; i--)
      if (gradients[i]!.value !== null) first = Math.min(first, gradients[i]!.seq)
  }
  return first
}

function storesBeforeStep(state: TraceState, { pass, seq }: BackwardPass): boolean {
  let at = lastAt(state.steps, seq) + 1
  // With createGraph there are forward steps first.
  while (state.steps[at]?.phase === 'forward') at++
  const first = state.steps[at]
  return first?.pass === pass && firstGradient(state, first, seq) < first.seq
}

/** Source line of the step that the cursor stands on: of the operation, or of the call of backward; 0 if none. */
export function lineAt(state: TraceState, cursor: number): number {
  const step = stepAt(state, cursor)
  if (step === null) return 0
  const node = state.nodeById.get(step.node)
  return node?.line ?? 0
}

export function nameAt(variable: VariableRecord, cursor: number): string {
  return variable.names[lastAt(variable.names, cursor)]?.name ?? ''
}

export function dataAt(variable: VariableRecord, cursor: number): ArrayVersion {
  return variable.data[Math.max(0, lastAt(variable.data, cursor))]!
}

/** True when it has forgotten its creator by then. */
export const isUnchainedAt = ({ unchainedAt }: VariableRecord, cursor: number): boolean =>
  unchainedAt !== null && unchainedAt <= cursor

/** The gradient change in force at the cursor; null when it never had one. */
export function gradientAt(variable: VariableRecord, cursor: number): GradientVersion | null {
  return variable.gradients[lastAt(variable.gradients, cursor)] ?? null
}

/** A name of the script and what it holds at the cursor. */
export interface BoundName {
  readonly name: string
  readonly depth: number
  readonly binding: BindingRecord
  /** The variable behind it, if it holds one. */
  readonly variable: VariableRecord | null
}

/** Every name that holds a value at the cursor, in the order of first binding. Lists and objects are not values. */
export function namesAt(state: TraceState, cursor: number): BoundName[] {
  const names: BoundName[] = []
  for (const slot of state.slots.values()) {
    const binding = slot.bindings[lastAt(slot.bindings, cursor)]
    if (binding === undefined || binding.kind === 'none' || binding.kind === 'container') continue
    const variable = binding.kind === 'variable' ? (state.variableById.get(binding.target) ?? null) : null
    names.push({ name: slot.name, depth: slot.depth, binding, variable })
  }
  return names
}

export interface GraphAt {
  readonly nodes: readonly NodeRecord[]
  readonly variables: readonly VariableRecord[]
  /** False when only the part nearest to the roots was wanted and there is more. */
  readonly isWhole: boolean
}

/**
 * The computational graph that exists at the cursor: all that the script's names reach through creators, and the
 * results of the statement that is under way. Operations inside noGrad are shown while their outputs are named.
 * @param most about so many nodes and variables at most: those nearest to the roots
 */
export function graphAt(state: TraceState, cursor: number, most = Infinity): GraphAt {
  return reach(state, graphRoots(state, cursor), cursor, most)
}

/**
 * Where the graph at a cursor is reached from; a variable may be named twice. A gradient without a graph is shown with the
 * variable that has it, and by itself only where a function takes it.
 */
export function graphRoots(state: TraceState, cursor: number): VariableRecord[] {
  const roots = namesAt(state, cursor).flatMap(({ variable }) =>
    variable === null || variable.gradientOf >= 0 ? [] : [variable],
  )
  const lastNode = state.nodes[lastAt(state.nodes, cursor)]
  if (lastNode !== undefined) {
    for (const id of lastNode.outputs) {
      const variable = state.variableById.get(id)
      if (variable !== undefined && variable.seq <= cursor) roots.push(variable)
    }
  }
  const last = state.passes[lastAt(state.passes, cursor)]
  const backwardRoot = last === undefined ? undefined : state.variableById.get(last.variable)
  if (backwardRoot !== undefined) roots.push(backwardRoot)
  return roots
}

/** Breadth first, so that a part is the part that is nearest. */
function reach(state: TraceState, roots: readonly VariableRecord[], cursor: number, most: number): GraphAt {
  const variables = new Set(roots)
  const nodes = new Set<NodeRecord>()
  // A set hands out what is added while it is walked.
  for (const variable of variables) {
    if (variables.size + nodes.size >= most) break
    if (variable.creator < 0 || isUnchainedAt(variable, cursor)) continue
    const node = state.nodeById.get(variable.creator)
    if (node === undefined || nodes.has(node)) continue
    nodes.add(node)
    for (const ids of [node.inputs, node.outputs]) {
      for (const id of ids) {
        const next = state.variableById.get(id)
        if (next !== undefined && next.seq <= cursor) variables.add(next)
      }
    }
  }
  const bySeq = (a: { seq: number }, b: { seq: number }) => a.seq - b.seq
  return {
    nodes: [...nodes].sort(bySeq),
    variables: [...variables].sort(bySeq),
    isWhole: variables.size + nodes.size < most,
  }
}

/** Output up to the cursor; at the end of a run all of it. */
export function outputsAt(state: TraceState, cursor: number): readonly OutputRecord[] {
  const count = lastAt(state.outputs, cursor) + 1
  return count === state.outputs.length ? state.outputs : state.outputs.slice(0, count)
}

/** What a line of the script shows beside it at the cursor. */
export interface LineValue {
  readonly line: number
  readonly name: string
  /** The variable whose value and gradient the line shows; null when it is the text alone. */
  readonly variable: VariableRecord | null
  readonly text: string
  /** Which execution of the line produced it, from 0. */
  readonly turn: number
  /** How often the line is executed in the whole run, as far as it is known. */
  readonly turns: number
}

/** The last value of each line, in the order of lines. A named value stands before an unnamed one of the same moment. */
export function lineValuesAt(state: TraceState, cursor: number): LineValue[] {
  const values: LineValue[] = []
  for (const [line, records] of state.lines) {
    const index = lastAt(records, cursor)
    const record = records[index]
    if (record === undefined) continue
    const variable = record.variable < 0 ? null : (state.variableById.get(record.variable) ?? null)
    const { name, text, turn } = record
    values.push({ line, name, variable, text, turn, turns: records.at(-1)!.turn + 1 })
  }
  return values.sort((a, b) => a.line - b.line)
}

/**
 * The moment at which a line shows what its execution `turn` (from 0) came to, with the gradients that it got: just
 * before the line is executed again. Null: the end of the run, as far as it is known.
 */
export function cursorOfTurn(state: TraceState, line: number, turn: number): number | null {
  const records = state.lines.get(line) ?? []
  let low = 0
  let high = records.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (records[middle]!.turn <= turn) low = middle + 1
    else high = middle
  }
  const next = records[low]
  const last = records[low - 1]
  if (next === undefined || last === undefined) return null
  // The operation whose result it is stands before the value; numbers may follow each other without one in between.
  const step = stepAt(state, next.seq)
  return step !== null && step.seq > last.seq ? step.seq - 1 : next.seq - 1
}
