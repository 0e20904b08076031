// One SQLite connection as the store needs it: durable, exclusive, statements kept, rows typed by their reader.
// Must not know Electron, nor what the tables mean.
import { existsSync, rmSync } from 'node:fs'
import { Database as Sqlite, SQLite3Error, type Statement } from 'node-sqlite3-wasm'

export type Row = Readonly<Record<string, unknown>>
export type Value = string | number | bigint | Uint8Array | null

/** Bytes of the log that stay on disk for what comes next. */
const longestLog = 16 * 2 ** 20

/** A connection that owns its file alone. All calls are synchronous; a committed write is on disk when they return. */
export class Database {
  private readonly sqlite: Sqlite
  private readonly statements = new Map<string, Statement>()

  /**
   * Opens or creates `file` (`:memory:` for none). Whoever opens must already hold the profile (Electron's
   * single-instance lock): a lock folder that is found is the leftover of a killed process and is removed.
   */
  constructor(file: string) {
    if (file !== ':memory:') rmSync(`${file}.lock`, { recursive: true, force: true })
    const isNew = !existsSync(file)
    this.sqlite = new Sqlite(file)
    // WAL needs shared memory, which this build has not, unless the connection is exclusive.
    this.sqlite.exec('PRAGMA locking_mode = EXCLUSIVE')
    // Only before anything is in it; see upkeep.ts for older files.
    if (isNew) this.sqlite.exec('PRAGMA auto_vacuum = INCREMENTAL')
    this.sqlite.exec('PRAGMA journal_mode = WAL')
    this.sqlite.exec('PRAGMA synchronous = FULL')
    this.sqlite.exec('PRAGMA foreign_keys = ON')
    // A long import leaves a long log: it is cut when it was folded into the file.
    this.sqlite.exec(`PRAGMA journal_size_limit = ${longestLog}`)
  }

  /** Several statements without parameters. */
  exec(sql: string): void {
    this.sqlite.exec(sql)
  }

  /** Changes rows; returns how many. */
  run(sql: string, values: readonly Value[] = []): number {
    return this.statement(sql).run(values.map(toBound)).changes
  }

  get(sql: string, values: readonly Value[] = []): Row | undefined {
    // Reading to the end closes the read transaction; the library's own `get` would leave it open.
    return this.all(sql, values)[0]
  }

  all(sql: string, values: readonly Value[] = []): Row[] {
    return this.statement(sql).all(values.map(toBound))
  }

  /** Rows one at a time, for what may fail half-way or not fit in memory. */
  *iterate(sql: string): Generator<Row, void, undefined> {
    const statement = this.sqlite.prepare(sql)
    try {
      yield* statement.iterate()
    } finally {
      finalize(statement)
    }
  }

  /** A number from a statement of one row and one column. */
  number(sql: string, values: readonly Value[] = []): number {
    const row = this.get(sql, values)
    return Number(row === undefined ? NaN : Object.values(row)[0])
  }

  /** All or nothing. */
  transaction<T>(body: () => T): T {
    this.sqlite.exec('BEGIN IMMEDIATE')
    try {
      const result = body()
      this.sqlite.exec('COMMIT')
      return result
    } catch (error) {
      if (this.sqlite.inTransaction) this.sqlite.exec('ROLLBACK')
      throw error
    }
  }

  close(): void {
    for (const statement of this.statements.values()) finalize(statement)
    this.statements.clear()
    this.sqlite.close()
  }

  private statement(sql: string): Statement {
    let statement = this.statements.get(sql)
    if (statement === undefined) {
      statement = this.sqlite.prepare(sql)
      this.statements.set(sql, statement)
    }
    return statement
  }
}

/** True for what SQLite itself reports: disk, file, constraint. */
export function isSqliteError(error: unknown): error is Error {
  return error instanceof SQLite3Error
}

/** A text column's value. A text with NUL characters is kept as its UTF-8 bytes, because binding text ends at a NUL. */
export function toText(value: unknown): string {
  return value instanceof Uint8Array ? new TextDecoder().decode(value) : String(value)
}

function toBound(value: Value): Value {
  return typeof value === 'string' && value.includes('\0') ? new TextEncoder().encode(value) : value
}

/** Finalizing repeats the error of the statement's last step, which whoever stepped has seen. */
function finalize(statement: Statement): void {
  try {
    statement.finalize()
  } catch (error) {
    if (!isSqliteError(error)) throw error
  }
}
