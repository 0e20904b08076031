// The shell: Electron's security checklist point by point, the processes, one instance, the remembered window.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { ElectronApplication, Page } from '@playwright/test'
import type { LabBridge } from '@shared/bridge'
import { electronExecutable, expect, projectRoot, test, windowAt } from './fixture'

declare global {
  interface Window {
    readonly lab: LabBridge
    /** What a test waits for, from before its cause. */
    awaited: Promise<unknown>
  }
}

interface Processes {
  main: number
  window: number
  host: number
}

/** The operating-system processes of main, window and engine host. */
function processes(app: ElectronApplication): Promise<Processes> {
  return app.evaluate(({ BrowserWindow }) => {
    const pidOf = (prefix: string): number =>
      BrowserWindow.getAllWindows()
        .find((window) => window.webContents.getURL().startsWith(prefix))
        ?.webContents.getOSProcessId() ?? 0
    return { main: process.pid, window: pidOf('app://lab/'), host: pidOf('app://host/') }
  })
}

/** Status and headers of an address, asked in the session of the window or of the engine host; status 0 is no address. */
function ask(
  app: ElectronApplication,
  url: string,
  partition = '',
): Promise<{ status: number; headers: Record<string, string> }> {
  return app.evaluate(
    async ({ session }, [address, name]) => {
      const from = name === '' ? session.defaultSession : session.fromPartition(name!)
      const response = await from.fetch(address!).catch((error: unknown) => {
        if (error instanceof TypeError && error.message === 'Invalid URL') return undefined
        throw error
      })
      if (response === undefined) return { status: 0, headers: {} }
      return { status: response.status, headers: Object.fromEntries(response.headers) }
    },
    [url, partition],
  )
}

/** Runs code in the page as the page itself would: `evaluate` passes by the content security policy, timers do not. */
function inPage<T>(page: Page, body: () => T): Promise<T | string> {
  return page.evaluate(
    (text) =>
      new Promise<T | string>((done) => {
        setTimeout(() => {
          try {
            done((globalThis as unknown as { eval: (code: string) => T }).eval(text))
          } catch (error) {
            done(`refused: ${(error as Error).name}`)
          }
        })
      }),
    `(${body.toString()})()`,
  )
}

