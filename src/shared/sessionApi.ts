// The interface of the session store in the main process, as the window sees it over IPC.
import type { RunOutcome } from './engineApi'
import type { Failure } from './failure'
import type { Revision, RunRecord, Session, SessionSummary } from './session'

/** How the store came up; shown in the window when it is not `ok`. */
export interface StoreHealth {
  readonly state: 'ok' | 'recovered' | 'read-only' | 'memory-only'
  /** What happened, and what the person can do; absent when all is well. */
  readonly failure?: Failure
}

export type NewRun = Pick<
  RunRecord,
  'id' | 'sessionId' | 'source' | 'seed' | 'mode' | 'engineVersion' | 'startedAt'
>

/** Every method is one IPC call; arguments are parsed in main. Failures arrive as `Failure` data. */
export interface SessionApi {
  health(): Promise<StoreHealth>
  listSessions(query?: string): Promise<SessionSummary[]>
  openSession(id: string): Promise<Session>
  /** Creates a session; without arguments an empty one with a free title. */
  createSession(init?: { title?: string; source?: string; tags?: string[] }): Promise<Session>
  /** Keeps the text (acknowledged when it is on disk) and, now and then, a revision. */
  saveText(id: string, source: string): Promise<{ updatedAt: number }>
  updateSession(
    id: string,
    change: Partial<Pick<Session, 'title' | 'seed' | 'mode' | 'tags'>>,
  ): Promise<Session>
  duplicateSession(id: string): Promise<Session>
  /** Deleting can be undone by `restoreSession` until the trash is emptied (30 days). */
  deleteSession(id: string): Promise<void>
  restoreSession(id: string): Promise<Session>
  /** The trash, the last deleted first. */
  listDeletedSessions(): Promise<SessionSummary[]>
  saveVersion(id: string, label: string): Promise<Revision>
  listRevisions(id: string): Promise<Revision[]>
  /** Makes an old revision's text the current one (the text before it is kept as a revision). */
  restoreRevision(id: string, revision: number): Promise<Session>

  startRun(run: NewRun): Promise<void>
  /** Appends one trace chunk (bytes of trace.ts); chunks are numbered from 0 without gaps. */
  appendChunk(runId: string, index: number, bytes: Uint8Array): Promise<void>
  finishRun(runId: string, outcome: RunOutcome): Promise<void>
  listRuns(sessionId: string): Promise<RunRecord[]>
  /** Bytes that the traces of a session's runs take, by the run's id; the same runs as `listRuns`. */
  runSizes(sessionId: string): Promise<Record<string, number>>
  /** Can be undone by `restoreRun` for ten minutes. The text that was run stays, as a revision. */
  deleteRun(runId: string): Promise<void>
  restoreRun(runId: string): Promise<void>
  openRun(runId: string): Promise<RunRecord>
  readChunks(runId: string, first: number, count: number): Promise<Uint8Array[]>

  getSettings(): Promise<Record<string, unknown>>
  setSetting(key: string, value: unknown): Promise<void>
}

/** Everything else the window asks of main. */
export interface ShellApi {
  /** Versions for the About line and reports. */
  versions(): Promise<{ app: string; electron: string; chrome: string; node: string }>
  /** Asks main for a new port to the engine host; it arrives as a window message (see bridge.ts). */
  connectEngineHost(): Promise<void>
  /** Answers a `flush` message: everything typed is on disk, the window may close; or `problem` says why it is not. */
  flushed(token: number, problem: string | null): Promise<void>
}

/** The wire form of every IPC answer. */
export type Answer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: unknown }
