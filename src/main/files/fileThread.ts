// The thread that works on session files: one job, one answer, and the chunks of traces meanwhile. Must not know Electron.
import { parentPort, workerData } from 'node:worker_threads'
import { toFailure } from '@shared/failure'
import { openSessionBytes, openSessionFile, writeSessionFile } from '../../labFile/anyFile'
import { bareSessions, giveChunks, takenSessions, type BareSession } from './chunkLink'
import type { FileAnswer, ThreadStart } from './fileJob'

const { job, port } = workerData as ThreadStart

async function work(): Promise<BareSession[]> {
  if (job.kind === 'write') {
    const { path, format, sessions, runId, unfinished, locale } = job
    await writeSessionFile(path, format, takenSessions(port, sessions), runId, unfinished, locale)
    port.close()
    return []
  }
  const opened =
    job.kind === 'read' ? await openSessionFile(job.path) : await openSessionBytes(job.name, job.bytes)
  giveChunks(port, opened.sessions)
  port.once('close', opened.close)
  return bareSessions(opened.sessions)
}

const answer = (value: FileAnswer): void => parentPort?.postMessage(value)

work().then(
  (sessions) => answer({ ok: true, sessions }),
  (error: unknown) => {
    port.close()
    answer({ ok: false, failure: toFailure(error) })
  },
)
