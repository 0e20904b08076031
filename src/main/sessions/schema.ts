// The tables and how an older file becomes a present one. Every step stays for ever; the last one is today's shape.
import type { Database } from './database'

/** Step n brings a file of `user_version` n to n + 1. Times are epoch milliseconds, lists and objects are JSON. */
const steps: readonly string[] = [
  `
  CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    source TEXT NOT NULL,
    seed INTEGER NOT NULL,
    mode TEXT NOT NULL,
    tags TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER
  );

  -- kind: 'origin' (a text that must stay), 'auto' (the newest one follows the typing for a while), 'named'
  CREATE TABLE revisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    label TEXT,
    source TEXT NOT NULL,
    created_at INTEGER NOT NULL
  );
  CREATE INDEX revisions_of_session ON revisions (session_id, id);

  CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    source TEXT NOT NULL,
    seed INTEGER NOT NULL,
    mode TEXT NOT NULL,
    engine_version TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    status TEXT NOT NULL,
    digest TEXT,
    operations INTEGER NOT NULL,
    duration_ms REAL,
    failure TEXT,
    variables TEXT,
    chunks INTEGER NOT NULL
  );
  CREATE INDEX runs_of_session ON runs (session_id, started_at);

  -- Outputs and metrics are events of the trace; they have no tables of their own.
  CREATE TABLE trace_chunks (
    id INTEGER PRIMARY KEY,
    run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    bytes BLOB NOT NULL
  );
  CREATE UNIQUE INDEX trace_chunks_of_run ON trace_chunks (run_id, number);

  CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL);
  `,
  `ALTER TABLE runs ADD COLUMN deleted_at INTEGER`,
  // Null: `bytes` is the chunk itself. Otherwise it is deflated, and so long when inflated; see packing.ts.
  `ALTER TABLE trace_chunks ADD COLUMN whole_size INTEGER`,
]

/** The `user_version` that this program writes. */
export const schemaVersion = steps.length

/** The file's version; 0 is a new file. */
export function readSchemaVersion(database: Database): number {
  return database.number('PRAGMA user_version')
}

/** Brings an older or new file to the present shape, each step all or nothing. */
export function migrate(database: Database): void {
  for (let version = readSchemaVersion(database); version < schemaVersion; version++) {
    database.transaction(() => {
      database.exec(steps[version]!)
      database.exec(`PRAGMA user_version = ${version + 1}`)
    })
  }
}
