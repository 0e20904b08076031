// What a .dzlab file holds and the form of its session.json. Parsed field by field: a stranger wrote it.
import { modes, type Mode, type RunStatus } from '@shared/engineApi'
import { errorFor, parseFailure } from '@shared/failure'
import type { RunRecord, Session } from '@shared/session'

/** Bump with an upgrade step in `parseManifest` and a fixture of the version before. */
export const labFileVersion = 1

export interface LabFileRun {
  readonly record: RunRecord
  /** Trace chunks in order (bytes of @shared/trace). */
  readonly chunks: readonly Uint8Array[]
}

export interface LabFileVersionEntry {
  readonly label: string | null
  readonly source: string
  readonly createdAt: number
}

export interface LabFileSession {
  readonly session: Session
  readonly versions: readonly LabFileVersionEntry[]
  readonly runs: readonly LabFileRun[]
}

/** A run whose trace is fetched while it is written or stored: it need not fit in memory. */
export interface StreamedRun {
  readonly record: RunRecord
  readonly chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>
}

/** A session with such runs. */
export interface StreamedSession extends Omit<LabFileSession, 'runs'> {
  readonly runs: readonly StreamedRun[]
}

/** The sessions of a file that is held open: their chunks can be read until it is closed. */
export interface OpenedSessions {
  readonly sessions: readonly StreamedSession[]
  readonly close: () => void
}

/** The whole of it in memory. @throws LabError naming what is wrong with a trace */
export async function collectSessions({ sessions, close }: OpenedSessions): Promise<LabFileSession[]> {
  try {
    const whole: LabFileSession[] = []
    for (const session of sessions) {
      const runs: LabFileRun[] = []
      for (const run of session.runs) runs.push({ record: run.record, chunks: await collect(run.chunks) })
      whole.push({ ...session, runs })
    }
    return whole
  } finally {
    close()
  }
}

export async function collect<T>(items: Iterable<T> | AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}

/** session.json: everything but the texts and traces themselves, which it names by path. */
export interface Manifest {
  readonly format: 'dzlab'
  readonly version: number
  readonly sessions: readonly ManifestSession[]
}

export interface ManifestSession extends Omit<Session, 'source'> {
  readonly script: string
  readonly versions: readonly {
    readonly label: string | null
    readonly script: string
    readonly createdAt: number
  }[]
  readonly runs: readonly ManifestRun[]
}

export interface ManifestRun extends Omit<RunRecord, 'sessionId' | 'source' | 'chunks'> {
  readonly script: string
  readonly trace: readonly string[]
  /** NumPy files of `[step, value]` rows, by metric; for readers other than the lab. */
  readonly metrics: Readonly<Record<string, string>>
  /** NumPy files of the values at the end of the run, by variable, where the trace holds them whole. */
  readonly tensors: Readonly<Record<string, string>>
}

/** Reads session.json. @throws LabError naming the field. */
export function parseManifest(text: string): Manifest {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw errorFor('manifest-not-json', {})
  }
  const root = object(value, 'session.json')
  if (root.format !== 'dzlab') throw errorFor('manifest-format', {})
  const version = integer(root.version, 'version')
  if (version > labFileVersion) {
    throw errorFor('file-newer', { version, known: labFileVersion })
  }
  return {
    format: 'dzlab',
    version,
    sessions: array(root.sessions, 'sessions').map((entry, i) => parseSession(entry, `sessions[${i}]`)),
  }
}

