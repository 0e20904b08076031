import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LabError } from '@shared/failure'
import { TraceChunkWriter } from '@shared/trace'
import { openSessionBytes, openSessionFile, writeSessionFile } from '../../labFile/anyFile'
import { openSessionStore, type OpenStore, type SessionStore } from '../sessions/store'
import { UnfinishedFiles } from './unfinished'
import { createFileService, toFileName } from './fileService'
import type { FileWork } from './fileWork'

let folder: string
let store: OpenStore
/** What the dialogs answer. */
let chosen: readonly string[]
let suggested: string
const jobs: string[] = []

/** The thread's work, done here. */
const work: FileWork = {
  open: (job) => {
    jobs.push(job.kind)
    return job.kind === 'read' ? openSessionFile(job.path) : openSessionBytes(job.name, job.bytes)
  },
  write: (job) => {
    jobs.push(job.kind)
    return writeSessionFile(job.path, job.format, job.sessions, job.runId)
  },
}

const open = (name: string): OpenStore => openSessionStore({ folder: join(folder, name) })
const service = () =>
  createFileService({
    store,
    work,
    unfinished: new UnfinishedFiles(join(folder, 'unfinished.json')),
    dialogs: {
      save: async (name) => {
        suggested = name
        return chosen[0] ?? null
      },
      open: async () => chosen,
    },
  })

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dezero-lab-files-'))
  store = open('profile')
  chosen = []
  jobs.length = 0
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

function chunkOf(first: number, count: number): Uint8Array {
  const writer = new TraceChunkWriter(first)
  for (let i = 0; i < count; i++)
    writer.write({ type: 'metric', name: 'loss', step: first + i, value: i, line: 1 })
  return writer.finish()
}

async function sessionWithRun(title = 'Kept'): Promise<string> {
  const { id } = await store.createSession({ title, source: 'first', tags: ['one', 'two'] })
  await store.updateSession(id, { seed: 9, mode: 'retain-grad' })
  await store.saveVersion(id, 'named')
  await store.saveText(id, 'second')
  const run = { id: `run of ${id}`, sessionId: id, source: 'second', seed: 9 } as const
  await store.startRun({ ...run, mode: 'retain-grad', engineVersion: '1', startedAt: 5 })
  for (let i = 0; i < 3; i++) await store.appendChunk(run.id, i, chunkOf(i * 10, 10))
  await store.finishRun(run.id, {
    status: 'failed',
    failure: { code: 'script', message: 'no', at: { line: 1, column: 2 } },
    digest: 'd',
    operations: 4,
    durationMs: 1.5,
    backwardsSkipped: 0,
    variables: {},
  })
  return id
}

/** All that can be told of a session but its ids and the time of its arrival. */
async function contentOf(from: SessionStore, id: string) {
  const { id: _id, updatedAt: _updated, ...session } = await from.openSession(id)
  const revisions = (await from.listRevisions(id)).map(({ label, source }) => ({ label, source }))
  const runs = await from.listRuns(id)
  const traces = await Promise.all(runs.map(({ id: run }) => from.readChunks(run, 0, 100)))
  const records = runs.map(({ id: _run, sessionId: _session, ...record }) => record)
  return { session, revisions, records, traces: traces.map((trace) => trace.map((chunk) => [...chunk])) }
}

