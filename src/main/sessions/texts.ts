// Sessions and the history of their text.
import type { Revision, Session, SessionSummary } from '@shared/session'
import { errorFor } from '@shared/failure'
import type { SessionApi } from '@shared/sessionApi'
import { toText, type Database } from './database'
import { trashKeptMs } from './upkeep'
import { toRevision, toSession, toSessionSummary } from './rows'
import { foundLine, wordsOf } from './search'

/** What the store takes from outside, so that tests can choose it. */
export interface StoreContext {
  readonly now: () => number
  readonly newId: () => string
}

/** One unnamed revision follows the typing for so long, then the next one begins. */
const revisionSpanMs = 2 * 60_000
/** Losing more than half of a text of some size begins a new revision, so that the longer text can be had back. */
const smallText = 200

type TextApi = Pick<
  SessionApi,
  | 'listSessions'
  | 'openSession'
  | 'createSession'
  | 'saveText'
  | 'updateSession'
  | 'duplicateSession'
  | 'deleteSession'
  | 'restoreSession'
  | 'listDeletedSessions'
  | 'saveVersion'
  | 'listRevisions'
  | 'restoreRevision'
>
/** The same methods without the promise: the database answers at once. */
export type Immediate<Api> = {
  [K in keyof Api]: Api[K] extends (...args: infer Args) => Promise<infer Value>
    ? (...args: Args) => Value
    : never
}

const sessionColumns = 'id, title, source, seed, mode, tags, created_at, updated_at'

/** @param withText also the text, to say where a search found something */
const selectSummary = (withText = false): string => `
  SELECT id, title, tags, updated_at, ${withText ? 'source,' : ''}
    (SELECT count(*) FROM runs WHERE runs.session_id = sessions.id AND runs.deleted_at IS NULL) AS runs
  FROM sessions`

