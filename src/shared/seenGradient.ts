// A gradient without a graph has no event that makes it: it is recorded with the variable that it was stored for. When a
// name or a function takes it, it gets a record of its own here. Knows the log, no events.
import type { TraceLog } from './traceLog'
import type { ArrayVersion, VariableRecord } from './traceRecords'

/** Where the script took the gradient. */
interface Place {
  readonly line: number
  readonly column: number
}

/**
 * Gives variable `id` a record if it is a gradient that has none. What is neither a variable nor a gradient stays unknown.
 * @param name that takes it
 */
export function recordIfGradient(
  log: TraceLog,
  seq: number,
  id: number,
  { line, column }: Place,
  name?: string,
): void {
  if (log.variableById.has(id)) return
  const owner = log.liveness.gradientOf(id)
  const value = valueOf(log.variableById.get(owner), id)
  if (value === null) return
  const record: VariableRecord = {
    id,
    seq,
    creator: -1,
    gradientOf: owner,
    generation: 0,
    line,
    column,
    data: [value],
    gradients: [],
    names: name === undefined ? [] : [{ seq, name }],
    unchainedAt: null,
  }
  log.variables.push(record)
  log.variableById.set(id, record)
}

/** What the gradient was when it was stored: one of the last that the variable got, if not the last. */
function valueOf(owner: VariableRecord | undefined, id: number): ArrayVersion | null {
  if (owner === undefined) return null
  for (let i = owner.gradients.length - 1; i >= 0; i--)
    if (owner.gradients[i]!.id === id) return owner.gradients[i]!.value
  return null
}
