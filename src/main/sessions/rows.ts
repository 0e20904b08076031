// Rows of the database as the plain data of src/shared, parsed: what a file says is not trusted.
import * as v from 'valibot'
import { modes } from '@shared/engineApi'
import { errorFor, parseFailure } from '@shared/failure'
import type { Revision, RunRecord, Session, SessionSummary } from '@shared/session'
import { toText, type Row } from './database'
import type { PackedChunk } from './packing'

const json = v.pipe(v.string(), v.parseJson())
const tags = v.pipe(json, v.array(v.string()))
const text = v.pipe(
  v.union([v.string(), v.instance(Uint8Array)]),
  v.transform((value): string => toText(value)),
)
const integer = v.pipe(v.union([v.number(), v.bigint()]), v.transform(Number), v.number())

const sessionRow = v.object({
  id: v.string(),
  title: text,
  source: text,
  seed: integer,
  mode: v.picklist(modes),
  tags,
  created_at: integer,
  updated_at: integer,
})
const summaryRow = v.object({ id: v.string(), title: text, updated_at: integer, tags, runs: integer })
const revisionRow = v.object({
  id: integer,
  session_id: v.string(),
  label: v.nullable(text),
  source: text,
  created_at: integer,
})
const runRow = v.object({
  id: v.string(),
  session_id: v.string(),
  source: text,
  seed: integer,
  mode: v.picklist(modes),
  engine_version: v.string(),
  started_at: integer,
  status: v.picklist(['running', 'done', 'failed', 'stopped']),
  digest: v.nullable(v.string()),
  operations: integer,
  duration_ms: v.nullable(v.number()),
  failure: v.nullable(v.pipe(json, v.transform(parseFailure))),
  chunks: integer,
})
const chunkRow = v.object({ bytes: v.instance(Uint8Array), whole_size: v.nullish(integer, null) })

function parse<T>(schema: v.GenericSchema<unknown, T>, row: Row, what: string): T {
  const result = v.safeParse(schema, row)
  if (result.success) return result.output
  const [issue] = result.issues
  throw errorFor('row-damaged', { what, detail: `${v.getDotPath(issue) ?? 'row'}: ${issue.message}` })
}

export function toSession(row: Row): Session {
  const { created_at: createdAt, updated_at: updatedAt, ...rest } = parse(sessionRow, row, 'session')
  return { ...rest, createdAt, updatedAt }
}

export function toSessionSummary(row: Row): SessionSummary {
  const { updated_at: updatedAt, ...rest } = parse(summaryRow, row, 'session')
  return { ...rest, updatedAt, found: null }
}

export function toRevision(row: Row): Revision {
  const { session_id: sessionId, created_at: createdAt, ...rest } = parse(revisionRow, row, 'revision')
  return { ...rest, sessionId, createdAt }
}

export function toRunRecord(row: Row): RunRecord {
  const {
    session_id: sessionId,
    engine_version: engineVersion,
    started_at: startedAt,
    duration_ms: durationMs,
    ...rest
  } = parse(runRow, row, 'run')
  return { ...rest, sessionId, engineVersion, startedAt, durationMs }
}

export function toChunk(row: Row): PackedChunk {
  const { bytes, whole_size: wholeSize } = parse(chunkRow, row, 'chunk')
  return { bytes, wholeSize }
}
