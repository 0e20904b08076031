// Sessions that come from files: stored bit by bit out of sight, and shown only when they are whole.
import type { RunRecord, Session } from '@shared/session'
import type { Database } from './database'
import { packChunk } from './packing'
import { insertChunk } from './runs'
import type { Immediate, StoreContext } from './texts'

export interface ArrivedVersion {
  readonly label: string | null
  readonly source: string
  readonly createdAt: number
}

/** Every method is short; whoever brings a long file lets others have their turn in between. */
export interface Arrivals {
  /** A session under a new id, out of sight until it is finished. What a process that dies half-way leaves is dropped. */
  beginArrival(session: Session, versions: readonly ArrivedVersion[]): Promise<string>
  /** A run of it, also under a new id, still without its trace. */
  addArrivedRun(sessionId: string, record: RunRecord): Promise<string>
  /** The next chunks of its trace. */
  addArrivedChunks(runId: string, first: number, chunks: readonly Uint8Array[]): Promise<void>
  /** All of them are whole: now they are there. */
  finishArrivals(sessionIds: readonly string[]): Promise<void>
  /** Takes back what was begun: gone from sight at once, from the disk by and by. */
  cancelArrivals(sessionIds: readonly string[]): Promise<void>
}

const titleMost = 500
const tagsMost = 100

/** The time of deletion of what is not whole: long ago, so that it is not in the trash and is dropped by and by. */
const notWhole = 0

/** @param arriving the ids of what is coming in, kept up to date here */
export function createArrivals(
  database: Database,
  arriving: Set<string>,
  { now, newId }: StoreContext,
): Immediate<Omit<Arrivals, 'addArrivedChunks'>> & Pick<Arrivals, 'addArrivedChunks'> {
  return {
    beginArrival({ title, source, seed, mode, tags, createdAt }, versions) {
      const id = newId()
      arriving.add(id)
      const kept = tags.filter((tag) => tag !== '').map((tag) => tag.slice(0, tagsMost))
      database.transaction(() => {
        database.run(
          `INSERT INTO sessions (id, title, source, seed, mode, tags, created_at, updated_at, deleted_at)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          [
            id,
            title.slice(0, titleMost),
            source,
            seed,
            mode,
            JSON.stringify(kept.slice(0, tagsMost)),
            Math.round(createdAt),
            now(),
            notWhole,
          ],
        )
        const present = { label: null, source, createdAt: now() }
        for (const version of versions.at(-1)?.source === source ? versions : [...versions, present]) {
          database.run(
            'INSERT INTO revisions (session_id, kind, label, source, created_at) VALUES (?, ?, ?, ?, ?)',
            [
              id,
              version.label === null ? 'origin' : 'named',
              version.label?.slice(0, titleMost) ?? null,
              version.source,
              Math.round(version.createdAt),
            ],
          )
        }
      })
      return id
    },

    addArrivedRun(sessionId, record) {
      const id = newId()
      database.run(
        `INSERT INTO runs (id, session_id, source, seed, mode, engine_version, started_at, status, digest,
           operations, duration_ms, failure, chunks) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`,
        [
          id,
          sessionId,
          record.source,
          record.seed,
          record.mode,
          record.engineVersion.slice(0, tagsMost),
          Math.round(record.startedAt),
          record.status,
          record.digest,
          record.operations,
          record.durationMs,
          record.failure === null ? null : JSON.stringify(record.failure),
        ],
      )
      return id
    },

    async addArrivedChunks(runId, first, chunks) {
      const packed = await Promise.all(chunks.map(packChunk))
      database.transaction(() => {
        packed.forEach((chunk, i) => insertChunk(database, runId, first + i, chunk))
        database.run('UPDATE runs SET chunks = ? WHERE id = ?', [first + chunks.length, runId])
      })
    },

    finishArrivals(sessionIds) {
      database.transaction(() => {
        for (const id of sessionIds)
          database.run('UPDATE sessions SET deleted_at = NULL, updated_at = ? WHERE id = ?', [now(), id])
      })
      for (const id of sessionIds) arriving.delete(id)
    },

    cancelArrivals(sessionIds) {
      database.transaction(() => {
        for (const id of sessionIds)
          database.run('UPDATE sessions SET deleted_at = ? WHERE id = ?', [notWhole, id])
      })
      for (const id of sessionIds) arriving.delete(id)
    },
  }
}
