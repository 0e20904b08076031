// Files from a hostile stranger: whatever was done to a file, importing it either works or names what is wrong, in time,
// and changes nothing else. `npm run fuzz` tries many more.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { ZipFile } from 'yazl'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { LabError } from '@shared/failure'
import { applyBatch, createTraceState } from '@shared/traceState'
import { toNotebook } from '@shared/notebook'
import { openSessionBytes, openSessionFile } from '../../labFile/anyFile'
import { openSessionStore, type OpenStore } from '../sessions/store'
import { createFileService } from './fileService'
import { UnfinishedFiles } from './unfinished'

const count = Number(process.env.DEZERO_LAB_FUZZ ?? 400)
const seed = Number(process.env.DEZERO_LAB_FUZZ_SEED ?? 1)
/** No file may take more of a processor: other programs on the machine do not count. */
const boundMs = 2000

const original = readFileSync(fileURLToPath(new URL('../../labFile/fixtures/v1.dzlab', import.meta.url)))
const notebook = Buffer.from(toNotebook('// %% [markdown]\n// # Note\n// %% Code\nprint(1)\n'))
let folder: string
let store: OpenStore
let ours: string
/** The entries of the original, inflated. */
const entries = new Map<string, Buffer>()

/** Deterministic noise (mulberry32): a failure can be had again from its number. */
function noise(state: number): (below: number) => number {
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}
type Noise = ReturnType<typeof noise>

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dezero-lab-fuzz-'))
  store = openSessionStore({ folder: join(folder, 'profile') })
  ours = (await store.createSession({ title: 'ours', source: 'not to be touched' })).id
  readZip(original)
})
afterAll(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Local headers of a zip that yazl wrote with sizes in its central directory. */
function readZip(bytes: Buffer): void {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  let at = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const name = bytes.toString('utf8', at + 46, at + 46 + bytes.readUInt16LE(at + 28))
    const local = bytes.readUInt32LE(at + 42)
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    entries.set(name, inflateRawSync(bytes.subarray(from, from + bytes.readUInt32LE(at + 20))))
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
}

async function zipOf(files: ReadonlyMap<string, Buffer>): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, bytes] of files) zip.addBuffer(bytes, name)
  zip.end()
  const parts: Buffer[] = []
  for await (const part of zip.outputStream) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

const strange: readonly unknown[] = [
  null,
  true,
  -1,
  1e999,
  0.5,
  2 ** 53,
  '',
  '../../../etc/passwd',
  'C:\\x',
  '\u0000',
  '💥',
  [],
  {},
  [[]],
  '__proto__',
  'x'.repeat(5000),
  { length: 1e9 },
  -0,
  '1',
  Number.MAX_SAFE_INTEGER,
  'session.json',
  'runs/0/trace/00000.bin',
]

/** The value with one place in it changed, removed or doubled. */
function changeJson(value: unknown, next: Noise): unknown {
  if (next(6) === 0 || typeof value !== 'object' || value === null) return strange[next(strange.length)]
  if (Array.isArray(value)) {
    const copy = [...(value as unknown[])]
    if (copy.length === 0 || next(5) === 0) return [...copy, ...copy, strange[next(strange.length)]]
    const at = next(copy.length)
    if (next(5) === 0) copy.splice(at, 1)
    else copy[at] = changeJson(copy[at], next)
    return copy
  }
  const fields = Object.entries(value as Record<string, unknown>)
  if (fields.length === 0) return { a: strange[next(strange.length)] }
  const at = next(fields.length)
  const [name, content] = fields[at]!
  if (next(6) === 0) fields.splice(at, 1)
  else fields[at] = [name, changeJson(content, next)]
  return Object.fromEntries(fields)
}

function changeBytes(bytes: Buffer, next: Noise): Buffer {
  const copy = Buffer.from(bytes)
  for (let left = 1 + next(6); left > 0 && copy.length > 0; left--) copy[next(copy.length)] = next(256)
  return copy
}

