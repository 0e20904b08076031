// Session files of every kind that is read or written: .dzlab, Jupyter notebook, plain script, report.
import { readFile, stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { errorFor } from '@shared/failure'
import type { SessionFormat } from '@shared/fileApi'
import { fromNotebook, maxNotebookLength, notebookTooLarge, toNotebook } from '@shared/notebook'
import { buildReport } from '@shared/report'
import type { LabFileSession } from './content'
import { readingFailed } from './systemError'
import { parseLabFile, readLabFile } from './read'
import { writeLabFile } from './write'
import { writeContent } from './writeWhole'

/** Sessions of a file, by its ending. @throws LabError naming what is wrong */
export async function readSessionFile(path: string): Promise<LabFileSession[]> {
  if (extname(path).toLowerCase() !== '.ipynb') return readLabFile(path)
  let bytes: Buffer
  try {
    const { size } = await stat(path)
    if (size > 4 * maxNotebookLength) throw notebookTooLarge(size)
    bytes = await readFile(path)
  } catch (error) {
    throw readingFailed(path, error)
  }
  return [fromNotebookBytes(basename(path), bytes)]
}

/** The same from memory. */
export async function parseSessionFile(name: string, bytes: Uint8Array): Promise<LabFileSession[]> {
  if (extname(name).toLowerCase() === '.ipynb') return [fromNotebookBytes(name, bytes)]
  return parseLabFile(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
}

/**
 * Writes sessions in a format; every one but `dzlab` takes the first session alone.
 * @param runId the run of a report, its last one unless given
 * @param unfinished where the file is written before it gets its name, see writeWhole.ts
 */
export async function writeSessionFile(
  path: string,
  format: SessionFormat,
  sessions: readonly LabFileSession[],
  runId?: string,
  unfinished?: string,
): Promise<void> {
  const [first] = sessions
  if (first === undefined) throw errorFor('nothing-chosen', {})
  const { session, runs } = first
  switch (format) {
    case 'dzlab':
      return writeLabFile(path, sessions, unfinished)
    case 'ts':
      return writeContent(path, session.source, unfinished)
    case 'ipynb':
      return writeContent(path, toNotebook(session.source), unfinished)
    case 'html':
      return writeContent(
        path,
        buildReport(session, runs.find(({ record }) => record.id === runId) ?? runs.at(-1)),
        unfinished,
      )
  }
}

function fromNotebookBytes(name: string, bytes: Uint8Array): LabFileSession {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw errorFor('notebook-not-utf8', { name })
  }
  const { title, source } = fromNotebook(text, name)
  const now = Date.now()
  return {
    session: { id: '', title, source, seed: 0, mode: 'default', createdAt: now, updatedAt: now, tags: [] },
    versions: [],
    runs: [],
  }
}
