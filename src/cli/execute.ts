// Runs one request in a worker thread of its own and hands its trace on, chunk by chunk.
import { MessageChannel } from 'node:worker_threads'
import { transfer } from 'comlink'
import { command, controlSlot } from '@shared/control'
import type { RunOutcome, RunRequest, TracePort } from '@shared/engineApi'
import { startEngine } from './engineProcess'

/** Resolves when the run has ended and all of its trace has arrived. Ctrl-C stops the script, not this program. */
export async function execute(
  request: RunRequest,
  onChunk: (chunk: Uint8Array) => void,
): Promise<RunOutcome> {
  const engineProcess = startEngine(new URL('./worker.js', import.meta.url))
  const interrupt = (): void => {
    Atomics.store(engineProcess.control, controlSlot.command, command.interrupt)
    Atomics.notify(engineProcess.control, controlSlot.command)
  }
  process.once('SIGINT', interrupt)
  try {
    const { port1, port2 } = new MessageChannel()
    // The outcome travels on another port and may overtake the last chunk: null marks the end of the trace.
    const traceEnded = new Promise<void>((resolve, reject) => {
      port1.on('message', (chunk: Uint8Array | null) => {
        if (chunk === null) {
          resolve()
          return
        }
        try {
          onChunk(chunk)
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)))
        }
      })
    })
    const port = transfer(port2 as unknown as TracePort & Transferable, [port2 as unknown as Transferable])
    const finished = Promise.all([engineProcess.engine.run(request, port), traceEnded])
    const [outcome] = await Promise.race([finished, engineProcess.lost])
    port1.close()
    return outcome
  } finally {
    process.off('SIGINT', interrupt)
    await engineProcess.close()
  }
}