test.describe('pages', () => {
  test('are sandboxed and isolated, without Node, and hold one bridge', async ({ lab }) => {
    const preferences = await lab.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => {
        const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = (
          window.webContents as unknown as { getLastWebPreferences(): Electron.WebPreferences }
        ).getLastWebPreferences()
        return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag }
      }),
    )
    const hardened = {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    }
    expect(preferences).toEqual([hardened, hardened])
    for (const page of [lab.window, await windowAt(lab.app, 'app://host/')]) {
      const globals = await page.evaluate(() =>
        ['process', 'require', 'module', 'Buffer', 'global', '__dirname', 'electron'].filter(
          (name) => name in window,
        ),
      )
      expect(globals).toEqual([])
    }
    expect(await lab.window.evaluate(() => Object.keys(window.lab).sort())).toEqual([
      'boot',
      'call',
      'onMessage',
    ])
    const host = await windowAt(lab.app, 'app://host/')
    expect(await host.evaluate(() => 'lab' in window)).toBe(false)
  })

  test('compile no text, run no inline script, and reach no network', async ({ lab }) => {
    const host = await windowAt(lab.app, 'app://host/')
    for (const page of [lab.window, host]) {
      expect(await inPage(page, () => 1 + 1)).toBe('refused: EvalError')
      const inline = await page.evaluate(() => {
        const script = document.createElement('script')
        script.textContent = 'document.title = "inline ran"'
        document.body.append(script)
        script.remove()
        return document.title
      })
      expect(inline).not.toBe('inline ran')
      const outside = await page.evaluate(() =>
        fetch('https://example.com/').then(
          () => 'answered',
          () => 'refused',
        ),
      )
      expect(outside).toBe('refused')
    }
    // The refusals above are what the console complains about.
    lab.consoleErrors.length = 0
  })

  test('are cross-origin isolated, so that memory can be shared with workers', async ({ lab }) => {
    const host = await windowAt(lab.app, 'app://host/')
    for (const page of [lab.window, host]) {
      expect(await page.evaluate(() => [crossOriginIsolated, typeof SharedArrayBuffer])).toEqual([
        true,
        'function',
      ])
    }
  })

  test('cannot leave, open windows, frames or webviews', async ({ lab }) => {
    const { window } = lab
    await window.evaluate(() => {
      location.href = 'https://example.com/'
    })
    await window.evaluate(() => {
      location.href = 'app://host/'
    })
    expect(await window.evaluate(() => open('https://example.com/') === null)).toBe(true)
    expect(await window.evaluate(() => open('app://lab/') === null)).toBe(true)
    const frame = await window.evaluate(
      () =>
        new Promise<string>((done) => {
          const element = document.createElement('iframe')
          document.addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective), {
            once: true,
          })
          element.src = 'https://example.com/'
          document.body.append(element)
        }),
    )
    expect(frame).toBe('frame-src')
    expect(await window.evaluate(() => document.createElement('webview').constructor.name)).toBe(
      'HTMLElement',
    )
    expect(window.url()).toBe('app://lab/')
    expect(await lab.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(2)
    lab.consoleErrors.length = 0
  })

  test('get no permission', async ({ lab }) => {
    const answers = await lab.window.evaluate(async () => {
      const names = [
        'geolocation',
        'notifications',
        'camera',
        'microphone',
        'midi',
        'clipboard-read',
      ] as PermissionName[]
      const states = await Promise.all(
        names.map(async (name) => (await navigator.permissions.query({ name })).state),
      )
      const media = await navigator.mediaDevices.getUserMedia({ audio: true }).then(
        () => 'given',
        () => 'denied',
      )
      return [...states, await Notification.requestPermission(), media]
    })
    expect(new Set(answers)).toEqual(new Set(['denied']))
  })
})