export function createTexts(database: Database, { now, newId }: StoreContext): Immediate<TextApi> {
  const read = (id: string): Session => {
    const row = database.get(`SELECT ${sessionColumns} FROM sessions WHERE id = ? AND deleted_at IS NULL`, [
      id,
    ])
    if (row === undefined) throw errorFor('no-session', { id })
    return toSession(row)
  }

  const insert = (session: Pick<Session, 'title' | 'source' | 'tags' | 'seed' | 'mode'>): Session => {
    const id = newId()
    const time = now()
    database.transaction(() => {
      database.run(`INSERT INTO sessions (${sessionColumns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, [
        id,
        session.title,
        session.source,
        session.seed,
        session.mode,
        JSON.stringify(session.tags),
        time,
        time,
      ])
      if (session.source !== '') addRevision(id, 'origin', null, session.source)
    })
    return read(id)
  }

  const latestRevision = (id: string) =>
    database.get(
      'SELECT id, kind, source, created_at FROM revisions WHERE session_id = ? ORDER BY id DESC LIMIT 1',
      [id],
    )

  const addRevision = (id: string, kind: 'origin' | 'auto' | 'named', label: string | null, text: string) => {
    database.run(
      'INSERT INTO revisions (session_id, kind, label, source, created_at) VALUES (?, ?, ?, ?, ?)',
      [id, kind, label, text, now()],
    )
    return database.number('SELECT last_insert_rowid()')
  }

  /** Keeps `text` as the present state: in the newest unnamed revision while its span lasts, else in a new one. */
  const followText = (id: string, text: string): void => {
    const latest = latestRevision(id)
    const before = latest === undefined ? '' : toText(latest.source)
    if (latest !== undefined && before === text) return
    const following =
      latest?.kind === 'auto' &&
      now() - Number(latest.created_at) < revisionSpanMs &&
      (before.length < smallText || text.length * 2 >= before.length)
    if (following) database.run('UPDATE revisions SET source = ? WHERE id = ?', [text, Number(latest.id)])
    else addRevision(id, 'auto', null, text)
  }

  const freeTitle = (wished: string): string => {
    const taken = new Set(
      database.all('SELECT title FROM sessions WHERE deleted_at IS NULL').map((row) => toText(row.title)),
    )
    if (!taken.has(wished)) return wished
    const stem = wished.replace(/ \d+$/, '')
    const first = stem === wished ? 2 : Number(wished.slice(stem.length)) + 1
    for (let number = first; ; number++) if (!taken.has(`${stem} ${number}`)) return `${stem} ${number}`
  }

  const setText = (id: string, text: string): void => {
    database.run('UPDATE sessions SET source = ?, updated_at = ? WHERE id = ?', [text, now(), id])
  }

  return {
    listSessions(query = ''): SessionSummary[] {
      const words = wordsOf(query)
      const conditions = words.map(
        () => `AND (title || char(10) || tags || char(10) || source) LIKE ? ESCAPE '\\'`,
      )
      const rows = database.all(
        `${selectSummary(words.length > 0)} WHERE deleted_at IS NULL ${conditions.join(' ')}
         ORDER BY updated_at DESC, rowid DESC`,
        words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`),
      )
      if (words.length === 0) return rows.map(toSessionSummary)
      return rows.map((row) => {
        const summary = toSessionSummary(row)
        const said = [summary.title, ...summary.tags].join('\n')
        return { ...summary, found: foundLine(toText(row.source), words, said) }
      })
    },

    openSession: read,

    createSession({ title, source = '', tags = [] } = {}) {
      return insert({ title: title ?? freeTitle('Untitled'), source, tags, seed: 0, mode: 'default' })
    },

    saveText(id, source) {
      const session = read(id)
      if (session.source === source) return { updatedAt: session.updatedAt }
      database.transaction(() => {
        setText(id, source)
        followText(id, source)
      })
      return { updatedAt: read(id).updatedAt }
    },

    updateSession(id, change) {
      const { title, seed, mode, tags } = { ...read(id), ...withoutUndefined(change) }
      database.run(
        'UPDATE sessions SET title = ?, seed = ?, mode = ?, tags = ?, updated_at = ? WHERE id = ?',
        [title, seed, mode, JSON.stringify(tags), now(), id],
      )
      return read(id)
    },

    duplicateSession(id) {
      const session = read(id)
      return insert({ ...session, title: freeTitle(session.title) })
    },

    deleteSession(id) {
      read(id)
      database.run('UPDATE sessions SET deleted_at = ? WHERE id = ?', [now(), id])
    },

    restoreSession(id) {
      const restored = database.run('UPDATE sessions SET deleted_at = NULL WHERE id = ? AND deleted_at > ?', [
        id,
        now() - trashKeptMs,
      ])
      if (restored === 0) throw errorFor('no-session', { id })
      return read(id)
    },

    listDeletedSessions() {
      return database
        .all(`${selectSummary()} WHERE deleted_at > ? ORDER BY deleted_at DESC, rowid DESC`, [
          now() - trashKeptMs,
        ])
        .map(toSessionSummary)
    },

    saveVersion(id, label): Revision {
      const { source } = read(id)
      return database.transaction(() => {
        const revision = addRevision(id, 'named', label, source)
        return toRevision(database.get('SELECT * FROM revisions WHERE id = ?', [revision])!)
      })
    },

    listRevisions(id) {
      read(id)
      return database
        .all('SELECT * FROM revisions WHERE session_id = ? ORDER BY created_at DESC, id DESC', [id])
        .map(toRevision)
    },

    restoreRevision(id, revision) {
      const { source } = read(id)
      const row = database.get('SELECT * FROM revisions WHERE session_id = ? AND id = ?', [id, revision])
      if (row === undefined) throw errorFor('no-revision', { id: revision })
      const old = toRevision(row)
      database.transaction(() => {
        if (toText(latestRevision(id)?.source) !== source) addRevision(id, 'origin', null, source)
        setText(id, old.source)
        addRevision(id, 'origin', null, old.source)
      })
      return read(id)
    },
  }
}

/** An absent property must not overwrite. */
function withoutUndefined<T extends object>(object: T): Partial<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Partial<T>
}
