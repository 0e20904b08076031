// The built app as the benchmarks drive it: started on an empty profile, with a script pasted into a new session.
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron } from 'playwright'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Trains a small network without end and tells every iteration: what the window keeps of metrics grows the fastest. */
export const endlessTraining = `const data = new Spiral(true)
const batches = new DataLoader(data, 30)
const model = new MLP([64, 3])
const optimizer = new MomentumSGD(0.1).setup(model)
for (;;) {
  for (const [x, t] of batches) {
    const loss = softmaxCrossEntropy(model(x), t)
    model.cleargrads()
    loss.backward()
    optimizer.update()
    track('loss', loss)
  }
}
`

/** Starts the app; `page` is its window, with a new session open. `close` ends it and removes the profile. */
export async function launch() {
  const profile = mkdtempSync(join(tmpdir(), 'dezero-lab-bench-'))
  const app = await _electron.launch({
    executablePath: process.env.DEZERO_LAB_ELECTRON ?? createRequire(import.meta.url)('electron'),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      root,
      `--user-data-dir=${profile}`,
      '--lang=en-US',
    ],
    cwd: root,
  })
  const close = async () => {
    await app.close()
    rmSync(profile, { recursive: true, force: true })
  }
  try {
    const isWindow = (page) => page.url().startsWith('app://lab/')
    let page = app.windows().find(isWindow)
    while (page === undefined) {
      await app.waitForEvent('window')
      await Promise.all(app.windows().map((one) => one.waitForLoadState('load')))
      page = app.windows().find(isWindow)
    }
    await page.getByRole('button', { name: 'New session' }).click()
    return { app, page, profile, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Replaces the text of the open session. */
export async function writeScript(page, source) {
  await page.getByRole('textbox', { name: 'Script' }).click()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.press('Delete')
  await page.keyboard.insertText(source)
}

export const status = (page) => page.getByRole('status', { name: 'Run status' })
export const pressRun = (page) => page.getByRole('button', { name: 'Run all', exact: true }).click()

/** Presses Run all and waits until the run is done. @throws Error when it ends otherwise */
export async function run(page) {
  await pressRun(page)
  await status(page)
    .filter({ hasText: /Done|Failed/ })
    .waitFor({ timeout: 120_000 })
  const word = await status(page).textContent()
  if (!/Done/.test(word)) throw new Error(`the run failed: ${word}`)
}
