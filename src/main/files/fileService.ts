// Import and export: dialogs before, store behind, the heavy part in a thread. Gives others their turn between slices.
// Must not know Electron.
import { basename, extname } from 'node:path'
import { existsSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { errorFor, toFailure } from '@shared/failure'
import { formatBytes } from '@shared/format'
import {
  pictureFormats,
  sessionFormats,
  type FileApi,
  type ImportResult,
  type PictureFormat,
  type SavedFile,
  type SessionFormat,
} from '@shared/fileApi'
import type { RunRecord } from '@shared/session'
import type { StreamedRun, StreamedSession } from '../../labFile/content'
import { defaultBounds } from '../../labFile/read'
import { writeContent } from '../../labFile/writeWhole'
import type { SessionStore } from '../sessions/store'
import type { ReadJob } from './fileJob'
import type { FileWork } from './fileWork'
import type { UnfinishedFiles } from './unfinished'

export interface FileDialogs {
  /** A path to write to, or null. The first format is the default. */
  save(suggestedName: string, formats: readonly (SessionFormat | PictureFormat)[]): Promise<string | null>
  /** Paths to read; none when cancelled. */
  open(formats: readonly SessionFormat[]): Promise<readonly string[]>
}

export interface FileServiceOptions {
  readonly store: SessionStore
  readonly dialogs: FileDialogs
  readonly work: FileWork
  readonly unfinished: UnfinishedFiles
  /** Bytes of traces that one file may hold; less than what is read again, since scripts and tables come on top. */
  readonly mostTraceBytes?: number
}

/** How many bytes of a trace go to or from the store at once: a few milliseconds. */
const sliceBytes = 2 ** 20

export function createFileService({
  store,
  dialogs,
  work,
  unfinished,
  mostTraceBytes = 0.9 * defaultBounds.totalSize,
}: FileServiceOptions): FileApi {
  /** A file that could not be read again is not written. */
  async function checkSize(ids: readonly string[]): Promise<void> {
    const size = await store.traceBytes(ids)
    if (size <= mostTraceBytes) return
    throw errorFor('export-too-large', { size: formatBytes(size), most: formatBytes(mostTraceBytes) })
  }

  /** A session with the runs that the format shows; their traces are read when they are written. */
  async function gather(id: string, format: SessionFormat, runId?: string): Promise<StreamedSession> {
    const session = await store.openSession(id)
    const versions = (await store.listRevisions(id)).reverse()
    const records = runsOf(format, (await store.listRuns(id)).reverse(), runId)
    return {
      session,
      versions: versions.map(({ label, source, createdAt }) => ({ label, source, createdAt })),
      runs: records.map((record) => ({ record, chunks: chunksOf(record) })),
    }
  }

  /** As many chunks as there are: a run that is under way may get more. */
  async function* chunksOf({ id, chunks }: RunRecord): AsyncGenerator<Uint8Array, void> {
    for (let next = 0; next < chunks; next++) {
      await setImmediate()
      const [chunk] = await store.readChunks(id, next, 1)
      if (chunk === undefined) return
      yield chunk
    }
  }

  async function storeWhole(entry: StreamedSession, begun: string[]): Promise<{ id: string; title: string }> {
    const id = await store.beginArrival(entry.session, entry.versions)
    begun.push(id)
    for (const { record, chunks } of entry.runs) {
      const runId = await store.addArrivedRun(id, record)
      let first = 0
      for await (const slice of slicesOf(chunks)) {
        await setImmediate()
        await store.addArrivedChunks(runId, first, slice)
        first += slice.length
      }
    }
    return { id, title: entry.session.title }
  }

  /** All sessions of a file or none. */
  async function keep(sessions: readonly StreamedSession[]): Promise<{ id: string; title: string }[]> {
    const begun: string[] = []
    try {
      const kept: { id: string; title: string }[] = []
      for (const entry of sessions) kept.push(await storeWhole(entry, begun))
      await store.finishArrivals(begun)
      return kept
    } catch (error) {
      await store.cancelArrivals(begun)
      throw error
    }
  }

  async function bring(jobs: readonly { file: string; job: ReadJob }[]): Promise<ImportResult> {
    const sessions: { id: string; title: string }[] = []
    const refused: ImportResult['refused'][number][] = []
    for (const { file, job } of jobs) {
      try {
        const opened = await work.open(job)
        try {
          sessions.push(...(await keep(opened.sessions)))
        } finally {
          opened.close()
        }
      } catch (error) {
        refused.push({ file, failure: toFailure(error) })
      }
    }
    return { sessions, refused }
  }

  return {
    async exportSessions(ids, format, runId, locale) {
      const [first] = ids
      if (first === undefined) throw errorFor('nothing-chosen', {})
      const { title } = await store.openSession(first)
      const name = ids.length === 1 ? toFileName(title) : `${ids.length} sessions`
      const formats = format !== 'any' ? [format] : ids.length === 1 ? sessionFormats : (['dzlab'] as const)
      const chosen = await choose(dialogs, name, formats)
      if (chosen === null) return null
      const { path, format: written } = chosen
      if (written === 'dzlab') await checkSize(ids)
      const sessions: StreamedSession[] = []
      for (const id of ids) sessions.push(await gather(id, written, runId))
      await unfinished.during(path, async (part) => {
        await work.write({ kind: 'write', path, unfinished: part, format: written, sessions, runId, locale })
      })
      return { name: basename(chosen.path) }
    },

    async importFiles() {
      const paths = await dialogs.open(['dzlab', 'ipynb'])
      if (paths.length === 0) return null
      return bring(paths.map((path) => ({ file: basename(path), job: { kind: 'read', path } })))
    },

    importDropped(files) {
      return bring(files.map(({ name, bytes }) => ({ file: name, job: { kind: 'parse', name, bytes } })))
    },

    async saveFile(suggestedName, format, bytes): Promise<SavedFile> {
      const chosen = await choose(dialogs, toFileName(suggestedName), [format])
      if (chosen === null) return null
      await unfinished.during(chosen.path, (part) => writeContent(chosen.path, bytes, part))
      return { name: basename(chosen.path) }
    },
  }
}

/** Text alone needs no run, a report its own or the last one. @param records the oldest first */
function runsOf(format: SessionFormat, records: readonly RunRecord[], runId?: string): readonly RunRecord[] {
  if (format === 'dzlab') return records
  if (format !== 'html') return []
  return [records.find(({ id }) => id === runId) ?? records.at(-1)].filter((record) => record !== undefined)
}

/** Consecutive chunks together, until they fill a slice. */
async function* slicesOf(chunks: StreamedRun['chunks']): AsyncGenerator<readonly Uint8Array[], void> {
  let slice: Uint8Array[] = []
  let size = 0
  for await (const chunk of chunks) {
    slice.push(chunk)
    size += chunk.byteLength
    if (size < sliceBytes) continue
    yield slice
    slice = []
    size = 0
  }
  if (slice.length > 0) yield slice
}

type AnyFormat = SessionFormat | PictureFormat

/** Where to and in which format. A name without one of the endings gets the first format's. */
async function choose<Format extends AnyFormat>(
  dialogs: FileDialogs,
  name: string,
  formats: readonly Format[],
): Promise<{ path: string; format: Format } | null> {
  const [first] = formats as readonly [Format, ...Format[]]
  const path = await dialogs.save(`${name}.${first}`, formats)
  if (path === null) return null
  const ending = extname(path).slice(1).toLowerCase()
  const format = formats.find((candidate) => candidate === ending)
  if (format !== undefined) return { path, format }
  const named = `${path}.${first}`
  // The dialog asked about the name as it was written, not about this one.
  if (existsSync(named)) {
    throw errorFor('file-exists', { name: basename(named) })
  }
  return { path: named, format: first }
}

const endings: ReadonlySet<string> = new Set<AnyFormat>([...sessionFormats, ...pictureFormats])

/** A title as a file name that every system takes, without the ending that will be added. */
export function toFileName(title: string): string {
  const ending = extname(title).slice(1).toLowerCase()
  const stem = endings.has(ending) ? title.slice(0, -ending.length - 1) : title
  const safe = stem
    .replace(/[\p{Cc}<>:"/\\|?*]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\.+|\.+$/g, '')
    .slice(0, 80)
    .trim()
  return safe === '' ? 'session' : safe
}
