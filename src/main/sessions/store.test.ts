import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RunOutcome } from '@shared/engineApi'
import { LabError } from '@shared/failure'
import { Database } from './database'
import { openSessionStore, type OpenStore } from './store'
import { noise } from './testing/noise'

const minute = 60_000
let folder: string
let time: number
let store: OpenStore

function open(examples: { title: string; source: string }[] = []): OpenStore {
  return openSessionStore({ folder, examples, now: () => time })
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dezero-lab-store-'))
  time = Date.UTC(2026, 0, 1)
  store = open()
})

afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

function reopen(): void {
  store.close()
  store = open()
}

const outcome: RunOutcome = {
  status: 'failed',
  failure: { code: 'script', message: 'x is not defined', at: { line: 3, column: 1 } },
  digest: 'abc',
  operations: 12,
  durationMs: 3.5,
  backwardsSkipped: 0,
  variables: {},
}

async function startRun(sessionId: string, id = 'run-1'): Promise<void> {
  await store.startRun({
    id,
    sessionId,
    source: 's',
    seed: 7,
    mode: 'default',
    engineVersion: '1',
    startedAt: time,
  })
}

describe('sessions', () => {
  it('gives a fresh profile its example sessions, the first one on top, and no other', async () => {
    rmSync(folder, { recursive: true })
    const fresh = open([
      { title: 'Welcome', source: 'a' },
      { title: 'Second', source: 'b' },
    ])
    expect((await fresh.listSessions()).map(({ title }) => title)).toEqual(['Welcome', 'Second'])
    fresh.close()
    const again = open([{ title: 'Welcome', source: 'a' }])
    expect(await again.listSessions()).toHaveLength(2)
    again.close()
  })

  it('keeps text, title, seed, mode and tags over a restart', async () => {
    const { id } = await store.createSession()
    await store.saveText(id, 'const 변수 = 1\n// 😀\0')
    await store.updateSession(id, { title: '실험', seed: 2 ** 32 - 1, mode: 'no-grad', tags: ['a', 'b'] })
    reopen()
    expect(await store.openSession(id)).toMatchObject({
      title: '실험',
      source: 'const 변수 = 1\n// 😀\0',
      seed: 2 ** 32 - 1,
      mode: 'no-grad',
      tags: ['a', 'b'],
    })
  })

  it('names new sessions without repeating a title', async () => {
    const titles: string[] = []
    for (let i = 0; i < 3; i++) titles.push((await store.createSession()).title)
    const copy = await store.duplicateSession(
      (await store.createSession({ title: 'Mine', source: 'text' })).id,
    )
    expect(titles).toEqual(['Untitled', 'Untitled 2', 'Untitled 3'])
    expect(copy).toMatchObject({ title: 'Mine 2', source: 'text' })
    const numbered = await store.createSession({ title: 'Data 299' })
    expect((await store.duplicateSession(numbered.id)).title).toBe('Data 300')
  })

  it('finds sessions by words of title, tags and source, in any script, and takes wildcards literally', async () => {
    await store.createSession({ title: '경사 하강법', source: 'loss.backward()' })
    await store.createSession({ title: 'Rosenbrock', source: 'const a = 100%\nx_0', tags: ['optim'] })
    const find = async (query: string) => (await store.listSessions(query)).map(({ title }) => title)
    expect(await find('하강')).toEqual(['경사 하강법'])
    expect(await find('BACKWARD loss')).toEqual(['경사 하강법'])
    expect(await find('optim')).toEqual(['Rosenbrock'])
    expect(await find('100%')).toEqual(['Rosenbrock'])
    expect(await find('x_0')).toEqual(['Rosenbrock'])
    expect(await find('%')).toEqual(['Rosenbrock'])
    expect(await find("' OR 1=1 --")).toEqual([])
    const where = async (query: string) => (await store.listSessions(query)).map(({ found }) => found)
    expect(await where('loss 하강')).toEqual(['loss.backward()'])
    expect(await where('optim')).toEqual([null])
    expect(await where('')).toEqual([null, null])
  })

  it('brings a deleted session back with its runs, until the trash is emptied after 30 days', async () => {
    const { id } = await store.createSession({ title: 'Lost', source: 'text' })
    await startRun(id)
    await store.deleteSession(id)
    expect(await store.listSessions()).toEqual([])
    expect(await store.listDeletedSessions()).toMatchObject([{ id, title: 'Lost', runs: 1 }])
    await expect(store.openSession(id)).rejects.toThrow(`no session ${id}`)
    time += 29 * 24 * 60 * minute
    reopen()
    expect(await store.restoreSession(id)).toMatchObject({ title: 'Lost' })
    expect(await store.listDeletedSessions()).toEqual([])
    expect(await store.listRuns(id)).toHaveLength(1)
    await store.deleteSession(id)
    time += 31 * 24 * 60 * minute
    reopen()
    await expect(store.restoreSession(id)).rejects.toThrow('no session')
    expect(await store.listDeletedSessions()).toEqual([])
  })
})

