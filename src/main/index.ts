// The main process: puts the parts together. Windows, protocol, store; no computation.
import { randomBytes } from 'node:crypto'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { app, dialog, session, type BrowserWindow, type WebFrameMain } from 'electron'
import type { SessionApi } from '@shared/sessionApi'
import { createAppearance } from './app/appearance'
import { askToClose } from './app/closeDialog'
import { createEngineHost } from './app/engineHost'
import { createFlushing } from './app/flush'
import { lockDownPages, lockDownSession } from './app/lockDown'
import { menuLocaleOf } from './app/menuTable'
import { openMainWindow, sendMessage } from './app/mainWindow'
import { startFailure } from './app/startFailure'
import { createFileDialogs } from './files/dialogs'
import { createFileService } from './files/fileService'
import startFileThread from './files/fileThread?nodeWorker'
import { createFileWork } from './files/fileWork'
import { UnfinishedFiles } from './files/unfinished'
import { bindService } from './ipc/bind'
import { fileMethods } from './ipc/fileMethods'
import { sessionMethods } from './ipc/sessionMethods'
import { shellMethods } from './ipc/shellMethods'
import { createRoutes, origins } from './protocol/routes'
import { registerAppScheme, serveApp } from './protocol/serve'
import { readExampleSessions } from './sessions/examples'
import { openThreadedStore, type ThreadedStore } from './sessions/storeLink'
import startStoreThread from './sessions/storeThread?nodeWorker'

const devUrl = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL
const devOrigin = devUrl === undefined ? undefined : new URL(devUrl).origin
const pages =
  devUrl === undefined
    ? { window: `${origins.window}/`, host: `${origins.host}/` }
    : { window: `${devUrl}/renderer/index.html`, host: `${devUrl}/host/index.html` }
const built = join(__dirname, '..')
const flushBoundMs = 2000

if (app.requestSingleInstanceLock()) {
  // As root Chromium cannot sandbox at all and is started with this switch; every window asks for it by itself too.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  registerAppScheme()
  lockDownPages(devOrigin)
  app.on('window-all-closed', () => app.quit())
  app
    .whenReady()
    .then(open)
    .catch((error: unknown) => {
      dialog.showErrorBox(...startFailure(app.getName(), menuLocaleOf(app.getLocale()), error))
      app.exit(1)
    })
} else {
  // The first instance gets `second-instance` and shows itself.
  app.quit()
}

async function open(): Promise<void> {
  const nonce = randomBytes(16).toString('base64')
  const hostSession = session.fromPartition('engine-host')
  lockDownSession(session.defaultSession, devOrigin)
  lockDownSession(hostSession, devOrigin)
  if (devUrl === undefined) {
    const routes = createRoutes(join(built, 'renderer'))
    serveApp(session.defaultSession, routes.window, nonce)
    serveApp(hostSession, routes.host, nonce)
  }

  const profileFolder = app.getPath('userData')
  const locale = app.getLocale()
  const store = await openThreadedStore(startStoreThread, {
    folder: profileFolder,
    examples: readExampleSessions(join(built, '../resources/sessions'), menuLocaleOf(locale)),
  })
  const flushing = createFlushing(flushBoundMs)
  const appearance = createAppearance(locale, (name) => sendMessage(window, { type: 'command', name }))
  const { theme, locale: chosenLocale } = await store.getSettings()
  appearance.apply('theme', theme)
  appearance.apply('locale', chosenLocale)

  const window = openMainWindow({
    url: pages.window,
    preload: join(built, 'preload/window.js'),
    boot: { nonce, platform: process.platform, locale, memoryBytes: totalmem() },
    ground: appearance.ground(),
    profileFolder,
    flush: flushing.flush,
    mayLose: (asking, problem) => askToClose(asking, appearance.locale(), problem),
  })
  const host = createEngineHost({
    url: pages.host,
    preload: join(built, 'preload/host.js'),
    session: hostSession,
    onLost: (reason) => sendMessage(window, { type: 'engine-host-lost', reason }),
  })

  const isTrusted = (frame: WebFrameMain | null): boolean => frame !== null && frame === mainFrameOf(window)
  const setSetting: SessionApi['setSetting'] = async (key, value) => {
    await store.setSetting(key, value)
    appearance.apply(key, value)
  }
  bindService('sessions', { ...store, setSetting }, sessionMethods, isTrusted)
  bindService(
    'files',
    createFileService({
      store,
      dialogs: createFileDialogs(window, () => appearance.locale()),
      work: createFileWork(startFileThread),
      unfinished: new UnfinishedFiles(join(profileFolder, 'unfinished.json')),
    }),
    fileMethods,
    isTrusted,
  )
  bindService(
    'shell',
    {
      versions: async () => ({
        app: app.getVersion(),
        electron: process.versions.electron,
        chrome: process.versions.chrome,
        node: process.versions.node,
      }),
      connectEngineHost: () => host.connect(window.webContents),
      flushed: async (token, problem) => flushing.flushed(token, problem),
    },
    shellMethods,
    isTrusted,
  )

  app.on('second-instance', () => {
    if (window.isDestroyed()) return
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  })
  window.on('closed', () => host.close())
  // Quitting goes on when the store is closed.
  let isClosed = false
  app.on('will-quit', (event) => {
    if (isClosed) return
    event.preventDefault()
    void endStore(store).finally(() => {
      isClosed = true
      app.quit()
    })
  })
}

/**
 * Closes the store. Node 18's platform sometimes waits for ever for tasks of a thread that ends (`DrainTasks`), and
 * Electron's end waits for the thread: with all windows gone and everything on disk, the process then ends itself at once.
 */
async function endStore(store: ThreadedStore): Promise<void> {
  if (!(await store.close())) process.kill(process.pid, 'SIGKILL')
}

function mainFrameOf(window: BrowserWindow): WebFrameMain | undefined {
  return window.isDestroyed() ? undefined : window.webContents.mainFrame
}
