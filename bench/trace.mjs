// `node bench/trace.mjs`: how fast a kept run of a million events opens, and how fast the timeline moves in it; the best
// of five rounds, the load of the machine beside it. `node bench/trace.mjs --memory`: what the window keeps of a long run.
import { spawnSync } from 'node:child_process'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { assemblyScript } from '../scripts/assemblyscript.mjs'

const { values } = parseArgs({ options: { memory: { type: 'boolean', default: false } } })
const program = values.memory ? 'traceMemory' : 'traceReplay'
const here = fileURLToPath(new URL('.', import.meta.url))
const output = join(here, '../.cache/bench-trace', program)

await build({
  root: here,
  configFile: false,
  logLevel: 'error',
  plugins: [assemblyScript()],
  resolve: { alias: { '@shared': join(here, '../src/shared') } },
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: join(here, `${program}.ts`),
    target: 'node20',
    outDir: output,
    emptyOutDir: true,
    minify: false,
    rollupOptions: { output: { entryFileNames: `${program}.mjs` } },
  },
})
console.log(`Load of the machine: ${loadavg()[0].toFixed(1)}`)
// As the window has it: room for young objects.
const flags = ['--max-semi-space-size=64', '--expose-gc']
const { status } = spawnSync(process.execPath, [...flags, join(output, `${program}.mjs`)], {
  stdio: 'inherit',
})
process.exitCode = status ?? 1
