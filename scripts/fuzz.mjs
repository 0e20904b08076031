// `npm run fuzz [FILES] [SEED]`: changes session files in that many ways (10,000 unless told) and imports each. Prints how
// many of which kind were refused or imported. `npm test` runs a short version of the same test.
import { join } from 'node:path'
import { setUpForNode } from './setup.mjs'
import { projectRoot } from './setup/paths.mjs'
import { reportFailure, run, StepFailure } from './setup/step.mjs'

async function fuzz() {
  const files = Number(process.argv[2] ?? 10_000)
  const seed = Number(process.argv[3] ?? Date.now() % 1_000_000)
  if (!Number.isInteger(files) || files < 1 || !Number.isInteger(seed)) {
    throw new StepFailure(
      'fuzz',
      `${process.argv.slice(2).join(' ')} is not a number of files and a seed`,
      'npm run fuzz -- 10000 1',
    )
  }
  await setUpForNode()
  const startedAt = Date.now()
  const { status } = await run(
    process.execPath,
    [join(projectRoot, 'node_modules/vitest/vitest.mjs'), 'run', 'src/main/files/fuzz.test.ts'],
    {
      cwd: projectRoot,
      env: { ...process.env, DEZERO_LAB_FUZZ: String(files), DEZERO_LAB_FUZZ_SEED: String(seed) },
    },
  )
  const seconds = Math.round((Date.now() - startedAt) / 1000)
  const end = status === 0 ? 'each was refused by name or imported whole' : 'FAILED'
  console.log(`${files} changed files (seed ${seed}) in ${seconds} s: ${end}`)
  process.exitCode = status === 0 ? 0 : 1
}

fuzz().catch(reportFailure)