describe('history', () => {
  it('keeps one unnamed revision for each spell of typing, and the text that was there first', async () => {
    const { id } = await store.createSession({ source: 'first' })
    for (const text of ['a', 'ab', 'abc']) {
      time += 1000
      await store.saveText(id, text)
    }
    time += 5 * minute
    await store.saveText(id, 'later')
    expect((await store.listRevisions(id)).map(({ source }) => source)).toEqual(['later', 'abc', 'first'])
  })

  it('keeps a long text apart when most of it is deleted within one spell', async () => {
    const { id } = await store.createSession()
    const long = 'x'.repeat(1000)
    await store.saveText(id, long)
    await store.saveText(id, '')
    expect((await store.listRevisions(id)).map(({ source }) => source)).toEqual(['', long])
  })

  it('never changes a named version, and restores one without losing the text before', async () => {
    const { id } = await store.createSession({ source: 'one' })
    const version = await store.saveVersion(id, 'good')
    expect(version).toMatchObject({ label: 'good', source: 'one' })
    await store.saveText(id, 'two')
    expect(await store.restoreRevision(id, version.id)).toMatchObject({ source: 'one' })
    await store.saveText(id, 'one and more')
    const sources = (await store.listRevisions(id)).map(({ source }) => source)
    expect(sources).toContain('two')
    expect(sources[0]).toBe('one and more')
    expect((await store.listRevisions(id)).find(({ label }) => label === 'good')).toMatchObject({
      source: 'one',
    })
  })
})