function parseSession(value: unknown, at: string): ManifestSession {
  const fields = object(value, at)
  return {
    id: string(fields.id, `${at}.id`),
    title: string(fields.title, `${at}.title`),
    seed: seed(fields.seed, `${at}.seed`),
    mode: mode(fields.mode, `${at}.mode`),
    createdAt: time(fields.createdAt, `${at}.createdAt`),
    updatedAt: time(fields.updatedAt, `${at}.updatedAt`),
    tags: array(fields.tags, `${at}.tags`).map((tag, i) => string(tag, `${at}.tags[${i}]`)),
    script: string(fields.script, `${at}.script`),
    versions: array(fields.versions, `${at}.versions`).map((entry, i) => {
      const version = object(entry, `${at}.versions[${i}]`)
      return {
        label: version.label === null ? null : string(version.label, `${at}.versions[${i}].label`),
        script: string(version.script, `${at}.versions[${i}].script`),
        createdAt: time(version.createdAt, `${at}.versions[${i}].createdAt`),
      }
    }),
    runs: array(fields.runs, `${at}.runs`).map((entry, i) => parseRun(entry, `${at}.runs[${i}]`)),
  }
}

const statuses: readonly (RunStatus | 'running')[] = ['done', 'failed', 'stopped', 'running']

function parseRun(value: unknown, at: string): ManifestRun {
  const fields = object(value, at)
  const status = fields.status as RunStatus | 'running'
  if (!statuses.includes(status)) throw errorFor('not-a-status', { field: `${at}.status` })
  return {
    id: string(fields.id, `${at}.id`),
    seed: seed(fields.seed, `${at}.seed`),
    mode: mode(fields.mode, `${at}.mode`),
    engineVersion: string(fields.engineVersion, `${at}.engineVersion`),
    startedAt: time(fields.startedAt, `${at}.startedAt`),
    status,
    digest: fields.digest === null ? null : string(fields.digest, `${at}.digest`),
    operations: integer(fields.operations, `${at}.operations`),
    durationMs: fields.durationMs === null ? null : number(fields.durationMs, `${at}.durationMs`),
    failure: fields.failure === null ? null : parseFailure(bounded(fields.failure)),
    script: string(fields.script, `${at}.script`),
    trace: array(fields.trace, `${at}.trace`).map((path, i) => string(path, `${at}.trace[${i}]`)),
    metrics: paths(fields.metrics, `${at}.metrics`),
    tensors: paths(fields.tensors, `${at}.tensors`),
  }
}

function object(value: unknown, at: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw errorFor('not-an-object', { field: at })
  }
  return value as Record<string, unknown>
}

function array(value: unknown, at: string): readonly unknown[] {
  if (!Array.isArray(value)) throw errorFor('not-a-list', { field: at })
  return value
}

function string(value: unknown, at: string): string {
  if (typeof value !== 'string') throw errorFor('not-a-text', { field: at })
  return value
}

function number(value: unknown, at: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw errorFor('not-a-number', { field: at })
  return value
}

function integer(value: unknown, at: string): number {
  const whole = number(value, at)
  if (!Number.isInteger(whole)) throw errorFor('not-whole', { field: at })
  return whole
}

/** Seeds of NumPy's RandomState. */
function seed(value: unknown, at: string): number {
  const whole = integer(value, at)
  if (whole < 0 || whole > 2 ** 32 - 1) throw errorFor('not-a-seed', { field: at, value: whole })
  return whole
}

/** Epoch milliseconds that a Date can hold. */
function time(value: unknown, at: string): number {
  const ms = number(value, at)
  if (Math.abs(ms) > 8.64e15) throw errorFor('not-a-time', { field: at, value: ms })
  return ms
}

/** A failure with at most so many causes below it: reading goes as deep as the file does. */
function bounded(failure: unknown, causes = 8): unknown {
  if (typeof failure !== 'object' || failure === null || !('cause' in failure)) return failure
  const { cause, ...rest } = failure
  return causes === 0 ? rest : { ...rest, cause: bounded(cause, causes - 1) }
}

function mode(value: unknown, at: string): Mode {
  if (!(modes as readonly unknown[]).includes(value)) throw errorFor('not-a-mode', { field: at })
  return value as Mode
}

function paths(value: unknown, at: string): Record<string, string> {
  const entries = Object.entries(object(value, at))
  return Object.fromEntries(entries.map(([name, path]) => [name, string(path, `${at}.${name}`)]))
}
