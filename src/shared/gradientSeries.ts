// The gradients of named leaves over the backward passes: which measures belong to one line of a chart, and what that
// line is called. Knows neither how gradients are measured nor how they are drawn.
import { Column, type Growing, type NumberColumn } from './column'
import { type Thinned, thinnedIfLong } from './thinnedSeries'
import type { VariableRecord } from './traceRecords'
import type { TraceEventOf } from './trace'

/** A named leaf's gradient magnitude after each backward pass, in columns. */
export interface GradientSeries {
  readonly name: string
  /** The leaf that was measured last: a script that makes its leaf anew in each pass has one series. */
  readonly variable: number
  /** Where the leaf is made; 0 when the trace does not say. */
  readonly line: number
  readonly column: number
  /** Null while every measure is kept. */
  readonly thinned: Thinned | null
  readonly seqs: NumberColumn
  readonly passes: NumberColumn
  readonly norms: NumberColumn
  readonly largest: NumberColumn
  readonly zeros: NumberColumn
  readonly nonFinite: NumberColumn
  readonly updateRatios: NumberColumn
}

/** A series as the reducer extends it. */
export type GrowingGradientSeries = { variable: number } & Growing<GradientSeries>

/** What the reducer knows about variables at the time of a measure. */
interface KnownVariables {
  readonly recordOf: (id: number) => Pick<VariableRecord, 'line' | 'column'> | undefined
  readonly isAlive: (id: number) => boolean
}

/**
 * Adds a measure to its series. Leaves of one name are series of their own, unless one takes the place of another: made
 * at the same place of the script, measured in a later pass, when the other is gone. Keys are the name for the first
 * series of a name, name and id for the others.
 * @param isThinned the older measures of a long series are thinned
 */
export function addGradientMeasure(
  series: Map<string, GrowingGradientSeries>,
  seq: number,
  event: TraceEventOf<'gradient-measured'>,
  known: KnownVariables,
  isThinned: boolean,
): void {
  const [key, one] = seriesOf(series, event, known)
  one.variable = event.variable
  one.seqs.push(seq)
  one.passes.push(event.pass)
  one.norms.push(event.norm)
  one.largest.push(event.largest)
  one.zeros.push(event.zeros)
  one.nonFinite.push(event.nonFinite)
  one.updateRatios.push(event.updateRatio)
  if (isThinned) series.set(key, thinnedIfLong(one, ['norms', 'zeros', 'nonFinite']))
}

function seriesOf(
  series: Map<string, GrowingGradientSeries>,
  { name, variable, pass }: TraceEventOf<'gradient-measured'>,
  known: KnownVariables,
): readonly [string, GrowingGradientSeries] {
  const place = known.recordOf(variable)
  const line = place?.line ?? 0
  const column = place?.column ?? 0
  let heir: readonly [string, GrowingGradientSeries] | null = null
  let isTaken = false
  for (const entry of series) {
    const [, one] = entry
    if (one.name !== name) continue
    isTaken = true
    if (one.variable === variable) return entry
    // What the trace does not follow in detail cannot be told apart by its place or its life.
    const isSamePlace = place === undefined || (one.line === line && one.column === column)
    const isGone = place === undefined || !known.isAlive(one.variable)
    if (isSamePlace && isGone && one.passes.at(-1)! < pass) heir ??= entry
  }
  if (heir !== null) return heir
  const made: GrowingGradientSeries = {
    name,
    variable,
    line,
    column,
    thinned: null,
    seqs: new Column(),
    passes: new Column(),
    norms: new Column(),
    largest: new Column(),
    zeros: new Column(),
    nonFinite: new Column(),
    updateRatios: new Column(),
  }
  const key = isTaken ? `${name} ${variable}` : name
  series.set(key, made)
  return [key, made]
}

/**
 * What each series is called beside the others: its name; of several with one name, the line where the leaf is made;
 * of several made by one line, such as the layers of a model, a number in the order of their ids.
 * @param lineText words for a line number, in the reader's language
 */
export function gradientLabels(
  series: readonly GradientSeries[],
  lineText: (line: number) => string,
): readonly string[] {
  return series.map((one) => {
    const namesakes = series.filter(({ name }) => name === one.name)
    if (namesakes.length === 1) return one.name
    const neighbours = namesakes.filter(({ line }) => line === one.line)
    const place = neighbours.length === namesakes.length ? '' : ` (${lineText(one.line)})`
    if (neighbours.length === 1) return one.name + place
    const order = neighbours.map(({ variable }) => variable).sort((a, b) => a - b)
    return `${one.name}${place} #${order.indexOf(one.variable) + 1}`
  })
}
