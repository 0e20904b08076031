// One SQLite connection as the store needs it: durable, exclusive, statements kept, rows typed by their reader.
// Must not know Electron, nor what the tables mean.
import { rmSync } from 'node:fs'
import { Database as Sqlite, type BindValues, type Statement } from 'node-sqlite3-wasm'

export type Row = Readonly<Record<string, unknown>>

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
    this.sqlite = new Sqlite(file)
    // WAL needs shared memory, which this build has not, unless the connection is exclusive.
    this.sqlite.exec('PRAGMA locking_mode = EXCLUSIVE')
    this.sqlite.exec('PRAGMA journal_mode = WAL')
    this.sqlite.exec('PRAGMA synchronous = FULL')
    this.sqlite.exec('PRAGMA foreign_keys = ON')
  }

  /** Several statements without parameters. */
  exec(sql: string): void {
    this.sqlite.exec(sql)
  }

  /** Changes rows; returns how many. */
  run(sql: string, values: BindValues = []): number {
    return this.statement(sql).run(values).changes
  }

  get(sql: string, values: BindValues = []): Row | undefined {
    return this.statement(sql).get(values) ?? undefined
  }

  all(sql: string, values: BindValues = []): Row[] {
    return this.statement(sql).all(values)
  }

  iterate(sql: string, values: BindValues = []): IterableIterator<Row> {
    return this.statement(sql).iterate(values)
  }

  /** A number from a statement of one row and one column. */
  number(sql: string, values: BindValues = []): number {
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
    for (const statement of this.statements.values()) statement.finalize()
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
