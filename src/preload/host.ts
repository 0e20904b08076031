// The engine host's preload: hands the window's port to the page, nothing else. The page gets no bridge.
import { ipcRenderer } from 'electron'
import { engineHostPortMessage } from '@shared/bridge'

ipcRenderer.on('lab:port', (event) => {
  window.postMessage({ type: engineHostPortMessage }, window.location.origin, [...event.ports])
})
