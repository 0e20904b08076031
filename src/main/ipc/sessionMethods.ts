// What the window may say to the session store: the argument list of every method.
import * as v from 'valibot'
import { modes } from '@shared/engineApi'
import { parseFailure } from '@shared/failure'
import type { SessionApi } from '@shared/sessionApi'
import type { ArgumentSchemas } from './answer'

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(100))
const title = v.pipe(v.string(), v.maxLength(500))
const source = v.pipe(v.string(), v.maxLength(20_000_000))
const tags = v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(100))), v.maxLength(100))
const seed = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 32 - 1))
const mode = v.picklist(modes)
const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const key = v.pipe(v.string(), v.minLength(1), v.maxLength(200))
const chunk = v.pipe(
  v.instance(Uint8Array),
  v.check((bytes) => bytes.byteLength <= 64 * 2 ** 20, 'a chunk may have at most 64 MiB'),
)
const variable = v.object({
  kind: v.picklist(['variable', 'array']),
  shape: v.array(v.number()),
  dtype: v.string(),
  data: v.unknown(),
  grad: v.unknown(),
})
const outcome = v.object({
  status: v.picklist(['done', 'failed', 'stopped']),
  failure: v.optional(v.pipe(v.unknown(), v.transform(parseFailure))),
  digest: v.pipe(v.string(), v.maxLength(200)),
  operations: v.number(),
  durationMs: v.number(),
  backwardsSkipped: v.number(),
  variables: v.record(v.string(), variable),
})
const newRun = v.object({
  id,
  sessionId: id,
  source,
  seed,
  mode,
  engineVersion: v.pipe(v.string(), v.maxLength(100)),
  startedAt: v.number(),
})

export const sessionMethods: ArgumentSchemas<SessionApi> = {
  health: v.strictTuple([]),
  listSessions: v.strictTuple([v.optional(v.pipe(v.string(), v.maxLength(1000)))]),
  openSession: v.strictTuple([id]),
  createSession: v.strictTuple([
    v.optional(
      v.strictObject({ title: v.optional(title), source: v.optional(source), tags: v.optional(tags) }),
    ),
  ]),
  saveText: v.strictTuple([id, source]),
  updateSession: v.strictTuple([
    id,
    v.strictObject({
      title: v.optional(title),
      seed: v.optional(seed),
      mode: v.optional(mode),
      tags: v.optional(tags),
    }),
  ]),
  duplicateSession: v.strictTuple([id]),
  deleteSession: v.strictTuple([id]),
  restoreSession: v.strictTuple([id]),
  listDeletedSessions: v.strictTuple([]),
  saveVersion: v.strictTuple([id, v.pipe(v.string(), v.maxLength(500))]),
  listRevisions: v.strictTuple([id]),
  restoreRevision: v.strictTuple([id, count]),
  startRun: v.strictTuple([newRun]),
  appendChunk: v.strictTuple([id, count, chunk]),
  finishRun: v.strictTuple([id, outcome]),
  listRuns: v.strictTuple([id]),
  runSizes: v.strictTuple([id]),
  deleteRun: v.strictTuple([id]),
  restoreRun: v.strictTuple([id]),
  openRun: v.strictTuple([id]),
  readChunks: v.strictTuple([id, count, v.pipe(count, v.maxValue(1000))]),
  getSettings: v.strictTuple([]),
  setSetting: v.strictTuple([key, v.unknown()]),
}
