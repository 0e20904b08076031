// What is wrong with the gradients of a run, by name: dead, exploding, not finite; and where the first NaN or infinity
// came from. Pure.
import type { GradientSeries } from '@shared/gradientSeries'
import type { TraceState } from '@shared/traceState'
import { lastAt, momentOfStep } from '@shared/traceView'
import { hasNonFinite } from '@shared/valueSummary'

export type Ailment = 'non-finite' | 'exploding' | 'dead'

/** A norm this many times the usual one of the passes before is an explosion. */
const explosion = 1000
const fewestPasses = 5

/** What is wrong with a series at one of its points; null when nothing is. */
export function ailmentAt({ nonFinite, zeros, norms }: GradientSeries, at: number): Ailment | null {
  if (at < 0) return null
  if ((nonFinite.at(at) ?? 0) > 0) return 'non-finite'
  if (zeros.at(at) === 1) return 'dead'
  if (at + 1 < fewestPasses) return null
  const before: number[] = []
  for (let i = Math.max(0, at - 200); i < at; i++) if (norms.at(i)! > 0) before.push(norms.at(i)!)
  const usual = before.sort((a, b) => a - b)[before.length >> 1] ?? Infinity
  return norms.at(at)! > explosion * usual ? 'exploding' : null
}

/** What ails a series over the whole of a run, and the point from which on. */
export interface Onset {
  readonly ailment: 'exploding' | 'dead'
  readonly at: number
}

/** The first explosion, and since when a gradient that is zero at the end has been. Looks at every point once. */
export function onsetsOf(series: GradientSeries): Onset[] {
  const { norms, zeros } = series
  const onsets: Onset[] = []
  let least = Infinity
  for (let at = 0; at < norms.length; at++) {
    const norm = norms.at(at)!
    if (norm > explosion * least && ailmentAt(series, at) === 'exploding') {
      onsets.push({ ailment: 'exploding', at })
      break
    }
    if (norm > 0) least = Math.min(least, norm)
  }
  let since = zeros.length
  while (since > 0 && zeros.at(since - 1) === 1) since--
  return since < zeros.length ? [...onsets, { ailment: 'dead', at: since }] : onsets
}

/** The operation at which a run first had a value that is no number or is infinite. */
export interface Origin {
  readonly seq: number
  readonly what: 'value' | 'gradient'
  /** Id of the function; -1 when the script itself made the value. */
  readonly node: number
  /** Its registry name; '' when the script itself made the value. */
  readonly name: string
  readonly line: number
}

/** Null when everything in the trace is finite. Looks at every value once: ask when the run rests. */
export function firstNonFinite(trace: TraceState): Origin | null {
  let first: { seq: number; what: Origin['what']; creator: number; line: number } | null = null
  const consider = (
    seq: number,
    summary: readonly number[],
    what: Origin['what'],
    creator: number,
    line: number,
  ) => {
    if ((first !== null && first.seq <= seq) || !hasNonFinite(summary)) return
    first = { seq, what, creator, line }
  }
  for (const { creator, data, gradients, line } of trace.variables) {
    data.forEach(({ seq, summary }, i) => consider(seq, summary, 'value', i === 0 ? creator : -1, line))
    for (const { seq, value } of gradients)
      if (value !== null) consider(seq, value.summary, 'gradient', -1, line)
  }
  const found = first as { seq: number; what: Origin['what']; creator: number; line: number } | null
  if (found === null) return null
  // A gradient comes from the backward step under way: the engine tells of it afterwards.
  const index = lastAt(trace.steps, found.seq)
  const isOfNext = index < 0 || found.seq > momentOfStep(trace, index)
  const step = found.what === 'gradient' ? trace.steps[isOfNext ? index + 1 : index] : undefined
  const node = trace.nodeById.get(step?.phase === 'backward' ? step.node : found.creator)
  return {
    seq: found.seq,
    what: found.what,
    node: node?.id ?? -1,
    name: node?.name ?? '',
    line: node?.line ?? found.line,
  }
}
