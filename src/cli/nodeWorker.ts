// The worker's entry in a Node thread: the same service behind the same greeting as in a page.
import { availableParallelism } from 'node:os'
import { parentPort, Worker, type MessagePort } from 'node:worker_threads'
import { expose, type Endpoint } from 'comlink'
import { createEngineService } from '../worker/run/service'
import { noteRejection } from '../worker/script/rejections'
import { closeRealm } from '../worker/script/sandbox'
import { setCollector } from '../worker/storage/collector'
import { startCrew } from '../worker/threads/crew'
import { nodeCollector } from './collector'

process.on('unhandledRejection', noteRejection)

startCrew(availableParallelism(), () => {
  const helper = new Worker(new URL('./helper.js', import.meta.url))
  // It ends with this thread.
  helper.unref()
  return helper
})

parentPort!.once('message', ({ port, control }: { port: MessagePort; control: SharedArrayBuffer }) => {
  const service = createEngineService(new Int32Array(control))
  setCollector(nodeCollector())
  closeRealm(globalThis)
  expose(service, port as unknown as Endpoint)
})
