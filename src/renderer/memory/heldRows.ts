// The rows of "Held at this point" in words: what each live array is, who holds it, when it dies. Knows no component.
import { formatBytes, formatShape, toFunctionName } from '@shared/format'
import { type EndOfArray, type HeldArray, type Holder } from '@shared/memoryHolders'
import type { Purpose } from '@shared/memoryLedger'
import type { VariableRecord } from '@shared/traceRecords'
import type { TraceState } from '@shared/traceState'
import { nameAt } from '@shared/traceView'
import type { Translate } from '../i18n'

export interface HeldRow {
  readonly key: number
  readonly name: string
  readonly shape: string
  readonly size: string
  readonly purpose: Purpose
  readonly holders: string
  readonly allHolders: string
  /** 0: unknown. */
  readonly line: number
  readonly end: string
  /** That it is selected by; null for an array of the script's own. */
  readonly variable: VariableRecord | null
}

export interface HeldTable {
  readonly rows: readonly HeldRow[]
  readonly count: number
  readonly total: string
  /** Arrays that are not listed, all smaller than those that are. */
  readonly restCount: number
  readonly rest: string
}

const mostRows = 50
const mostHolders = 3

/** @param held every live array at the cursor, the largest first (memoryHolders.ts) */
export function heldTable(
  state: TraceState,
  cursor: number,
  held: readonly HeldArray[],
  t: Translate,
): HeldTable {
  const sum = (list: readonly HeldArray[]): number => list.reduce((total, { bytes }) => total + bytes, 0)
  const rest = held.slice(mostRows)
  return {
    rows: held.slice(0, mostRows).map((one) => toRow(state, cursor, one, t)),
    count: held.length,
    total: formatBytes(sum(held)),
    restCount: rest.length,
    rest: formatBytes(sum(rest)),
  }
}

function toRow(state: TraceState, cursor: number, held: HeldArray, t: Translate): HeldRow {
  const { short, all } = holdersText(held.holders, cursor, t, state)
  return {
    key: held.array,
    name: nameText(state, cursor, held, t),
    shape: formatShape(held.shape),
    size: formatBytes(held.bytes),
    purpose: held.purpose,
    holders: short,
    allHolders: all,
    line: held.line,
    end: endText(held.end, t),
    variable: held.variable,
  }
}

/** Holders as a list, those of one text counted; `short` names the first few. */
export function holdersText(
  holders: readonly Holder[],
  cursor: number,
  t: Translate,
  state: TraceState,
): { readonly short: string; readonly all: string } {
  const counts = new Map<string, number>()
  for (const holder of holders) {
    const text = holderText(holder, cursor, t, state)
    counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  const texts = [...counts].map(([text, count]) => (count > 1 ? `${count} × ${text}` : text))
  const all = texts.join(', ')
  const more = texts.length - mostHolders
  const list = texts.slice(0, mostHolders).join(', ')
  return { all, short: more > 0 ? t('held.more', { list, count: more }) : all }
}

function nameText(state: TraceState, cursor: number, held: HeldArray, t: Translate): string {
  if (held.variable === null) {
    const first = held.holders[0]
    return first?.kind === 'name' ? first.name : first?.kind === 'container' ? first.path : t('held.array')
  }
  const name = variableText(state, cursor, held.variable, t)
  return held.role === 'gradient' ? t('held.gradientOf', { name }) : name
}

/** Its name, or what made it. */
export function variableText(
  state: TraceState,
  cursor: number,
  variable: VariableRecord,
  t: Translate,
): string {
  const name = nameAt(variable, cursor)
  if (name !== '') return name
  const node = state.nodeById.get(variable.creator)
  return node === undefined ? t('held.array') : t('held.resultOf', { name: toFunctionName(node.name) })
}

function holderText(holder: Holder, cursor: number, t: Translate, state: TraceState): string {
  switch (holder.kind) {
    case 'name':
      return t('held.byName', { name: holder.name })
    case 'container':
      return holder.path
    case 'function':
      return t('held.byFunction', { name: toFunctionName(holder.node.name) })
    case 'gradient':
      return t('held.gradientOf', { name: variableText(state, cursor, holder.of, t) })
    case 'statement':
      return t('held.byStatement')
  }
}

export function endText(end: EndOfArray | null, t: Translate): string {
  if (end === null) return t('held.toTheEnd')
  const { ending, line, name } = end
  return t(`held.end.${ending}`, { line, name })
}
