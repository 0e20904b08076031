// `lab run`: one script, printed as it goes or reported as one JSON object.
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import {
  engineVersion,
  memoryLimitOf,
  modes,
  type Mode,
  type RunOutcome,
  type RunRequest,
} from '@shared/engineApi'
import type { TraceEvent } from '@shared/trace'
import { openTraceChunk } from '@shared/traceReader'
import { applyBatch, createTraceState, type TraceState } from '@shared/traceState'
import { writeLabFile } from '../labFile/write'
import { execute } from './execute'
import { toReport } from './report'
import { UsageError } from './usage'

interface RunOptions {
  readonly file: string
  readonly seed: number
  readonly mode: Mode
  /** At most so many threads compute; undefined: as the machine has. */
  readonly threads: number | undefined
  readonly json: boolean
  /** Where to write the session with its trace. */
  readonly trace: string | undefined
}

/** Runs a script and returns the exit status. Ctrl-C stops the script, not this program. */
export async function runCommand(args: readonly string[]): Promise<number> {
  const options = parseRunOptions(args)
  const source = await readSource(options.file)
  const request: RunRequest = {
    runId: randomUUID(),
    source,
    seed: options.seed,
    mode: options.mode,
    cells: 'all',
    memoryLimitBytes: memoryLimitOf(totalmem()),
    ...(options.threads === undefined ? {} : { threads: options.threads }),
  }
  const startedAt = Date.now()
  const chunks: Uint8Array[] = []
  let state = createTraceState()
  const outcome = await execute(request, (chunk) => {
    chunks.push(chunk)
    state = applyBatch(state, chunk)
    if (options.json) return
    openTraceChunk(chunk).each(printEvent)
  })
  // What was computed is told first: the trace's file may not be writable.
  if (options.json) process.stdout.write(`${JSON.stringify(toReport(outcome, state))}\n`)
  reportFailure(options.file, outcome, state)
  if (options.trace !== undefined) await writeTrace(options, request, startedAt, outcome, chunks)
  return outcome.status === 'done' ? 0 : 1
}

function parseRunOptions(args: readonly string[]): RunOptions {
  let parsed
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        seed: { type: 'string' },
        mode: { type: 'string' },
        threads: { type: 'string' },
        json: { type: 'boolean' },
        trace: { type: 'string' },
      },
    })
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
  const { positionals, values } = parsed
  const [file] = positionals
  if (file === undefined || positionals.length > 1) throw new UsageError('run takes one FILE')
  const seed = values.seed === undefined ? 0 : Number(values.seed)
  if (!Number.isInteger(seed) || seed < 0 || seed > 2 ** 32 - 1) {
    throw new UsageError(`--seed takes a whole number from 0 to 4294967295, got '${String(values.seed)}'`)
  }
  const mode = values.mode ?? 'default'
  if (!(modes as readonly string[]).includes(mode)) {
    throw new UsageError(`--mode takes one of ${modes.join(', ')}, got '${mode}'`)
  }
  const threads = values.threads === undefined ? undefined : Number(values.threads)
  if (threads !== undefined && !(Number.isInteger(threads) && threads >= 1)) {
    throw new UsageError(`--threads takes a whole number from 1, got '${String(values.threads)}'`)
  }
  return { file, seed, mode: mode as Mode, threads, json: values.json ?? false, trace: values.trace }
}

async function readSource(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new UsageError(`cannot read ${file}: ${(error as Error).message}`)
  }
}

async function writeTrace(
  options: RunOptions,
  request: RunRequest,
  startedAt: number,
  outcome: RunOutcome,
  chunks: readonly Uint8Array[],
): Promise<void> {
  const { source, seed, mode, runId } = request
  const sessionId = randomUUID()
  const title = basename(options.file)
  const times = { createdAt: startedAt, updatedAt: startedAt }
  const session = { id: sessionId, title, source, seed, mode, tags: [], ...times }
  const record = {
    id: runId,
    sessionId,
    source,
    seed,
    mode,
    engineVersion,
    startedAt,
    status: outcome.status,
    digest: outcome.digest,
    operations: outcome.operations,
    durationMs: outcome.durationMs,
    failure: outcome.failure ?? null,
    chunks: chunks.length,
  }
  await writeLabFile(options.trace!, [{ session, versions: [], runs: [{ record, chunks }] }])
}

function printEvent(event: TraceEvent): void {
  if (event.type === 'output') process.stdout.write(`${event.text}\n`)
  else if (event.type === 'test') {
    const mark = event.passed === 1 ? 'ok' : 'FAILED'
    process.stdout.write(`${mark} ${event.name}${event.message === '' ? '' : `: ${event.message}`}\n`)
  }
}

function reportFailure(file: string, outcome: RunOutcome, state: TraceState): void {
  if (state.info?.mode === 'no-grad' && outcome.backwardsSkipped > 0) {
    process.stderr.write(`lab: no-grad: ${outcome.backwardsSkipped} backward() call(s) were skipped\n`)
  }
  if (outcome.status === 'stopped') process.stderr.write(`${file}: stopped\n`)
  const { failure } = outcome
  if (failure === undefined) return
  const at = failure.at === undefined ? '' : `:${failure.at.line}:${failure.at.column}`
  const hint = failure.hint === undefined ? '' : `; ${failure.hint}`
  process.stderr.write(`${file}${at}: ${failure.message}${hint}\n`)
}
