// Set-up step: the shared libraries and fonts that Electron needs on Linux.
import { existsSync } from 'node:fs'
import { probe, run, StepFailure } from './step.mjs'

/** Shared library → Debian package. */
export const libraries = {
  'libgtk-3.so.0': 'libgtk-3-0',
  'libnss3.so': 'libnss3',
  'libasound.so.2': 'libasound2',
  'libgbm.so.1': 'libgbm1',
  'libXss.so.1': 'libxss1',
  'libatk-bridge-2.0.so.0': 'libatk-bridge2.0-0',
  'libcups.so.2': 'libcups2',
  'libdrm.so.2': 'libdrm2',
  'libxkbcommon.so.0': 'libxkbcommon0',
}

/** Font package → a folder or file of it. Missing fonts are installed where possible and else only said. */
export const fonts = {
  'fonts-noto-cjk': '/usr/share/fonts/opentype/noto',
  'fonts-dejavu': '/usr/share/fonts/truetype/dejavu',
}

/**
 * What is missing on this machine.
 * @param {{libraryList: string, hasProgram: (name: string) => boolean, hasPath: (path: string) => boolean,
 *   display: boolean}} machine `libraryList` is the output of `ldconfig -p`
 * @returns {{needed: string[], wished: string[]}} Debian package names
 */
export function missingPackages({ libraryList, hasProgram, hasPath, display }) {
  const needed = Object.entries(libraries)
    .filter(([soname]) => !libraryList.includes(`\t${soname} `))
    .map(([, name]) => name)
  if (!display && !hasProgram('Xvfb')) needed.push('xvfb', 'xauth')
  const wished = Object.entries(fonts)
    .filter(([, path]) => !hasPath(path))
    .map(([name]) => name)
  return { needed, wished }
}

/**
 * How to install on this machine.
 * @param {{isRoot: boolean, hasApt: boolean, passwordlessSudo: () => boolean}} rights
 * @returns {'root' | 'sudo' | null} null when the person has to do it
 */
export function installRight({ isRoot, hasApt, passwordlessSudo }) {
  if (!hasApt) return null
  if (isRoot) return 'root'
  return passwordlessSudo() ? 'sudo' : null
}

/** Debian 13 and Ubuntu 24.04 renamed some packages to `…t64`; takes the name that this release can install. */
export function currentNames(names, canInstall) {
  return names.map((name) => (!canInstall(name) && canInstall(`${name}t64`) ? `${name}t64` : name))
}

export async function setUpSystemLibraries({ display }) {
  if (process.platform !== 'linux') return
  const libraryList = probe('ldconfig', ['-p']) ?? probe('/sbin/ldconfig', ['-p'])
  if (libraryList === null) {
    console.log('System libraries: not checked (ldconfig is not on this machine)')
    return
  }
  const hasProgram = (name) =>
    (process.env.PATH ?? '').split(':').some((folder) => folder !== '' && existsSync(`${folder}/${name}`))
  const { needed, wished } = missingPackages({ libraryList, hasProgram, hasPath: existsSync, display })
  if (needed.length + wished.length === 0) return
  const right = installRight({
    isRoot: process.getuid?.() === 0,
    hasApt: hasProgram('apt-get'),
    passwordlessSudo: () => hasProgram('sudo') && probe('sudo', ['-n', 'true']) !== null,
  })
  if (right === null) {
    explainByHand(needed, wished, hasProgram('apt-get'))
    return
  }
  await install(right === 'sudo' ? ['sudo', '-n'] : [], needed, wished)
}

function explainByHand(needed, wished, hasApt) {
  const command = `sudo apt-get install -y --no-install-recommends ${[...needed, ...wished].join(' ')}`
  if (needed.length === 0) {
    console.log(`Fonts: some are missing, so Korean or Japanese may show as boxes. Cure: ${command}`)
    return
  }
  throw new StepFailure(
    'system libraries',
    `missing: ${needed.join(', ')}`,
    hasApt ? `run: ${command}` : `install what your system calls these Debian packages: ${needed.join(' ')}`,
  )
}

async function install(prefix, needed, wished) {
  const apt = async (args, quiet) => {
    const [command, ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args]
    return run(command, rest, { quiet })
  }
  const canInstall = (name) => /Candidate: [^(\s]/.test(probe('apt-cache', ['policy', name]) ?? '')
  if (![...needed, ...wished].every((name) => canInstall(name) || canInstall(`${name}t64`))) {
    console.log('System libraries: apt-get update')
    await apt(['update', '-qq'], true)
  }
  const steps = [
    { names: currentNames(needed, canInstall), must: true },
    { names: currentNames(wished, canInstall), must: false },
  ]
  for (const { names, must } of steps) {
    if (names.length === 0) continue
    console.log(`System libraries: apt-get install ${names.join(' ')}`)
    const args = ['install', '-y', '-qq', '--no-install-recommends', ...names]
    let { status, output } = await apt(args, true)
    if (status !== 0) {
      // The lists may be older than the mirror.
      await apt(['update', '-qq'], true)
      ;({ status, output } = await apt(args, true))
    }
    if (status === 0) continue
    const last = output.trim().split('\n').slice(-3).join(' | ')
    if (!must) console.log(`Fonts: could not be installed (${last}); Korean or Japanese may show as boxes`)
    else {
      throw new StepFailure(
        'system libraries',
        `apt-get install ended with status ${status}: ${last}`,
        `run: ${[...prefix, 'apt-get', ...args].join(' ')}`,
      )
    }
  }
}
