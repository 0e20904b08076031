// A graph of thousands of operations: placed by the window's own worker, under a policy that lets it reach nothing.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, projectRoot, test } from './fixture'
import { runAll, tab, writeNewSession } from './steps'

const chain = `let x = new Variable(np.array(1.0))
let y = x
for (let i = 0; i < 5000; i++) {
  y = add(y, x)
}
print(y.data)
`

test('five thousand operations are folded and placed by the worker, and drawn', async ({ lab }) => {
  const { window } = lab
  await writeNewSession(window, chain)
  const placing = window.waitForEvent('worker', (worker) => worker.url().includes('layout.worker'))
  await runAll(window)
  await tab(window, 'Graph').click()
  expect((await placing).url()).toMatch(/^app:\/\/lab\/worker\/layout\.worker-[\w-]+\.js$/)
  const panel = window.getByRole('tabpanel', { name: 'Graph' })
  await expect(panel.getByRole('button', { name: 'group Add' })).toBeVisible()
  await panel.getByRole('button', { name: 'Folding of the graph' }).click()
  await panel.getByRole('menuitemradio', { name: 'Fold nothing' }).click()
  await expect(panel.getByRole('button', { name: 'function add' }).first()).toBeAttached()
  await expect(window.getByRole('region', { name: 'Notices' }).getByRole('button')).toHaveCount(0)
})

test('the worker may load, compile and reach nothing; the engine host does not get it', async ({ lab }) => {
  const name = readdirSync(join(projectRoot, 'out/renderer/worker')).find((file) =>
    file.startsWith('layout.worker-'),
  )
  const answers = await lab.app.evaluate(async ({ session }, path) => {
    const policyAt = async (from: Electron.Session, address: string) => {
      const response = await from.fetch(address)
      return { status: response.status, policy: response.headers.get('content-security-policy') ?? '' }
    }
    const host = session.fromPartition('engine-host')
    return {
      window: await policyAt(session.defaultSession, `app://lab/worker/${path}`),
      host: await policyAt(host, `app://host/worker/${path}`),
    }
  }, name!)
  expect(answers.window.status).toBe(200)
  for (const directive of ['default-src', 'script-src', 'connect-src', 'worker-src'])
    expect(answers.window.policy).toContain(`${directive} 'none'`)
  expect(answers.window.policy).not.toContain('unsafe')
  expect(answers.host.status).toBe(404)
})
