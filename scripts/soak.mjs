// `npm run soak [KILLS]`: kills the process that writes sessions at that many moments (200 unless told) and checks after
// each that every acknowledged write is there. `npm run soak -- --app [KILLS]` does the same to the whole app, while text
// is saved, a script runs and files are exported. `npm test` runs a short version of both.
import { join } from 'node:path'
import { setUpForNode, setUpForWindow } from './setup.mjs'
import { setUpBuild } from './setup/build.mjs'
import { openDisplay } from './setup/display.mjs'
import { projectRoot } from './setup/paths.mjs'
import { reportFailure, run, StepFailure } from './setup/step.mjs'

const tool = (path) => join(projectRoot, 'node_modules', path)

/** The store's process alone. */
async function soakStore(kills) {
  await setUpForNode()
  return run(process.execPath, [tool('vitest/vitest.mjs'), 'run', 'src/main/sessions/crash.test.ts'], {
    cwd: projectRoot,
    env: { ...process.env, DEZERO_LAB_KILLS: String(kills) },
  })
}

/** The built app. */
async function soakApp(kills) {
  const runtime = await setUpForWindow()
  await setUpBuild()
  const { env, close } = await openDisplay()
  const ended = await run(process.execPath, [tool('@playwright/test/cli.js'), 'test', 'e2e/crash.spec.ts'], {
    cwd: projectRoot,
    env: { ...env, DEZERO_LAB_ELECTRON: runtime.executable, DEZERO_LAB_APP_KILLS: String(kills) },
  })
  close()
  return ended
}

async function soak() {
  const isApp = process.argv[2] === '--app'
  const given = process.argv[isApp ? 3 : 2]
  const kills = Number(given ?? 200)
  if (!Number.isInteger(kills) || kills < 1) {
    throw new StepFailure('soak', `${given} is not a number of kills`, 'npm run soak -- 200')
  }
  const startedAt = Date.now()
  const { status } = await (isApp ? soakApp(kills) : soakStore(kills))
  const seconds = Math.round((Date.now() - startedAt) / 1000)
  const end = status === 0 ? 'every acknowledged write was there' : 'FAILED'
  console.log(`${kills} kills of the ${isApp ? 'app' : 'store'} in ${seconds} s: ${end}`)
  process.exitCode = status === 0 ? 0 : 1
}

soak().catch(reportFailure)
