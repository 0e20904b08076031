// Where things are: the project, and the cache that survives `npm ci`.
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const projectRoot = resolve(fileURLToPath(new URL('../..', import.meta.url)))

/** The folder for downloaded runtimes, outside node_modules. */
export function cacheFolder(env = process.env) {
  const base = env.XDG_CACHE_HOME || join(homedir(), '.cache')
  return join(base, 'dezero-lab')
}
