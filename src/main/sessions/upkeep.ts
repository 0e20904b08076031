// Gives the room of what was deleted for good back to the disk, in small pieces between other work: no call waits for
// long, and a piece that was done is done whenever the process ends. Must not know Electron.
import { statSync } from 'node:fs'
import { type Database, isSqliteError } from './database'

/** A deleted session waits in the trash for so long. */
export const trashKeptMs = 30 * 24 * 3600_000
/** A deleted run can be had back for so long. */
export const runKeptMs = 10 * 60_000

/** How long one turn may work, and how long it then leaves to others: about a tenth of the time. */
const turnMs = 10
const pauseMs = 90
/** The start of the program has other things to do. */
const firstMs = 3000
/** How long there is nothing to do until it is looked again. */
const restMs = 60_000

/** Rows and pages that one piece takes: a few milliseconds on a slow machine. */
const chunksAtOnce = 4
const revisionsAtOnce = 50
const pagesAtOnce = 64

/** `PRAGMA auto_vacuum`: pages are returned when they are asked for. */
const incremental = 2
/** A file up to so many bytes is rewritten in about two seconds: no one who starts the program again waits longer. */
const mostRewritten = 128 * 2 ** 20

export interface UpkeepOptions {
  readonly now: () => number
  /** Sessions that are just coming in from a file: they are not whole, and not deleted either. */
  readonly arriving: ReadonlySet<string>
}

export class Upkeep {
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(
    private readonly database: Database,
    private readonly options: UpkeepOptions,
  ) {}

  /** Works in turns from soon on, until `stop`. The process may end meanwhile. */
  start(delayMs = firstMs): void {
    this.timer = setTimeout(() => this.start(this.turn()), delayMs)
    this.timer.unref()
  }

  stop(): void {
    clearTimeout(this.timer)
  }

  /** Does one small piece; false when nothing is left to do. */
  step(): boolean {
    return this.dropRun() || this.dropSession() || this.returnPages()
  }

  /** One turn. @returns after how many milliseconds the next one should be */
  private turn(): number {
    const end = performance.now() + turnMs
    try {
      while (this.step()) if (performance.now() >= end) return pauseMs
    } catch (error) {
      // A disk that refuses is told of where something is to be kept; this can wait for better times.
      if (!isSqliteError(error)) throw error
    }
    return restMs
  }

  private dropRun(): boolean {
    const { database } = this
    const doomed =
      database.get('SELECT id FROM runs WHERE deleted_at <= ? LIMIT 1', [this.options.now() - runKeptMs]) ??
      this.runOfDoomedSession()
    if (doomed === undefined) return false
    const id = String(doomed.id)
    const dropped = database.run(
      'DELETE FROM trace_chunks WHERE id IN (SELECT id FROM trace_chunks WHERE run_id = ? LIMIT ?)',
      [id, chunksAtOnce],
    )
    if (dropped === 0) database.run('DELETE FROM runs WHERE id = ?', [id])
    return true
  }

  private runOfDoomedSession() {
    const session = this.doomedSession()
    if (session === undefined) return undefined
    return this.database.get('SELECT id FROM runs WHERE session_id = ? LIMIT 1', [session])
  }

  private dropSession(): boolean {
    const session = this.doomedSession()
    if (session === undefined) return false
    const dropped = this.database.run(
      'DELETE FROM revisions WHERE id IN (SELECT id FROM revisions WHERE session_id = ? LIMIT ?)',
      [session, revisionsAtOnce],
    )
    if (dropped === 0) this.database.run('DELETE FROM sessions WHERE id = ?', [session])
    return true
  }

  private doomedSession(): string | undefined {
    const { now, arriving } = this.options
    return this.database
      .all('SELECT id FROM sessions WHERE deleted_at <= ?', [now() - trashKeptMs])
      .map(({ id }) => String(id))
      .find((id) => !arriving.has(id))
  }

  private returnPages(): boolean {
    const { database } = this
    if (database.number('PRAGMA auto_vacuum') !== incremental) return false
    if (database.number('PRAGMA freelist_count') === 0) return false
    database.exec(`PRAGMA incremental_vacuum(${pagesAtOnce})`)
    // The file itself becomes shorter when the log is folded into it.
    if (database.number('PRAGMA freelist_count') === 0) database.exec('PRAGMA wal_checkpoint(PASSIVE)')
    return true
  }
}

/**
 * Rewrites a file of an older program once, so that it can return pages from then on. All or nothing. For when the
 * windows are closed: it takes its time. A larger file keeps its size and uses its free pages again.
 */
export function enableReturningPages(database: Database, file: string): void {
  if (database.number('PRAGMA auto_vacuum') === incremental) return
  if (statSync(file).size > mostRewritten) return
  try {
    database.exec('PRAGMA auto_vacuum = INCREMENTAL')
    database.exec('VACUUM')
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  } catch (error) {
    // No room for the copy, most likely: the file stays as it was.
    if (!isSqliteError(error)) throw error
    process.emitWarning(`The sessions file cannot be made to shrink: ${error.message}`)
  }
}
