// Runs file jobs in a thread each. Must not know Electron.
import type { Worker, WorkerOptions } from 'node:worker_threads'
import { errorFor, LabError } from '@shared/failure'
import type { LabFileSession } from '../../labFile/content'
import { chunkBuffers, type FileAnswer, type FileJob } from './fileJob'

/** Does a job; rejects with LabError. The job's buffers are gone afterwards. */
export type FileWork = (job: FileJob) => Promise<readonly LabFileSession[]>

/** @param start makes the thread of fileThread.ts */
export function createFileWork(start: (options: WorkerOptions) => Worker): FileWork {
  return (job) =>
    new Promise((resolve, reject) => {
      const transferList =
        job.kind === 'write'
          ? chunkBuffers(job.sessions)
          : job.kind === 'parse'
            ? [job.bytes.buffer as ArrayBuffer]
            : []
      const thread = start({ workerData: job, transferList })
      thread.once('message', (answer: FileAnswer) => {
        if (answer.ok) resolve(answer.sessions)
        else reject(new LabError(answer.failure))
      })
      thread.once('error', reject)
      // After an answer this settles nothing.
      thread.once('exit', () => reject(errorFor('file-thread-lost', {})))
    })
}
