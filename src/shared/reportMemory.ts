// The memory of a run as a table of its report: bytes by purpose at the peak and at the end, each in the colour that it
// has in the window, light and dark.
import { formatBytes } from './format'
import { type Purpose, purposes } from './memoryLedger'
import type { ReportTexts } from './reportTexts'
import type { TraceState } from './traceState'

export function memoryTable({ memory, peak }: TraceState, texts: ReportTexts): string {
  if (peak === null) return ''
  const last = memory.seqs.length - 1
  const end = (purpose: Purpose): number => memory[purpose][last] ?? 0
  const row = (name: string, atPeak: number, atEnd: number): string =>
    `<tr><td>${name}</td><td>${formatBytes(atPeak)}</td><td>${formatBytes(atEnd)}</td></tr>`
  const rows = purposes
    .filter((purpose) => peak.live[purpose] > 0 || end(purpose) > 0)
    .map((purpose) =>
      row(`<i class="purpose ${purpose}"></i>${texts.purposes[purpose]}`, peak.live[purpose], end(purpose)),
    )
  const sum = purposes.reduce((total, purpose) => total + end(purpose), 0)
  return `<table><thead><tr>${texts.memoryColumns.map((name) => `<th>${name}</th>`).join('')}</tr></thead><tbody>${rows.join('')}${row(texts.together, peak.total, sum)}</tbody></table>`
}

export const memoryTableStyle = `
.purpose { display: inline-block; width: 10px; height: 10px; margin-right: 6px; border-radius: 2px }
.purpose.leaf { background: #c66a06 }
.purpose.held { background: #2f86b8 }
.purpose.gradient { background: #7a35c9 }
.purpose.retained { background: #d0518f }
.purpose.temporary { background: #6d7178 }
@media (prefers-color-scheme: dark) { .purpose.leaf { background: #f0a04b } .purpose.held { background: #6cc0ee } .purpose.gradient { background: #c39bff } .purpose.retained { background: #ff86b0 } .purpose.temporary { background: #a3a8b1 } }
`
