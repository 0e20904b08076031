import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildWhenStale, hashSources } from './build.mjs'
import { hasDisplay } from './display.mjs'
import { decideRuntime, inspectDist } from './electronRuntime.mjs'
import { fallback, fallbackFolder, integrityOf, removeLeftovers } from './fallbackRuntime.mjs'
import { whyInstall } from './packages.mjs'
import { currentNames, installRight, libraries, missingPackages } from './systemLibraries.mjs'
import { run } from './step.mjs'
import { countPlaywright, countVitest } from './testCounts.mjs'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dezero-lab-setup-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('packages', () => {
  const lock = {
    packages: {
      '': { version: '1.0.0' },
      'node_modules/vue': { version: '3.5.45' },
      'node_modules/fsevents': { version: '2.0.0', optional: true },
    },
  }

  it('are installed when there are none, or an install did not end', () => {
    expect(whyInstall(lock, null)).toMatch(/missing or incomplete/)
  })

  it('are installed when one is missing or of another version', () => {
    expect(whyInstall(lock, { packages: {} })).toMatch(/^vue /)
    expect(whyInstall(lock, { packages: { 'node_modules/vue': { version: '3.5.44' } } })).toMatch(/^vue /)
  })

  it('are left alone when they agree, though those for other platforms are absent', () => {
    expect(whyInstall(lock, { packages: { 'node_modules/vue': { version: '3.5.45' } } })).toBeNull()
  })
})

describe('system libraries', () => {
  const list = Object.keys(libraries)
    .map((name) => `\t${name} (libc6,x86-64) => /lib/${name}`)
    .join('\n')
  const whole = { libraryList: list, hasProgram: () => true, hasPath: () => true, display: false }

  it('are complete on a machine that has them', () => {
    expect(missingPackages(whole)).toEqual({ needed: [], wished: [] })
  })

  it('are named by their Debian package, fonts apart', () => {
    const bare = { ...whole, libraryList: list.replace('libnss3.so ', 'libother.so '), hasPath: () => false }
    expect(missingPackages(bare)).toEqual({ needed: ['libnss3'], wished: ['fonts-noto-cjk', 'fonts-dejavu'] })
  })

  it('take in Xvfb where there is no display, and only there', () => {
    const without = { ...whole, hasProgram: (name: string) => name !== 'Xvfb' }
    expect(missingPackages(without).needed).toEqual(['xvfb', 'xauth'])
    expect(missingPackages({ ...without, display: true }).needed).toEqual([])
  })

  it('are installed by root or passwordless sudo where apt is, else by the person', () => {
    const sudo = (works: boolean) => () => works
    expect(installRight({ isRoot: true, hasApt: true, passwordlessSudo: sudo(false) })).toBe('root')
    expect(installRight({ isRoot: false, hasApt: true, passwordlessSudo: sudo(true) })).toBe('sudo')
    expect(installRight({ isRoot: false, hasApt: true, passwordlessSudo: sudo(false) })).toBeNull()
    expect(installRight({ isRoot: true, hasApt: false, passwordlessSudo: sudo(true) })).toBeNull()
  })

  it('are asked for by the name that the release knows', () => {
    const debian13 = new Set(['libgtk-3-0t64', 'libnss3'])
    expect(currentNames(['libgtk-3-0', 'libnss3'], (name: string) => debian13.has(name))).toEqual([
      'libgtk-3-0t64',
      'libnss3',
    ])
  })
})

