// What a name of the script holds at the cursor, in lines of text. Pure: trace in, words out.
import { dataAt, gradientAt, lastAt } from '@shared/traceView'
import { formatNumber, formatShape, previewArray } from '@shared/format'
import type { ArrayVersion, BindingRecord } from '@shared/traceRecords'
import type { TraceState } from '@shared/traceState'
import { toValueSummary } from '@shared/valueSummary'

/** What is known of a name's value; texts are numbers and the script's own words. */
export interface NameValue {
  /** Such as `W: variable 2×3 float64`. */
  readonly title: string
  /** The elements, or their range. */
  readonly value: string
  /** '' when it has none. */
  readonly gradient: string
}

/**
 * The value that a name or path (`this.W`, `model.l1`) took last before the cursor, in whichever call. Null: none that
 * the trace knows.
 */
export function valueOfName(trace: TraceState, cursor: number, path: string): NameValue | null {
  let last: BindingRecord | null = null
  for (const slot of trace.slots.values()) {
    if (slot.name !== path) continue
    for (let at = lastAt(slot.bindings, cursor); at >= 0; at--) {
      const binding = slot.bindings[at]!
      // At the end of a function its names are taken away; what they held is still worth seeing.
      if (binding.kind === 'none') continue
      if (last === null || binding.seq > last.seq) last = binding
      break
    }
  }
  if (last === null) return null
  if (last.kind === 'variable') {
    const variable = trace.variableById.get(last.target)
    if (variable === undefined) return null
    const data = dataAt(variable, cursor)
    const gradient = gradientAt(variable, cursor)?.value ?? null
    return {
      title: `${path}: Variable ${typeText(data)}`,
      value: valueText(data),
      gradient: gradient === null ? '' : valueText(gradient),
    }
  }
  if (last.kind === 'array')
    return { title: `${path}: array ${formatShape(last.shape)}`.trim(), value: last.text, gradient: '' }
  return last.kind === 'number' ? { title: `${path}: number`, value: last.text, gradient: '' } : null
}

const typeText = ({ shape, dtype }: ArrayVersion): string => `${formatShape(shape)} ${dtype}`.trim()

/** The elements; of many the first ones, and the figures of all. */
function valueText(version: ArrayVersion): string {
  const { shape, summary } = version
  const { first, min, max, mean, norm } = toValueSummary(summary)
  const size = shape.reduce((product, side) => product * side, 1)
  if (size <= listed)
    return shape.length === 0 ? String(first[0] ?? NaN) : previewArray(shape, summary, listed)
  const head = first.slice(0, shownFirst).map(formatNumber).join(', ')
  const [least, most, middle, length] = [min, max, mean, norm].map(formatNumber) as [
    string,
    string,
    string,
    string,
  ]
  return `[${head}, …]\nmin ${least}  max ${most}  mean ${middle}  norm ${length}`
}
const listed = 16
const shownFirst = 8
