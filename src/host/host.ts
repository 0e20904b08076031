// The engine host's page: owns the workers and stays responsive while they are busy. Must not compute.
import { engineHostPortMessage } from '@shared/bridge'
import { expose, transfer } from 'comlink'
import { createWorkerPool } from './workerPool'

const pool = createWorkerPool(
  () => new Worker(new URL('../worker/index.ts', import.meta.url), { type: 'module', name: 'engine' }),
)

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  const [port] = event.ports
  if (event.source !== window || port === undefined) return
  if ((event.data as { type?: unknown } | null)?.type !== engineHostPortMessage) return
  expose(
    {
      freshWorker: async () => {
        const worker = pool.fresh()
        return transfer(worker, [worker])
      },
      control: async (command: number, breakLine?: number) => pool.control(command, breakLine),
    },
    port,
  )
})
