// Session files of every kind that is read or written: .dzlab, Jupyter notebook, plain script, report.
import { readFile, stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { errorFor } from '@shared/failure'
import type { SessionFormat } from '@shared/fileApi'
import { fromNotebook, maxNotebookLength, notebookTooLarge, toNotebook } from '@shared/notebook'
import type { LessonLocale } from '@shared/lesson'
import { buildReport } from '@shared/report'
import { collect, type OpenedSessions, type StreamedSession } from './content'
import { readingFailed } from './systemError'
import { openLabBytes, openLabFile } from './read'
import { writeLabFile } from './write'
import { writeContent } from './writeWhole'

/** Opens the sessions of a file, by its ending. @throws LabError naming what is wrong */
export async function openSessionFile(path: string): Promise<OpenedSessions> {
  if (extname(path).toLowerCase() !== '.ipynb') return openLabFile(path)
  let bytes: Buffer
  try {
    const { size } = await stat(path)
    if (size > 4 * maxNotebookLength) throw notebookTooLarge(size)
    bytes = await readFile(path)
  } catch (error) {
    throw readingFailed(path, error)
  }
  return fromNotebookBytes(basename(path), bytes)
}

/** The same from memory. */
export async function openSessionBytes(name: string, bytes: Uint8Array): Promise<OpenedSessions> {
  if (extname(name).toLowerCase() === '.ipynb') return fromNotebookBytes(name, bytes)
  return openLabBytes(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
}

/**
 * Writes sessions in a format; every one but `dzlab` takes the first session alone.
 * @param runId the run of a report, its last one unless given
 * @param locale the language of a report, English unless given
 * @param unfinished where the file is written before it gets its name, see writeWhole.ts
 */
export async function writeSessionFile(
  path: string,
  format: SessionFormat,
  sessions: readonly StreamedSession[],
  runId?: string,
  unfinished?: string,
  locale?: LessonLocale,
): Promise<void> {
  const [first] = sessions
  if (first === undefined) throw errorFor('nothing-chosen', {})
  const { session } = first
  switch (format) {
    case 'dzlab':
      return writeLabFile(path, sessions, unfinished)
    case 'ts':
      return writeContent(path, session.source, unfinished)
    case 'ipynb':
      return writeContent(path, toNotebook(session.source), unfinished)
    case 'html':
      return writeContent(path, await report(first, runId, locale), unfinished)
  }
}

async function report(
  { session, runs }: StreamedSession,
  runId: string | undefined,
  locale: LessonLocale | undefined,
): Promise<string> {
  const run = runs.find(({ record }) => record.id === runId) ?? runs.at(-1)
  if (run === undefined) return buildReport(session, undefined, locale)
  return buildReport(session, { record: run.record, chunks: await collect(run.chunks) }, locale)
}

function fromNotebookBytes(name: string, bytes: Uint8Array): OpenedSessions {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw errorFor('notebook-not-utf8', { name })
  }
  const { title, source } = fromNotebook(text, name)
  const now = Date.now()
  const times = { createdAt: now, updatedAt: now }
  const session = { id: '', title, source, seed: 0, mode: 'default', tags: [], ...times } as const
  return { sessions: [{ session, versions: [], runs: [] }], close: () => undefined }
}
