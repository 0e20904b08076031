// Asks main for a port to the engine host page and waits for the message in which the preload hands it over.
import { engineHostPortMessage } from '@shared/bridge'
import type { ShellApi } from '@shared/sessionApi'

/** A fresh port to the engine host. A port that arrives unasked for is closed by the next request's answer. */
export function connectEngineHost(shell: Pick<ShellApi, 'connectEngineHost'>): Promise<MessagePort> {
  return new Promise((resolve, reject) => {
    const onMessage = (event: MessageEvent<unknown>) => {
      const [port] = event.ports
      if (event.source !== window || port === undefined || !isPortMessage(event.data)) return
      window.removeEventListener('message', onMessage)
      resolve(port)
    }
    window.addEventListener('message', onMessage)
    shell.connectEngineHost().catch((thrown: unknown) => {
      window.removeEventListener('message', onMessage)
      reject(thrown instanceof Error ? thrown : new Error(String(thrown)))
    })
  })
}

function isPortMessage(data: unknown): boolean {
  if (data === engineHostPortMessage) return true
  return (
    typeof data === 'object' && data !== null && (data as { type?: unknown }).type === engineHostPortMessage
  )
}
