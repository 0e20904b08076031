// Finds items of a graph by name, operation or shape. Pure.
import type { GraphFrame } from '@shared/graphFrame'
import { formatShape } from '@shared/format'
import type { TraceState } from '@shared/traceState'
import { dataAt, nameAt } from '@shared/traceView'

/** Indices of the items that exist at the cursor and contain the text, in the order of the run; [] for no text. */
export function findItems(trace: TraceState, frame: GraphFrame, cursor: number, text: string): number[] {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return []
  const found: number[] = []
  frame.items.forEach(({ kind, id, seq }, i) => {
    if (seq > cursor) return
    if (kind === 'node') {
      if (trace.nodeById.get(id)!.name.toLowerCase().includes(wanted)) found.push(i)
      return
    }
    const variable = trace.variableById.get(id)!
    const shape = formatShape(dataAt(variable, cursor).shape)
    if (nameAt(variable, cursor).toLowerCase().includes(wanted) || shape === wanted) found.push(i)
  })
  return found.sort((a, b) => frame.items[a]!.seq - frame.items[b]!.seq)
}
