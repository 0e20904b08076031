// What a session is, wherever it is: database, file, window.
import type { Mode, RunStatus } from './engineApi'
import type { Failure } from './failure'

/** A session's text and notes, the unit that people save, share and replay. Times are epoch milliseconds. */
export interface Session {
  readonly id: string
  readonly title: string
  readonly source: string
  readonly seed: number
  readonly mode: Mode
  readonly createdAt: number
  readonly updatedAt: number
  readonly tags: readonly string[]
}

/** A row of the Sessions list. */
export interface SessionSummary {
  readonly id: string
  readonly title: string
  readonly updatedAt: number
  readonly tags: readonly string[]
  readonly runs: number
  /** The line of the text where a search found the session; null when its title and tags say it, and without a search. */
  readonly found: string | null
}

/** A kept state of a session's text. Unnamed ones are made by autosave, named ones by Save version. */
export interface Revision {
  readonly id: number
  readonly sessionId: string
  readonly label: string | null
  readonly source: string
  readonly createdAt: number
}

/** One run: what was executed and how it ended. Its trace is stored apart, chunk by chunk. */
export interface RunRecord {
  readonly id: string
  readonly sessionId: string
  readonly source: string
  readonly seed: number
  readonly mode: Mode
  readonly engineVersion: string
  readonly startedAt: number
  /** `running` in a run that is under way, or whose window died. */
  readonly status: RunStatus | 'running'
  readonly digest: string | null
  readonly operations: number
  readonly durationMs: number | null
  readonly failure: Failure | null
  readonly chunks: number
}
