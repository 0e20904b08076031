// The same rows in the app's engine and in the command line's, so that Node and Electron are compared like with like: a
// script repeats a row, the run tells how long it took, and the difference between two numbers of repetitions is the
// row's own time without start-up. Both record every event, as runs do. Then each row once with two threads, for its
// digest. `node bench/electron.mjs [--quick] [--only word] [--write]`; needs the built app and a display.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { launch, pressRun, writeScript } from './launch.mjs'
import { writeIntoPage } from './page.mjs'

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    write: { type: 'boolean', default: false },
  },
})
const rounds = options.quick ? 2 : 5
/** Electron's V8 is another one than Node's. */
const mostOfNode = 1.2
const lab = fileURLToPath(new URL('../scripts/lab.mjs', import.meta.url))
const millions = (expression) => ({
  before: 'const a = np.linspace(-2, 2, 1000000)\nconst b = np.linspace(0.1, 3, 1000000)',
  work: expression,
  times: 400,
})
/**
 * `before` is done once, `work` so many times more in the long run than in the short one. Results that are large have no
 * name: the text that a name is told with would be measured, too. `long`: not in the quick mode.
 */
const rows = {
  'add, 1e6 float64': millions('np.add(a, b)'),
  'mul, 1e6 float64': millions('np.multiply(a, b)'),
  // Short calls many times, so that the difference stands out of what a start-up varies by.
  'sum, 1e6 float64': { ...millions('np.sum(a)'), times: 2000 },
  'exp, 1e6 float64': millions('np.exp(a)'),
  'log, 1e6 float64': { ...millions('np.log(b)'), long: true },
  'tanh, 1e6 float64': { ...millions('np.tanh(a)'), long: true },
  'matmul 256, float64': {
    before: 'const a = np.random.randn(256, 256)\nconst b = np.random.randn(256, 256)',
    work: 'np.matmul(a, b)',
    times: 200,
  },
  'matmul 1024, float64': {
    before: 'const a = np.random.randn(1024, 1024)\nconst b = np.random.randn(1024, 1024)',
    work: 'np.matmul(a, b)',
    times: 10,
    long: true,
  },
  'step 18: three squares of 1e6, backward': {
    before: 'const x = new Variable(np.full([1000000], 0.9))',
    work: 'x.cleargrad()\nsquare(square(square(x))).backward()',
    times: 50,
  },
  'step 18: three squares of 1e6, no_grad': {
    before: 'const x = new Variable(np.full([1000000], 0.9))',
    work: 'noGrad(() => square(square(square(x))))',
    times: 200,
    long: true,
  },
  'chain of 10,000 scalar operations, forward and backward': {
    before: '',
    work: `const w = new Variable(np.array(0.5))
const b = new Variable(np.array(0.1))
let y = new Variable(np.array(0.3))
for (let k = 0; k < 2500; k++) y = neg(tanh(add(mul(y, w), b)))
y.backward()`,
    times: 20,
  },
  'MLP step 784-256-10, batch 128, images float32, weights float64': {
    before: `const x = new Variable(np.random.randn(128, 784).astype('float32'))
const t = np.array(Array.from({ length: 128 }, (_, i) => i % 10))
const model = new MLP([256, 10])
const optimizer = new SGD(0.01).setup(model)`,
    work: `const loss = softmaxCrossEntropy(model(x), t)
model.cleargrads()
loss.backward()
optimizer.update()`,
    times: 50,
  },
}

/** A tenth of the repetitions comes first in both, so that code is compiled and memory is warm. */
const scriptOf = ({ before, work, times }, share) =>
  `${before}\nfor (let i = 0; i < ${times / 10 + share * times}; i++) {\n${work}\n}\nprint('end')\n`

const folder = mkdtempSync(join(tmpdir(), 'dezero-lab-bench-'))
const file = join(folder, 'row.ts')
const { app, page, close } = await launch()

