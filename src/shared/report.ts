// A session as one HTML file to read: notes, code, output, curves, memory and graph of a run. No script, no resource from
// outside; everything that a person or a script wrote is escaped.
import { cellContent, findCells, noteMarkdown, type Cell } from './cells'
import { derivedColumn } from './downsample'
import { figuresAt } from './figures'
import { formatBytes, formatCount, formatDuration, formatNumber } from './format'
import { graphToSvg, mostDrawnItems } from './graphSvg'
import { gradientLabels } from './gradientSeries'
import { chartToSvg, type ReportChart } from './reportChart'
import { figureToHtml } from './reportFigure'
import { memoryTable, memoryTableStyle } from './reportMemory'
import { reportStyle } from './reportStyle'
import { escapeHtml, markdownToHtml } from './reportMarkdown'
import type { RunRecord, Session } from './session'
import type { OutputRecord } from './outputRecord'
import { applyBatch, createTraceState, type TraceState } from './traceState'
import { lastCursor } from './traceView'

export interface ReportRun {
  readonly record: RunRecord
  readonly chunks: readonly Uint8Array[]
}

/** Output lines that a report shows of a cell. */
const mostLines = 500

/**
 * The report of a session. With a run, its own source is shown, since that is what was computed.
 * @throws TraceFormatError when the run's trace is damaged
 */
