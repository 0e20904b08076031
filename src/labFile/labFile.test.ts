import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { execFileSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { ZipFile } from 'yazl'
import { LabError } from '@shared/failure'
import { TraceChunkWriter } from '@shared/trace'
import type { LabFileSession } from './content'
import { decodeNpy, encodeNpy } from './npy'
import { defaultBounds, parseLabFile, readLabFile } from './read'
import { writeLabFile } from './write'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dzlab-'))
})
afterAll(() => rm(folder, { recursive: true }))

function chunk(): Uint8Array {
  const writer = new TraceChunkWriter(0)
  writer.write({ type: 'metric', name: 'loss', step: 0, value: 0.5, line: 1 })
  writer.write({ type: 'metric', name: 'loss', step: 1, value: 0.25, line: 1 })
  return writer.finish()
}

const anySession: fc.Arbitrary<LabFileSession> = fc.record({
  session: fc.record({
    id: fc.uuid(),
    title: fc.string(),
    source: fc.string(),
    seed: fc.nat(),
    mode: fc.constantFrom('default' as const, 'retain-grad' as const, 'no-grad' as const),
    createdAt: fc.nat(),
    updatedAt: fc.nat(),
    tags: fc.array(fc.string()),
  }),
  versions: fc.array(fc.record({ label: fc.option(fc.string()), source: fc.string(), createdAt: fc.nat() }), {
    maxLength: 3,
  }),
  runs: fc.constant([]),
})

const withRun = (entry: LabFileSession): LabFileSession => ({
  ...entry,
  runs: [
    {
      record: {
        id: 'run',
        sessionId: entry.session.id,
        source: 'track("loss", 0.5)',
        seed: 1,
        mode: 'default',
        engineVersion: '1',
        startedAt: 5,
        status: 'failed',
        digest: 'abc',
        operations: 3,
        durationMs: 7,
        failure: { code: 'script', message: 'no', at: { line: 2, column: 3 } },
        chunks: 1,
      },
      chunks: [chunk()],
    },
  ],
})

async function written(sessions: readonly LabFileSession[]): Promise<string> {
  const path = join(folder, 'a.dzlab')
  await writeLabFile(path, sessions)
  return path
}

async function zipOf(entries: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(entries))
    zip.addBuffer(typeof content === 'string' ? Buffer.from(content) : content, name)
  zip.end()
  const parts: Buffer[] = []
  for await (const part of zip.outputStream) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

const failureOf = async (bytes: Buffer): Promise<string> => {
  try {
    await parseLabFile(bytes)
  } catch (error) {
    expect(error).toBeInstanceOf(LabError)
    return (error as LabError).failure.code
  }
  return 'none'
}

