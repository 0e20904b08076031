// What each event of a run adds to its log. Every entry is stamped with its sequence number and none is taken away, so
// that a state at a cursor is a prefix. Knows no chunks.
import { Column } from './column'
import type { Mode, RunStatus } from './engineApi'
import { addDrawing } from './figures'
import { addGradientMeasure } from './gradientSeries'
import { toOutput } from './outputRecord'
import { recordIfGradient } from './seenGradient'
import { thinnedIfLong } from './thinnedSeries'
import { containedKinds, isWithinCall, type TraceEvent, type TraceEventOf } from './trace'
import { addGap } from './traceGaps'
import type { TraceLog } from './traceLog'
import type {
  ArrayVersion,
  BindingRecord,
  ContainedItem,
  GivenName,
  GradientVersion,
  LineValueRecord,
  NodeRecord,
  VariableRecord,
} from './traceRecords'

/** One event: of the run, or about what is recorded of it. */
export function follow(log: TraceLog, event: TraceEvent): void {
  const { position, points } = log
  const from = position.next
  const seq = position.take(event)
  if (seq !== null) {
    log.liveness.apply(event, seq)
    reduce(log, seq, event)
  } else if (event.type === 'memory-followed') points.addFollowed(event)
  else if (event.type === 'skipped') {
    const { to, operations, passes, purposes, live, highest } = event
    log.operations += operations
    addGap(log.gaps, { from, to, operations, passes, step: log.steps.length })
    points.addSkipped(to - 1, log.operations, purposes, live, highest)
  }
}

function reduce(log: TraceLog, seq: number, event: TraceEvent): void {
  const before = log.steps.length
  switch (event.type) {
    case 'run-started':
      log.info = {
        runId: event.runId,
        mode: event.mode as Mode,
        seed: event.seed,
        engineVersion: event.engineVersion,
        policy: event.policy,
      }
      break
    case 'operation':
      addOperation(log, seq, event)
      break
    case 'variable-created':
      addVariable(log, seq, event)
      break
    case 'variable-named':
      addName(log.variableById.get(event.variable), { seq, name: event.name })
      break
    case 'unchained': {
      const variable = log.variableById.get(event.variable)
      if (variable !== undefined) variable.unchainedAt = seq
      break
    }
    case 'data-assigned': {
      log.variableById.get(event.variable)?.data.push(toArrayVersion(seq, event))
      addLineValue(log, seq, event, '', event.variable, '')
      break
    }
    case 'backward-started':
      log.passes.push({
        pass: event.pass,
        seq,
        variable: event.variable,
        retainGrad: event.retainGrad === 1,
        createGraph: event.createGraph === 1,
        line: event.line,
      })
      break
    case 'backward-step':
      log.steps.push({ seq, phase: 'backward', node: event.node, pass: event.pass })
      break
    case 'gradient-stored':
      addGradient(log.variableById.get(event.variable), {
        seq,
        id: event.gradient,
        value: toArrayVersion(seq, event),
        accumulated: event.accumulated === 1,
        retained: log.liveness.isRetained(event.variable),
        contribution: event.contribution,
      })
      break
    case 'gradient-dropped':
      addGradient(log.variableById.get(event.variable), noGradient(seq))
      break
    case 'gradient-measured':
      addGradientMeasure(
        log.gradients,
        seq,
        event,
        {
          recordOf: (id) => log.variableById.get(id),
          isAlive: (id) => log.liveness.variableLives.isAliveAt(id, seq),
        },
        log.isThinned,
      )
      break
    case 'name-bound':
      addBinding(log, seq, event)
      break
    case 'scope-left':
      log.returns.push(seq)
      for (const slot of log.slots.values()) {
        if (isWithinCall(slot.depth, event.depth) && slot.bindings.at(-1)?.kind !== 'none')
          slot.bindings.push(unbound(seq))
      }
      break
    case 'container-filled':
      addContents(log, seq, event)
      break
    case 'output':
    case 'test':
    case 'failure':
      log.outputs.push(toOutput(seq, event))
      break
    case 'metric':
      addMetric(log, seq, event)
      break
    case 'figure-drawn':
      addDrawing(log.figures, seq, event)
      break
    case 'statement-ended':
      log.turns.end(event.line)
      break
    case 'graph-shown':
      log.shownGraphs.push({ seq, variable: event.variable })
      break
    case 'cell-started':
      log.cells.push(event.cell)
      break
    case 'storage-measured': {
      const { inUse, mostInUse, reserved, waiting, overflow } = event
      log.storage.push({ seq, inUse, mostInUse, reserved, waiting, overflow })
      break
    }
    case 'progress':
      log.progress = { done: event.done, total: event.total, label: event.label }
      break
    case 'run-finished':
      log.end = {
        status: event.status as RunStatus,
        digest: event.digest,
        operations: event.operations,
        durationMs: event.durationMs,
      }
      break
  }
  const startsStep = log.steps.length > before
  if (startsStep) log.operations++
  // In a run that is recorded in parts the recorder itself says what is alive.
  if (log.position.partsFrom === Infinity) log.points.after(seq, startsStep, log.operations)
}