export function buildReport(session: Session, run: ReportRun | undefined): string {
  const state = (run?.chunks ?? []).reduce(applyBatch, createTraceState())
  const source = run?.record.source ?? session.source
  const cells = findCells(source)
  const body = [
    `<header><h1>${escapeHtml(session.title)}</h1>${facts(session, run?.record)}</header>`,
    `<main>${cells.map((cell) => cellHtml(source, cell, cells, state)).join('\n')}</main>`,
    ...(run === undefined ? ['<p class="none">This session has not been run.</p>'] : resultHtml(state)),
  ]
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="DeZero Lab">
<title>${escapeHtml(session.title)}</title>
<style>${reportStyle}${memoryTableStyle}</style>
</head>
<body>
${body.join('\n')}
</body>
</html>
`
}

function facts(session: Session, record: RunRecord | undefined): string {
  const rows: [string, string][] = [
    ['Tags', session.tags.join(', ')],
    ['Changed', moment(session.updatedAt)],
  ]
  if (record !== undefined) {
    rows.push(
      ['Run', `${record.status}, ${moment(record.startedAt)}`],
      ['Seed', String(record.seed)],
      ['Mode', record.mode],
      ['Engine', record.engineVersion],
      ['Operations', formatCount(record.operations)],
      ['Time', record.durationMs === null ? '' : formatDuration(record.durationMs)],
      ['Digest', record.digest ?? ''],
    )
  }
  const shown = rows.filter(([, value]) => value !== '')
  return `<dl>${shown.map(([name, value]) => `<div><dt>${name}</dt><dd>${escapeHtml(value)}</dd></div>`).join('')}</dl>`
}

/** In universal time: the report reads the same wherever it was made. */
function moment(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

function cellHtml(source: string, cell: Cell, cells: readonly Cell[], state: TraceState): string {
  const content = cellContent(source, cell)
  const title = cell.title === '' ? '' : `<h2>${escapeHtml(cell.title)}</h2>`
  if (cell.kind === 'markdown') {
    return `<section class="note">${title}${markdownToHtml(noteMarkdown(content))}</section>`
  }
  const isLast = cell.index === cells.filter(({ kind }) => kind === 'code').at(-1)?.index
  const outputs = state.outputs.filter(
    ({ line }) => (line >= cell.firstLine && line <= cell.lastLine) || (isLast && line === 0),
  )
  if (content === '' && outputs.length === 0) return ''
  return `<section class="code">${title}<pre><code>${escapeHtml(content)}</code></pre>${outputHtml(outputs)}</section>`
}

function outputHtml(outputs: readonly OutputRecord[]): string {
  if (outputs.length === 0) return ''
  const lines = outputs.slice(0, mostLines).map(({ kind, text, hint, line }) => {
    const mark = { print: '', 'test-passed': '✓ ', 'test-failed': '✗ ', failure: `line ${line}: ` }[kind]
    return `<span class="${kind}">${escapeHtml(`${mark}${text}${hint === '' ? '' : `: ${hint}`}`)}</span>`
  })
  const rest = outputs.length - lines.length
  if (rest > 0) lines.push(`<span class="rest">… and ${formatCount(rest)} lines more</span>`)
  return `<pre class="output">${lines.join('\n')}</pre>`
}

function resultHtml(state: TraceState): string[] {
  const { memory, peak } = state
  const unit = unitOf(peak?.total ?? 0)
  const metrics = [...state.metrics.values()].map(({ name, steps, values }) =>
    titledChart({
      title: name,
      xName: 'step',
      yName: '',
      fromZero: false,
      lines: [{ name: '', xs: steps, ys: values }],
    }),
  )
  const live = titledChart({
    title: 'Live memory over the operations, the highest within each',
    xName: 'operation',
    yName: unit.name,
    fromZero: true,
    lines: [
      {
        name: '',
        xs: memory.highest.map((_, i) => i),
        ys: memory.highest.map((bytes) => bytes / unit.bytes),
      },
    ],
  })
  const end = lastCursor(state)
  const drawn = figuresAt(state, end)
  const { svg, items } = graphToSvg(state, end)
  const graph =
    items > mostDrawnItems
      ? `<p class="none">The graph has ${formatCount(items)} items and is not drawn.</p>`
      : svg
  const policy = state.info?.policy ?? ''
  return [
    figures('Metrics', metrics.join('')),
    figures('Figures', drawn.map((one) => figureToHtml(state, one, end)).join('')),
    figures('Gradients', gradientCurve(state) + gradientTable(state)),
    figures(
      'Memory',
      peak === null
        ? ''
        : `${memory.highest.length > 1 ? live : ''}<p>Peak ${formatBytes(peak.total)}.</p>${memoryTable(state)}`,
    ),
    figures('Graph', graph),
    policy === '' ? '' : `<footer>${escapeHtml(policy)}</footer>`,
  ].filter((part) => part !== '')
}

/** A chart under its title; nothing when it has no finite point. */
function titledChart(chart: ReportChart): string {
  const svg = chartToSvg(chart)
  return svg === '' ? '' : `<figure><figcaption>${escapeHtml(chart.title)}</figcaption>${svg}</figure>`
}

function unitOf(bytes: number): { readonly name: string; readonly bytes: number } {
  if (bytes >= 1e6) return { name: 'MB', bytes: 1e6 }
  return bytes >= 1e3 ? { name: 'kB', bytes: 1e3 } : { name: 'B', bytes: 1 }
}

const passNumbers = derivedColumn((pass) => pass + 1)

const gradientNames = (state: TraceState): readonly string[] =>
  gradientLabels([...state.gradients.values()], (line) => `line ${line}`)

/** More curves are not told apart: the table has them all. */
const mostCurves = 12

function gradientCurve(state: TraceState): string {
  const series = [...state.gradients.values()]
  const names = gradientNames(state)
  if (series.length > mostCurves || series.every(({ passes }) => passes.length < 2)) return ''
  return titledChart({
    title: 'Size of the gradients (L2 norm) after each backward pass',
    xName: 'backward pass',
    yName: 'L2 norm (log scale)',
    fromZero: false,
    log: 'y',
    lines: series.map(({ passes, norms }, i) => ({
      name: names[i]!,
      xs: passNumbers(passes),
      ys: norms,
    })),
  })
}

function gradientTable(state: TraceState): string {
  const names = gradientNames(state)
  const rows = [...state.gradients.values()].map(
    ({ passes, norms, largest }, i) =>
      `<tr><td>${escapeHtml(names[i]!)}</td><td>${passes.length}</td><td>${formatNumber(norms.at(-1) ?? NaN)}</td><td>${formatNumber(largest.at(-1) ?? NaN)}</td></tr>`,
  )
  if (rows.length === 0) return ''
  return `<table><thead><tr><th>Name</th><th>Passes</th><th>Last norm</th><th>Last largest</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
}

function figures(title: string, content: string): string {
  return content === '' ? '' : `<section class="figure"><h2>${title}</h2>${content}</section>`
}
