// The engine host: a hidden page in a process of its own that owns the workers. Made again when it dies.
import { BrowserWindow, MessageChannelMain, type Session, type WebContents } from 'electron'
import { yieldToWindow } from './yielding'

/** Objects of a script may take this much; arrays of numbers lie outside of it. */
const scriptHeapMb = 1536

const engineFlags = [
  // A script that fills the heap ends within seconds, not after minutes of collecting garbage.
  `--max-old-space-size=${scriptHeapMb}`,
  // A large graph is made and dropped in new space: with the default of 16 MB, reached from 1, it is copied while it
  // grows, which takes five times as long as computing with plain numbers.
  '--min-semi-space-size=32',
  '--max-semi-space-size=64',
  // The engine finds dead arrays inside a synchronous loop (src/worker/storage); it hides both from scripts.
  '--expose-gc',
  '--harmony-weak-refs-with-cleanup-some',
]

export interface EngineHostOptions {
  readonly url: string
  readonly preload: string
  readonly session: Session
  /** The host's process is gone; a new one is on its way. */
  readonly onLost: (reason: string) => void
}

export interface EngineHost {
  /** Gives `target` a fresh port to the host's page, once that page is loaded. */
  connect(target: WebContents): Promise<void>
  /** The process of the present host page. */
  pid(): number
  close(): void
}

interface Page {
  readonly window: BrowserWindow
  readonly loaded: Promise<void>
}

export function createEngineHost(options: EngineHostOptions): EngineHost {
  let closed = false
  let page: Page | undefined = openPage()

  function openPage(): Page {
    const window = new BrowserWindow({
      show: false,
      title: 'DeZero Lab engine',
      webPreferences: {
        preload: options.preload,
        session: options.session,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        spellcheck: false,
        additionalArguments: [`--js-flags=${engineFlags.join(' ')}`],
        // A hidden page would otherwise be slowed down.
        backgroundThrottling: false,
      },
    })
    let ready = false
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (page?.window === window) page = undefined
      window.destroy()
      if (closed) return
      // One that died while loading would die again; it is tried anew when the window asks.
      if (ready) page = openPage()
      options.onLost(reason)
    })
    const loaded = window.loadURL(options.url).then(() => {
      ready = true
      // Its workers and what they need compute for seconds; the window must move meanwhile.
      yieldToWindow(window.webContents.getOSProcessId())
    })
    // Whoever connects hears of a failure; nobody has to.
    loaded.catch(() => undefined)
    return { window, loaded }
  }

  return {
    async connect(target) {
      page ??= openPage()
      const { window, loaded } = page
      await loaded
      const { port1, port2 } = new MessageChannelMain()
      window.webContents.postMessage('lab:port', null, [port1])
      target.postMessage('lab:port', null, [port2])
    },
    pid: () => page?.window.webContents.getOSProcessId() ?? 0,
    close() {
      closed = true
      page?.window.destroy()
      page = undefined
    },
  }
}