describe('runs', () => {
  it('keeps a run, its chunks byte for byte and its end over a restart', async () => {
    const { id } = await store.createSession()
    await startRun(id)
    const chunks = [
      new Uint8Array([1, 2, 3]),
      new Uint8Array(100_000).fill(7),
      new Uint8Array(),
      noise(50_000, 1),
    ]
    for (const [index, bytes] of chunks.entries()) await store.appendChunk('run-1', index, bytes)
    expect(await store.openRun('run-1')).toMatchObject({ status: 'running', chunks: 4, digest: null })
    await store.finishRun('run-1', outcome)
    reopen()
    expect(await store.openRun('run-1')).toMatchObject({
      sessionId: id,
      seed: 7,
      status: 'failed',
      digest: 'abc',
      operations: 12,
      durationMs: 3.5,
      failure: outcome.failure,
    })
    expect((await store.readChunks('run-1', 0, 10)).map((bytes) => [...bytes])).toEqual(
      chunks.map((bytes) => [...bytes]),
    )
    expect((await store.readChunks('run-1', 1, 1)).map((bytes) => bytes.length)).toEqual([100_000])
    expect((await store.listSessions())[0]?.runs).toBe(1)
  })

  it('keeps chunks in the order in which they are given, however long each is deflated', async () => {
    const { id } = await store.createSession()
    await startRun(id)
    const chunks = [noise(2_000_000, 1), new Uint8Array(9), noise(100_000, 2), new Uint8Array(1)]
    await Promise.all(chunks.map((bytes, index) => store.appendChunk('run-1', index, bytes)))
    const kept = await store.readChunks('run-1', 0, 4)
    expect(kept.map((bytes, i) => Buffer.compare(bytes, chunks[i]!))).toEqual([0, 0, 0, 0])
  })

  it('keeps a chunk that repeats itself in less room, and names one that was damaged on the disk', async () => {
    const { id } = await store.createSession()
    await startRun(id)
    const chunk = new Uint8Array(50_000).map((_, i) => i % 100)
    await store.appendChunk('run-1', 0, chunk)
    await store.appendChunk('run-1', 1, chunk)
    expect((await store.runSizes(id))['run-1']).toBeLessThan(5_000)
    expect(await store.traceBytes([id])).toBe(100_000)
    store.close()
    const database = new Database(join(folder, 'sessions.db'))
    const [{ bytes } = {}] = database.all('SELECT bytes FROM trace_chunks WHERE number = 1')
    const damaged = new Uint8Array(bytes as Uint8Array)
    damaged[100]! ^= 1
    database.run('UPDATE trace_chunks SET bytes = ? WHERE number = 1', [damaged])
    database.close()
    store = open()
    expect(await store.readChunks('run-1', 0, 1)).toEqual([chunk])
    await expect(store.readChunks('run-1', 0, 2)).rejects.toThrow("part 2 of this run's record is damaged")
  })

  it('refuses a chunk out of order and a run of no session', async () => {
    const { id } = await store.createSession()
    await startRun(id)
    await expect(store.appendChunk('run-1', 1, new Uint8Array(1))).rejects.toThrow('the next one is number 0')
    await expect(startRun('nowhere', 'run-2')).rejects.toThrow('no session nowhere')
  })

  it('tells the room that each run takes, and keeps a deleted one for ten minutes', async () => {
    const { id } = await store.createSession()
    await startRun(id)
    await startRun(id, 'run-2')
    await store.appendChunk('run-1', 0, noise(70_000, 1))
    await store.appendChunk('run-1', 1, new Uint8Array(5))
    expect(await store.runSizes(id)).toEqual({ 'run-1': 70_005, 'run-2': 0 })
    store.close()
    store = open()
    expect(await store.runSizes(id)).toEqual({ 'run-1': 70_005, 'run-2': 0 })

    await store.deleteRun('run-1')
    expect(await store.runSizes(id)).toEqual({ 'run-2': 0 })
    expect((await store.listRuns(id)).map((run) => run.id)).toEqual(['run-2'])
    expect((await store.listSessions())[0]?.runs).toBe(1)
    await expect(store.openRun('run-1')).rejects.toThrow('no run run-1')
    await store.restoreRun('run-1')
    expect((await store.readChunks('run-1', 0, 2)).map(({ length }) => length)).toEqual([70_000, 5])

    await store.deleteRun('run-1')
    time += 9 * minute
    await store.restoreRun('run-1')
    await store.deleteRun('run-1')
    time += 11 * minute
    await expect(store.restoreRun('run-1')).rejects.toThrow('no run run-1')
  })

  it('keeps the text of a deleted run when no revision has it', async () => {
    const { id } = await store.createSession()
    await store.saveText(id, 's')
    await startRun(id)
    time += 1000
    await store.saveText(id, 'something else')
    const sources = async () => (await store.listRevisions(id)).map(({ source }) => source)
    expect(await sources()).toEqual(['something else'])
    await store.deleteRun('run-1')
    expect(await sources()).toHaveLength(2)
    expect(await sources()).toContain('s')
    await store.restoreRun('run-1')
    await store.deleteRun('run-1')
    expect(await sources()).toHaveLength(2)
  })

  it('answers a long trace in parts', async () => {
    const { id } = await store.createSession()
    await startRun(id)
    for (let index = 0; index < 5; index++)
      await store.appendChunk('run-1', index, new Uint8Array(3 * 2 ** 20))
    const sizes: number[] = []
    for (let next = 0; next < 5;) {
      const part = await store.readChunks('run-1', next, 5)
      sizes.push(part.length)
      next += part.length
    }
    expect(sizes).toEqual([2, 2, 1])
  })
})

