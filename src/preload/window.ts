// The window's preload: one typed bridge and the port hand-over. Sandboxed, so it is one self-contained file.
import { contextBridge, ipcRenderer } from 'electron'
import { engineHostPortMessage, type LabBridge, type MainMessage, type ServiceName } from '@shared/bridge'

const services: readonly ServiceName[] = ['sessions', 'shell', 'files']
const bootPrefix = '--lab-boot='

function readBoot(): LabBridge['boot'] {
  const argument = process.argv.find((text) => text.startsWith(bootPrefix))
  if (argument === undefined) throw new Error('main did not pass the boot values')
  return JSON.parse(decodeURIComponent(argument.slice(bootPrefix.length))) as LabBridge['boot']
}

const bridge: LabBridge = {
  call: async (service, method, args) => {
    if (!services.includes(service) || !/^[a-zA-Z]+$/.test(method)) {
      return { ok: false, failure: { code: 'usage', message: `There is no method ${service}.${method}.` } }
    }
    return ipcRenderer.invoke(`${service}:${method}`, args) as Promise<unknown>
  },
  onMessage: (listener) => {
    const receive = (_event: unknown, message: MainMessage): void => listener(message)
    ipcRenderer.on('lab:message', receive)
    return () => ipcRenderer.off('lab:message', receive)
  },
  boot: readBoot(),
}

contextBridge.exposeInMainWorld('lab', bridge)

ipcRenderer.on('lab:port', (event) => {
  window.postMessage({ type: engineHostPortMessage }, window.location.origin, [...event.ports])
})
