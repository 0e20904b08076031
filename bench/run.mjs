// `npm run bench [-- --quick] [-- --only word] [-- --write]`: measures the rows of the targets side by side and writes
// results.json and results.md into .cache/bench, with --write also into this folder's README. Contenders that are not
// installed are left out and named.
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { writeIntoPage } from './page.mjs'
import { report } from './report.mjs'
import { rowsFor } from './rows.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const output = join(here, '../.cache/bench')
const labFile = join(output, 'lab.mjs')
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    write: { type: 'boolean', default: false },
  },
})
const { quick } = values
const rows = rowsFor(quick).filter(({ id }) => id.includes(values.only))
const rounds = quick ? 3 : 7
const milliseconds = quick ? 60 : 250
/** As the app's engine host has it (src/main/app/engineHost.ts). */
const engineFlags = ['--min-semi-space-size=32', '--max-semi-space-size=64']
/** A contender that needs longer for one measurement is not asked again. */
const tooLong = quick ? 3000 : 10_000

/** The program that tells what the processor can do, where there is a compiler for it. */
function compileLimit() {
  const program = join(output, 'limit')
  const flags = ['-O2', '-march=native', '-ffp-contract=off']
  return spawnSync('cc', [...flags, '-o', program, 'limit.c'], { cwd: here }).status === 0 ? program : null
}

async function bundleLab() {
  const [{ build }, { assemblyScript }] = await Promise.all([
    import('vite'),
    import('../scripts/assemblyscript.mjs'),
  ])
  await build({
    root: here,
    configFile: false,
    logLevel: 'error',
    plugins: [assemblyScript()],
    resolve: { alias: { '@shared': join(here, '../src/shared') } },
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true,
      target: 'node20',
      outDir: output,
      emptyOutDir: true,
      minify: false,
      rollupOptions: {
        input: { lab: join(here, 'lab.ts'), helper: join(here, '../src/cli/helperThread.ts') },
        output: { entryFileNames: '[name].mjs' },
      },
    },
  })
}

/** A contender's process, asked one line at a time. */
class Contender {
  constructor(name, command, args) {
    this.name = name
    // One thread for all but the lab's second contender.
    const env = { ...process.env, OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1' }
    this.child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'], env, cwd: here })
    this.lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]()
    this.failed = new Promise((resolve) => {
      this.child.on('error', () => resolve({ done: true }))
      this.child.on('exit', () => resolve({ done: true }))
    })
    this.child.stdin.on('error', () => undefined)
  }

  /** The answer, or null when there is none: not installed, or died. */
  async ask(row, milliseconds = 0) {
    this.child.stdin.write(`${JSON.stringify({ row, milliseconds })}\n`)
    for (;;) {
      const { done, value } = await Promise.race([this.lines.next(), this.failed])
      if (done) return null
      // Libraries greet on the same stream.
      if (value.startsWith('{')) return JSON.parse(value)
    }
  }

  end() {
    this.child.stdin.end()
  }
}

const node = process.execPath
const commands = {
  lab: () => [node, [...engineFlags, labFile]],
  'lab-2': () => [node, [...engineFlags, labFile, '2']],
  book: () => ['python3', ['book.py']],
  'tfjs-cpu': () => [node, ['tfjs.mjs', 'cpu']],
  'tfjs-wasm': () => [node, ['tfjs.mjs', 'wasm']],
  'jax-js': () => [node, ['jax.mjs']],
  limit: () => [compileLimit() ?? 'cc', []],
}
const create = (name) => new Contender(name, ...commands[name]())

async function start() {
  await bundleLab()
  const candidates = Object.keys(commands).map(create)
  const contenders = []
  const versions = []
  const missing = []
  for (const contender of candidates) {
    const answer = await contender.ask('versions')
    if (answer === null) {
      missing.push(contender.name)
    } else {
      contenders.push(contender)
      versions.push(answer.versions)
    }
  }
  return { contenders, versions, missing }
}

async function measureRow(row, contenders) {
  const times = {}
  const checks = {}
  const failures = {}
  const memory = {}
  const growth = {}
  const present = contenders.filter(({ name }) => row.contenders.includes(name))
  // What is measured once is measured in processes of its own, for their memory's sake.
  const running = row.once === true ? present.map(({ name }) => create(name)) : present
  const turns = row.once === true ? 1 : rounds + 1
  const hog = row.hog === true ? spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }) : null
  for (let round = 0; round < turns; round++) {
    for (const contender of running) {
      const { name } = contender
      if (failures[name] !== undefined) continue
      const answer = await contender.ask(row.ask ?? row.id, row.once === true ? 0 : milliseconds)
      if (answer === null || answer.failed !== undefined) {
        failures[name] = answer?.failed ?? 'the process died'
      } else if (answer.missing !== true) {
        // The first round warms up, unless it took so long that it has to do.
        const slow = answer.times[0] > tooLong
        if (round > 0 || turns === 1 || slow) (times[name] ??= []).push(...answer.times)
        if (slow) failures[name] ??= ''
        checks[name] ??= answer.check
        memory[name] = Math.max(memory[name] ?? 0, answer.memory ?? 0)
        growth[name] ??= answer.growth
      }
    }
  }
  hog?.kill()
  if (row.once === true) for (const contender of running) contender.end()
  return { times, checks, failures, memory, growth }
}

const started = Date.now()
const loadBefore = loadavg()[0]
const { contenders, versions, missing } = await start()
const measured = []
for (const row of rows) {
  process.stdout.write(`${row.title} …\n`)
  measured.push({ row, ...(await measureRow(row, contenders)) })
}
for (const contender of contenders) contender.end()
const commit = spawnSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: here, encoding: 'utf8' })
const machine = {
  processor: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryBytes: totalmem(),
  load: [loadBefore, loadavg()[0]],
  day: new Date().toISOString().slice(0, 10),
  commit: commit.stdout?.trim() ?? '',
  versions,
  missing,
  quick,
  seconds: Math.round((Date.now() - started) / 1000),
}
const { markdown, json } = report(machine, measured)
mkdirSync(output, { recursive: true })
writeFileSync(join(output, 'results.md'), markdown)
writeFileSync(join(output, 'results.json'), `${JSON.stringify(json, null, 2)}\n`)
if (values.write) writeIntoPage('table', markdown)
process.stdout.write(`\n${markdown}\nWritten: .cache/bench/results.md and results.json\n`)
