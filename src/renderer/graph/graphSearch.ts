// Finds variables and functions of a graph by name, operation or shape. Pure.
import type { GraphFrame } from '@shared/graphFrame'
import { formatShape } from '@shared/format'
import type { TraceState } from '@shared/traceState'
import { dataAt, nameAt } from '@shared/traceView'
import type { Selection } from '../replay/cursorStore'

/** What exists at the cursor and contains the text, in the order of the run; [] for no text. */
export function findItems(trace: TraceState, frame: GraphFrame, cursor: number, text: string): Selection[] {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return []
  const isMatch = (kind: Selection['kind'], id: number): boolean => {
    if (kind === 'node') return trace.nodeById.get(id)!.name.toLowerCase().includes(wanted)
    const variable = trace.variableById.get(id)!
    const shape = formatShape(dataAt(variable, cursor).shape)
    return nameAt(variable, cursor).toLowerCase().includes(wanted) || shape === wanted
  }
  return frame.items
    .flatMap(({ kind, id, seq }) =>
      kind !== 'group' && seq <= cursor && isMatch(kind, id) ? [{ kind, id, seq }] : [],
    )
    .sort((a, b) => a.seq - b.seq)
    .map(({ kind, id }) => ({ kind, id }))
}
