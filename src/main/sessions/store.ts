// The session store: opens the database of a profile and answers SessionApi from it. Must not know Electron.
import { randomUUID } from 'node:crypto'
import { accessSync, constants, mkdirSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import type { SessionApi, StoreHealth } from '@shared/sessionApi'
import { errorFor } from '@shared/failure'
import { createArrivals, type Arrivals } from './arrivals'
import { isSqliteError } from './database'
import { openDatabase } from './open'
import type { ExampleSession } from './examples'
import { createRuns, sumTraceBytes } from './runs'
import { createSettings } from './settings'
import { createTexts, type Immediate, type StoreContext } from './texts'
import { enableReturningPages, Upkeep } from './upkeep'

/** What the window asks, and what main does with files beside it. */
export interface SessionStore extends SessionApi, Arrivals {
  /** How many bytes the traces of sessions have as a file holds them; on the disk they may take less. */
  traceBytes(sessionIds: readonly string[]): Promise<number>
}

/** The store in the thread that opened it. Its calls wait for the disk. */
export interface OpenStore extends SessionStore {
  /** Ends the connection; nothing may be called after it. */
  close(): void
}

export interface StoreOptions extends Partial<StoreContext> {
  /** The profile folder. It must be this process's alone (Electron's single-instance lock). */
  readonly folder: string
  /** What a fresh profile starts with; the first one is the newest. */
  readonly examples?: readonly ExampleSession[]
}

/** Opens, or makes, the store of a profile. Never throws for a bad file: `health()` says what happened instead. */
export function openSessionStore({
  folder,
  examples = [],
  now = Date.now,
  newId = randomUUID,
}: StoreOptions): OpenStore {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'sessions.db')
  const { database, health, fresh } = openDatabase(file, now)
  const texts = createTexts(database, { now, newId })
  if (fresh) for (const example of [...examples].reverse()) texts.createSession(example)
  const writable = health.state !== 'read-only'
  const isOnDisk = health.state === 'ok' || health.state === 'recovered'
  const arriving = new Set<string>()
  const upkeep = new Upkeep(database, { now, arriving })
  if (isOnDisk) upkeep.start()

  const methods: Answering<SessionStore> = {
    health: (): StoreHealth => health,
    ...texts,
    ...createRuns(database, now),
    ...createSettings(database),
    ...createArrivals(database, arriving, { now, newId }),
    traceBytes: (sessionIds) => sumTraceBytes(database, sessionIds),
  }
  return {
    ...toAsync(methods, writable, folder),
    close() {
      upkeep.stop()
      if (isOnDisk) enableReturningPages(database, file)
      database.close()
    },
  }
}

/** Methods that change nothing; the others are refused by name in a read-only store. */
const readers: ReadonlySet<string> = new Set<keyof SessionStore>([
  'health',
  'listSessions',
  'openSession',
  'listDeletedSessions',
  'listRevisions',
  'listRuns',
  'runSizes',
  'openRun',
  'readChunks',
  'traceBytes',
  'getSettings',
])

/** A method that answers at once, or one that does not. */
type Answering<Api> = { readonly [K in keyof Api]: Api[K] | Immediate<Api>[K] }

function toAsync(methods: Answering<SessionStore>, writable: boolean, folder: string): SessionStore {
  const entries = Object.entries(methods).map(([name, method]) => [
    name,
    async (...args: unknown[]): Promise<unknown> => {
      if (!writable && !readers.has(name)) {
        throw errorFor('store-newer', {})
      }
      try {
        return await (method as (...args: unknown[]) => unknown)(...args)
      } catch (error) {
        throw asStorageFailure(error, folder)
      }
    },
  ])
  return Object.fromEntries(entries) as SessionStore
}

/** Less room than this on a disk makes SQLite fail in one way or another. Bytes. */
const leastRoom = 2 ** 18

/** What SQLite says about disk and file is an operational failure; anything else passes as it is. */
function asStorageFailure(error: unknown, folder: string): unknown {
  if (!isSqliteError(error)) return error
  if (!isWritable(folder)) return errorFor('disk-read-only', {})
  if (/full/i.test(error.message) || roomOf(folder) < leastRoom) return errorFor('disk-full', {})
  return errorFor('disk-failed', { detail: error.message })
}

/** Asks the system, since SQLite calls a disk that can only be read by the same name as a broken one. */
function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error
    return false
  }
}

/** Bytes that are free for this user; Infinity when the system does not say. */
function roomOf(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error
    return Infinity
  }
}
