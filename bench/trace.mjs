// `node bench/trace.mjs`: how fast a kept run of a million events opens, and how fast the timeline moves in it. The best
// of five rounds; the load of the machine is printed beside it.
import { spawnSync } from 'node:child_process'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { assemblyScript } from '../scripts/assemblyscript.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const output = join(here, '../.cache/bench-trace')

await build({
  root: here,
  configFile: false,
  logLevel: 'error',
  plugins: [assemblyScript()],
  resolve: { alias: { '@shared': join(here, '../src/shared') } },
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: join(here, 'traceReplay.ts'),
    target: 'node20',
    outDir: output,
    emptyOutDir: true,
    minify: false,
    rollupOptions: { output: { entryFileNames: 'traceReplay.mjs' } },
  },
})
console.log(`Load of the machine: ${loadavg()[0].toFixed(1)}`)
// As the window has it: room for young objects.
const flags = ['--max-semi-space-size=64']
const { status } = spawnSync(process.execPath, [...flags, join(output, 'traceReplay.mjs')], {
  stdio: 'inherit',
})
process.exitCode = status ?? 1
