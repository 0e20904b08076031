// The visible window: made hardened, remembered in size and place, and closed only after its text is kept.
import { join } from 'node:path'
import { app, BrowserWindow, screen } from 'electron'
import type { LabBridge, MainMessage } from '@shared/bridge'
import { placeOnScreens, readPlace, smallestWindow, writePlace } from './windowPlace'

export interface MainWindowOptions {
  readonly url: string
  readonly preload: string
  readonly boot: LabBridge['boot']
  /** The colour shown before the first frame. */
  readonly ground: string
  readonly profileFolder: string
  /** Sends `flush` and waits (bounded) until the window says that everything typed is on disk, or why not. */
  readonly flush: (send: (message: MainMessage) => void) => Promise<string | null>
  /** Asks whether to close although something could not be saved. */
  readonly mayLose: (window: BrowserWindow, problem: string) => Promise<boolean>
}

/** Opens the window and loads its page; it shows itself when the first frame is ready. */
export function openMainWindow(options: MainWindowOptions): BrowserWindow {
  const placeFile = join(options.profileFolder, 'window.json')
  const { maximized, ...bounds } = placeOnScreens(
    readPlace(placeFile),
    screen.getAllDisplays().map((display) => display.workArea),
  )
  const window = new BrowserWindow({
    ...bounds,
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    title: app.getName(),
    show: false,
    backgroundColor: options.ground,
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      // The spelling checker would fetch dictionaries from the network.
      spellcheck: false,
      additionalArguments: [`--lab-boot=${encodeURIComponent(JSON.stringify(options.boot))}`],
    },
  })
  if (maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  keepTextOnClose(window, options, placeFile)
  comeBackAfterCrash(window)
  void window.loadURL(options.url)
  return window
}

/** How often in a row a page that crashes before it is loaded is tried again. */
const attempts = 2

/** A page that crashed is loaded again, but not for ever when it cannot even load. */
function comeBackAfterCrash(window: BrowserWindow): void {
  let left = attempts
  window.webContents.on('did-finish-load', () => {
    left = attempts
  })
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || left === 0) return
    left--
    window.webContents.reload()
  })
}

function keepTextOnClose(window: BrowserWindow, options: MainWindowOptions, placeFile: string): void {
  let closing = false
  window.on('close', (event) => {
    writePlace(placeFile, { ...window.getNormalBounds(), maximized: window.isMaximized() })
    if (window.webContents.isCrashed() || window.webContents.isLoading()) return
    event.preventDefault()
    if (closing) return
    closing = true
    void closeWhenKept(window, options).then((isClosed) => (closing = isClosed))
  })
}

async function closeWhenKept(window: BrowserWindow, options: MainWindowOptions): Promise<boolean> {
  const problem = await options.flush((message) => sendMessage(window, message))
  if (problem !== null && !(await options.mayLose(window, problem))) return false
  window.destroy()
  return true
}

/** Sends a message to the window's page, when there is one. */
export function sendMessage(window: BrowserWindow, message: MainMessage): void {
  if (!window.isDestroyed() && !window.webContents.isCrashed())
    window.webContents.send('lab:message', message)
}
