// `lab export`: takes parts out of a .dzlab file as text on standard output. Runs nothing.
import { parseArgs } from 'node:util'
import { graphToDot } from '@shared/graphDot'
import { applyBatch, createTraceState } from '@shared/traceState'
import { buildReport } from '@shared/report'
import { graphAt, lastCursor } from '@shared/traceView'
import { openLabFile } from './openLabFile'
import { UsageError } from './usage'

/** 0, or 1 when the file cannot be read or has nothing of that kind. */
export async function exportCommand(args: readonly string[]): Promise<number> {
  const { file, what } = parseExport(args)
  const sessions = await openLabFile(file)
  if (sessions === null) return 1
  const first = sessions[0]
  if (first === undefined) {
    process.stderr.write(`${file}: there is no session in the file\n`)
    return 1
  }
  if (what === 'script') {
    process.stdout.write(first.session.source)
    return 0
  }
  const run = first.runs.at(-1)
  if (what === 'html') {
    process.stdout.write(buildReport(first.session, run))
    return 0
  }
  if (run === undefined) {
    process.stderr.write(`${file}: there is no run in the file, so there is no graph\n`)
    return 1
  }
  const state = run.chunks.reduce(applyBatch, createTraceState())
  process.stdout.write(graphToDot(graphAt(state, lastCursor(state)), lastCursor(state)))
  return 0
}

const kinds = ['script', 'html', 'dot'] as const
type ExportKind = (typeof kinds)[number]

function parseExport(args: readonly string[]): { file: string; what: ExportKind } {
  let parsed
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { script: { type: 'boolean' }, html: { type: 'boolean' }, dot: { type: 'boolean' } },
    })
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
  const [file] = parsed.positionals
  if (file === undefined || parsed.positionals.length > 1) throw new UsageError('export takes one FILE.dzlab')
  const { values } = parsed
  const chosen = kinds.filter((kind) => values[kind] === true)
  const [what] = chosen
  if (what === undefined || chosen.length > 1)
    throw new UsageError('export takes one of --script, --html and --dot')
  return { file, what }
}