function inNode(source, threads) {
  writeFileSync(file, source)
  const told = execFileSync(process.execPath, [lab, 'run', file, '--json', '--threads', threads], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  return JSON.parse(told)
}

const seen = new Set()

/** The run that the store has when it has ended. */
async function inElectron(source) {
  await writeScript(page, source)
  await pressRun(page)
  const run = await page.evaluate(
    async (known) => {
      const ask = async (...call) => (await window.lab.call('sessions', ...call)).value
      const isNew = ({ id, status }) => !known.includes(id) && status !== 'running'
      for (;;) {
        const sessions = await ask('listSessions', [])
        const runs = await Promise.all(sessions.map(({ id }) => ask('listRuns', [id])))
        const ended = runs.flat().find(isNew)
        if (ended !== undefined) return ended
        await new Promise((done) => setTimeout(done, 50))
      }
    },
    [...seen],
  )
  if (run.status !== 'done') throw new Error(`the run in the app: ${run.status}`)
  seen.add(run.id)
  return run
}

async function setThreads(threads) {
  await page.keyboard.press('ControlOrMeta+,')
  await page.getByLabel('Threads that compute').selectOption(threads)
  await page.getByRole('button', { name: 'Close', exact: true }).click()
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1]

/** Milliseconds of one repetition: of the shortest runs, and the median of the rounds. */
function perRepetition(runs, times) {
  const least = (share) => Math.min(...runs.map((round) => round[share].durationMs))
  const differences = runs.map(([short, long]) => (long.durationMs - short.durationMs) / times)
  return { least: (least(1) - least(0)) / times, median: median(differences) }
}

const places = { node: inNode, electron: inElectron }

async function measure(row) {
  const runs = { node: [], electron: [] }
  for (let round = 0; round < rounds; round++) {
    for (const name of Object.keys(places)) runs[name].push([])
    for (const share of [0, 1]) {
      for (const [name, place] of Object.entries(places)) {
        runs[name][round].push(await place(scriptOf(row, share), '1'))
      }
    }
  }
  return runs
}

try {
  const wanted = Object.entries(rows).filter(
    ([name, { long }]) => name.includes(options.only) && !(options.quick && long === true),
  )
  const runsOf = new Map()
  await setThreads('1')
  for (const [name, row] of wanted) {
    process.stdout.write(`${name} …\n`)
    runsOf.set(name, await measure(row))
  }
  await setThreads('2')
  const lines = [
    '| work (ms: minimum / median) | Node | Electron | Electron / Node (minima) | digests, 1 and 2 threads | met |',
    '|---|---:|---:|---:|---|---|',
  ]
  for (const [name, row] of wanted) {
    process.stdout.write(`${name}, two threads …\n`)
    const { node, electron } = runsOf.get(name)
    const withTwo = [inNode(scriptOf(row, 0), '2'), await inElectron(scriptOf(row, 0))]
    const short = [...node, ...electron].map(([one]) => one.digest)
    const long = [...node, ...electron].map(([, one]) => one.digest)
    const areEqual =
      new Set([...short, ...withTwo.map(({ digest }) => digest)]).size === 1 && new Set(long).size === 1
    const [ours, theirs] = [perRepetition(electron, row.times), perRepetition(node, row.times)]
    const ratio = ours.least / theirs.least
    const cell = ({ least, median: middle }) => `${least.toPrecision(3)} / ${middle.toPrecision(3)}`
    const verdict = areEqual && ratio <= mostOfNode ? 'yes' : 'no'
    const cells = [name, cell(theirs), cell(ours), `${ratio.toFixed(2)} (≤ ${mostOfNode})`]
    lines.push(`| ${[...cells, areEqual ? 'equal' : 'DIFFERENT', verdict].join(' | ')} |`)
  }
  const { electron, chrome } = await app.evaluate(() => process.versions)
  const minutes = (performance.now() / 60_000).toFixed(1)
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  const head = `Node ${process.version}; Electron ${electron} (Chrome ${chrome}); one thread, every event recorded; load ${loadavg()[0].toFixed(1)}; commit ${commit}; ${rounds} rounds, ${minutes} minutes.`
  const markdown = [head, '', ...lines].join('\n')
  process.stdout.write(`\n${markdown}\n`)
  if (options.write) writeIntoPage('electron', markdown)
} finally {
  await close()
  rmSync(folder, { recursive: true, force: true })
}
