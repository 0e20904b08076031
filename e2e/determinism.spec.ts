// The same script, seed and engine give the same digest in Node and in the app's worker, whatever kernels and however
// many threads are used.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, projectRoot, test, windowAt } from './fixture'
import { runAll, writeNewSession } from './steps'

const script = `np.random.seed(3)
const x = new Variable(np.random.randn(120, 130))
const W = new Variable(np.random.randn(130, 140))
const h = tanh(matmul(x, W) * 0.1)
const y = sum(exp(sin(h)) + sigmoid(h) ** 3 - log(abs(cos(h)) + 1))
y.backward()
const v = np.random.rand(20000)
print(np.sum(np.exp(v) * np.tanh(v) - np.sqrt(v) ** 1.7))
print(Math.exp(1.1), Math.sin(2.2), 2.5 ** 0.3, Math.random())
const large = new Variable(np.random.randn(400, 500))
const bias = new Variable(np.random.randn(500))
const z = sum(square(large * 0.5 + bias) / (square(large) + 1.0))
z.backward()
large.data -= 0.1 * large.grad.data
print(np.sum(large.data))
track('y', y)
`

test('a digest from Node, with any number of threads, is the digest of the app', async ({ lab }) => {
  const folder = mkdtempSync(join(tmpdir(), 'dezero-lab-digest-'))
  const file = join(folder, 'script.ts')
  writeFileSync(file, script)
  const program = join(projectRoot, 'scripts/lab.mjs')
  const digestInNode = (threads: string): string =>
    (
      JSON.parse(
        execFileSync(
          process.execPath,
          [program, 'run', file, '--json', '--seed', '0', '--threads', threads],
          { encoding: 'utf8' },
        ),
      ) as { digest: string }
    ).digest
  const digest = digestInNode('1')
  expect(digestInNode('2')).toBe(digest)
  rmSync(folder, { recursive: true })

  await writeNewSession(lab.window, script)
  await runAll(lab.window)
  const [run] = await lab.window.evaluate(async () => {
    type Answer = { value: { id: string; digest: string }[] }
    const sessions = (await window.lab.call('sessions', 'listSessions', [])) as Answer
    const runs = await Promise.all(
      sessions.value.map(({ id }) => window.lab.call('sessions', 'listRuns', [id]) as Promise<Answer>),
    )
    return runs.flatMap(({ value }) => value)
  })
  expect(run!.digest).toBe(digest)
})

test('helper threads end with the run that they helped', async ({ lab }) => {
  const host = await windowAt(lab.app, 'app://host/')
  const helpers = (): number => host.workers().filter((worker) => worker.url().includes('helper')).length
  // The worker in use and the warm spare have their helpers each.
  const expected = 2 * Math.min(7, availableParallelism() - 1)
  await expect.poll(helpers).toBe(expected)
  await writeNewSession(lab.window, script)
  for (let i = 0; i < 3; i++) {
    await runAll(lab.window)
    await expect.poll(helpers).toBe(expected)
  }
})
