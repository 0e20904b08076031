// Which address serves which built file. The table is made once from what the build put into the folder, and an
// address is only ever looked up in it, so no address can name a file outside. Must not know Electron.
import { readdirSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { ResponseKind } from './policy'

/** One built file and how it is answered. */
export interface Route {
  readonly file: string
  readonly type: string
  readonly kind: ResponseKind
}

/** Origins: the window and the engine host are different sites, so that they never share a process. */
export const origins = { window: 'app://lab', host: 'app://host' } as const

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
}

/** The window's own workers, by the names that the build gives them. Every other worker is the engine's. */
const viewWorker = /^worker\/layout\.worker-[\w-]+\.js$/

/** The addresses of one origin. */
export type Routes = ReadonlyMap<string, Route>

/**
 * The tables of addresses for the build in `folder` (electron-vite's renderer output). Files of unknown type and source
 * maps are not served. The engine's worker is served to the engine host alone, the window's workers to the window.
 */
export function createRoutes(folder: string): Readonly<Record<keyof typeof origins, Routes>> {
  const routes = { window: new Map<string, Route>(), host: new Map<string, Route>() }
  for (const path of listFiles(folder)) {
    const file = join(folder, path)
    const type = types[extname(path)]
    if (type === undefined) continue
    if (path === 'renderer/index.html')
      routes.window.set(`${origins.window}/`, { file, type, kind: 'window' })
    else if (path === 'host/index.html') routes.host.set(`${origins.host}/`, { file, type, kind: 'host' })
    else if (viewWorker.test(path))
      routes.window.set(`${origins.window}/${path}`, { file, type, kind: 'view-worker' })
    else if (path.startsWith('worker/'))
      routes.host.set(`${origins.host}/${path}`, { file, type, kind: 'worker' })
    else {
      routes.window.set(`${origins.window}/${path}`, { file, type, kind: 'asset' })
      routes.host.set(`${origins.host}/${path}`, { file, type, kind: 'asset' })
    }
  }
  return routes
}

/** The route of an address; its query and fragment do not matter. Undefined when nothing is served there. */
export function findRoute(routes: Routes, address: string): Route | undefined {
  let url: URL
  try {
    url = new URL(address)
  } catch {
    return undefined
  }
  // `origin` of a scheme that the URL parser does not know is the text 'null'.
  return routes.get(`${url.protocol}//${url.host}${url.pathname}`)
}

function listFiles(folder: string, prefix = ''): string[] {
  return readdirSync(join(folder, prefix), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? listFiles(folder, `${prefix}${entry.name}/`) : [prefix + entry.name],
  )
}