describe('the Electron runtime', () => {
  const facts = { chosen: undefined, chosenExists: false, dist: 'none', fallbackFits: true } as const

  it('is chosen in order: named, the package’s own, download, registry-only', () => {
    expect(decideRuntime({ ...facts, chosen: '/e', chosenExists: true, dist: 'pinned' })).toBe('chosen')
    expect(decideRuntime({ ...facts, dist: 'pinned' })).toBe('pinned')
    expect(decideRuntime({ ...facts, dist: 'fallback' })).toBe('fallback')
    expect(decideRuntime(facts)).toBe('download')
  })

  it('is never silently another one than the person named', () => {
    expect(decideRuntime({ ...facts, chosen: '/typo', dist: 'pinned' })).toBe('chosen-missing')
  })

  it('must be downloaded where the registry-only runtime does not fit', () => {
    expect(decideRuntime({ ...facts, fallbackFits: false })).toBe('download-or-fail')
  })

  it('counts as present only when it is whole and of the pinned version', () => {
    const electron = join(folder, 'electron')
    const cache = join(folder, 'cache')
    const inspect = () => inspectDist(electron, '45.4.1', cache)
    mkdirSync(join(electron, 'dist'), { recursive: true })
    expect(inspect()).toBe('none')
    writeFileSync(join(electron, 'path.txt'), 'electron')
    expect(inspect()).toBe('other')
    writeFileSync(join(electron, 'dist/electron'), '')
    writeFileSync(join(electron, 'dist/version'), '44.0.0')
    expect(inspect()).toBe('other')
    writeFileSync(join(electron, 'dist/version'), 'v45.4.1')
    expect(inspect()).toBe('pinned')
  })

  it('counts as the registry-only one while its link leads to the whole present cache', () => {
    const electron = join(folder, 'electron')
    const cache = join(folder, 'cache')
    mkdirSync(electron)
    mkdirSync(cache)
    symlinkSync(cache, join(electron, 'dist'))
    writeFileSync(join(electron, 'path.txt'), 'electron')
    expect(inspectDist(electron, '45.4.1', cache)).toBe('other')
    writeFileSync(join(cache, 'electron'), '')
    expect(inspectDist(electron, '45.4.1', cache)).toBe('fallback')
    expect(inspectDist(electron, '45.4.1', join(folder, 'newer-cache'))).toBe('other')
    rmSync(cache, { recursive: true })
    expect(inspectDist(electron, '45.4.1', cache)).toBe('none')
  })

  it('has a cache outside node_modules, where XDG says', () => {
    expect(fallbackFolder({ XDG_CACHE_HOME: '/somewhere' })).toMatch(
      new RegExp(`^/somewhere/dezero-lab/electron-${fallback.electronVersion}-[0-9a-f]{8}$`),
    )
  })

  it('leaves nothing behind of a set-up that was killed, and lets one that is at work be', () => {
    for (const name of ['unpacking-old', 'unpacking-new', 'electron-1']) mkdirSync(join(folder, name))
    const longAgo = new Date(Date.now() - 2 * 3600_000)
    for (const name of ['unpacking-old', 'electron-1']) utimesSync(join(folder, name), longAgo, longAgo)
    removeLeftovers(folder, Date.now())
    expect(readdirSync(folder).sort()).toEqual(['electron-1', 'unpacking-new'])
  })

  it('is checked by a hash of the known form', async () => {
    const file = join(folder, 'abc')
    writeFileSync(file, 'abc')
    // The SHA-512 example of FIPS 180-2, appendix C.1.
    const hex =
      'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a' +
      '2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f'
    expect(await integrityOf(file)).toBe(`sha512-${Buffer.from(hex, 'hex').toString('base64')}`)
  })
})

describe('the build', () => {
  it('is made once, again when a source changed, and again when it was interrupted', async () => {
    mkdirSync(join(folder, 'src'))
    writeFileSync(join(folder, 'src/a.ts'), '1')
    let made = 0
    const build = (fails = false) =>
      buildWhenStale({
        root: folder,
        stamp: 'out/stamp',
        entries: ['src', 'absent.json'],
        make: async () => {
          made++
          if (fails) throw new Error('interrupted')
        },
      })
    expect(await build()).toBe(true)
    expect(await build()).toBe(false)
    writeFileSync(join(folder, 'src/a.ts'), '2')
    await expect(build(true)).rejects.toThrow('interrupted')
    expect(existsSync(join(folder, 'out/stamp'))).toBe(false)
    expect(await build()).toBe(true)
    expect(made).toBe(3)
  })

  it('does not depend on tests, but on names and contents of everything else', () => {
    mkdirSync(join(folder, 'src/testing'), { recursive: true })
    writeFileSync(join(folder, 'src/a.ts'), '1')
    const before = hashSources(folder, ['src'])
    writeFileSync(join(folder, 'src/a.test.ts'), '1')
    writeFileSync(join(folder, 'src/testing/b.ts'), '1')
    expect(hashSources(folder, ['src'])).toBe(before)
    writeFileSync(join(folder, 'src/b.ts'), '1')
    expect(hashSources(folder, ['src'])).not.toBe(before)
  })
})

describe('the display', () => {
  it('is there under X11, Wayland and on other systems', () => {
    expect(hasDisplay({}, 'linux')).toBe(false)
    expect(hasDisplay({ DISPLAY: '' }, 'linux')).toBe(false)
    expect(hasDisplay({ DISPLAY: ':0' }, 'linux')).toBe(true)
    expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true)
    expect(hasDisplay({}, 'darwin')).toBe(true)
  })
})

describe('a program that a step runs', () => {
  it('is ended at its bound, and one that is missing is an answer, not a crash', async () => {
    const endless = await run(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
      quiet: true,
      timeoutMs: 300,
    })
    expect(endless).toMatchObject({ status: null, timedOut: true })
    const absent = await run(join(folder, 'absent'), [], { quiet: true })
    expect(absent.status).toBeNull()
    expect(absent.output).toContain('ENOENT')
  })
})

describe('the closing line', () => {
  it('counts tests of both runners, a flaky one as passed', () => {
    expect(countVitest({ numPassedTests: 3, numFailedTests: 1 })).toEqual({ passed: 3, failed: 1 })
    expect(countPlaywright({ stats: { expected: 5, unexpected: 1, flaky: 2 } })).toEqual({
      passed: 7,
      failed: 1,
    })
  })
})

describe('our default_app', () => {
  it('is plain CommonJS that needs nothing but Electron and Node', () => {
    const text = readFileSync(new URL('../default-app/main.js', import.meta.url), 'utf8')
    const required = [...text.matchAll(/load\('([^']+)'\)/g)].map((match) => match[1])
    expect(required).toContain('electron')
    expect(required.filter((name) => name !== 'electron' && !name!.startsWith('node:'))).toEqual([])
  })
})
