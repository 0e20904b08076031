// The operating system's sandbox around the pages. Chromium has none for root, so as root the app is started as nobody.
import { chownSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { _electron } from '@playwright/test'
import { electronExecutable, expect, projectRoot, test, windowAt } from './fixture'

const nobody = 65534
const isRoot = process.getuid?.() === 0

test.skip(process.platform !== 'linux', 'reads /proc')

/** What nobody may read: a copy of the runtime and of the built app; the originals may stand in root's home. */
function stageForNobody(folder: string): { executable: string; app: string } {
  const runtime = join(folder, 'runtime')
  cpSync(dirname(electronExecutable()), runtime, { recursive: true, dereference: true })
  const app = join(folder, 'app')
  for (const part of ['out', 'package.json', 'resources/sessions', 'node_modules/node-sqlite3-wasm']) {
    cpSync(join(projectRoot, part), join(app, part), { recursive: true })
  }
  const home = join(folder, 'home')
  mkdirSync(home)
  chownSync(home, nobody, nobody)
  chownSync(folder, nobody, nobody)
  const executable = join(folder, 'electron-as-nobody')
  writeFileSync(
    executable,
    `#!/bin/sh\nexec setpriv --reuid=${nobody} --regid=${nobody} --clear-groups ` +
      `env HOME='${home}' XDG_CONFIG_HOME='${home}' '${join(runtime, 'electron')}' "$@"\n`,
    { mode: 0o755 },
  )
  return { executable, app }
}

test('every page runs in the sandbox of the operating system', async ({ screenEnvironment }) => {
  const folder = mkdtempSync(join(tmpdir(), 'dezero-lab-sandbox-'))
  const staged = isRoot ? stageForNobody(folder) : { executable: electronExecutable(), app: projectRoot }
  const app = await _electron.launch({
    executablePath: staged.executable,
    args: [staged.app, `--user-data-dir=${join(folder, 'home', 'profile')}`],
    env: screenEnvironment,
    chromiumSandbox: true,
  })
  try {
    await windowAt(app, 'app://lab/')
    await windowAt(app, 'app://host/')
    const { pids, switched } = await app.evaluate(({ app: running, BrowserWindow }) => ({
      pids: BrowserWindow.getAllWindows().map((window) => window.webContents.getOSProcessId()),
      switched: running.commandLine.hasSwitch('no-sandbox'),
    }))
    expect(switched).toBe(false)
    expect(pids).toHaveLength(2)
    for (const pid of pids) {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8')
      expect(status).toMatch(/^Seccomp:\t2$/m)
      expect(status).toMatch(/^NoNewPrivs:\t1$/m)
    }
  } finally {
    await app.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
})
