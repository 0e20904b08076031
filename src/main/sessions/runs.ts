// Runs and the chunks of their traces. Chunks are bytes here; what is in them is not this module's business.
import { errorFor, LabError } from '@shared/failure'
import type { SessionApi } from '@shared/sessionApi'
import type { Database } from './database'
import { packChunk, unpackChunk, type PackedChunk } from './packing'
import { toChunk, toRunRecord } from './rows'
import { runKeptMs } from './upkeep'
import type { Immediate } from './texts'

type Rows = Pick<
  SessionApi,
  'startRun' | 'finishRun' | 'listRuns' | 'runSizes' | 'deleteRun' | 'restoreRun' | 'openRun'
>
/** What waits for chunks to be deflated or inflated. */
type Chunks = Pick<SessionApi, 'appendChunk' | 'readChunks'>

const runColumns =
  'id, session_id, source, seed, mode, engine_version, started_at, status, digest, operations, duration_ms, failure, chunks'
/** One answer carries at most so many bytes, so that a long trace is read in parts. */
const readBytesMost = 8 * 2 ** 20

export function createRuns(database: Database, now: () => number): Immediate<Rows> & Chunks {
  const read = (id: string) => {
    const row = database.get(`SELECT ${runColumns} FROM runs WHERE id = ? AND deleted_at IS NULL`, [id])
    if (row === undefined) throw errorFor('no-run', { id })
    return toRunRecord(row)
  }

  const append = (runId: string, index: number, packed: PackedChunk): void => {
    const { chunks } = read(runId)
    if (index !== chunks) {
      throw new LabError({
        code: 'usage',
        message: `appendChunk: run ${runId} has ${chunks} chunks, the next one is number ${chunks}, got ${index}.`,
      })
    }
    database.transaction(() => {
      insertChunk(database, runId, index, packed)
      database.run('UPDATE runs SET chunks = ? WHERE id = ?', [index + 1, runId])
    })
    const known = sizes.get(runId)
    if (known?.chunks === index)
      sizes.set(runId, { chunks: index + 1, bytes: known.bytes + packed.bytes.byteLength })
  }
  /** Bytes of traces that were summed or written here, good while the run has so many chunks. */
  const sizes = new Map<string, { readonly chunks: number; readonly bytes: number }>()
  const sizeOf = (runId: string, chunks: number): number => {
    const known = sizes.get(runId)
    if (known?.chunks === chunks) return known.bytes
    // The length of a blob stands in its row's header; but thousands of rows are a third of a second.
    const bytes = database.number(
      'SELECT coalesce(sum(length(bytes)), 0) FROM trace_chunks WHERE run_id = ?',
      [runId],
    )
    sizes.set(runId, { chunks, bytes })
    return bytes
  }
  /** Chunks are written in the order in which they were given, whichever is deflated first. */
  let chunksBefore: Promise<void> = Promise.resolve()

  return {
    startRun(run) {
      if (database.get('SELECT 1 FROM sessions WHERE id = ?', [run.sessionId]) === undefined)
        throw errorFor('no-session', { id: run.sessionId })
      database.run(
        `INSERT INTO runs (${runColumns}) VALUES (?, ?, ?, ?, ?, ?, ?, 'running', NULL, 0, NULL, NULL, 0)`,
        [run.id, run.sessionId, run.source, run.seed, run.mode, run.engineVersion, run.startedAt],
      )
      sizes.set(run.id, { chunks: 0, bytes: 0 })
    },

    appendChunk(runId, index, bytes) {
      const written = Promise.all([packChunk(bytes), chunksBefore]).then(([packed]) =>
        append(runId, index, packed),
      )
      // Whoever appended hears of a failure; the next chunk is judged by its number.
      chunksBefore = written.catch(() => undefined)
      return written
    },

    finishRun(runId, outcome) {
      const changed = database.run(
        `UPDATE runs SET status = ?, digest = ?, operations = ?, duration_ms = ?, failure = ?, variables = ?
         WHERE id = ?`,
        [
          outcome.status,
          outcome.digest,
          outcome.operations,
          outcome.durationMs,
          outcome.failure === undefined ? null : JSON.stringify(outcome.failure),
          JSON.stringify(outcome.variables),
          runId,
        ],
      )
      if (changed === 0) throw errorFor('no-run', { id: runId })
    },

    listRuns(sessionId) {
      return database
        .all(
          `SELECT ${runColumns} FROM runs WHERE session_id = ? AND deleted_at IS NULL
           ORDER BY started_at DESC, rowid DESC`,
          [sessionId],
        )
        .map(toRunRecord)
    },

    runSizes(sessionId) {
      const rows = database.all('SELECT id, chunks FROM runs WHERE session_id = ? AND deleted_at IS NULL', [
        sessionId,
      ])
      return Object.fromEntries(
        rows.map(({ id, chunks }) => [String(id), sizeOf(String(id), Number(chunks))]),
      )
    },

    deleteRun(runId) {
      read(runId)
      database.transaction(() => {
        // What was run was typed: it may have stood between two revisions.
        database.run(
          `INSERT INTO revisions (session_id, kind, label, source, created_at)
           SELECT session_id, 'origin', NULL, source, started_at FROM runs
           WHERE id = ? AND source <> '' AND NOT EXISTS (
             SELECT 1 FROM revisions WHERE session_id = runs.session_id AND source = runs.source)`,
          [runId],
        )
        database.run('UPDATE runs SET deleted_at = ? WHERE id = ?', [now(), runId])
      })
    },

    restoreRun(runId) {
      // A run that was deleted longer ago may have lost parts of its trace already.
      const restored = database.run('UPDATE runs SET deleted_at = NULL WHERE id = ? AND deleted_at > ?', [
        runId,
        now() - runKeptMs,
      ])
      if (restored === 0) throw errorFor('no-run', { id: runId })
    },

    openRun: read,

    async readChunks(runId, first, count) {
      read(runId)
      const packed: PackedChunk[] = []
      let size = 0
      for (let number = first; number < first + count; number++) {
        const row = database.get(
          'SELECT bytes, whole_size FROM trace_chunks WHERE run_id = ? AND number = ?',
          [runId, number],
        )
        if (row === undefined) break
        const chunk = toChunk(row)
        size += chunk.wholeSize ?? chunk.bytes.byteLength
        if (packed.length > 0 && size > readBytesMost) break
        packed.push(chunk)
      }
      return Promise.all(packed.map((chunk, i) => unpackChunk(chunk, first + i + 1)))
    },
  }
}

/** The row of a chunk; the run's count of them is not its business. */
export function insertChunk(
  database: Database,
  runId: string,
  number: number,
  { bytes, wholeSize }: PackedChunk,
): void {
  database.run('INSERT INTO trace_chunks (run_id, number, bytes, whole_size) VALUES (?, ?, ?, ?)', [
    runId,
    number,
    bytes,
    wholeSize,
  ])
}

/** Bytes of all traces of sessions, inflated; the blobs themselves are not read. */
export function sumTraceBytes(database: Database, sessionIds: readonly string[]): number {
  const sums = sessionIds.map((id) =>
    database.number(
      `SELECT coalesce(sum(coalesce(whole_size, length(bytes))), 0)
       FROM runs JOIN trace_chunks ON run_id = runs.id WHERE session_id = ? AND deleted_at IS NULL`,
      [id],
    ),
  )
  return sums.reduce((total, size) => total + size, 0)
}
