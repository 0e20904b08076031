// What can go wrong, as plain data that crosses every border. Knows nothing of who throws or shows it.
import { fillPlaces, type ReasonName, reasons, type ReasonValues } from './reasons'

/** 1-based place in the text the person wrote. Columns count UTF-16 code units. */
export interface SourcePosition {
  readonly line: number
  readonly column: number
}

/**
 * - `syntax`, `script`: the person's code (a position is known where possible)
 * - `stopped`: the person stopped it: an outcome, not an error
 * - `limit`: the run reached a bound that the person had set, and was stopped
 * - `worker-lost`, `host-lost`, `timeout`: the engine's process or thread is gone
 * - `storage`, `file`, `version`: disk, database, file content
 * - `usage`: a request that does not parse
 * - `bug`: ours
 */
export const failureCodes = [
  'syntax',
  'script',
  'stopped',
  'limit',
  'worker-lost',
  'host-lost',
  'timeout',
  'storage',
  'file',
  'version',
  'usage',
  'bug',
] as const
export type FailureCode = (typeof failureCodes)[number]

/** Which of the known reasons it was, so that it can be said in another language than the message's. */
export interface FailureReason {
  readonly name: ReasonName
  readonly values: Readonly<Record<string, string | number>>
}

/** A failure as data. `message` says subject and values; `hint` says what to do. Both are English. */
export interface Failure {
  readonly code: FailureCode
  readonly message: string
  readonly hint?: string
  readonly reason?: FailureReason
  readonly at?: SourcePosition
  /** The person's own call frames, innermost first. */
  readonly frames?: readonly { readonly name: string; readonly at: SourcePosition }[]
  readonly cause?: Failure
}

/** A failure travelling as an exception inside one realm. */
export class LabError extends Error {
  override readonly name = 'LabError'
  constructor(readonly failure: Failure) {
    super(failure.message)
  }
}

/** The failure of a known reason, in its words, which those of a cause follow after a colon. */
export function failureFor<Name extends ReasonName>(
  name: Name,
  values: ReasonValues<Name>,
  cause?: Failure,
): Failure {
  const { code, message, hint }: { code: FailureCode; message: string; hint?: string } = reasons[name]
  const words = fillPlaces(message, values)
  return {
    code,
    message: cause === undefined ? words : `${words}: ${cause.message}`,
    ...(hint === undefined ? {} : { hint: fillPlaces(hint, values) }),
    reason: { name, values },
    ...(cause === undefined ? {} : { cause }),
  }
}

/** The same to be thrown. */
export function errorFor<Name extends ReasonName>(
  name: Name,
  values: ReasonValues<Name>,
  cause?: Failure,
): LabError {
  return new LabError(failureFor(name, values, cause))
}

/** Plain data for anything that was thrown. An unknown exception is a bug and keeps its text. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof LabError) return thrown.failure
  if (thrown instanceof Error) {
    const failure = (thrown as { failure?: unknown }).failure
    if (failure !== undefined) return parseFailure(failure)
    return { code: 'bug', message: `${thrown.name}: ${thrown.message}` }
  }
  return { code: 'bug', message: String(thrown) }
}

/** Reads a failure that came over a border; what does not parse becomes a `bug` that says so. */
export function parseFailure(value: unknown): Failure {
  if (typeof value === 'object' && value !== null) {
    const { code, message, hint, reason, at, frames, cause } = value as Record<string, unknown>
    if (typeof message === 'string' && failureCodes.includes(code as FailureCode)) {
      return {
        code: code as FailureCode,
        message,
        ...(typeof hint === 'string' ? { hint } : {}),
        ...(isReason(reason) ? { reason: { name: reason.name, values: { ...reason.values } } } : {}),
        ...(isPosition(at) ? { at: { line: at.line, column: at.column } } : {}),
        ...(Array.isArray(frames) ? { frames: frames.filter(isFrame) } : {}),
        ...(cause === undefined ? {} : { cause: parseFailure(cause) }),
      }
    }
  }
  return { code: 'bug', message: 'A failure arrived in a form that cannot be read.' }
}

function isReason(value: unknown): value is FailureReason {
  const { name, values } = (value ?? {}) as { name?: unknown; values?: unknown }
  if (typeof name !== 'string' || !Object.hasOwn(reasons, name)) return false
  if (typeof values !== 'object' || values === null) return false
  return Object.values(values).every((one) => typeof one === 'string' || typeof one === 'number')
}

function isPosition(value: unknown): value is SourcePosition {
  const at = value as SourcePosition | null | undefined
  return typeof at === 'object' && at !== null && Number.isInteger(at.line) && Number.isInteger(at.column)
}

function isFrame(value: unknown): value is { name: string; at: SourcePosition } {
  const frame = value as { name?: unknown; at?: unknown } | null
  return typeof frame === 'object' && frame !== null && typeof frame.name === 'string' && isPosition(frame.at)
}
