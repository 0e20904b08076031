// What the purposes of memory are called, and the words of the chart that stacks them. Knows no component.
import { formatBytes } from '@shared/format'
import { type Purpose, purposes } from '@shared/memoryLedger'
import type { TraceState } from '@shared/traceState'
import type { MemoryWords } from '../charts/chartModel'
import type { Translate } from '../i18n'

export const purposeNames = (t: Translate): Readonly<Record<Purpose, string>> =>
  Object.fromEntries(purposes.map((purpose) => [purpose, t(`memory.${purpose}`)])) as Record<Purpose, string>

export const memoryWords = (trace: TraceState, t: Translate): MemoryWords => ({
  purposes: purposeNames(t),
  highest: t('memory.highest'),
  xName: t('memory.x'),
  yName: (unit) => t('memory.y', { unit }),
  peak: t('memory.peak', { size: formatBytes(trace.peak?.total ?? 0) }),
})

/** Live bytes at a memory point. */
export const bytesAt = ({ memory }: TraceState, point: number): number =>
  purposes.reduce((sum, purpose) => sum + (memory[purpose][point] ?? 0), 0)

/** Live bytes when a run ends. */
export const bytesAtEnd = (trace: TraceState): number => bytesAt(trace, trace.memory.seqs.length - 1)
