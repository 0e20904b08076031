// How the database comes up: made when missing, upgraded when older, read-only when newer, set aside when corrupt,
// in memory when the disk refuses. Must not know Electron.
import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { failureFor } from '@shared/failure'
import type { StoreHealth } from '@shared/sessionApi'
import { Database } from './database'
import { recoverRows } from './recover'
import { migrate, readSchemaVersion, schemaVersion } from './schema'

export interface OpenedDatabase {
  readonly database: Database
  readonly health: StoreHealth
  /** No sessions existed before. */
  readonly fresh: boolean
}

export function openDatabase(file: string, now: () => number): OpenedDatabase {
  const fresh = !existsSync(file)
  try {
    return { ...openPresent(file), fresh }
  } catch (error) {
    if (error instanceof CorruptDatabase) return setAside(file, error, now)
    return openInMemory(file, error)
  }
}

class CorruptDatabase extends Error {}

function openPresent(file: string): { database: Database; health: StoreHealth } {
  let database: Database | undefined
  try {
    database = new Database(file)
    checkIntegrity(database)
    if (readSchemaVersion(database) > schemaVersion) {
      return { database, health: { state: 'read-only', failure: failureFor('store-newer', {}) } }
    }
    migrate(database)
    return { database, health: { state: 'ok' } }
  } catch (error) {
    database?.close()
    throw isCorruption(error) ? new CorruptDatabase(String((error as Error).message)) : error
  }
}

function checkIntegrity(database: Database): void {
  // A row may hold several lines, of which the first only names the database.
  const problems = database
    .all('PRAGMA integrity_check(5)')
    .flatMap((row) => String(Object.values(row)[0]).split('\n'))
    .filter((line) => !line.startsWith('*** in database'))
  if (problems.length !== 1 || problems[0] !== 'ok') throw new CorruptDatabase(problems.join('; '))
}

function isCorruption(error: unknown): boolean {
  if (error instanceof CorruptDatabase) return true
  return error instanceof Error && /malformed|not a database|corrupt/i.test(error.message)
}

/** Moves the corrupt file away, starts a new one and copies over what can still be read. */
function setAside(file: string, error: CorruptDatabase, now: () => number): OpenedDatabase {
  const stamp = new Date(now()).toISOString().replace(/[:.]/g, '-')
  const folder = join(dirname(file), 'quarantine')
  mkdirSync(folder, { recursive: true })
  const quarantined = join(folder, `${stamp}-${basename(file)}`)
  for (const suffix of ['', '-wal', '-journal']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, quarantined + suffix)
  }
  const { database } = openPresent(file)
  const recovered = recoverRows(quarantined, database)
  const values = { detail: error.message, count: recovered, path: quarantined }
  const failure = failureFor('store-recovered', values)
  return { database, health: { state: 'recovered', failure }, fresh: recovered === 0 }
}

/** A disk that cannot be written: what is on it is read into memory, so that work can go on. */
function openInMemory(file: string, error: unknown): OpenedDatabase {
  const database = new Database(':memory:')
  migrate(database)
  const present = existsSync(file) && statSync(file).isFile() ? recoverRows(file, database) : 0
  const detail = error instanceof Error ? error.message : String(error)
  const failure = failureFor('store-in-memory', { path: dirname(file), detail })
  return { database, health: { state: 'memory-only', failure }, fresh: present === 0 }
}
