// What no page may do, whatever it contains: leave its address, open windows, ask for devices, reach the network.
import { app, type Session } from 'electron'

/** Schemes that never leave the machine. */
const localSchemes = new Set(['app:', 'blob:', 'data:', 'devtools:'])

/** Applies to every page there will ever be. `devOrigin` is the development server's, when there is one. */
export function lockDownPages(devOrigin: string | undefined): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => {
      // The development server reloads the page after a change.
      if (devOrigin === undefined || new URL(event.url).origin !== devOrigin) event.preventDefault()
    })
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
}

/** Denies every permission and every request that would leave the machine. */
export function lockDownSession(session: Session, devOrigin: string | undefined): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  const devHost = devOrigin === undefined ? undefined : new URL(devOrigin).host
  session.webRequest.onBeforeRequest((details, answer) => {
    const url = new URL(details.url)
    answer({ cancel: !localSchemes.has(url.protocol) && url.host !== devHost })
  })
}
