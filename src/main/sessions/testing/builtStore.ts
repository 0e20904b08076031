// The store's thread and the process that the crash tests kill, built as the app builds its own, for tests that need them
// as files.
import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = resolve(fileURLToPath(new URL('../../../..', import.meta.url)))

export interface BuiltStore {
  readonly thread: string
  readonly writer: string
  /** Removes the files. */
  remove(): void
}

/** @param name of the folder in `out`: inside the project, so that packages are found */
export async function buildStore(name: string): Promise<BuiltStore> {
  const folder = join(root, `out/${name}-${process.pid}`)
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { '@shared': join(root, 'src/shared') } },
    build: {
      ssr: true,
      outDir: folder,
      rollupOptions: {
        input: {
          storeThread: join(root, 'src/main/sessions/storeThread.ts'),
          storeWriter: join(root, 'src/main/sessions/testing/storeWriter.ts'),
        },
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name].cjs' },
      },
    },
  })
  return {
    thread: join(folder, 'storeThread.cjs'),
    writer: join(folder, 'storeWriter.cjs'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