describe('a .dzlab file', () => {
  it('gives back what was exported', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anySession, { minLength: 1, maxLength: 3 }), async (sessions) => {
        const exported = sessions.map(withRun)
        expect(await readLabFile(await written(exported))).toEqual(exported)
      }),
      { numRuns: 30 },
    )
    expect(await readdir(folder)).toEqual(['a.dzlab'])
  })

  it('is the same bytes for the same session, and reading leaves it untouched', async () => {
    const session = withRun(fc.sample(anySession, 1)[0]!)
    const first = await readFile(await written([session]))
    const path = await written([session])
    await readLabFile(path)
    expect(await readFile(path)).toEqual(first)
  })

  it('holds metrics that numpy.load reads', async ({ skip }) => {
    const path = await written([withRun(fc.sample(anySession, 1)[0]!)])
    const program = [
      'import io, sys, zipfile, numpy',
      'z = zipfile.ZipFile(sys.argv[1])',
      "print(numpy.load(io.BytesIO(z.read('runs/0/metrics/0-loss.npy'))).tolist())",
    ].join('\n')
    try {
      execFileSync('python3', ['-c', 'import numpy'], { stdio: 'ignore' })
    } catch {
      skip('python3 with numpy is not on this machine')
    }
    expect(execFileSync('python3', ['-c', program, path], { encoding: 'utf8' }).trim()).toBe(
      '[[0.0, 0.5], [1.0, 0.25]]',
    )
  })

  it('that is broken anywhere is refused by a file failure or reads as something whole', async () => {
    const bytes = await readFile(await written([withRun(fc.sample(anySession, 1)[0]!)]))
    const outcomes = new Set<string>()
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        fc.option(fc.nat(bytes.length)),
        async (changes, cut) => {
          const broken = Buffer.from(bytes)
          for (const [at, value] of changes) broken[at] = value
          outcomes.add(await failureOf(cut === null ? broken : broken.subarray(0, cut)))
        },
      ),
      { numRuns: 500 },
    )
    expect([...outcomes].filter((outcome) => !['none', 'file', 'version'].includes(outcome))).toEqual([])
    expect(outcomes).toContain('file')
  })

  it('of a newer version is refused as such', async () => {
    const session = fc.sample(anySession, 1)[0]!
    const bytes = await readFile(await written([session]))
    // session.json is deflated: build the file again with another version in it.
    const newer = await zipOf({ 'session.json': '{"format":"dzlab","version":99,"sessions":[]}' })
    expect(await failureOf(newer)).toBe('version')
    expect(await failureOf(bytes)).toBe('none')
  })

  it('with the record of a newer version is refused as such, not as damaged', async () => {
    const { session, runs } = withRun(fc.sample(anySession, 1)[0]!)
    const { sessionId: _session, source: _source, chunks: _chunks, ...record } = runs[0]!.record
    const run = { ...record, script: 'script.ts', trace: ['trace.bin'], metrics: {}, tensors: {} }
    const sessions = [{ ...session, script: 'script.ts', versions: [], runs: [run] }]
    const newer = Buffer.from(runs[0]!.chunks[0]!)
    newer.write('"version":9', newer.indexOf('"version":1'))
    const file = await zipOf({
      'session.json': JSON.stringify({ format: 'dzlab', version: 1, sessions }),
      'script.ts': '',
      'trace.bin': newer,
    })
    await expect(parseLabFile(file)).rejects.toThrow('the record has version 9, this program reads up to 1')
    expect(await failureOf(file)).toBe('version')
  })

  it('cannot cost more than the bounds', async () => {
    const session = fc.sample(anySession, 1)[0]!
    const large = { ...session, session: { ...session.session, source: 'x'.repeat(2_000_000) } }
    const bytes = await readFile(await written([large]))
    await expect(parseLabFile(bytes, { ...defaultBounds, entrySize: 1_000_000 })).rejects.toThrow(
      'script.ts is too large',
    )
    await expect(
      parseLabFile(bytes, { ...defaultBounds, totalSize: 1_000_000, ratio: Infinity }),
    ).rejects.toThrow('the content is too large')
    await expect(parseLabFile(bytes, { ...defaultBounds, entries: 1 })).rejects.toThrow('number of entries')
    await expect(parseLabFile(bytes)).rejects.toThrow('script.ts inflates more than 500 times')
    const path = join(folder, 'b.dzlab')
    await writeFile(path, bytes)
    await expect(readLabFile(path, { ...defaultBounds, fileSize: 100 })).rejects.toThrow(
      'the file is too large',
    )
    await rm(path)
  })
})

describe('the .npy format', () => {
  it('gives back every float64 array, NaN and -0 included', () => {
    fc.assert(
      fc.property(fc.array(fc.double()), (values) => {
        const array = { shape: [values.length], data: Float64Array.from(values) }
        expect(decodeNpy(encodeNpy(array))).toEqual(array)
      }),
    )
    expect(decodeNpy(encodeNpy({ shape: [], data: Float64Array.of(2) }))).toEqual({
      shape: [],
      data: Float64Array.of(2),
    })
  })
})
