// Runs a script in this realm through the worker's service, as the window and the command line do, and reduces its trace.
import { controlSlots } from '@shared/control'
import type { Mode, RunOutcome } from '@shared/engineApi'
import { applyBatch, createTraceState, type TraceState } from '@shared/traceState'
import { createEngineService } from '../run/service'

export interface FinishedRun {
  readonly outcome: RunOutcome
  readonly state: TraceState
  readonly chunks: readonly Uint8Array[]
  /** Printed lines. */
  readonly printed: readonly string[]
}

/** @param control give one to interrupt or pause the run from elsewhere */
export async function runScript(
  source: string,
  options: {
    readonly seed?: number
    readonly mode?: Mode
    readonly timeLimitMs?: number
    readonly memoryLimitBytes?: number
  } = {},
  control: Int32Array = new Int32Array(new SharedArrayBuffer(controlSlots * 4)),
): Promise<FinishedRun> {
  const chunks: Uint8Array[] = []
  const outcome = await createEngineService(control).run(
    {
      runId: 'test',
      source,
      seed: options.seed ?? 0,
      mode: options.mode ?? 'default',
      cells: 'all',
      ...(options.timeLimitMs === undefined ? {} : { timeLimitMs: options.timeLimitMs }),
      ...(options.memoryLimitBytes === undefined ? {} : { memoryLimitBytes: options.memoryLimitBytes }),
    },
    {
      postMessage: (chunk) => {
        if (chunk instanceof Uint8Array) chunks.push(chunk)
      },
      close: () => undefined,
    },
  )
  const state = chunks.reduce(applyBatch, createTraceState())
  const printed = state.outputs.flatMap((output) => (output.kind === 'print' ? [output.text] : []))
  return { outcome, state, chunks, printed }
}
