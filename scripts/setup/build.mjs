// Set-up step: out/ holds the build of the present sources. Rebuilt only when something it is made of changed.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { run, StepFailure } from './step.mjs'
import { projectRoot } from './paths.mjs'

/** Hash over names and contents of files and folders (recursively), tests left out. Missing entries are left out too. */
export function hashSources(root, entries) {
  const hash = createHash('sha256')
  const add = (path) => {
    const full = join(root, path)
    if (!existsSync(full)) return
    const children = readFolder(full)
    if (children === null) hash.update(`${path}\0`).update(readFileSync(full)).update('\0')
    else
      for (const name of children) if (name !== 'testing' && !name.includes('.test.')) add(`${path}/${name}`)
  }
  for (const entry of entries) add(entry)
  return hash.digest('hex')
}

function readFolder(path) {
  try {
    return readdirSync(path).sort()
  } catch (error) {
    if (error.code === 'ENOTDIR') return null
    throw error
  }
}

/**
 * Runs `make` unless the stamp says that its result is up to date. The stamp is removed before and written after, so
 * that an interrupted build counts as none.
 * @param {{root?: string, stamp: string, entries: readonly string[], make: () => Promise<void>}} options
 */
export async function buildWhenStale({ root = projectRoot, stamp, entries, make }) {
  const file = join(root, stamp)
  const hash = hashSources(root, entries)
  if (existsSync(file) && readFileSync(file, 'utf8') === hash) return false
  rmSync(file, { force: true })
  await make()
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.new`, hash)
  renameSync(`${file}.new`, file)
  return true
}

/** Builds the app with electron-vite into out/main, out/preload and out/renderer. */
export async function setUpBuild(root = projectRoot) {
  await buildWhenStale({
    root,
    stamp: 'out/app.stamp',
    entries: [
      'src',
      'resources',
      'electron.vite.config.ts',
      'scripts/assemblyscript.mjs',
      'tsconfig.base.json',
      'package-lock.json',
      'package.json',
    ],
    make: async () => {
      console.log('Build: electron-vite build')
      const { status, output } = await run(
        process.execPath,
        [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'],
        { cwd: root, quiet: true },
      )
      if (status !== 0)
        throw new StepFailure(
          'build',
          `electron-vite build failed:\n${output}`,
          'correct the source named above',
        )
    },
  })
}
