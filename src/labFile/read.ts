// Reads a .dzlab file within bounds that are counted while inflating. Never runs, writes or changes anything.
import { fromBuffer, type Entry, type ZipFile } from 'yauzl'
import { readFile, stat } from 'node:fs/promises'
import { LabError, toFailure } from '@shared/failure'
import type { RunRecord, Session } from '@shared/session'
import { TracePosition } from '@shared/tracePosition'
import { openTraceChunk } from '@shared/traceReader'
import {
  fileError,
  parseManifest,
  type LabFileRun,
  type LabFileSession,
  type ManifestRun,
  type ManifestSession,
} from './content'

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
    if (size > bounds.fileSize) throw tooLarge('the file', size, bounds.fileSize)
    bytes = await readFile(path)
  } catch (error) {
    if (error instanceof LabError) throw error
    throw fileError(`cannot read ${path}: ${(error as Error).message}`, 'check the path and the permissions')
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
  if (manifest === undefined) {
    throw fileError('there is no session.json in the file', 'choose a file that DeZero Lab exported')
  }
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
      throw fileError(`${trace[i]}: ${(error as Error).message}`, 'the trace of this run is damaged')
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
  if (script.length > maxScriptLength) throw tooLarge(path, script.length, maxScriptLength)
  return script
}

function entry(files: ReadonlyMap<string, Buffer>, path: string): Buffer {
  const found = files.get(path)
  if (found === undefined) throw fileError(`${path} is missing in the file`, 'the file is damaged or cut off')
  return found
}

function text(bytes: Buffer, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw fileError(`${path} is not UTF-8 text`, 'the file is damaged')
  }
}

/** Every entry of the zip, inflated within the bounds. */
async function inflate(bytes: Buffer, bounds: LabFileBounds): Promise<Map<string, Buffer>> {
  let zip: ZipFile
  try {
    zip = await open(bytes)
  } catch (error) {
    throw fileError(`not a zip file: ${toFailure(error).message}`, 'choose a file that DeZero Lab exported')
  }
  if (zip.entryCount > bounds.entries) throw tooLarge('the number of entries', zip.entryCount, bounds.entries)
  const files = new Map<string, Buffer>()
  let total = 0
  try {
    for (let next = await nextEntry(zip); next !== null; next = await nextEntry(zip)) {
      const { fileName, compressedSize, uncompressedSize } = next
      if (fileName.endsWith('/')) continue
      if (files.has(fileName)) throw fileError(`${fileName} is in the file twice`, 'the file is damaged')
      if (uncompressedSize > bounds.entrySize) throw tooLarge(fileName, uncompressedSize, bounds.entrySize)
      if (uncompressedSize > 2 ** 20 && uncompressedSize > compressedSize * bounds.ratio) {
        throw fileError(
          `${fileName} inflates more than ${bounds.ratio} times`,
          'this is no file that DeZero Lab exports',
        )
      }
      total += uncompressedSize
      if (total > bounds.totalSize) throw tooLarge('the content', total, bounds.totalSize)
      files.set(fileName, await content(zip, next))
    }
  } catch (error) {
    if (error instanceof LabError) throw error
    throw fileError(`the zip is broken: ${(error as Error).message}`, 'fetch or export the file again')
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

function tooLarge(what: string, size: number, bound: number): LabError {
  return fileError(
    `${what} is too large: ${size}, at most ${bound}`,
    'this is no file that DeZero Lab exports',
  )
}
