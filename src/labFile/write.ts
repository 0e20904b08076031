// Writes a .dzlab file: a zip that the lab and Python can read. The file appears whole or not at all.
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import {
  labFileVersion,
  type Manifest,
  type ManifestRun,
  type ManifestSession,
  type StreamedRun,
  type StreamedSession,
} from './content'
import { encodeNpy, type NpyArray } from './npy'
import { RunResults } from './runResults'
import { writeWhole } from './writeWhole'

/**
 * Writes sessions with their versions, runs and traces to `path`, entry by entry: no more than a chunk and the results
 * of one run are in memory. An existing file is replaced at the end, by rename.
 */
export async function writeLabFile(
  path: string,
  sessions: readonly StreamedSession[],
  unfinished?: string,
): Promise<void> {
  await writeWhole(
    path,
    async (part) => {
      const zip = new ZipFile()
      const out = zip.outputStream as Readable
      const written = pipeline(out, createWriteStream(part))
      const filled = fill(zip, sessions).catch(async (error: unknown) => {
        out.destroy()
        // It ends with what was just done to it; the error is the one before.
        await written.catch(() => undefined)
        throw error
      })
      await Promise.all([filled, written])
    },
    unfinished,
  )
}

async function fill(zip: ZipFile, sessions: readonly StreamedSession[]): Promise<void> {
  const entries: ManifestSession[] = []
  for (const [index, entry] of sessions.entries()) entries.push(await addSession(zip, index, entry))
  const manifest: Manifest = { format: 'dzlab', version: labFileVersion, sessions: entries }
  await add(zip, 'session.json', `${JSON.stringify(manifest, null, 2)}\n`)
  zip.end()
}

async function addSession(zip: ZipFile, index: number, entry: StreamedSession): Promise<ManifestSession> {
  // A single session stands at the top, where a person looks for script.ts.
  const folder = index === 0 ? '' : `sessions/${index}/`
  const { source, ...session } = entry.session
  const script = `${folder}script.ts`
  await add(zip, script, source)
  const versions: ManifestSession['versions'][number][] = []
  for (const [i, version] of entry.versions.entries()) {
    const path = `${folder}versions/${i}.ts`
    await add(zip, path, version.source)
    versions.push({ label: version.label, script: path, createdAt: version.createdAt })
  }
  const runs: ManifestRun[] = []
  for (const [i, run] of entry.runs.entries()) runs.push(await addRun(zip, `${folder}runs/${i}/`, run))
  return { ...session, script, versions, runs }
}

async function addRun(zip: ZipFile, folder: string, run: StreamedRun): Promise<ManifestRun> {
  const { sessionId: _session, source, chunks: _count, ...record } = run.record
  const script = `${folder}script.ts`
  await add(zip, script, source)
  const trace: string[] = []
  const results = new RunResults()
  for await (const chunk of run.chunks) {
    const path = `${folder}trace/${String(trace.length).padStart(5, '0')}.bin`
    trace.push(path)
    results.add(chunk)
    await add(zip, path, chunk)
  }
  return {
    ...record,
    script,
    trace,
    metrics: await addArrays(zip, `${folder}metrics/`, results.metrics()),
    tensors: await addArrays(zip, `${folder}tensors/`, results.tensors()),
  }
}

async function addArrays(
  zip: ZipFile,
  folder: string,
  arrays: Iterable<readonly [name: string, NpyArray]>,
): Promise<Record<string, string>> {
  const paths: Record<string, string> = {}
  for (const [name, array] of arrays) {
    const path = `${folder}${fileName(name, Object.keys(paths).length)}.npy`
    await add(zip, path, encodeNpy(array))
    paths[name] = path
  }
  return paths
}

/** A name that every file system takes; the number keeps different names apart. */
function fileName(name: string, index: number): string {
  return `${index}-${name.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 40)}`
}

/** One more entry; resolves when it has been taken up, so that the next one waits for room. */
function add(zip: ZipFile, path: string, content: string | Uint8Array): Promise<void> {
  const bytes =
    typeof content === 'string'
      ? Buffer.from(content, 'utf8')
      : Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  // A fixed time: the same session gives the same bytes.
  const options = { mtime: new Date(Date.UTC(2000, 0, 1)), mode: 0o100644, size: bytes.byteLength }
  return new Promise((resolve) => {
    zip.addReadStreamLazy(path, options, (begin) => {
      const stream = Readable.from(bytes.byteLength === 0 ? [] : [bytes])
      stream.once('end', () => resolve())
      begin(null, stream)
    })
  })
}
