// The worker's entry in a page: waits for its greeting (port and control block) and answers on the port.
import { expose } from 'comlink'
import { createEngineService } from './run/service'
import { noteRejection } from './script/rejections'
import { closeRealm } from './script/sandbox'
import { warmUp } from './script/warmUp'
import { collectorOf, setCollector } from './storage/collector'
import { startCrew } from './threads/crew'

/** A worker that is not wanted so long after it was made is a spare: the moment to warm up. */
const spareAfterMs = 1000
let isWanted = false
setTimeout(() => void warmUp(() => isWanted), spareAfterMs)

// While nothing runs here: a helper begins only when this thread is idle.
startCrew(
  navigator.hardwareConcurrency,
  () => new Worker(new URL('./threads/helperWorker.ts', import.meta.url), { type: 'module', name: 'helper' }),
)

self.addEventListener('unhandledrejection', (event) => {
  event.preventDefault()
  noteRejection(event.reason)
})

self.addEventListener(
  'message',
  (event: MessageEvent<{ port: MessagePort; control: SharedArrayBuffer }>) => {
    isWanted = true
    const service = createEngineService(new Int32Array(event.data.control))
    setCollector(collectorOf(globalThis))
    closeRealm(globalThis)
    expose(service, event.data.port)
  },
  { once: true },
)
