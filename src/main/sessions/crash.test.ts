import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { Database } from './database'
import { openSessionStore } from './store'
import { buildStore, type BuiltStore } from './testing/builtStore'
import { chunkNumber, textNumber } from './testing/storeWriter'

/** `npm run soak` kills more often. */
const kills = Number(process.env.DEZERO_LAB_KILLS ?? 8)
let built: BuiltStore
let folder: string

beforeAll(async () => {
  built = await buildStore('crash-test')
})
afterAll(() => built.remove())
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dezero-lab-crash-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

interface Acknowledged {
  text: number
  version: number
  readonly chunks: Map<string, number>
  failure: string | undefined
}

/** Takes down what the writer says until it ends; `onLine` is told how many lines there were. */
async function listen(
  child: ChildProcess,
  heard: Acknowledged,
  onLine: (count: number) => void,
): Promise<void> {
  let count = 0
  for await (const line of createInterface({ input: child.stdout! })) {
    const [what, first, second] = line.split(' ')
    if (what === 'text') heard.text = Number(first)
    if (what === 'version') heard.version = Number(first)
    if (what === 'chunk') heard.chunks.set(first!, Number(second))
    if (what === 'failed') heard.failure = first
    onLine(++count)
  }
}

async function expectEverythingThere(heard: Acknowledged): Promise<void> {
  const store = openSessionStore({ folder })
  expect(await store.health()).toEqual({ state: 'ok' })
  const [summary] = await store.listSessions()
  const session = await store.openSession(summary!.id)
  const kept = Number(/^\/\/ (\d+)/.exec(session.source)?.[1] ?? 0)
  // The write that was under way when the process died may have been kept or not, but whole.
  expect(kept).toBeGreaterThanOrEqual(heard.text)
  expect(kept).toBeLessThanOrEqual(heard.text + 1)
  if (kept > 0) expect(session.source).toBe(textNumber(kept))
  const labels = (await store.listRevisions(session.id)).map(({ label }) => label)
  if (heard.version > 0) expect(labels).toContain(`version ${heard.version}`)
  for (const [runId, last] of heard.chunks) {
    const run = await store.openRun(runId)
    expect(run.chunks).toBeGreaterThan(last)
    for (const number of [0, Math.max(0, last - 1), last]) {
      const [bytes] = await store.readChunks(runId, number, 1)
      expect(Buffer.from(bytes!).equals(chunkNumber(number))).toBe(true)
    }
  }
  store.close()
}

it(
  `every acknowledged write survives ${kills} kills at any moment`,
  { timeout: 60_000 + kills * 10_000 },
  async () => {
    const heard: Acknowledged = { text: 0, version: 0, chunks: new Map(), failure: undefined }
    for (let kill = 0; kill < kills; kill++) {
      const child = spawn(process.execPath, [built.writer, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
      const ended = once(child, 'exit')
      // Spread over the writer's life: while opening, at once after the first write, in the middle of many.
      const killAfter = [1, 2, 3, 20, 57, 111][kill % 6]! + (kill % 5)
      await listen(child, heard, (count) => {
        if (count === killAfter) child.kill('SIGKILL')
      })
      expect(await ended).toEqual([null, 'SIGKILL'])
      expect(heard.failure).toBeUndefined()
      await expectEverythingThere(heard)
    }
  },
)

it.runIf(process.platform === 'linux')(
  'a full disk is a storage failure, and nothing that was acknowledged is lost',
  async () => {
    const heard: Acknowledged = { text: 0, version: 0, chunks: new Map(), failure: undefined }
    // No file may grow beyond 1.5 MB in this process: for SQLite the disk is full.
    const child = spawn(
      'bash',
      ['-c', 'ulimit -f 1500; exec "$0" "$@"', process.execPath, built.writer, folder],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    const ended = once(child, 'exit')
    await listen(child, heard, () => undefined)
    expect(await ended).toEqual([0, null])
    expect(heard.failure).toBe('storage')
    expect(heard.text).toBeGreaterThan(10)
    await expectEverythingThere(heard)
  },
)

it('the log of writes is bounded: it is folded into the file while running', async () => {
  const store = openSessionStore({ folder })
  const { id } = await store.createSession()
  for (let n = 0; n < 300; n++) await store.saveText(id, `${n}`.padEnd(50_000, 'x'))
  expect(statSync(join(folder, 'sessions.db-wal')).size).toBeLessThan(20 * 2 ** 20)
  store.close()
  const database = new Database(join(folder, 'sessions.db'))
  expect(database.get('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' })
  database.close()
  expect(readFileSync(join(folder, 'sessions.db')).subarray(0, 15).toString()).toBe('SQLite format 3')
})
