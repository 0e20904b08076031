import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { schemaVersion } from './schema'
import { openSessionStore } from './store'

/** `sessions-N.db` was written by the program whose schema version was N. They stay for ever. */
const golden = fileURLToPath(new URL('./testing/golden/', import.meta.url))
const versions = Array.from({ length: schemaVersion }, (_, index) => index + 1)

it('there is a kept file of every schema version', () => {
  expect(readdirSync(golden).sort()).toEqual(versions.map((version) => `sessions-${version}.db`).sort())
})

it.each(versions)('a file of schema version %i opens with everything in it', async (version) => {
  const folder = mkdtempSync(join(tmpdir(), 'dezero-lab-schema-'))
  copyFileSync(join(golden, `sessions-${version}.db`), join(folder, 'sessions.db'))
  const then = Date.UTC(2026, 0, 1)
  const store = openSessionStore({ folder, now: () => then + 60_000 })
  expect(await store.health()).toEqual({ state: 'ok' })
  expect(await store.openSession('session-1')).toEqual({
    id: 'session-1',
    title: '경사 하강법',
    source: 'const x = 2\n',
    seed: 4294967295,
    mode: 'retain-grad',
    tags: ['step 6', '한국어'],
    createdAt: then,
    updatedAt: then + 1000,
  })
  expect((await store.listRevisions('session-1')).map(({ label, source }) => [label, source])).toEqual([
    ['good', 'const x = 2\n'],
    [null, 'const x = 2\n'],
    [null, 'const x = 1\n'],
  ])
  expect(await store.openRun('run-1')).toEqual({
    id: 'run-1',
    sessionId: 'session-1',
    source: 'const x = 2\n',
    seed: 4294967295,
    mode: 'retain-grad',
    engineVersion: '1',
    startedAt: then + 1000,
    status: 'failed',
    digest: 'abc',
    operations: 5,
    durationMs: 1.5,
    failure: { code: 'script', message: 'no', at: { line: 1, column: 2 } },
    chunks: 2,
  })
  expect((await store.readChunks('run-1', 0, 9)).map((bytes) => [...bytes])).toEqual([
    [1, 2, 3],
    [0, 255],
  ])
  // From version 3 on chunks are deflated where that is shorter.
  if (version >= 3) {
    expect(await store.readChunks('run-2', 0, 9)).toEqual([new Uint8Array(3000).map((_, i) => i % 10)])
    expect((await store.runSizes('session-1'))['run-2']).toBeLessThan(100)
  }
  expect(await store.listSessions()).toHaveLength(1)
  expect((await store.restoreSession('session-2')).source).toBe('gone')
  expect(await store.getSettings()).toEqual({ locale: 'ko' })
  store.close()
  rmSync(folder, { recursive: true })
})
