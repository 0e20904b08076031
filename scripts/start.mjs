// `npm start`: set-up, build when stale, then the window. Arguments are handed to the app.
import { spawn } from 'node:child_process'
import { setUpForWindow } from './setup.mjs'
import { setUpBuild } from './setup/build.mjs'
import { openDisplay } from './setup/display.mjs'
import { projectRoot } from './setup/paths.mjs'
import { reportFailure } from './setup/step.mjs'

/** Chromium refuses to run its sandbox as root. */
const sandboxArguments = process.getuid?.() === 0 ? ['--no-sandbox'] : []

async function start() {
  const runtime = await setUpForWindow()
  await setUpBuild()
  const { env, close } = await openDisplay()
  const child = spawn(runtime.executable, [...sandboxArguments, projectRoot, ...process.argv.slice(2)], {
    env,
    stdio: 'inherit',
  })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    close()
    reportFailure(error)
  })
  child.on('exit', (status) => {
    close()
    process.exitCode = status ?? 1
  })
}

start().catch(reportFailure)
