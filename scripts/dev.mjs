// `npm run dev`: set-up, then electron-vite's development server with the app on top of it.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setUpForWindow } from './setup.mjs'
import { openDisplay } from './setup/display.mjs'
import { projectRoot } from './setup/paths.mjs'
import { reportFailure } from './setup/step.mjs'

async function develop() {
  const runtime = await setUpForWindow()
  const { env, close } = await openDisplay()
  const args = [
    join(projectRoot, 'node_modules/electron-vite/bin/electron-vite.js'),
    'dev',
    ...process.argv.slice(2),
  ]
  if (process.getuid?.() === 0) args.push('--noSandbox')
  const child = spawn(process.execPath, args, {
    cwd: projectRoot,
    env: { ...env, ELECTRON_EXEC_PATH: runtime.executable },
    stdio: 'inherit',
  })
  child.on('exit', (status) => {
    close()
    process.exitCode = status ?? 1
  })
}

develop().catch(reportFailure)
