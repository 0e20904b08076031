// Set-up step: node_modules holds exactly what package-lock.json says.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { run, StepFailure } from './step.mjs'
import { projectRoot } from './paths.mjs'

/**
 * Why node_modules must be installed anew, or null when it agrees with the lock.
 * @param {{packages: Record<string, {version?: string, optional?: boolean}>}} lock package-lock.json
 * @param {{packages: Record<string, {version?: string}>} | null} installed npm's own record, written when an install
 *   has ended; null when there is none
 */
export function whyInstall(lock, installed) {
  if (installed === null) return 'node_modules is missing or incomplete'
  for (const [path, wanted] of Object.entries(lock.packages)) {
    if (path === '') continue
    const present = installed.packages[path]
    // A package for another platform is optional and absent.
    if (present === undefined && wanted.optional === true) continue
    if (present?.version !== wanted.version) return `${path.replace('node_modules/', '')} changed in the lock`
  }
  return null
}

export async function setUpPackages(root = projectRoot) {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const record = join(root, 'node_modules/.package-lock.json')
  const reason = whyInstall(lock, existsSync(record) ? JSON.parse(readFileSync(record, 'utf8')) : null)
  if (reason === null) return
  console.log(`Packages: npm ci (${reason})`)
  const { status } = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root })
  if (status !== 0) {
    throw new StepFailure(
      'packages',
      `npm ci ended with status ${status}`,
      'read the lines above; check that the npm registry can be reached, then run the same command again',
    )
  }
}
