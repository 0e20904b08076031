// `lab run`: one script, printed as it goes or reported as one JSON object.
import { readFile } from 'node:fs/promises'
import { MessageChannel } from 'node:worker_threads'
import { parseArgs } from 'node:util'
import { transfer } from 'comlink'
import { command, controlSlot } from '@shared/control'
import { modes, type Mode, type RunOutcome, type TracePort } from '@shared/engineApi'
import { openTraceChunk, type TraceEvent } from '@shared/trace'
import { applyBatch, createTraceState, type TraceState } from '@shared/traceState'
import { startEngine } from './engineProcess'
import { toReport } from './report'
import { UsageError } from './usage'

interface RunOptions {
  readonly file: string
  readonly seed: number
  readonly mode: Mode
  readonly json: boolean
}

/** Runs a script and returns the exit status. Ctrl-C stops the script, not this program. */
export async function runCommand(args: readonly string[]): Promise<number> {
  const options = parseRunOptions(args)
  const source = await readSource(options.file)
  let state = createTraceState()
  const outcome = await execute(options, source, (chunk) => {
    state = applyBatch(state, chunk)
    if (options.json) return
    for (const event of openTraceChunk(chunk).events()) printEvent(event)
  })
  if (options.json) process.stdout.write(`${JSON.stringify(toReport(outcome, state))}\n`)
  reportFailure(options.file, outcome, state)
  return outcome.status === 'done' ? 0 : 1
}

function parseRunOptions(args: readonly string[]): RunOptions {
  let parsed
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { seed: { type: 'string' }, mode: { type: 'string' }, json: { type: 'boolean' } },
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
  return { file, seed, mode: mode as Mode, json: values.json ?? false }
}

async function readSource(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new UsageError(`cannot read ${file}: ${(error as Error).message}`)
  }
}

async function execute(
  options: RunOptions,
  source: string,
  onChunk: (chunk: Uint8Array) => void,
): Promise<RunOutcome> {
  const engineProcess = startEngine(new URL('./worker.js', import.meta.url))
  const interrupt = (): void => {
    Atomics.store(engineProcess.control, controlSlot.command, command.interrupt)
    Atomics.notify(engineProcess.control, controlSlot.command)
  }
  process.once('SIGINT', interrupt)
  try {
    const { port1, port2 } = new MessageChannel()
    // The outcome travels on another port and may overtake the last chunk: null marks the end of the trace.
    const traceEnded = new Promise<void>((resolve) => {
      port1.on('message', (chunk: Uint8Array | null) => {
        if (chunk === null) resolve()
        else onChunk(chunk)
      })
    })
    const request = { runId: 'cli', source, seed: options.seed, mode: options.mode, cells: 'all' } as const
    const port = transfer(port2 as unknown as TracePort & Transferable, [port2 as unknown as Transferable])
    const finished = Promise.all([engineProcess.engine.run(request, port), traceEnded])
    const [outcome] = await Promise.race([finished, engineProcess.lost])
    port1.close()
    return outcome
  } finally {
    process.off('SIGINT', interrupt)
    await engineProcess.close()
  }
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
