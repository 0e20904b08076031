// Vite plugin: `import text from './wasm/index.as?module'` gives the AssemblyScript program compiled, as base64 text.
// The text is part of the bundle, because the engine's worker may not fetch anything.
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const suffix = '.as?module'
const cacheFolder = fileURLToPath(new URL('../.cache/assemblyscript/', import.meta.url))
const flags = [
  ...['-O3', '--runtime', 'stub', '--importMemory', '--noAssert', '--memoryBase', '64'],
  ...['--enable', 'simd', '--enable', 'threads'],
  // As src/worker/storage/memory.ts makes it.
  ...['--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
]

/** The plugin. Compiling takes a second; results are kept by the contents of the program's folder. */
export function assemblyScript() {
  return {
    name: 'assemblyscript',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!source.endsWith(suffix) || importer === undefined) return null
      return join(dirname(importer), source)
    },
    async load(id) {
      if (!id.endsWith(suffix)) return null
      const entry = id.slice(0, -'?module'.length)
      const folder = dirname(entry)
      const sources = new Map(
        readdirSync(folder)
          .filter((name) => name.endsWith('.as'))
          .sort()
          .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
      )
      for (const name of sources.keys()) this.addWatchFile(join(folder, name))
      const binary = await compile(basename(entry), sources)
      return `export default ${JSON.stringify(Buffer.from(binary).toString('base64'))}`
    },
  }
}

/** The binary of the program that starts in `entry`. */
async function compile(entry, sources) {
  const { main, version } = await import('assemblyscript/asc')
  const key = createHash('sha256')
    .update(JSON.stringify([version, flags, entry, ...sources]))
    .digest('hex')
  const cached = join(cacheFolder, `${key}.wasm`)
  try {
    return readFileSync(cached)
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  }
  let binary = null
  const asTypeScript = entry.replace(/\.as$/, '.ts')
  const { error, stderr } = await main([asTypeScript, '--outFile', 'program.wasm', ...flags], {
    // The compiler knows only its own extension.
    readFile: (name) => sources.get(basename(name).replace(/\.ts$/, '.as')) ?? null,
    writeFile: (_name, contents) => {
      binary = contents
    },
    listFiles: () => [],
  })
  if (error !== null || binary === null) throw new Error(`AssemblyScript: ${stderr.toString()}`)
  mkdirSync(cacheFolder, { recursive: true })
  // Written aside and renamed: another process may read it at the same time.
  const aside = `${cached}.${process.pid}`
  writeFileSync(aside, binary)
  renameSync(aside, cached)
  return binary
}
