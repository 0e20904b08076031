// `npm run soak [KILLS]`: kills the process that writes sessions at that many moments (200 unless told) and checks after
// each that every acknowledged write is there. `npm test` runs a short version of the same test.
import { join } from 'node:path'
import { setUpForNode } from './setup.mjs'
import { projectRoot } from './setup/paths.mjs'
import { reportFailure, run, StepFailure } from './setup/step.mjs'

async function soak() {
  const kills = Number(process.argv[2] ?? 200)
  if (!Number.isInteger(kills) || kills < 1) {
    throw new StepFailure('soak', `${process.argv[2]} is not a number of kills`, 'npm run soak -- 200')
  }
  await setUpForNode()
  const startedAt = Date.now()
  const { status } = await run(
    process.execPath,
    [join(projectRoot, 'node_modules/vitest/vitest.mjs'), 'run', 'src/main/sessions/crash.test.ts'],
    { cwd: projectRoot, env: { ...process.env, DEZERO_LAB_KILLS: String(kills) } },
  )
  const seconds = Math.round((Date.now() - startedAt) / 1000)
  console.log(
    `${kills} kills in ${seconds} s: ${status === 0 ? 'every acknowledged write was there' : 'FAILED'}`,
  )
  process.exitCode = status === 0 ? 0 : 1
}

soak().catch(reportFailure)