test.describe('app://', () => {
  test('sends every header with every response', async ({ lab }) => {
    const script = await lab.window.evaluate(
      () => document.querySelector<HTMLScriptElement>('script[src]')!.src,
    )
    const host = await windowAt(lab.app, 'app://host/')
    await expect.poll(() => host.workers().length).toBeGreaterThan(0)
    const worker = host.workers()[0]!.url()
    expect(worker).toMatch(/^app:\/\/host\/worker\//)
    const answers = {
      window: await ask(lab.app, 'app://lab/'),
      script: await ask(lab.app, script),
      host: await ask(lab.app, 'app://host/', 'engine-host'),
      worker: await ask(lab.app, worker, 'engine-host'),
      missing: await ask(lab.app, 'app://lab/nothing.js'),
    }
    for (const { headers } of Object.values(answers)) {
      expect(headers).toMatchObject({
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
        'cross-origin-resource-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
      })
    }
    const policy = (name: keyof typeof answers): string => answers[name].headers['content-security-policy']!
    expect(policy('window')).toContain("worker-src 'self'")
    for (const name of Object.keys(answers) as (keyof typeof answers)[]) {
      expect(policy(name)).toContain("default-src 'none'")
      expect(policy(name).includes("'unsafe-eval'"), name).toBe(name === 'worker')
      expect(policy(name)).not.toContain("'unsafe-inline'")
    }
    expect(policy('worker')).toContain("connect-src 'none'")
  })

  test('serves built files and nothing else', async ({ lab }) => {
    const worker = await windowAt(lab.app, 'app://host/').then(async (host) => {
      await expect.poll(() => host.workers().length).toBeGreaterThan(0)
      return host.workers()[0]!.url()
    })
    const addresses = [
      'app://lab/../../package.json',
      'app://lab/..%2f..%2fpackage.json',
      'app://lab/%2e%2e/%2e%2e/package.json',
      'app://lab/..\\..\\package.json',
      'app://lab//etc/passwd',
      'app://lab/assets/../../main/index.js',
      'app://lab/index.html%00.js',
      'app://other/',
      'app://host/',
      worker,
      worker.replace('app://host/', 'app://lab/'),
    ]
    for (const address of addresses) expect([0, 404], address).toContain((await ask(lab.app, address)).status)
  })
})

test.describe('processes', () => {
  test('window and engine host are processes of their own', async ({ lab }) => {
    await windowAt(lab.app, 'app://host/')
    const { main, window, host } = await processes(lab.app)
    expect(new Set([main, window, host, 0]).size).toBe(4)
  })

  test('a killed engine host is said in the window and back at once', async ({ lab }) => {
    await windowAt(lab.app, 'app://host/')
    const before = await processes(lab.app)
    await lab.window.evaluate(() => {
      window.awaited = new Promise((done) => {
        window.lab.onMessage((message) => {
          if (message.type === 'engine-host-lost') done(message.reason)
        })
      })
    })
    process.kill(before.host, 'SIGKILL')
    expect(await lab.window.evaluate(() => window.awaited)).toBe('killed')
    await expect.poll(async () => (await processes(lab.app)).host).not.toBe(0)
    const after = await processes(lab.app)
    expect(after.host).not.toBe(before.host)
    expect(after.window).toBe(before.window)
    const connected = await lab.window.evaluate(
      () =>
        new Promise<boolean>((done) => {
          addEventListener('message', (event) => {
            if (event.ports.length === 1) done(true)
          })
          void window.lab.call('shell', 'connectEngineHost', [])
        }),
    )
    expect(connected).toBe(true)
    lab.consoleErrors.length = 0
  })

  test('a window whose page crashed comes back', async ({ start }) => {
    const { app } = await start()
    const title = await app.evaluate(async ({ BrowserWindow }) => {
      const page = BrowserWindow.getAllWindows().find((window) =>
        window.webContents.getURL().startsWith('app://lab/'),
      )!.webContents
      const back = new Promise<void>((done) => page.once('did-finish-load', () => done()))
      process.kill(page.getOSProcessId(), 'SIGKILL')
      await back
      return (await page.executeJavaScript(
        'typeof window.lab.call + document.querySelectorAll("#app").length',
      )) as string
    })
    expect(title).toBe('function1')
  })

  test('a second instance hands over to the first', async ({ lab, screenEnvironment }) => {
    await lab.app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()
        .find((window) => window.webContents.getURL().startsWith('app://lab/'))
        ?.minimize()
    })
    const handedOver = lab.app.evaluate(
      ({ app }) => new Promise<boolean>((done) => app.once('second-instance', () => done(true))),
    )
    const second = spawn(
      electronExecutable(),
      [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), projectRoot, `--user-data-dir=${lab.profile}`],
      { env: screenEnvironment, stdio: 'ignore' },
    )
    expect(await once(second, 'exit')).toEqual([0, null])
    expect(await handedOver).toBe(true)
    expect(await lab.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(2)
    expect(lab.window.isClosed()).toBe(false)
  })
})

test.describe('window', () => {
  test('comes back in its size and place', async ({ start }) => {
    const first = await start()
    const bounds = { x: 60, y: 50, width: 901, height: 617 }
    await first.app.evaluate(({ BrowserWindow }, wanted) => {
      BrowserWindow.getAllWindows()
        .find((window) => window.webContents.getURL().startsWith('app://lab/'))
        ?.setBounds(wanted)
    }, bounds)
    const boundsOf = (app: ElectronApplication) =>
      app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()
          .find((window) => window.webContents.getURL().startsWith('app://lab/'))
          ?.getBounds(),
      )
    await expect.poll(() => boundsOf(first.app)).toEqual(bounds)
    await first.app.close()
    const second = await start()
    await expect.poll(() => boundsOf(second.app)).toEqual(bounds)
  })

  test('menu commands arrive in the window by name', async ({ lab }) => {
    await lab.window.evaluate(() => {
      window.awaited = new Promise((done) => window.lab.onMessage((message) => done(message)))
    })
    await lab.app.evaluate(({ Menu }) => {
      Menu.getApplicationMenu()?.getMenuItemById('help')?.click()
    })
    expect(await lab.window.evaluate(() => window.awaited)).toEqual({ type: 'command', name: 'help' })
  })
})
