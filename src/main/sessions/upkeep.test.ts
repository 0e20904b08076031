// With real files: what was deleted for good leaves the disk, and nothing else does.
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Database } from './database'
import { openDatabase } from './open'
import { openSessionStore, type OpenStore } from './store'
import { noise } from './testing/noise'
import { runKeptMs, trashKeptMs, Upkeep } from './upkeep'

const megabyte = 2 ** 20
let folder: string
let time: number
let store: OpenStore

const file = (): string => join(folder, 'sessions.db')
const open = (): OpenStore => openSessionStore({ folder, now: () => time })

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dezero-lab-upkeep-'))
  time = Date.UTC(2026, 0, 1)
  store = open()
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

async function addRun(sessionId: string, id: string, megabytes: number): Promise<void> {
  await store.startRun({
    id,
    sessionId,
    source: 's',
    seed: 0,
    mode: 'default',
    engineVersion: '1',
    startedAt: 1,
  })
  for (let i = 0; i < megabytes; i++) await store.appendChunk(id, i, noise(megabyte, i))
}

/** All pieces one after the other on the closed store's file. @returns how many there were */
function workThrough(arriving: ReadonlySet<string> = new Set()): number {
  store.close()
  const database = new Database(file())
  const upkeep = new Upkeep(database, { now: () => time, arriving })
  let pieces = 0
  while (upkeep.step()) pieces++
  expect(database.get('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' })
  database.close()
  store = open()
  return pieces
}

const size = (): number => statSync(file()).size

it('the room of a deleted run is returned in small pieces, when it can no longer be had back', async () => {
  const { id } = await store.createSession({ source: 'kept' })
  await addRun(id, 'kept', 2)
  await addRun(id, 'deleted', 20)
  await store.deleteRun('deleted')
  workThrough()
  expect(size()).toBeGreaterThan(22 * megabyte)
  time += runKeptMs
  expect(workThrough()).toBeGreaterThan(50)
  expect(size()).toBeGreaterThan(2 * megabyte)
  expect(size()).toBeLessThan(3 * megabyte)
  expect((await store.listRuns(id)).map((run) => run.id)).toEqual(['kept'])
  const kept = await store.readChunks('kept', 0, 2)
  expect(kept.map((bytes, i) => Buffer.compare(bytes, noise(megabyte, i)))).toEqual([0, 0])
})

it('a session leaves the trash after 30 days, with its versions and runs', async () => {
  const { id } = await store.createSession({ source: 'x'.repeat(megabyte) })
  await addRun(id, 'run', 5)
  await store.deleteSession(id)
  workThrough()
  expect((await store.restoreSession(id)).source).toHaveLength(megabyte)
  await store.deleteSession(id)
  time += trashKeptMs
  expect(await store.listDeletedSessions()).toEqual([])
  workThrough()
  expect(size()).toBeLessThan(megabyte / 4)
})

it('what comes in from a file is left alone; what a killed process left of it goes, unseen', async () => {
  const session = { ...(await store.createSession({ source: 'from a file' })), title: 'Coming in' }
  const id = await store.beginArrival(session, [])
  workThrough(new Set([id]))
  expect(await store.listDeletedSessions()).toEqual([])
  expect(await store.listSessions()).toHaveLength(1)
  await store.finishArrivals([id])
  expect((await store.openSession(id)).title).toBe('Coming in')

  const left = await store.beginArrival(session, [])
  workThrough()
  await store.finishArrivals([left])
  await expect(store.openSession(left)).rejects.toThrow('no session')
})

it('a file of an older program is rewritten when the program ends, and shrinks from then on', async () => {
  store.close()
  rmSync(file())
  const old = new Database(file())
  old.exec('PRAGMA auto_vacuum = NONE')
  old.exec('VACUUM')
  old.close()
  // Opening leaves it as it is: the window does not wait for a rewriting.
  const opened = openDatabase(file(), () => time).database
  expect(opened.number('PRAGMA auto_vacuum')).toBe(0)
  opened.close()
  store = open()
  const { id } = await store.createSession({ source: 'kept' })
  await addRun(id, 'kept', 1)
  await addRun(id, 'deleted', 8)
  await store.deleteRun('deleted')
  store.close()
  const { database } = openDatabase(file(), () => time)
  expect(database.number('PRAGMA auto_vacuum')).toBe(2)
  database.close()
  store = open()
  time += runKeptMs
  workThrough()
  expect(size()).toBeLessThan(1.5 * megabyte)
  const [kept] = await store.readChunks('kept', 0, 1)
  expect(Buffer.compare(kept!, noise(megabyte, 0))).toBe(0)
})
