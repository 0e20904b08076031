// The same script, seed and engine give the same digest in Node and in the app's worker, whatever kernels are used.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, projectRoot, test } from './fixture'
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
track('y', y)
`

test('a digest from Node is the digest of the app', async ({ lab }) => {
  const folder = mkdtempSync(join(tmpdir(), 'dezero-lab-digest-'))
  const file = join(folder, 'script.ts')
  writeFileSync(file, script)
  const program = join(projectRoot, 'scripts/lab.mjs')
  const { digest } = JSON.parse(
    execFileSync(process.execPath, [program, 'run', file, '--json', '--seed', '0'], { encoding: 'utf8' }),
  ) as { digest: string }
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
