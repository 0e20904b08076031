// Story 2: write, run, watch, stop; and what is wrong is said where it is wrong.
import { expect, test } from './fixture'
import {
  diamond,
  output,
  press,
  replaceText,
  runAll,
  script,
  status,
  tab,
  training,
  writeNewSession,
} from './steps'

test('a training script draws its loss and its gradients', async ({ lab: { window } }) => {
  await writeNewSession(window, training(100))
  await runAll(window)
  await expect(output(window).getByText('trained')).toBeVisible()
  await tab(window, 'Loss').click()
  const loss = window.getByRole('tabpanel', { name: 'Loss' })
  await expect(loss.getByRole('figure')).toBeVisible()
  await expect(loss.getByRole('table')).toContainText('loss')
  await tab(window, 'Gradients').click()
  const gradients = window.getByRole('tabpanel', { name: 'Gradients' })
  for (const name of ['W', 'b']) {
    await expect(gradients.getByRole('row', { name: new RegExp(`^${name}\\b`) }).first()).toBeVisible()
  }
})

test('curves grow while the script runs, until it is stopped', async ({ lab: { window } }) => {
  await writeNewSession(window, training(1e9))
  await press(window, 'Run all')
  await tab(window, 'Loss').click()
  for (const name of ['Loss', 'Gradients']) {
    await tab(window, name).click()
    const figure = window.getByRole('tabpanel', { name }).getByRole('figure').first()
    const before = await figure.screenshot()
    await expect.poll(async () => (await figure.screenshot()).equals(before)).toBe(false)
  }
  await expect(status(window)).toHaveText('Running')
  // The window takes what is typed meanwhile.
  await script(window).press('ControlOrMeta+End')
  await window.keyboard.insertText('// typed while it runs')
  await expect(script(window)).toContainText('typed while it runs')
  await press(window, 'Stop')
  await expect(status(window)).toHaveText('Stopped')
  const gradients = window.getByRole('tabpanel', { name: 'Gradients' })
  await expect(gradients.getByRole('row', { name: /^W\b/ }).first()).toBeVisible()
})

test('an endless loop is stopped within a second while the window keeps animating', async ({
  lab: { window },
}) => {
  await writeNewSession(window, 'for (;;) {}\n')
  await press(window, 'Run all')
  await expect(status(window)).toHaveText('Running')
  // The longest gap between two frames, while the script spins and is stopped.
  await window.evaluate(() => {
    const gaps = { longest: 0, last: performance.now() }
    Object.assign(window, { gaps })
    const frame = (now: number): void => {
      gaps.longest = Math.max(gaps.longest, now - gaps.last)
      gaps.last = now
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  })
  const asked = Date.now()
  await press(window, 'Stop')
  await expect(status(window)).toHaveText('Stopped', { timeout: 1000 })
  expect(Date.now() - asked).toBeLessThan(1000)
  const { longest } = await window.evaluate(() => (window as unknown as { gaps: { longest: number } }).gaps)
  expect(longest, 'longest gap between frames in ms').toBeLessThan(500)

  await replaceText(window, diamond)
  await runAll(window)
  await expect(output(window).getByText('64.0')).toBeVisible()
})

test('a script that catches every error is stopped too', async ({ lab: { window } }) => {
  await writeNewSession(
    window,
    'for (;;) {\n  try {\n    /(a+)+$/.test("a".repeat(40) + "b")\n  } catch {}\n}\n',
  )
  await press(window, 'Run all')
  await expect(status(window)).toHaveText('Running')
  await press(window, 'Stop')
  await expect(status(window)).toHaveText('Stopped', { timeout: 2000 })
  await replaceText(window, diamond)
  await runAll(window)
})

test('a script that throws names message and line, and harms nothing', async ({ lab: { window } }) => {
  await writeNewSession(window, "print('before')\nconst a = np.ones([2])\nprint(a + np.ones([3]))\n")
  await runAll(window, 'Failed')
  await expect(output(window)).toContainText('before')
  await expect(output(window)).toContainText('[2]')
  await expect(output(window)).toContainText('[3]')
  await expect(output(window).getByRole('button', { name: /3/ }).first()).toBeVisible()
  await replaceText(window, diamond)
  await runAll(window)
  await expect(output(window).getByText('32.0')).toBeVisible()
})

test('a syntax error names its line before anything runs', async ({ lab: { window } }) => {
  await writeNewSession(window, "print('printed')\nconst = 3\n")
  await runAll(window, 'Failed')
  await expect(output(window)).not.toContainText('printed')
  await expect(output(window).getByRole('button', { name: /2/ }).first()).toBeVisible()
})

test('a killed engine host is said in the window, and the next run works', async ({ lab }) => {
  const { app, window } = lab
  await writeNewSession(window, 'for (;;) {}\n')
  await press(window, 'Run all')
  await expect(status(window)).toHaveText('Running')
  const host = await app.evaluate(({ webContents }) =>
    webContents
      .getAllWebContents()
      .find((contents) => contents.getURL().startsWith('app://host/'))!
      .getOSProcessId(),
  )
  process.kill(host, 'SIGKILL')
  await expect(window.getByText(/engine.*(ended|lost|stopped)/i).first()).toBeVisible()
  await expect(status(window)).toHaveText(/Failed|Stopped/)
  await replaceText(window, diamond)
  await runAll(window)
  await expect(output(window).getByText('64.0')).toBeVisible()
  lab.consoleErrors.length = 0
})
