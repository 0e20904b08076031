// Colours of a graph's items by a figure: gradient magnitude, memory or time. Pure; colours are names of tokens.
import type { GraphFrame, GraphItem } from '@shared/graphFrame'
import { formatBytes, formatNumber } from '@shared/format'
import type { TraceState } from '@shared/traceState'
import { dataAt, gradientAt } from '@shared/traceView'
import { toValueSummary } from '@shared/valueSummary'

export const tintings = ['kind', 'gradient', 'memory', 'time'] as const
export type Tinting = (typeof tintings)[number]

/** Steps of the scale, from little to much. Tokens `heat-1` … and `heat-1-text` …. */
export const heatSteps = 5

export interface Tint {
  /** Token of an item by index: `heat-0` for one without the figure, '' when nothing is coloured. */
  readonly tokenOf: (item: number) => string
  /** The ends of the scale in words; '' when no item has the figure. */
  readonly low: string
  readonly high: string
}

const noTint: Tint = { tokenOf: () => '', low: '', high: '' }

/**
 * The scale is logarithmic: figures of a graph differ by orders of magnitude. Zeros and what is not finite have no place
 * on it: zero counts as the least, NaN and infinite as the most.
 */
export function tintOf(trace: TraceState, frame: GraphFrame, cursor: number, by: Tinting): Tint {
  if (by === 'kind') return noTint
  const figures = frame.items.map((item) => figureOf(trace, item, cursor, by))
  let low = Infinity
  let high = 0
  for (const figure of figures) {
    if (figure === null || !(figure > 0) || figure === Infinity) continue
    low = Math.min(low, figure)
    high = Math.max(high, figure)
  }
  if (high === 0) return noTint
  const span = Math.log(high / low)
  const format = by === 'memory' ? formatBytes : by === 'time' ? formatTime : formatNumber
  return {
    tokenOf: (item) => {
      const figure = figures[item]
      if (figure === null || figure === undefined) return 'heat-0'
      const share =
        !Number.isFinite(figure) || span === 0 ? 1 : figure <= 0 ? 0 : Math.log(figure / low) / span
      return `heat-${1 + Math.min(heatSteps - 1, Math.floor(share * heatSteps))}`
    },
    low: format(low),
    high: format(high),
  }
}

const formatTime = (ms: number): string => `${formatNumber(ms)} ms`

/** Null: an item of this kind has no such figure, or not yet. */
function figureOf(
  trace: TraceState,
  { kind, id, group }: GraphItem,
  cursor: number,
  by: Exclude<Tinting, 'kind'>,
): number | null {
  if (kind === 'variable') return variableFigure(trace, id, cursor, by)
  const nodes = group?.nodes ?? [id]
  // Behind a group: all the time and memory in it, and the largest gradient.
  const figures = nodes.flatMap((node): (number | null)[] => {
    const { outputs, timeMs } = trace.nodeById.get(node)!
    if (by === 'time') return [Number.isNaN(timeMs) ? null : timeMs]
    return group === undefined ? [] : outputs.map((output) => variableFigure(trace, output, cursor, by))
  })
  const known = figures.filter((figure) => figure !== null)
  if (known.length === 0) return null
  return known.reduce((a, b) => (by === 'gradient' ? Math.max(a, b) : a + b))
}

function variableFigure(
  trace: TraceState,
  id: number,
  cursor: number,
  by: Exclude<Tinting, 'kind'>,
): number | null {
  const variable = trace.variableById.get(id)
  if (by === 'time' || variable === undefined || variable.seq > cursor) return null
  const gradient = gradientAt(variable, cursor)?.value ?? null
  if (by === 'memory') return dataAt(variable, cursor).bytes + (gradient?.bytes ?? 0)
  return gradient === null ? null : toValueSummary(gradient.summary).norm
}
