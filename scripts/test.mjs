// `npm test`: set-up, `npm run check`, build, end-to-end tests in real Electron; the last line counts every test.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setUpForWindow } from './setup.mjs'
import { setUpBuild } from './setup/build.mjs'
import { openDisplay } from './setup/display.mjs'
import { projectRoot } from './setup/paths.mjs'
import { countPlaywright, countVitest } from './setup/testCounts.mjs'
import { reportFailure, run } from './setup/step.mjs'

const results = join(projectRoot, 'test-results')
const unitResult = join(results, 'unit.json')
const endToEndResult = join(results, 'e2e.json')

async function runAll() {
  const runtime = await setUpForWindow()
  rmSync(results, { recursive: true, force: true })
  mkdirSync(results, { recursive: true })

  // Vitest writes the counts beside what it prints (vitest.config.ts).
  const unitEnv = { ...process.env, DEZERO_LAB_UNIT_RESULT: unitResult }
  const check = await run('npm', ['run', '--silent', 'check'], { cwd: projectRoot, env: unitEnv })
  // A check that stopped before the unit tests must not hide what they say.
  if (!existsSync(unitResult)) {
    await run('npm', ['run', '--silent', 'unit'], { cwd: projectRoot, env: unitEnv })
  }
  await setUpBuild()

  const { env, close } = await openDisplay()
  const endToEnd = await run(
    process.execPath,
    [join(projectRoot, 'node_modules/@playwright/test/cli.js'), 'test'],
    {
      cwd: projectRoot,
      env: { ...env, DEZERO_LAB_ELECTRON: runtime.executable, PLAYWRIGHT_JSON_OUTPUT_NAME: endToEndResult },
    },
  )
  close()

  const counts = [read(unitResult, countVitest), read(endToEndResult, countPlaywright)]
  const passed = counts.reduce((sum, count) => sum + count.passed, 0)
  const failed = counts.reduce((sum, count) => sum + count.failed, 0)
  if (check.status !== 0) console.error(`npm run check ended with status ${check.status}`)
  if (endToEnd.status !== 0) console.error(`the end-to-end tests ended with status ${endToEnd.status}`)
  console.log(`${passed} passed, ${failed} failed`)
  process.exitCode = check.status === 0 && endToEnd.status === 0 && failed === 0 && passed > 0 ? 0 : 1
}

/** No result file means that the tests did not get that far. */
function read(file, count) {
  return existsSync(file) ? count(JSON.parse(readFileSync(file, 'utf8'))) : { passed: 0, failed: 0 }
}

runAll().catch(reportFailure)
