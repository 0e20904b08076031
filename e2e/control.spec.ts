// Pause, step, continue and stop, as a person presses them while a script runs.
import type { Page } from '@playwright/test'
import { expect, test } from './fixture'
import { output, press, replaceText, runAll, script, status, writeNewSession } from './steps'

/** One operation and one printed row a turn; the operation is large enough for the window to keep up. */
const ticking = `const x = new Variable(np.random.rand(500, 500))
for (let n = 1; ; n++) {
  matmul(x, x)
  print('tick', n)
}
`

/** Runs it, until its first row is there. */
async function startTicking(window: Page): Promise<void> {
  await writeNewSession(window, ticking)
  await press(window, 'Run all')
  await expect(
    output(window)
      .getByText(/^tick \d+$/)
      .first(),
  ).toBeVisible()
}

/** Rows that the script has printed so far, by the number in the last one. */
async function lastTick(window: Page): Promise<number> {
  const last = await output(window)
    .getByText(/^tick \d+$/)
    .last()
    .textContent()
  return Number(last!.replace('tick ', ''))
}

test('a running script pauses, steps by operations, continues and stops', async ({ lab: { window } }) => {
  await startTicking(window)
  await press(window, 'Pause')
  await expect(status(window)).toHaveText('Paused')
  // The rows printed before the pause arrive; then nothing moves.
  await expect
    .poll(async () => {
      const before = await lastTick(window)
      await window.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      )
      return (await lastTick(window)) - before
    })
    .toBe(0)
  const paused = await lastTick(window)
  // One operation a turn: each step prints one more row at most.
  await press(window, 'Step')
  await press(window, 'Step')
  await expect.poll(() => lastTick(window)).toBeGreaterThan(paused)
  expect(await lastTick(window)).toBeLessThanOrEqual(paused + 2)
  await expect(status(window)).toHaveText('Paused')
  await press(window, 'Continue')
  await expect(status(window)).toHaveText('Running')
  await expect.poll(() => lastTick(window)).toBeGreaterThan(paused + 10)
  await press(window, 'Stop')
  await expect(status(window)).toHaveText('Stopped', { timeout: 1000 })
})

test('a paused script is stopped, and the next run is whole', async ({ lab: { window } }) => {
  await startTicking(window)
  await press(window, 'Pause')
  await expect(status(window)).toHaveText('Paused')
  await press(window, 'Stop')
  await expect(status(window)).toHaveText('Stopped', { timeout: 1000 })
  await replaceText(window, "print('whole')")
  await runAll(window)
  await expect(output(window).getByText('whole')).toBeVisible()
})

test('Escape closes the search in the output and leaves the run alone; in the script it stops the run', async ({
  lab: { window },
}) => {
  await startTicking(window)
  await press(window, 'Search in the output')
  const field = window.getByRole('searchbox', { name: 'Search in the output' })
  await expect(field).toBeFocused()
  await window.keyboard.press('Escape')
  await expect(field).toBeHidden()
  const before = await lastTick(window)
  await expect.poll(() => lastTick(window)).toBeGreaterThan(before)
  await script(window).click()
  await window.keyboard.press('Escape')
  await expect(status(window)).toHaveText('Stopped')
})

test('what a cell kept is there after a later cell was stopped', async ({ lab: { window } }) => {
  await writeNewSession(
    window,
    "// %% make\nlet kept = 41\n// %% use\nprint('kept', kept + 1)\nfor (;;) {}\n",
  )
  await press(window, 'Run all')
  await expect(output(window).getByText('kept 42')).toBeVisible()
  await press(window, 'Stop')
  await expect(status(window)).toHaveText('Stopped', { timeout: 1000 })
  await window.keyboard.press('ControlOrMeta+End')
  await press(window, 'Run cell')
  await expect(output(window).getByText('kept 42')).toBeVisible()
  await press(window, 'Stop')
  await expect(status(window)).toHaveText('Stopped', { timeout: 1000 })
})

test('Step starts a script and stops before its first operation; the next step does one', async ({
  lab: { window },
}) => {
  await writeNewSession(
    window,
    "print('begin')\nconst x = new Variable(np.array(3.0))\nconst y = x * x\nprint('one done')\nconst z = y + 1\nprint('two done')\n",
  )
  await expect(status(window)).toHaveText('Idle')
  await press(window, 'Step')
  await expect(output(window).getByText('begin')).toBeVisible()
  await expect(status(window)).toHaveText('Paused')
  await expect(output(window).getByText('one done')).toHaveCount(0)
  await press(window, 'Step')
  await expect(output(window).getByText('one done')).toBeVisible()
  await expect(output(window).getByText('two done')).toHaveCount(0)
  await press(window, 'Continue')
  await expect(status(window)).toHaveText('Done')
  await expect(output(window).getByText('two done')).toBeVisible()
})

test('a limit on memory is set beside the seed, and the array that would pass it is refused with sizes', async ({
  lab: { window },
}) => {
  await writeNewSession(
    window,
    "const small = np.zeros([1000])\nconst big = np.zeros([2000, 1000])\nprint('made')\n",
  )
  await window.getByRole('button', { name: /^Seed 0/ }).click()
  await window.getByRole('combobox', { name: 'Memory of a run at most' }).selectOption({ label: '10 MB' })
  await press(window, 'Apply')
  await runAll(window, 'Failed')
  await expect(output(window)).toContainText('needs 16 MB')
  await expect(output(window)).toContainText('the limit is 10 MB')
  await replaceText(window, "const big = np.zeros([1000, 1000])\nprint('fits')\n")
  await runAll(window)
  await expect(output(window).getByText('fits')).toBeVisible()
})