describe('export and import', () => {
  it('bring sessions with versions, runs and traces to another profile, under new ids', async () => {
    const ids = [await sessionWithRun(), await sessionWithRun('Other')]
    chosen = [join(folder, 'two.dzlab')]
    expect(await service().exportSessions(ids, 'dzlab')).toEqual({ name: 'two.dzlab' })
    const expected = await Promise.all(ids.map((id) => contentOf(store, id)))
    store.close()
    store = open('other profile')
    const result = await service().importFiles()
    expect(result?.refused).toEqual([])
    expect(result?.sessions.map(({ title }) => title)).toEqual(['Kept', 'Other'])
    const added = result!.sessions.map(({ id }) => id)
    expect(await Promise.all(added.map((id) => contentOf(store, id)))).toEqual(expected)
    expect(added.some((id) => ids.includes(id))).toBe(false)
  })

  it('of the same file twice overwrite nothing', async () => {
    const id = await sessionWithRun()
    chosen = [join(folder, 'a.dzlab')]
    await service().exportSessions([id], 'any')
    await store.saveText(id, 'written since')
    await service().importFiles()
    await service().importDropped([{ name: 'a.dzlab', bytes: new Uint8Array(readFileSync(chosen[0]!)) }])
    expect((await store.openSession(id)).source).toBe('written since')
    expect((await store.listSessions()).map(({ runs }) => runs)).toEqual([1, 1, 1])
  })

  it('leave out nothing but the broken files of several, and name those', async () => {
    const id = await sessionWithRun()
    const whole = join(folder, 'whole.dzlab')
    chosen = [whole]
    await service().exportSessions([id], 'dzlab')
    const cut = join(folder, 'cut.dzlab')
    writeFileSync(cut, readFileSync(whole).subarray(0, 700))
    chosen = [cut, join(folder, 'missing.dzlab'), whole]
    const result = await service().importFiles()
    expect(result?.refused.map(({ file, failure }) => [file, failure.code])).toEqual([
      ['cut.dzlab', 'file'],
      ['missing.dzlab', 'file'],
    ])
    expect(result?.sessions).toHaveLength(1)
    expect(await store.listSessions()).toHaveLength(2)
  })

  it('that fail half-way in the store leave nothing behind', async () => {
    const id = await sessionWithRun()
    chosen = [join(folder, 'a.dzlab')]
    await service().exportSessions([id, id], 'dzlab')
    let calls = 0
    const failing: SessionStore = {
      ...store,
      addArrivedChunks: (...args) => {
        if (++calls === 2) throw new LabError({ code: 'storage', message: 'full' })
        return store.addArrivedChunks(...args)
      },
    }
    const result = await createFileService({
      store: failing,
      work,
      unfinished: new UnfinishedFiles(join(folder, 'unfinished.json')),
      dialogs: { save: async () => null, open: async () => chosen },
    }).importFiles()
    expect(result).toMatchObject({ sessions: [], refused: [{ failure: { message: 'full' } }] })
    expect(await store.listSessions()).toHaveLength(1)
    expect(await store.listRuns(id)).toHaveLength(1)
  })

  it('show a session only when it is whole: one that was begun is not there after a crash', async () => {
    const session = await store.openSession(await sessionWithRun())
    await store.beginArrival(session, [])
    expect(await store.listSessions()).toHaveLength(1)
  })

  it('refuse to write a file that would be too large to read again, and still write the text alone', async () => {
    const id = await sessionWithRun()
    const bounded = createFileService({
      store,
      work,
      unfinished: new UnfinishedFiles(join(folder, 'unfinished.json')),
      dialogs: { save: async (name) => join(folder, name), open: async () => [] },
      mostTraceBytes: 10,
    })
    await expect(bounded.exportSessions([id], 'dzlab')).rejects.toThrow(/the runs take .* may hold 10 B/)
    expect(existsSync(join(folder, 'unfinished.json'))).toBe(false)
    expect(await bounded.exportSessions([id], 'ts')).not.toBeNull()
  })

  it('take a Jupyter notebook as notes and give one back', async () => {
    const notebook = {
      nbformat: 4,
      metadata: {},
      cells: [
        { cell_type: 'markdown', source: ['# Title\n', 'text'] },
        { cell_type: 'code', source: 'x = 1' },
      ],
    }
    chosen = [join(folder, 'n.ipynb')]
    writeFileSync(chosen[0]!, JSON.stringify(notebook))
    const result = await service().importFiles()
    const { id } = result!.sessions[0]!
    expect((await store.openSession(id)).title).toBe('n')
    await service().exportSessions([id], 'ipynb')
    const back = JSON.parse(readFileSync(chosen[0]!, 'utf8')) as { cells: { source: string[] }[] }
    expect(back.cells[0]!.source.join('')).toBe('# Title\ntext')
  })
})

describe('the chosen name', () => {
  it('decides the format, and gets an ending when it has none', async () => {
    const id = await sessionWithRun()
    chosen = [join(folder, 'script.ts')]
    await service().exportSessions([id], 'any')
    expect(suggested).toBe('Kept.dzlab')
    expect(readFileSync(chosen[0]!, 'utf8')).toBe('second')
    chosen = [join(folder, 'report.html')]
    await service().exportSessions([id], 'any')
    expect(readFileSync(chosen[0]!, 'utf8')).toContain('<dt>Digest</dt><dd>d</dd>')
    chosen = [join(folder, 'v1.0')]
    expect(await service().exportSessions([id], 'any')).toEqual({ name: 'v1.0.dzlab' })
    // The dialog did not ask whether that file may be replaced.
    await expect(service().exportSessions([id], 'any')).rejects.toThrow('v1.0.dzlab is there already')
  })

  it('of nothing writes nothing', async () => {
    const id = await sessionWithRun()
    expect(await service().exportSessions([id], 'any')).toBeNull()
    expect(await service().saveFile('a', 'png', Uint8Array.of(1))).toBeNull()
    expect(await service().importFiles()).toBeNull()
    expect(jobs).toEqual([])
  })

  it('in a folder that cannot be written to is a failure that leaves no rest', async () => {
    chosen = [join(folder, 'none/a.png')]
    await expect(service().saveFile('a', 'png', Uint8Array.of(1))).rejects.toThrow('cannot write')
    expect(existsSync(join(folder, 'none'))).toBe(false)
    chosen = [join(folder, 'a.png')]
    await service().saveFile('a', 'png', Uint8Array.of(1, 2))
    expect([...readFileSync(chosen[0]!)]).toEqual([1, 2])
    expect(readdirSync(folder).sort()).toEqual(['a.png', 'profile'])
  })

  it('is suggested from the title, without what file systems refuse', () => {
    expect(toFileName('a/b: "c"?.ts')).toBe('a b c')
    expect(toFileName('../..')).toBe('session')
    expect(toFileName('4.2.1 교차 엔트로피')).toBe('4.2.1 교차 엔트로피')
    expect(toFileName('x'.repeat(300))).toHaveLength(80)
  })
})
