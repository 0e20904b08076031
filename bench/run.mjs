// `npm run bench [-- --quick] [-- --only word]`: measures the rows of the targets side by side and writes
// results.json and results.md into .cache/bench. Contenders that are not installed are left out and named.
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { report } from './report.mjs'
import { rowsFor } from './rows.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const output = join(here, '../.cache/bench')
const labFile = join(output, 'lab.mjs')
const quick = process.argv.includes('--quick')
const only = process.argv[process.argv.indexOf('--only') + 1]
const rows = rowsFor(quick).filter(({ id }) => !process.argv.includes('--only') || id.includes(only))
const rounds = quick ? 3 : 7
const milliseconds = quick ? 60 : 250
/** As the app's engine host has it (src/main/app/engineHost.ts). */
const engineFlags = ['--min-semi-space-size=32', '--max-semi-space-size=64']
/** A contender that needs longer for one measurement is not asked again. */
const tooLong = quick ? 3000 : 10_000

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
  async ask(row) {
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

async function start() {
  await bundleLab()
  const node = process.execPath
  const candidates = [
    new Contender('lab', node, [...engineFlags, labFile]),
    new Contender('lab-2', node, [...engineFlags, labFile, '2']),
    new Contender('book', 'python3', ['book.py']),
    new Contender('tfjs-cpu', node, ['tfjs.mjs', 'cpu']),
    new Contender('tfjs-wasm', node, ['tfjs.mjs', 'wasm']),
    new Contender('jax-js', node, ['jax.mjs']),
  ]
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
  let memory = 0
  // What is measured once is measured in a process of its own, for its memory's sake.
  const running =
    row.once === true
      ? [new Contender('lab', process.execPath, [...engineFlags, labFile])]
      : contenders.filter(({ name }) => row.contenders.includes(name))
  const turns = row.once === true ? 1 : rounds + 1
  const hog = row.hog === true ? spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }) : null
  for (let round = 0; round < turns; round++) {
    for (const contender of running) {
      if (failures[contender.name] !== undefined) continue
      const answer = await contender.ask(row.ask ?? row.id)
      if (answer === null || answer.failed !== undefined) {
        failures[contender.name] = answer?.failed ?? 'the process died'
      } else if (answer.missing !== true) {
        // The first round warms up, unless it took so long that it has to do.
        const slow = answer.times[0] > tooLong
        if (round > 0 || turns === 1 || slow) (times[contender.name] ??= []).push(...answer.times)
        if (slow) failures[contender.name] ??= ''
        checks[contender.name] ??= answer.check
        if (contender.name === 'lab') memory = Math.max(memory, answer.memory)
      }
    }
  }
  hog?.kill()
  if (row.once === true) for (const contender of running) contender.end()
  return { times, checks, failures, memory }
}

const started = Date.now()
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
  load: loadavg(),
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
process.stdout.write(`\n${markdown}\nWritten: .cache/bench/results.md and results.json\n`)