describe('settings', () => {
  it('keeps JSON values and forgets undefined ones', async () => {
    await store.setSetting('theme', { dark: true, list: [1, null] })
    await store.setSetting('gone', 1)
    await store.setSetting('gone', undefined)
    reopen()
    expect(await store.getSettings()).toEqual({ theme: { dark: true, list: [1, null] } })
  })
})

describe('a bad file or disk', () => {
  const file = (): string => join(folder, 'sessions.db')

  it('removes the lock folder that a killed process left', async () => {
    const { id } = await store.createSession({ source: 'kept' })
    store.close()
    mkdirSync(`${file()}.lock`)
    store = open()
    expect(await store.openSession(id)).toMatchObject({ source: 'kept' })
    expect(await store.health()).toEqual({ state: 'ok' })
  })

  it('sets a file that is no database aside and starts a new one', async () => {
    store.close()
    writeFileSync(file(), 'this is not a database, but long enough to have a header '.repeat(100))
    store = open([{ title: 'Welcome', source: '' }])
    const health = await store.health()
    expect(health).toMatchObject({ state: 'recovered' })
    expect(await store.listSessions()).toHaveLength(1)
    const [quarantined] = readdirSync(join(folder, 'quarantine'))
    expect(health.failure?.hint).toContain(quarantined)
    expect(readFileSync(join(folder, 'quarantine', quarantined!), 'utf8')).toContain('this is not a database')
  })

  it('recovers what can be read when pages in the middle are damaged', async () => {
    const ids: string[] = []
    for (let i = 0; i < 200; i++) ids.push((await store.createSession({ source: `${i} `.repeat(500) })).id)
    store.close()
    const bytes = readFileSync(file())
    bytes.fill(0xa5, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 3 * 4096)
    writeFileSync(file(), bytes)
    store = open()
    expect(await store.health()).toMatchObject({ state: 'recovered' })
    const present = await store.listSessions()
    const whole = await Promise.all(
      present.map(
        async ({ id }) => (await store.openSession(id)).source === `${ids.indexOf(id)} `.repeat(500),
      ),
    )
    expect(whole.filter(Boolean).length).toBeGreaterThan(180)
    await store.createSession({ title: 'after' })
    reopen()
    expect(await store.health()).toEqual({ state: 'ok' })
  })

  it('opens a newer schema for reading alone, and leaves the file as it is', async () => {
    const { id } = await store.createSession({ source: 'from the future' })
    store.close()
    const newer = new Database(file())
    newer.exec('PRAGMA user_version = 1000')
    newer.close()
    const before = readFileSync(file())
    store = open()
    expect(await store.health()).toMatchObject({ state: 'read-only' })
    expect(await store.openSession(id)).toMatchObject({ source: 'from the future' })
    const refused = await store.saveText(id, 'changed').catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(LabError)
    expect((refused as LabError).failure.code).toBe('version')
    store.close()
    expect(readFileSync(file()).equals(before)).toBe(true)
    store = openSessionStore({ folder: join(folder, 'other') })
  })

  it('keeps sessions in memory, and says so, when the profile cannot be written', async () => {
    store.close()
    rmSync(file())
    // A folder in the place of the file: no user, not even root, can write a database there.
    mkdirSync(file())
    store = open([{ title: 'Welcome', source: '' }])
    expect(await store.health()).toMatchObject({ state: 'memory-only' })
    const { id } = await store.createSession({ source: 'x' })
    expect(await store.openSession(id)).toMatchObject({ source: 'x' })
    expect(statSync(file()).isDirectory()).toBe(true)
  })

  it('writes ahead into a log, so that the database file exists beside it', async () => {
    await store.createSession()
    expect(existsSync(`${file()}-wal`)).toBe(true)
  })
})
