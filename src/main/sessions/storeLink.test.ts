// With the real thread, as the app builds it.
import { EventEmitter } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { openThreadedStore, type ThreadedStore } from './storeLink'
import { openSessionStore } from './store'
import { buildStore, type BuiltStore } from './testing/builtStore'

let built: BuiltStore
let folder: string
let worker: Worker

beforeAll(async () => {
  built = await buildStore('store-link-test')
})
afterAll(() => built.remove())
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dezero-lab-thread-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = (): Promise<ThreadedStore> =>
  openThreadedStore((options) => (worker = new Worker(built.thread, options)), {
    folder,
    examples: [{ title: 'Welcome', source: 'print(1)' }],
  })

it('a store in a thread keeps what it is given and gives it back, chunks bit by bit', async () => {
  const store = await open()
  const [{ id } = { id: '' }] = await store.listSessions()
  await store.saveText(id, 'kept')
  const run = { id: 'run', sessionId: id, source: '', seed: 0, mode: 'default', engineVersion: '1' } as const
  await store.startRun({ ...run, startedAt: 0 })
  const chunks = [Uint8Array.of(1, 2, 3), new Uint8Array(200_000).fill(7)]
  // Unawaited, as a busy window calls.
  await Promise.all(chunks.map((bytes, index) => store.appendChunk('run', index, bytes)))
  expect(await store.readChunks('run', 0, 10)).toEqual(chunks)
  await store.close()
  const again = openSessionStore({ folder })
  expect((await again.openSession(id)).source).toBe('kept')
  expect(await again.readChunks('run', 0, 10)).toEqual(chunks)
  again.close()
})

it('a failure crosses with its code and reason', async () => {
  const store = await open()
  await expect(store.openSession('nobody')).rejects.toMatchObject({
    failure: { code: 'usage', reason: { name: 'no-session', values: { id: 'nobody' } } },
  })
  await store.close()
})

it('a folder that cannot be made is told to who opens, and nothing hangs', async () => {
  writeFileSync(join(folder, 'file'), '')
  folder = join(folder, 'file')
  await expect(open()).rejects.toMatchObject({ failure: { reason: { name: 'store-thread-lost' } } })
  folder = join(folder, '..')
})

it('a thread that is lost fails what is under way and what comes after; what was acknowledged is there', async () => {
  const store = await open()
  const { id } = await store.createSession({ title: 'Acknowledged' })
  const under = store.listSessions()
  const lost = expect(under).rejects.toMatchObject({ failure: { code: 'storage' } })
  await worker.terminate()
  await lost
  await expect(store.saveText(id, 'late')).rejects.toMatchObject({
    failure: { code: 'storage', reason: { name: 'store-thread-lost' } },
  })
  await store.close()
  const again = openSessionStore({ folder })
  expect((await again.openSession(id)).title).toBe('Acknowledged')
  again.close()
})

it('a thread that never ends is told, once the database is closed', async () => {
  vi.useFakeTimers()
  try {
    // Answers as the thread does, and stays.
    const thread = new EventEmitter() as Worker
    thread.postMessage = ({ number }: { number: number }) =>
      queueMicrotask(() => thread.emit('message', { number, ok: true, value: undefined }))
    const opening = openThreadedStore(() => thread, { folder })
    thread.emit('message', { number: 0, ok: true, value: [] })
    const closing = (await opening).close()
    await vi.runAllTimersAsync()
    expect(await closing).toBe(false)
  } finally {
    vi.useRealTimers()
  }
})
