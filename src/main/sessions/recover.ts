// Copies what can still be read from a damaged database into a new one, row by row.
import { copyFileSync, existsSync, rmSync } from 'node:fs'
import { Database, type Row } from './database'

/** Parents before children, so that references hold. */
const tables = ['sessions', 'revisions', 'runs', 'trace_chunks', 'settings'] as const

/**
 * Copies rows from a copy of `damaged` (which stays untouched) into `target`. A row that cannot be read or does not fit
 * is left out.
 * @returns how many sessions `target` has afterwards
 */
export function recoverRows(damaged: string, target: Database): number {
  const copy = `${damaged}.reading`
  for (const suffix of ['', '-wal'])
    if (existsSync(damaged + suffix)) copyFileSync(damaged + suffix, copy + suffix)
  let source: Database | undefined
  try {
    source = new Database(copy)
    target.exec('PRAGMA foreign_keys = OFF')
    for (const table of tables) copyTable(source, target, table)
  } catch (error) {
    // Not even the header can be read: nothing to recover, and the message says that nothing was.
    if (!(error instanceof Error) || error.name !== 'SQLite3Error') throw error
  } finally {
    source?.close()
    for (const suffix of ['', '-wal', '-journal']) rmSync(copy + suffix, { force: true })
    dropOrphans(target)
    target.exec('PRAGMA foreign_keys = ON')
  }
  return target.number('SELECT count(*) FROM sessions')
}

function copyTable(source: Database, target: Database, table: string): void {
  const columns = target.all(`SELECT name FROM pragma_table_info('${table}')`).map((row) => String(row.name))
  const insert =
    `INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) ` +
    `VALUES (${columns.map(() => '?').join(', ')})`
  // From both ends: a damaged page in the middle hides only what lies in it.
  for (const order of ['ASC', 'DESC']) {
    try {
      for (const row of source.iterate(`SELECT * FROM ${table} ORDER BY rowid ${order}`)) {
        copyRow(target, insert, columns, row)
      }
      return
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'SQLite3Error') throw error
    }
  }
}

function copyRow(target: Database, insert: string, columns: readonly string[], row: Row): void {
  try {
    target.run(
      insert,
      columns.map((column) => (row[column] ?? null) as string | number | bigint | Uint8Array | null),
    )
  } catch (error) {
    // A damaged value that breaks a constraint; the row is left out.
    if (!(error instanceof Error) || error.name !== 'SQLite3Error') throw error
  }
}

/** Children whose parent was lost, and traces with a gap, which could not be replayed. */
function dropOrphans(target: Database): void {
  target.exec(`
    DELETE FROM revisions WHERE session_id NOT IN (SELECT id FROM sessions);
    DELETE FROM runs WHERE session_id NOT IN (SELECT id FROM sessions);
    DELETE FROM trace_chunks WHERE run_id NOT IN (SELECT id FROM runs);
    DELETE FROM runs WHERE chunks <> (SELECT count(*) FROM trace_chunks WHERE run_id = runs.id);
    DELETE FROM trace_chunks WHERE run_id NOT IN (SELECT id FROM runs);
  `)
}
