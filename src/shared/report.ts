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
import type { LessonLocale } from './lesson'
import { type ReportTexts, reportTexts } from './reportTexts'
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
 * The report of a session in one language. With a run, its own source is shown, since that is what was computed.
 * @throws LabError when the run's trace is damaged
 */
export function buildReport(
  session: Session,
  run: ReportRun | undefined,
  locale: LessonLocale = 'en',
): string {
  const texts = reportTexts[locale]
  const state = (run?.chunks ?? []).reduce(applyBatch, createTraceState())
  const source = run?.record.source ?? session.source
  const cells = findCells(source)
  const body = [
    `<header><h1>${escapeHtml(session.title)}</h1>${facts(session, run?.record, texts)}</header>`,
    `<main>${cells.map((cell) => cellHtml(source, cell, cells, state, texts)).join('\n')}</main>`,
    ...(run === undefined ? [`<p class="none">${texts.notRun}</p>`] : resultHtml(state, texts)),
  ]
  return `<!doctype html>
<html lang="${locale}">
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

function facts(session: Session, record: RunRecord | undefined, texts: ReportTexts): string {
  const rows: [string, string][] = [
    [texts.tags, session.tags.join(', ')],
    [texts.changed, moment(session.updatedAt)],
  ]
  if (record !== undefined) {
    rows.push(
      [texts.run, `${texts.status[record.status]}, ${moment(record.startedAt)}`],
      [texts.seed, String(record.seed)],
      [texts.mode, texts.modes[record.mode]],
      [texts.engine, record.engineVersion],
      [texts.operations, formatCount(record.operations)],
      [texts.time, record.durationMs === null ? '' : formatDuration(record.durationMs)],
      [texts.digest, record.digest ?? ''],
    )
  }
  const shown = rows.filter(([, value]) => value !== '')
  return `<dl>${shown.map(([name, value]) => `<div><dt>${name}</dt><dd>${escapeHtml(value)}</dd></div>`).join('')}</dl>`
}

/** In universal time: the report reads the same wherever it was made. */
function moment(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

function cellHtml(
  source: string,
  cell: Cell,
  cells: readonly Cell[],
  state: TraceState,
  texts: ReportTexts,
): string {
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
  return `<section class="code">${title}<pre><code>${escapeHtml(content)}</code></pre>${outputHtml(outputs, texts)}</section>`
}

function outputHtml(outputs: readonly OutputRecord[], texts: ReportTexts): string {
  if (outputs.length === 0) return ''
  const lines = outputs.slice(0, mostLines).map(({ kind, text, hint, line }) => {
    const mark = { print: '', 'test-passed': '✓ ', 'test-failed': '✗ ', failure: `${texts.line(line)}: ` }[
      kind
    ]
    return `<span class="${kind}">${escapeHtml(`${mark}${text}${hint === '' ? '' : `: ${hint}`}`)}</span>`
  })
  const rest = outputs.length - lines.length
  if (rest > 0) lines.push(`<span class="rest">${texts.more(formatCount(rest))}</span>`)
  return `<pre class="output">${lines.join('\n')}</pre>`
}

function resultHtml(state: TraceState, texts: ReportTexts): string[] {
  const { memory, peak } = state
  const unit = unitOf(peak?.total ?? 0)
  const metrics = [...state.metrics.values()].map(({ name, steps, values }) =>
    titledChart({
      title: name,
      xName: texts.step,
      yName: '',
      fromZero: false,
      lines: [{ name: '', xs: steps, ys: values }],
    }),
  )
  const live = titledChart({
    title: texts.liveMemory,
    xName: texts.operation,
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
    items > mostDrawnItems ? `<p class="none">${texts.graphTooLarge(formatCount(items))}</p>` : svg
  const policy = state.info?.policy ?? ''
  return [
    figures(texts.metrics, metrics.join('')),
    figures(texts.figures, drawn.map((one) => figureToHtml(state, one, end, texts)).join('')),
    figures(texts.gradients, gradientCurve(state, texts) + gradientTable(state, texts)),
    figures(
      texts.memory,
      peak === null
        ? ''
        : `${memory.highest.length > 1 ? live : ''}<p>${texts.peak(formatBytes(peak.total))}</p>${memoryTable(state, texts)}`,
    ),
    figures(texts.graph, graph),
    policy === '' ? '' : `<footer>${escapeHtml(texts.recorded(policy))}</footer>`,
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

const gradientNames = (state: TraceState, { line }: ReportTexts): readonly string[] =>
  gradientLabels([...state.gradients.values()], line)

/** More curves are not told apart: the table has them all. */
const mostCurves = 12

function gradientCurve(state: TraceState, texts: ReportTexts): string {
  const series = [...state.gradients.values()]
  const names = gradientNames(state, texts)
  if (series.length > mostCurves || series.every(({ passes }) => passes.length < 2)) return ''
  return titledChart({
    title: texts.gradientSizes,
    xName: texts.backwardPass,
    yName: texts.norm,
    fromZero: false,
    log: 'y',
    lines: series.map(({ passes, norms }, i) => ({
      name: names[i]!,
      xs: passNumbers(passes),
      ys: norms,
    })),
  })
}

function gradientTable(state: TraceState, texts: ReportTexts): string {
  const names = gradientNames(state, texts)
  const rows = [...state.gradients.values()].map(
    ({ passes, norms, largest }, i) =>
      `<tr><td>${escapeHtml(names[i]!)}</td><td>${passes.length}</td><td>${formatNumber(norms.at(-1) ?? NaN)}</td><td>${formatNumber(largest.at(-1) ?? NaN)}</td></tr>`,
  )
  if (rows.length === 0) return ''
  return `<table><thead><tr>${texts.gradientColumns.map((name) => `<th>${name}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`
}

function figures(title: string, content: string): string {
  return content === '' ? '' : `<section class="figure"><h2>${title}</h2>${content}</section>`
}
