// The JSON object of `lab run --json`, derived from the outcome and the reduced trace.
import { numbersOf } from '@shared/column'
import type { RunOutcome } from '@shared/engineApi'
import { purposes } from '@shared/memoryLedger'
import type { TraceState } from '@shared/traceState'

/** Field by field as docs/architecture.md lists them. Numbers that JSON lacks are the strings NaN, Infinity, -Infinity. */
export function toReport(outcome: RunOutcome, state: TraceState) {
  const { failure } = outcome
  return {
    status: outcome.status,
    output: state.outputs.flatMap((output) => (output.kind === 'print' ? [output.text] : [])),
    ...(failure === undefined
      ? {}
      : {
          error: {
            message: failure.message,
            line: failure.at?.line ?? null,
            column: failure.at?.column ?? null,
            hint: failure.hint ?? '',
          },
        }),
    variables: outcome.variables,
    metrics: Object.fromEntries(
      [...state.metrics.values()].map(({ name, steps, values }) => [
        name,
        {
          steps: numbersOf(steps),
          values: numbersOf(values).map((value) => (Number.isFinite(value) ? value : String(value))),
        },
      ]),
    ),
    memory: {
      peakBytes: state.peak?.total ?? 0,
      heldBytes: bytesAtEnd(state),
      gradBytes: (state.memory.gradient.at(-1) ?? 0) + (state.memory.retained.at(-1) ?? 0),
    },
    operations: outcome.operations,
    durationMs: outcome.durationMs,
    digest: outcome.digest,
  }
}

function bytesAtEnd({ memory }: TraceState): number {
  const last = memory.seqs.length - 1
  if (last < 0) return 0
  return purposes.reduce((sum, purpose) => sum + memory[purpose][last]!, 0)
}
