// Runs file jobs in a thread each. Must not know Electron.
import { once } from 'node:events'
import { MessageChannel, type MessagePort, type Worker, type WorkerOptions } from 'node:worker_threads'
import { errorFor, LabError } from '@shared/failure'
import type { OpenedSessions } from '../../labFile/content'
import { bareSessions, giveChunks, takenSessions, type BareSession } from './chunkLink'
import type { FileAnswer, ReadJob, ThreadStart, WriteJob } from './fileJob'

/** Both reject with LabError. */
export interface FileWork {
  /** Opens a file: its chunks can be read until it is closed, which must be done. The job's bytes are gone afterwards. */
  open(job: ReadJob): Promise<OpenedSessions>
  /** Writes a file; the chunks of its sessions are read meanwhile, those of each run once. */
  write(job: WriteJob): Promise<void>
}

/** @param start makes the thread of fileThread.ts */
export function createFileWork(start: (options: WorkerOptions) => Worker): FileWork {
  function begin(job: ThreadStart['job'], moved: ArrayBuffer[] = []): { thread: Worker; port: MessagePort } {
    const { port1, port2 } = new MessageChannel()
    const workerData: ThreadStart = { job, port: port2 }
    return { thread: start({ workerData, transferList: [port2, ...moved] }), port: port1 }
  }

  return {
    async open(job) {
      const moved = job.kind === 'parse' ? [job.bytes.buffer as ArrayBuffer] : []
      const { thread, port } = begin(job, moved)
      try {
        const sessions = await answerOf(thread)
        return { sessions: takenSessions(port, sessions), close: () => port.close() }
      } catch (error) {
        port.close()
        throw error
      }
    },

    async write(job) {
      const { thread, port } = begin({ ...job, sessions: bareSessions(job.sessions) })
      giveChunks(port, job.sessions)
      try {
        await answerOf(thread)
      } finally {
        port.close()
      }
    },
  }
}

/** What the thread answers. It may go on after it. */
async function answerOf(thread: Worker): Promise<readonly BareSession[]> {
  const answer = await Promise.race([
    once(thread, 'message').then(([told]) => told as FileAnswer),
    // After an answer this settles nothing.
    once(thread, 'exit').then(() => {
      throw errorFor('file-thread-lost', {})
    }),
  ])
  if (!answer.ok) throw new LabError(answer.failure)
  return answer.sessions
}
