// Reads a .dzlab file within bounds that are counted while inflating. Never runs, writes or changes anything.
import { fromBuffer, type Entry, type ZipFile } from 'yauzl'
import { readFile, stat } from 'node:fs/promises'
import { errorFor, LabError } from '@shared/failure'
import { formatBytes } from '@shared/format'
import type { RunRecord, Session } from '@shared/session'
import { TracePosition } from '@shared/tracePosition'
import { openTraceChunk } from '@shared/traceReader'
import {
  parseManifest,
  type LabFileRun,
  type LabFileSession,
  type ManifestRun,
  type ManifestSession,
} from './content'
import { readingFailed } from './systemError'

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

/** @throws LabError (`file` or `version`) that says what is wrong and what to do. */
export async function readLabFile(
  path: string,
  bounds: LabFileBounds = defaultBounds,
): Promise<LabFileSession[]> {
  let bytes: Buffer
  try {
    const { size } = await stat(path)
    if (size > bounds.fileSize) throw errorFor('file-too-large', sizes(size, bounds.fileSize))
    bytes = await readFile(path)
  } catch (error) {
    throw readingFailed(path, error)
  }
  return parseLabFile(bytes, bounds)
}

/** The same from memory. */
export async function parseLabFile(
  bytes: Buffer,
  bounds: LabFileBounds = defaultBounds,
): Promise<LabFileSession[]> {
  const files = await inflate(bytes, bounds)
  const manifest = files.get('session.json')
  if (manifest === undefined) throw errorFor('no-manifest', {})
  return parseManifest(text(manifest, 'session.json')).sessions.map((session) => toSession(files, session))
}

function toSession(files: ReadonlyMap<string, Buffer>, manifest: ManifestSession): LabFileSession {
  const { script, versions, runs, ...fields } = manifest
  const session: Session = { ...fields, source: scriptText(files, script) }
  return {
    session,
    versions: versions.map(({ label, createdAt, script: at }) => ({
      label,
      createdAt,
      source: scriptText(files, at),
    })),
    runs: runs.map((run) => toRun(files, session.id, run)),
  }
}

function toRun(files: ReadonlyMap<string, Buffer>, sessionId: string, manifest: ManifestRun): LabFileRun {
  const { script, trace, metrics: _metrics, tensors: _tensors, ...fields } = manifest
  const chunks = trace.map((path) => new Uint8Array(entry(files, path)))
  const position = new TracePosition()
  chunks.forEach((chunk, i) => {
    try {
      const opened = openTraceChunk(chunk)
      position.open(opened.first)
      opened.each((event) => position.take(event))
    } catch (error) {
      throw errorFor('trace-damaged', { entry: trace[i]!, detail: (error as Error).message })
    }
  })
  const record: RunRecord = {
    ...fields,
    sessionId,
    source: scriptText(files, script),
    chunks: chunks.length,
  }
  return { record, chunks }
}

/** Longest script that a session may have, in characters. */
export const maxScriptLength = 20_000_000

function scriptText(files: ReadonlyMap<string, Buffer>, path: string): string {
  const script = text(entry(files, path), path)
  if (script.length > maxScriptLength) {
    throw errorFor('script-too-long', { entry: path, count: script.length, most: maxScriptLength })
  }
  return script
}

function entry(files: ReadonlyMap<string, Buffer>, path: string): Buffer {
  const found = files.get(path)
  if (found === undefined) throw errorFor('entry-missing', { entry: path })
  return found
}

function text(bytes: Buffer, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw errorFor('entry-not-utf8', { entry: path })
  }
}

/** Every entry of the zip, inflated within the bounds. */
async function inflate(bytes: Buffer, bounds: LabFileBounds): Promise<Map<string, Buffer>> {
  let zip: ZipFile
  try {
    zip = await open(bytes)
  } catch (error) {
    throw errorFor('not-zip', { detail: (error as Error).message })
  }
  if (zip.entryCount > bounds.entries)
    throw errorFor('too-many-entries', { count: zip.entryCount, most: bounds.entries })
  const files = new Map<string, Buffer>()
  let total = 0
  try {
    for (let next = await nextEntry(zip); next !== null; next = await nextEntry(zip)) {
      const { fileName, compressedSize, uncompressedSize } = next
      if (fileName.endsWith('/')) continue
      if (files.has(fileName)) throw errorFor('entry-twice', { entry: fileName })
      if (uncompressedSize > bounds.entrySize) {
        throw errorFor('entry-too-large', { entry: fileName, ...sizes(uncompressedSize, bounds.entrySize) })
      }
      if (uncompressedSize > 2 ** 20 && uncompressedSize > compressedSize * bounds.ratio) {
        throw errorFor('entry-inflates', { entry: fileName, ratio: bounds.ratio })
      }
      total += uncompressedSize
      if (total > bounds.totalSize) throw errorFor('content-too-large', sizes(total, bounds.totalSize))
      files.set(fileName, await content(zip, next))
    }
  } catch (error) {
    if (error instanceof LabError) throw error
    throw errorFor('zip-broken', { detail: (error as Error).message })
  } finally {
    zip.close()
  }
  return files
}

const open = (bytes: Buffer): Promise<ZipFile> =>
  new Promise((resolve, reject) => {
    fromBuffer(
      bytes,
      { lazyEntries: true, validateEntrySizes: true, strictFileNames: true },
      (error, zip) => {
        if (error !== null) reject(error)
        else resolve(zip)
      },
    )
  })

const nextEntry = (zip: ZipFile): Promise<Entry | null> =>
  new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      zip.removeAllListeners('entry').removeAllListeners('end').removeAllListeners('error')
      act()
    }
    zip.once('entry', (found: Entry) => settle(() => resolve(found)))
    zip.once('end', () => settle(() => resolve(null)))
    zip.once('error', (error: Error) => settle(() => reject(error)))
    zip.readEntry()
  })

/** yauzl stops with an error when an entry inflates to another size than it declared. */
const content = (zip: ZipFile, found: Entry): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    zip.openReadStream(found, (error, stream) => {
      if (error !== null) {
        reject(error)
        return
      }
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.once('end', () => resolve(Buffer.concat(parts)))
      stream.once('error', reject)
    })
  })

const sizes = (sizeBytes: number, mostBytes: number) => ({
  size: formatBytes(sizeBytes),
  most: formatBytes(mostBytes),
})
