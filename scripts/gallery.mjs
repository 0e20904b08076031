// `npm run gallery`: set-up, build when stale, then a picture of every state of the window into gallery/; `-- -g <title>` takes some of them.
import { join } from 'node:path'
import { setUpForWindow } from './setup.mjs'
import { setUpBuild } from './setup/build.mjs'
import { openDisplay } from './setup/display.mjs'
import { projectRoot } from './setup/paths.mjs'
import { reportFailure, run } from './setup/step.mjs'

async function takePictures() {
  const runtime = await setUpForWindow()
  await setUpBuild()
  const { env, close } = await openDisplay()
  const playwright = join(projectRoot, 'node_modules/@playwright/test/cli.js')
  const taken = await run(
    process.execPath,
    [playwright, 'test', '-c', join(projectRoot, 'playwright.gallery.config.ts'), ...process.argv.slice(2)],
    { cwd: projectRoot, env: { ...env, DEZERO_LAB_ELECTRON: runtime.executable } },
  )
  close()
  process.exitCode = taken.status
}

takePictures().catch(reportFailure)