function addOperation(log: TraceLog, seq: number, event: TraceEventOf<'operation'>): void {
  if (log.position.isRestoring && log.nodeById.has(event.node)) return
  for (const id of event.inputs) recordIfGradient(log, seq, id, event)
  const node: NodeRecord = {
    id: event.node,
    seq,
    name: event.name,
    generation: event.generation,
    inputs: event.inputs,
    outputs: event.outputs,
    recorded: event.recorded === 1,
    attributes: event.attributes,
    line: event.line,
    column: event.column,
    timeMs: compact(event.timeMs),
  }
  log.nodes.push(node)
  log.nodeById.set(node.id, node)
  if (!log.position.isRestoring) log.steps.push({ seq, phase: 'forward', node: node.id, pass: -1 })
}

function addVariable(log: TraceLog, seq: number, event: TraceEventOf<'variable-created'>): void {
  if (log.position.isRestoring && log.variableById.has(event.variable)) return
  const record: VariableRecord = {
    id: event.variable,
    seq,
    creator: event.creator,
    gradientOf: -1,
    generation: event.generation,
    line: event.line,
    column: event.column,
    data: [toArrayVersion(seq, event)],
    gradients: noEntries,
    names: event.name === '' ? noEntries : [{ seq, name: event.name }],
    unchainedAt: null,
  }
  log.variables.push(record)
  log.variableById.set(record.id, record)
  addLineValue(log, seq, event, event.name, record.id, '')
}

/** Most variables have no gradient and no name: they share one empty list. */
const noEntries: readonly never[] = Object.freeze([])

function addName(variable: VariableRecord | undefined, entry: GivenName): void {
  if (variable !== undefined) variable.names = withEntry(variable.names, entry)
}

function addGradient(variable: VariableRecord | undefined, entry: GradientVersion): void {
  if (variable !== undefined) variable.gradients = withEntry(variable.gradients, entry)
}

/** Most lists get one entry or two: these have no room for more. */
function withEntry<T>(list: readonly T[], entry: T): readonly T[] {
  if (list.length < 2) return [...list, entry]
  const growing = list as T[]
  growing.push(entry)
  return growing
}

function addBinding(log: TraceLog, seq: number, event: TraceEventOf<'name-bound'>): void {
  if (event.kind === 'variable') recordIfGradient(log, seq, event.target, event, event.name)
  const key = `${event.depth}:${event.slot}`
  let slot = log.slots.get(key)
  if (slot === undefined) {
    slot = { name: event.name, depth: event.depth, bindings: [] }
    log.slots.set(key, slot)
  }
  slot.bindings.push({
    seq,
    kind: event.kind as BindingRecord['kind'],
    target: event.target,
    bytes: compact(event.bytes),
    shape: event.shape,
    text: event.text,
    line: event.line,
  })
  if (event.kind === 'container') return
  const variable = event.kind === 'variable' ? event.target : -1
  addLineValue(log, seq, event, event.name, variable, event.text)
}

function addLineValue(
  log: TraceLog,
  seq: number,
  { type, line, column }: TraceEventOf<'variable-created' | 'data-assigned' | 'name-bound'>,
  name: string,
  variable: number,
  text: string,
): void {
  if (line < 1) return
  const turn = log.turns.take(line, column, type === 'name-bound' ? name : '')
  const value: LineValueRecord = { seq, name, variable, text, turn }
  const values = log.lines.get(line)
  if (values === undefined) log.lines.set(line, [value])
  else values.push(value)
}

function addMetric(log: TraceLog, seq: number, event: TraceEventOf<'metric'>): void {
  let series = log.metrics.get(event.name)
  if (series === undefined) {
    series = {
      name: event.name,
      thinned: null,
      seqs: new Column(),
      steps: new Column(),
      values: new Column(),
      lines: new Column(),
    }
    log.metrics.set(event.name, series)
  }
  series.seqs.push(seq)
  series.steps.push(event.step)
  series.values.push(event.value)
  series.lines.push(event.line)
  if (log.isThinned) log.metrics.set(event.name, thinnedIfLong(series, ['values']))
}

function addContents(log: TraceLog, seq: number, event: TraceEventOf<'container-filled'>): void {
  const { container: id, kept, kinds, targets, bytes } = event
  let record = log.containers.get(id)
  if (record === undefined) log.containers.set(id, (record = { id, changes: [] }))
  const keys = event.keys.split('\n')
  const items = kinds.map((kind, i): ContainedItem => ({
    kind: containedKinds[kind]!,
    target: targets[i]!,
    bytes: bytes[i]!,
    key: keys[i]!,
  }))
  record.changes.push({ seq, kept, items })
}

function toArrayVersion(
  seq: number,
  event: TraceEventOf<'variable-created'> | TraceEventOf<'data-assigned'> | TraceEventOf<'gradient-stored'>,
): ArrayVersion {
  const { array, dtype, shape, summary } = event
  return { seq, array, dtype, shape, bytes: compact(event.bytes), summary }
}

/** The same number: a whole one that was read as a float64 would take an object of its own. */
function compact(value: number): number {
  const whole = value | 0
  return whole === value ? whole : value
}

function noGradient(seq: number): GradientVersion {
  return { seq, id: -1, value: null, accumulated: false, retained: false, contribution: -1 }
}

function unbound(seq: number): BindingRecord {
  return { seq, kind: 'none', target: -1, bytes: 0, shape: [], text: '', line: 0 }
}
