// Reads a .dzlab file within bounds that are counted while inflating. Never runs, writes or changes anything.
import { fromBuffer, open, type Entry, type Options, type ZipFile } from 'yauzl'
import { access, constants, stat } from 'node:fs/promises'
import { errorFor, LabError } from '@shared/failure'
import { formatBytes } from '@shared/format'
import type { RunRecord, Session } from '@shared/session'
import { TracePosition } from '@shared/tracePosition'
import { openTraceChunk } from '@shared/traceReader'
import {
  collectSessions,
  parseManifest,
  type LabFileSession,
  type LabFileVersionEntry,
  type ManifestRun,
  type ManifestSession,
  type OpenedSessions,
  type StreamedRun,
  type StreamedSession,
} from './content'
import { readingFailed } from './systemError'
import { zipFault } from './zipFault'

/** What a file may cost. Sizes in bytes. */
export interface LabFileBounds {
  readonly fileSize: number
  readonly entries: number
  readonly entrySize: number
  readonly totalSize: number
  /** Inflated over deflated, of entries above a megabyte. */
  readonly ratio: number
}

export const defaultBounds: LabFileBounds = {
  fileSize: 2 ** 30,
  entries: 50_000,
  entrySize: 2 ** 27,
  totalSize: 2 ** 30,
  ratio: 500,
}

/**
 * Opens a file: what it says of its sessions is read and checked, and its traces when they are asked for, chunk by chunk.
 * @throws LabError (`file` or `version`) that says what is wrong and what to do
 */
export async function openLabFile(
  path: string,
  bounds: LabFileBounds = defaultBounds,
): Promise<OpenedSessions> {
  try {
    const { size } = await stat(path)
    if (size > bounds.fileSize) throw errorFor('file-too-large', sizes(size, bounds.fileSize))
    // The zip's own reader would call a missing file a broken zip.
    await access(path, constants.R_OK)
  } catch (error) {
    throw readingFailed(path, error)
  }
  return openZip((options, done) => open(path, options, done), bounds)
}

/** The same from memory. */
export async function openLabBytes(
  bytes: Buffer,
  bounds: LabFileBounds = defaultBounds,
): Promise<OpenedSessions> {
  return openZip((options, done) => fromBuffer(bytes, options, done), bounds)
}

/** A file's sessions with their traces in memory. @throws LabError, as `openLabFile` */
export async function readLabFile(path: string, bounds?: LabFileBounds): Promise<LabFileSession[]> {
  return collectSessions(await openLabFile(path, bounds))
}

/** The same from memory. */
export async function parseLabFile(bytes: Buffer, bounds?: LabFileBounds): Promise<LabFileSession[]> {
  return collectSessions(await openLabBytes(bytes, bounds))
}

/** A zip whose directory has been read and found within the bounds. */
interface OpenZip {
  readonly zip: ZipFile
  readonly entries: ReadonlyMap<string, Entry>
}

async function openZip(start: StartZip, bounds: LabFileBounds): Promise<OpenedSessions> {
  const zip = await begin(start)
  try {
    const file: OpenZip = { zip, entries: await readDirectory(zip, bounds) }
    if (!file.entries.has('session.json')) throw errorFor('no-manifest', {})
    const manifest = parseManifest(await text(file, 'session.json'))
    const sessions: StreamedSession[] = []
    for (const session of manifest.sessions) sessions.push(await toSession(file, session))
    return { sessions, close: () => zip.close() }
  } catch (error) {
    zip.close()
    throw error
  }
}

async function toSession(file: OpenZip, manifest: ManifestSession): Promise<StreamedSession> {
  const { script, versions, runs, ...fields } = manifest
  const session: Session = { ...fields, source: await scriptText(file, script) }
  const named: LabFileVersionEntry[] = []
  for (const { label, createdAt, script: at } of versions)
    named.push({ label, createdAt, source: await scriptText(file, at) })
  const streamed: StreamedRun[] = []
  for (const run of runs) streamed.push(await toRun(file, session.id, run))
  return { session, versions: named, runs: streamed }
}

async function toRun(file: OpenZip, sessionId: string, manifest: ManifestRun): Promise<StreamedRun> {
  const { script, trace, metrics: _metrics, tensors: _tensors, ...fields } = manifest
  for (const path of trace) entry(file, path)
  const record: RunRecord = {
    ...fields,
    sessionId,
    source: await scriptText(file, script),
    chunks: trace.length,
  }
  return { record, chunks: readChunks(file, trace) }
}

