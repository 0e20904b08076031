// The one fixture: the built app in real Electron with a profile of its own. No test hooks in the app: the profile
// folder is Electron's own `--user-data-dir`.
import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, expect, test as base, type ElectronApplication, type Page } from '@playwright/test'
import { openDisplay } from '../scripts/setup/display.mjs'

export const projectRoot = resolve(__dirname, '..')

/** A started app. */
export interface Lab {
  readonly app: ElectronApplication
  readonly window: Page
  readonly profile: string
  /** Errors and warnings that the window's console showed. A test that expects some empties it. */
  readonly consoleErrors: string[]
}

interface Fixtures {
  /** A folder that is removed after the test. */
  profile: string
  /** Starts the app on the profile; may be called again after the app before was closed or killed. */
  start: (args?: readonly string[]) => Promise<Lab>
  /** The app started on a fresh profile; the test fails when the window's console showed an error. */
  lab: Lab
}

interface WorkerFixtures {
  /** The environment for windows: the person's screen, or a virtual one for the time of the tests. */
  screenEnvironment: Record<string, string>
}

/** The executable that set-up resolved (scripts/setup/electronRuntime.mjs). */
export function electronExecutable(): string {
  const chosen = process.env.DEZERO_LAB_ELECTRON
  if (chosen !== undefined && chosen !== '') return chosen
  const path = createRequire(__filename)('electron') as string
  if (!existsSync(path)) throw new Error('no Electron runtime: run `npm test` or `npm start` once')
  return path
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  screenEnvironment: [
    async ({}, use) => {
      const { env, close } = await openDisplay()
      const environment = Object.fromEntries(
        Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
      )
      delete environment.ELECTRON_RUN_AS_NODE
      await use(environment)
      close()
    },
    { scope: 'worker' },
  ],

  profile: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'dezero-lab-profile-'))
    await use(folder)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  },

  start: async ({ profile, screenEnvironment }, use) => {
    const started: { app: ElectronApplication; main: ChildProcess }[] = []
    await use(async (args = []) => {
      const app = await _electron.launch({
        executablePath: electronExecutable(),
        args: [projectRoot, `--user-data-dir=${profile}`, '--lang=en-US', ...args],
        env: screenEnvironment,
        cwd: projectRoot,
      })
      started.push({ app, main: app.process() })
      const window = await windowAt(app, 'app://lab/')
      const consoleErrors: string[] = []
      window.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') consoleErrors.push(message.text())
      })
      window.on('pageerror', (error) => consoleErrors.push(String(error)))
      await window.waitForLoadState('load')
      return { app, window, profile, consoleErrors }
    })
    for (const { app, main } of started) await endApp(app, main)
  },

  lab: async ({ start }, use) => {
    const lab = await start()
    await use(lab)
    expect(lab.consoleErrors, 'errors on the console of the window').toEqual([])
  },
})

export { expect }

/** The page at an address; the app's two pages come up in either order. */
export async function windowAt(app: ElectronApplication, url: string): Promise<Page> {
  for (;;) {
    const page = app.windows().find((candidate) => candidate.url().startsWith(url))
    if (page !== undefined) return page
    await Promise.race([
      app.waitForEvent('window'),
      ...app.windows().map((candidate) => candidate.waitForEvent('framenavigated')),
    ])
  }
}

/** Kills the app as a power cut would: nothing is asked, nothing is flushed. */
export async function killApp(app: ElectronApplication): Promise<void> {
  const main = app.process()
  const gone = new Promise<void>((done) => main.once('exit', () => done()))
  for (const pid of [main.pid, ...childrenOf(main.pid)]) if (pid !== undefined) killIfThere(pid)
  await gone
}

async function endApp(app: ElectronApplication, main: ChildProcess): Promise<void> {
  if (main.exitCode !== null || main.signalCode !== null) return
  // A renderer that a test has crashed cannot be closed politely; the bound is for that case alone.
  const closed = app.close().then(() => true)
  const ended = await Promise.race([
    closed,
    new Promise<false>((late) => setTimeout(() => late(false), 10_000)),
  ])
  if (!ended) await killApp(app)
}

/** All processes below one, from /proc (a bare Debian has no `ps`). */
function childrenOf(pid: number | undefined): number[] {
  if (pid === undefined || process.platform !== 'linux') return []
  const parents = readdirSync('/proc').flatMap((name) => {
    const stat = /^\d+$/.test(name) && existsSync(`/proc/${name}/stat`) ? readStat(name) : undefined
    return stat === undefined ? [] : [{ child: Number(name), parent: stat }]
  })
  const below = (up: number): number[] =>
    parents.filter(({ parent }) => parent === up).flatMap(({ child }) => [child, ...below(child)])
  return below(pid)
}

/** The parent of a process: the second field after the name, which stands in brackets. */
function readStat(name: string): number | undefined {
  try {
    const text = readFileSync(`/proc/${name}/stat`, 'utf8')
    return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1])
  } catch (error) {
    // It ended between the listing and the reading.
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw error
  }
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