/** A name, how it was made, and the bytes. */
const mutations: Readonly<Record<string, (next: Noise) => Promise<Buffer> | Buffer>> = {
  'bytes of the zip': (next) => changeBytes(original, next),
  'cut off': (next) => original.subarray(0, next(original.length)),
  'a part twice': (next) => {
    const from = next(original.length)
    const part = original.subarray(from, from + next(4000))
    const at = next(original.length)
    return Buffer.concat([original.subarray(0, at), part, original.subarray(at)])
  },
  'nothing but noise': (next) => Buffer.from(Array.from({ length: next(3000) }, () => next(256))),
  'sizes and offsets': (next) => {
    const copy = Buffer.from(original)
    const heads = [...copy.toString('latin1').matchAll(/PK\x01\x02|PK\x03\x04|PK\x05\x06/g)]
    const { index } = heads[next(heads.length)]!
    const at = Math.min(copy.length - 4, index + 4 + next(42))
    copy.writeUInt32LE([0, 1, 0xffffffff, 0x7fffffff, next(2 ** 31)][next(5)]!, at)
    return copy
  },
  'session.json, its fields': async (next) => {
    const json = changeJson(JSON.parse(entries.get('session.json')!.toString()) as unknown, next)
    return zipOf(new Map(entries).set('session.json', Buffer.from(JSON.stringify(json))))
  },
  'session.json, its text': (next) =>
    zipOf(new Map(entries).set('session.json', changeBytes(entries.get('session.json')!, next))),
  'bytes of a trace': (next) => {
    const traces = [...entries.keys()].filter((name) => name.endsWith('.bin'))
    const name = traces[next(traces.length)]!
    const bytes = entries.get(name)!
    const changed = next(4) === 0 ? bytes.subarray(0, next(bytes.length)) : changeBytes(bytes, next)
    return zipOf(new Map(entries).set(name, changed))
  },
  'entries missing or exchanged': (next) => {
    const files = new Map(entries)
    const names = [...files.keys()]
    const [one, other] = [names[next(names.length)]!, names[next(names.length)]!]
    if (next(2) === 0) files.delete(one)
    else files.set(one, entries.get(other)!)
    return zipOf(files)
  },
  'a bomb': async (next) => {
    const files = new Map(entries).set('bomb', Buffer.alloc(2 ** 20 * (1 + next(3))))
    return zipOf(files)
  },
  'deflated wrongly': (next) => {
    const copy = Buffer.from(original)
    deflateRawSync(Buffer.from([next(256), next(256)])).copy(copy, 60 + next(500))
    return copy
  },
  'a notebook, its fields': (next) =>
    Buffer.from(JSON.stringify(changeJson(JSON.parse(notebook.toString()), next))),
  'a notebook, its bytes': (next) => changeBytes(notebook, next),
}

const everything = (): string => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort().join('\n')

it(
  `${count} changed files are imported or named, in time, and change nothing else`,
  { timeout: 3_600_000 },
  async () => {
    const kinds = Object.keys(mutations)
    const told = new Map<string, number>()
    let slowest = 0
    const service = createFileService({
      store,
      unfinished: new UnfinishedFiles(join(folder, 'profile', 'unfinished.json')),
      dialogs: { save: async () => null, open: async () => [join(folder, current)] },
      work: {
        open: (job) =>
          job.kind === 'read' ? openSessionFile(job.path) : openSessionBytes(job.name, job.bytes),
        write: () => Promise.reject(new Error('nothing is written')),
      },
    })
    let current = ''
    for (let number = 0; number < count; number++) {
      const kind = kinds[number % kinds.length]!
      const bytes = await mutations[kind]!(noise(seed * 1_000_003 + number))
      current = kind.startsWith('a notebook') ? 'file.ipynb' : 'file.dzlab'
      writeFileSync(join(folder, current), bytes)
      const before = everything()
      const began = process.cpuUsage()
      const result = (await service.importFiles())!
      const { user, system } = process.cpuUsage(began)
      const tookMs = (user + system) / 1000
      slowest = Math.max(slowest, tookMs)
      expect(tookMs, `file ${number}: ${kind}`).toBeLessThan(boundMs)
      expect(everything(), `file ${number}: ${kind} wrote elsewhere`).toBe(before)
      expect(readFileSync(join(folder, current)).equals(bytes), `file ${number}: ${kind} was changed`).toBe(
        true,
      )
      for (const { failure } of result.refused) {
        expect(['file', 'version'], `file ${number}: ${kind}: ${failure.message}`).toContain(failure.code)
        // No kind of fault is left to the words of the zip's reader.
        expect(failure.reason?.name ?? 'zip-broken', `file ${number}: ${kind}: ${failure.message}`).not.toBe(
          'zip-broken',
        )
      }
      const outcome = result.refused.length > 0 ? 'refused' : 'imported'
      told.set(`${kind}: ${outcome}`, (told.get(`${kind}: ${outcome}`) ?? 0) + 1)
      for (const { id } of result.sessions) await lookAtAndRemove(id, `file ${number}: ${kind}`)
      rmSync(join(folder, current))
    }
    const [left, ...others] = await store.listSessions()
    expect(others).toEqual([])
    expect(await store.openSession(left!.id)).toMatchObject({ id: ours, source: 'not to be touched' })
    const lines = [...told].sort().map(([what, times]) => `  ${what} ${times}`)
    process.stdout.write(
      `${count} files, seed ${seed}, slowest ${slowest.toFixed(0)} ms of a processor\n${lines.join('\n')}\n`,
    )
  },
)

/** What came in can be listed, opened and replayed; a trace whose numbers make no sense is refused by name. */
async function lookAtAndRemove(id: string, what: string): Promise<void> {
  await store.openSession(id)
  await store.listRevisions(id)
  for (const run of await store.listRuns(id)) {
    const chunks = await store.readChunks(run.id, 0, 100)
    expect(chunks, what).toHaveLength(run.chunks)
    try {
      chunks.reduce(applyBatch, createTraceState())
    } catch (error) {
      expect(error instanceof LabError || error instanceof Error, what).toBe(true)
      expect(error, `${what}: ${(error as Error).stack}`).not.toBeInstanceOf(TypeError)
    }
  }
  await store.cancelArrivals([id])
}
