// The worker's entry in a page: waits for its greeting (port and control block) and answers on the port.
import { expose } from 'comlink'
import { createEngineService } from './run/service'

self.addEventListener(
  'message',
  (event: MessageEvent<{ port: MessagePort; control: SharedArrayBuffer }>) => {
    expose(createEngineService(new Int32Array(event.data.control)), event.data.port)
  },
  { once: true },
)
