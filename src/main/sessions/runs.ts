// Runs and the chunks of their traces. Chunks are bytes here; what is in them is not this module's business.
import { LabError } from '@shared/failure'
import type { SessionApi } from '@shared/sessionApi'
import type { Database } from './database'
import { toRunRecord } from './rows'
import { missing, type Immediate } from './texts'

type RunApi = Pick<
  SessionApi,
  'startRun' | 'appendChunk' | 'finishRun' | 'listRuns' | 'openRun' | 'readChunks'
>

const runColumns =
  'id, session_id, source, seed, mode, engine_version, started_at, status, digest, operations, duration_ms, failure, chunks'
/** One answer carries at most so many bytes, so that a long trace is read in parts. */
const readBytesMost = 8 * 2 ** 20

export function createRuns(database: Database): Immediate<RunApi> {
  const read = (id: string) => {
    const row = database.get(`SELECT ${runColumns} FROM runs WHERE id = ?`, [id])
    if (row === undefined) throw missing('run', id)
    return toRunRecord(row)
  }

  return {
    startRun(run) {
      if (database.get('SELECT 1 FROM sessions WHERE id = ?', [run.sessionId]) === undefined)
        throw missing('session', run.sessionId)
      database.run(
        `INSERT INTO runs (${runColumns}) VALUES (?, ?, ?, ?, ?, ?, ?, 'running', NULL, 0, NULL, NULL, 0)`,
        [run.id, run.sessionId, run.source, run.seed, run.mode, run.engineVersion, run.startedAt],
      )
    },

    appendChunk(runId, index, bytes) {
      const { chunks } = read(runId)
      if (index !== chunks) {
        throw new LabError({
          code: 'usage',
          message: `appendChunk: run ${runId} has ${chunks} chunks, the next one is number ${chunks}, got ${index}.`,
        })
      }
      database.transaction(() => {
        database.run('INSERT INTO trace_chunks (run_id, number, bytes) VALUES (?, ?, ?)', [
          runId,
          index,
          bytes,
        ])
        database.run('UPDATE runs SET chunks = ? WHERE id = ?', [index + 1, runId])
      })
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
      if (changed === 0) throw missing('run', runId)
    },

    listRuns(sessionId) {
      return database
        .all(`SELECT ${runColumns} FROM runs WHERE session_id = ? ORDER BY started_at DESC, rowid DESC`, [
          sessionId,
        ])
        .map(toRunRecord)
    },

    openRun: read,

    readChunks(runId, first, count) {
      read(runId)
      const chunks: Uint8Array[] = []
      let size = 0
      for (let number = first; number < first + count; number++) {
        const row = database.get('SELECT bytes FROM trace_chunks WHERE run_id = ? AND number = ?', [
          runId,
          number,
        ])
        if (row === undefined) break
        const bytes = row.bytes as Uint8Array
        if (chunks.length > 0 && size + bytes.byteLength > readBytesMost) break
        chunks.push(bytes)
        size += bytes.byteLength
      }
      return chunks
    },
  }
}
