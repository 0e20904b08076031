// The thread that works on session files: one job, one answer. Must not know Electron.
import { parentPort, workerData } from 'node:worker_threads'
import { toFailure } from '@shared/failure'
import type { LabFileSession } from '../../labFile/content'
import { parseSessionFile, readSessionFile, writeSessionFile } from '../../labFile/anyFile'
import { chunkBuffers, type FileAnswer, type FileJob } from './fileJob'

async function work(job: FileJob): Promise<LabFileSession[]> {
  switch (job.kind) {
    case 'read':
      return readSessionFile(job.path)
    case 'parse':
      return parseSessionFile(job.name, job.bytes)
    case 'write':
      await writeSessionFile(job.path, job.format, job.sessions, job.runId, job.unfinished)
      return []
  }
}

const answer = (value: FileAnswer, transfer: ArrayBuffer[] = []): void =>
  parentPort?.postMessage(value, transfer)

work(workerData as FileJob).then(
  (sessions) => answer({ ok: true, sessions }, chunkBuffers(sessions)),
  (error: unknown) => answer({ ok: false, failure: toFailure(error) }),
)
