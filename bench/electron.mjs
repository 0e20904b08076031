// The same rows in the app's engine and in the command line's, so that Node and Electron are compared like with like: a
// script repeats a row, the run tells how long it took, and the difference between two numbers of repetitions is the
// row's own time without start-up. Both record every event, as runs do. `node bench/electron.mjs [part of a row's name]`;
// needs a display.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { launch, run, writeScript } from './launch.mjs'

const rounds = 5
const lab = fileURLToPath(new URL('../scripts/lab.mjs', import.meta.url))
const millions = (expression) => ({
  before: 'const a = np.linspace(-2, 2, 1000000)\nconst b = np.linspace(0.1, 3, 1000000)',
  work: expression,
  times: 200,
})
/**
 * `before` is done once, `work` so many times more in the long run than in the short one. Results that are large have no
 * name: the text that a name is told with would be measured, too.
 */
const rows = {
  'add, 1e6 float64': millions('np.add(a, b)'),
  'mul, 1e6 float64': millions('np.multiply(a, b)'),
  // Short calls many times, so that the difference stands out of what a start-up varies by.
  'sum, 1e6 float64': { ...millions('np.sum(a)'), times: 2000 },
  'exp, 1e6 float64': millions('np.exp(a)'),
  'matmul 256, float64': {
    before: 'const a = np.random.randn(256, 256)\nconst b = np.random.randn(256, 256)',
    work: 'np.matmul(a, b)',
    times: 200,
  },
  'step 18: three squares of 1e6, backward': {
    before: 'const x = new Variable(np.full([1000000], 0.9))',
    work: 'x.cleargrad()\nsquare(square(square(x))).backward()',
    times: 50,
  },
  'chain of 10,000 scalar operations, forward and backward': {
    before: '',
    work: `const w = new Variable(np.array(0.5))
const b = new Variable(np.array(0.1))
let y = new Variable(np.array(0.3))
for (let k = 0; k < 2500; k++) y = neg(tanh(add(mul(y, w), b)))
y.backward()`,
    times: 10,
  },
  'MLP step 784-256-10, batch 128, float32': {
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
const { page, close } = await launch()

function inNode(source) {
  writeFileSync(file, source)
  const told = execFileSync(process.execPath, [lab, 'run', file, '--json', '--threads', '1'], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  return JSON.parse(told)
}

/** The last run of any session, as the store keeps it. */
async function inElectron(source) {
  await writeScript(page, source)
  await run(page)
  return page.evaluate(async () => {
    const ask = async (...call) => (await window.lab.call('sessions', ...call)).value
    const sessions = await ask('listSessions', [])
    const runs = await Promise.all(sessions.map(({ id }) => ask('listRuns', [id])))
    return runs.flat().reduce((last, one) => (one.startedAt > last.startedAt ? one : last))
  })
}

/** One thread, as in Node. */
async function setThreads() {
  await page.keyboard.press('ControlOrMeta+,')
  await page.getByLabel('Threads that compute').selectOption('1')
  await page.getByRole('button', { name: 'Close', exact: true }).click()
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1]

try {
  await setThreads()
  console.log('| work (ms: minimum / median) | Node | Electron | Electron / Node (minima) | digests |')
  console.log('|---|---:|---:|---:|---|')
  for (const [name, row] of Object.entries(rows)) {
    if (!name.includes(process.argv[2] ?? '')) continue
    const times = { node: [], electron: [] }
    let areSame = true
    for (let round = 0; round < rounds; round++) {
      const durations = { node: [], electron: [] }
      for (const share of [0, 1]) {
        const source = scriptOf(row, share)
        const [node, electron] = [inNode(source), await inElectron(source)]
        areSame &&= node.digest === electron.digest
        durations.node.push(node.durationMs)
        durations.electron.push(electron.durationMs)
      }
      for (const where of ['node', 'electron'])
        times[where].push((durations[where][1] - durations[where][0]) / row.times)
    }
    const cell = (list) => `${Math.min(...list).toPrecision(3)} / ${median(list).toPrecision(3)}`
    const ratio = (Math.min(...times.electron) / Math.min(...times.node)).toFixed(2)
    const cells = [name, cell(times.node), cell(times.electron), ratio, areSame ? 'equal' : 'DIFFERENT']
    console.log(`| ${cells.join(' | ')} |`)
  }
  console.log(`\nload ${loadavg()[0].toFixed(1)}`)
} finally {
  await close()
  rmSync(folder, { recursive: true, force: true })
}
