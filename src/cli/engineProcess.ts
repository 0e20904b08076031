// The engine in a worker thread of this process, behind the same Comlink interface as in the window.
import { MessageChannel, Worker } from 'node:worker_threads'
import { wrap, type Endpoint, type Remote } from 'comlink'
import { controlSlots } from '@shared/control'
import type { EngineApi } from '@shared/engineApi'

export interface EngineProcess {
  readonly engine: Remote<EngineApi>
  /** The control block of @shared/control. */
  readonly control: Int32Array
  /** Rejects when the thread dies by itself. */
  readonly lost: Promise<never>
  close(): Promise<void>
}

/** Starts the engine from the bundled worker script beside this one. */
export function startEngine(script: URL): EngineProcess {
  const shared = new SharedArrayBuffer(controlSlots * Int32Array.BYTES_PER_ELEMENT)
  const { port1, port2 } = new MessageChannel()
  const worker = new Worker(script)
  let closing = false
  const lost = new Promise<never>((_resolve, reject) => {
    worker.once('error', reject)
    worker.once('exit', (code) => {
      if (!closing) reject(new Error(`the engine's thread ended with status ${code}`))
    })
  })
  worker.postMessage({ port: port2, control: shared }, [port2])
  return {
    engine: wrap<EngineApi>(port1 as unknown as Endpoint),
    control: new Int32Array(shared),
    lost,
    close: async () => {
      closing = true
      port1.close()
      await worker.terminate()
    },
  }
}
