import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contentPolicy } from './policy'
import { createRoutes, findRoute } from './routes'

let root: string
let routes: ReturnType<typeof createRoutes>

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'dezero-lab-routes-'))
  const files = [
    'secret.json',
    'out/renderer/index.html',
    'out/host/index.html',
    'out/assets/window-1.js',
    'out/assets/window-1.js.map',
    'out/assets/style-1.css',
    'out/worker/index-1.js',
    'out/worker/layout.worker-1.js',
    'out/worker/layout.worker-1.js.map',
    'out/notes.exe',
  ]
  for (const file of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), file)
  }
  routes = createRoutes(join(root, 'out'))
})

afterAll(() => rmSync(root, { recursive: true }))

describe('app:// routes', () => {
  it('serve the window and its assets, whatever the query', () => {
    expect(findRoute(routes.window, 'app://lab/')).toMatchObject({
      kind: 'window',
      type: 'text/html; charset=utf-8',
    })
    expect(findRoute(routes.window, 'app://lab/?a=1#b')?.kind).toBe('window')
    expect(findRoute(routes.window, 'app://lab/assets/window-1.js')).toMatchObject({
      kind: 'asset',
      file: join(root, 'out/assets/window-1.js'),
    })
  })

  it('serve the worker that places graphs to the window alone', () => {
    expect(findRoute(routes.window, 'app://lab/worker/layout.worker-1.js')?.kind).toBe('view-worker')
    expect(findRoute(routes.host, 'app://host/worker/layout.worker-1.js')).toBeUndefined()
    expect(findRoute(routes.window, 'app://lab/worker/layout.worker-1.js.map')).toBeUndefined()
  })

  it('serve the engine worker to the engine host alone', () => {
    expect(findRoute(routes.host, 'app://host/worker/index-1.js')?.kind).toBe('worker')
    expect(findRoute(routes.window, 'app://lab/worker/index-1.js')).toBeUndefined()
    expect(findRoute(routes.window, 'app://host/worker/index-1.js')).toBeUndefined()
  })

  it('know no source maps, no unknown types and nothing outside the build', () => {
    const addresses = [
      'app://lab/assets/window-1.js.map',
      'app://lab/notes.exe',
      'app://lab/../secret.json',
      'app://lab/assets/../../secret.json',
      'app://lab/%2e%2e/secret.json',
      'app://lab/..%2fsecret.json',
      'app://lab/..\\secret.json',
      `app://lab/${root}/secret.json`,
      'app://lab/renderer/index.html',
      'app://lab:80/',
      'app://user@lab.evil/',
      'app://LAB.evil/',
      'file:///etc/passwd',
      'not an address',
      '',
    ]
    for (const address of addresses) {
      for (const table of [routes.window, routes.host])
        expect(findRoute(table, address), address).toBeUndefined()
    }
  })
})

describe('content policy', () => {
  it('allows compiling text in worker scripts alone, and inline styles by nonce alone', () => {
    for (const kind of ['window', 'host', 'view-worker', 'asset'] as const) {
      expect(contentPolicy(kind, 'n')).not.toMatch(/unsafe/)
    }
    expect(contentPolicy('worker', 'n')).toContain("script-src 'self' 'unsafe-eval' 'wasm-unsafe-eval'")
    expect(contentPolicy('worker', 'n')).toContain("connect-src 'none'")
    expect(contentPolicy('window', 'abc')).toContain("style-src 'self' 'nonce-abc'")
  })

  it('lets the window start its own workers, and those reach nothing', () => {
    expect(contentPolicy('window', 'n')).toContain("worker-src 'self'")
    expect(contentPolicy('view-worker', 'n')).not.toMatch(/'self'/)
    for (const name of ['default-src', 'script-src', 'connect-src', 'worker-src'])
      expect(contentPolicy('view-worker', 'n')).toContain(`${name} 'none'`)
  })

  it('names no other origin', () => {
    for (const kind of ['window', 'host', 'worker', 'view-worker', 'asset'] as const) {
      expect(contentPolicy(kind, 'n')).not.toMatch(/https?:|\*/)
    }
  })
})