/** The chunks of a trace, each checked before it is given. */
async function* readChunks(file: OpenZip, trace: readonly string[]): AsyncGenerator<Uint8Array, void> {
  const position = new TracePosition()
  for (const path of trace) {
    const chunk = new Uint8Array(await content(file, path))
    try {
      const opened = openTraceChunk(chunk)
      position.open(opened.first)
      opened.each((event) => position.take(event))
    } catch (error) {
      // Nothing is damaged in a record that a newer program wrote.
      if (!(error instanceof LabError) || error.failure.code === 'version') throw error
      throw errorFor('trace-damaged', { entry: path }, error.failure)
    }
    yield chunk
  }
}

/** Longest script that a session may have, in characters. */
export const maxScriptLength = 20_000_000

async function scriptText(file: OpenZip, path: string): Promise<string> {
  const script = await text(file, path)
  if (script.length > maxScriptLength) {
    throw errorFor('script-too-long', { entry: path, count: script.length, most: maxScriptLength })
  }
  return script
}

function entry({ entries }: OpenZip, path: string): Entry {
  const found = entries.get(path)
  if (found === undefined) throw errorFor('entry-missing', { entry: path })
  return found
}

async function text(file: OpenZip, path: string): Promise<string> {
  const bytes = await content(file, path)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw errorFor('entry-not-utf8', { entry: path })
  }
}

type ZipDone = (error: Error | null, zip: ZipFile) => void
type StartZip = (options: Options, done: ZipDone) => void
const options: Options = {
  lazyEntries: true,
  autoClose: false,
  validateEntrySizes: true,
  strictFileNames: true,
}

async function begin(start: StartZip): Promise<ZipFile> {
  try {
    return await new Promise<ZipFile>((resolve, reject) => {
      start(options, (error, zip) => {
        if (error !== null) reject(error)
        else resolve(zip)
      })
    })
  } catch (error) {
    throw zipFault(error as Error)
  }
}

/** The entries of the zip, whose declared sizes are within the bounds; nothing is inflated. */
async function readDirectory(zip: ZipFile, bounds: LabFileBounds): Promise<Map<string, Entry>> {
  if (zip.entryCount > bounds.entries)
    throw errorFor('too-many-entries', { count: zip.entryCount, most: bounds.entries })
  const entries = new Map<string, Entry>()
  let total = 0
  for (let next = await nextEntry(zip); next !== null; next = await nextEntry(zip)) {
    const { fileName, compressedSize, uncompressedSize } = next
    if (fileName.endsWith('/')) continue
    if (entries.has(fileName)) throw errorFor('entry-twice', { entry: fileName })
    if (uncompressedSize > bounds.entrySize) {
      throw errorFor('entry-too-large', { entry: fileName, ...sizes(uncompressedSize, bounds.entrySize) })
    }
    if (uncompressedSize > 2 ** 20 && uncompressedSize > compressedSize * bounds.ratio) {
      throw errorFor('entry-inflates', { entry: fileName, ratio: bounds.ratio })
    }
    total += uncompressedSize
    if (total > bounds.totalSize) throw errorFor('content-too-large', sizes(total, bounds.totalSize))
    entries.set(fileName, next)
  }
  return entries
}

const nextEntry = (zip: ZipFile): Promise<Entry | null> =>
  new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      zip.removeAllListeners('entry').removeAllListeners('end').removeAllListeners('error')
      act()
    }
    zip.once('entry', (found: Entry) => settle(() => resolve(found)))
    zip.once('end', () => settle(() => resolve(null)))
    zip.once('error', (error: Error) => settle(() => reject(zipFault(error))))
    zip.readEntry()
  })

/** An entry, inflated. yauzl stops with an error when it inflates to another size than it declared. */
const content = (file: OpenZip, path: string): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    file.zip.openReadStream(entry(file, path), (error, stream) => {
      if (error !== null) {
        reject(zipFault(error, path))
        return
      }
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.once('end', () => resolve(Buffer.concat(parts)))
      stream.once('error', (broken: Error) => reject(zipFault(broken, path)))
    })
  })

const sizes = (sizeBytes: number, mostBytes: number) => ({
  size: formatBytes(sizeBytes),
  most: formatBytes(mostBytes),
})
