// Copies what can still be read from a damaged database into a new one, row by row.
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LabError } from '@shared/failure'
import { Database, isSqliteError, type Row, type Value } from './database'
import { toChunk, toRevision, toRunRecord, toSession } from './rows'

/** Parents before children, so that references hold; with what must be able to read a row. */
const tables: Readonly<Record<string, (row: Row) => unknown>> = {
  sessions: toSession,
  revisions: toRevision,
  runs: toRunRecord,
  trace_chunks: toChunk,
  settings: () => undefined,
}

/**
 * Copies rows from a copy of `damaged` (which stays untouched) into `target`. A row that cannot be read or does not fit
 * is left out.
 * @returns how many sessions `target` has afterwards
 */
export function recoverRows(damaged: string, target: Database): number {
  // Opening writes, so a copy is opened; beside the original there may be no room or no right.
  const folder = mkdtempSync(join(tmpdir(), 'dezero-lab-'))
  const copy = join(folder, 'reading.db')
  for (const suffix of ['', '-wal'])
    if (existsSync(damaged + suffix)) copyFileSync(damaged + suffix, copy + suffix)
  let source: Database | undefined
  try {
    source = new Database(copy)
    target.exec('PRAGMA foreign_keys = OFF')
    for (const [table, read] of Object.entries(tables)) copyTable(source, target, table, read)
  } catch (error) {
    // Not even the header can be read: nothing to recover, and the message says that nothing was.
    if (!isSqliteError(error)) throw error
  } finally {
    source?.close()
    rmSync(folder, { recursive: true, force: true })
    dropOrphans(target)
    target.exec('PRAGMA foreign_keys = ON')
  }
  return target.number('SELECT count(*) FROM sessions')
}

function copyTable(source: Database, target: Database, table: string, read: (row: Row) => unknown): void {
  const columns = target.all(`SELECT name FROM pragma_table_info('${table}')`).map((row) => String(row.name))
  const insert =
    `INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) ` +
    `VALUES (${columns.map(() => '?').join(', ')})`
  // From both ends: a damaged page in the middle hides only what lies in it.
  for (const order of ['ASC', 'DESC']) {
    try {
      for (const row of source.iterate(`SELECT * FROM ${table} ORDER BY rowid ${order}`)) {
        copyRow(target, insert, columns, row, read)
      }
      return
    } catch (error) {
      if (!isSqliteError(error)) throw error
    }
  }
}

function copyRow(
  target: Database,
  insert: string,
  columns: readonly string[],
  row: Row,
  read: (row: Row) => unknown,
): void {
  try {
    read(row)
    target.run(
      insert,
      columns.map((column) => (row[column] ?? null) as Value),
    )
  } catch (error) {
    // A damaged value that cannot be read or breaks a constraint; the row is left out.
    if (!isSqliteError(error) && !(error instanceof LabError)) throw error
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
