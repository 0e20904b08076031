// The worker's entry: waits for its greeting (port and control block) and answers on the port.
import { expose } from 'comlink'

self.addEventListener('message', (event: MessageEvent<{ port: MessagePort; control: SharedArrayBuffer }>) => {
  expose({ ping: () => new Function('return 42')() as number }, event.data.port)
})
