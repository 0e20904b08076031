// The window's help: completion, hover, the help page, first steps, settings, and undo that outlives the window.
import type { Page } from '@playwright/test'
import { expect, test } from './fixture'
import { output, press, replaceText, runAll, script, status, writeNewSession } from './steps'

test('completion offers names with what they mean, and inserts them', async ({ lab: { window } }) => {
  await writeNewSession(window, 'const total = np.random.')
  await window.keyboard.press('ControlOrMeta+End')
  await expect(async () => {
    await window.keyboard.press('ControlOrMeta+Space')
    await expect(window.getByRole('option', { name: 'randn' })).toBeVisible({ timeout: 500 })
  }).toPass()
  await window.keyboard.type('randn')
  await expect(window.getByText('np.random.randn(...shape)')).toBeVisible()
  await window.keyboard.press('Enter')
  await window.keyboard.type('(2)\nto')
  await expect(window.getByRole('option', { name: 'total' })).toBeVisible()
  await window.keyboard.press('Escape')
  await expect(script(window)).toContainText('np.random.randn(2)')
})

test('a name explains itself under the pointer and leads to its lesson', async ({ lab: { window } }) => {
  await writeNewSession(window, 'print(np.array(1.0))\n\nconst y = tanh(np.array(1.0))\n')
  await expect(async () => {
    await window.mouse.move(5, 5)
    await script(window).getByText('tanh').hover()
    await expect(window.getByText('Hyperbolic tangent of every element.')).toBeVisible({ timeout: 1500 })
  }).toPass()
  await window.getByRole('button', { name: /^Step 35/ }).click()
  await expect(window.getByRole('article', { name: 'Notes of the lesson' })).toBeVisible()
})

test('the help page lists the API with examples that run', async ({ lab: { window } }) => {
  await expect(script(window)).toBeVisible()
  await window.keyboard.press('F1')
  const help = window.getByRole('dialog', { name: 'Help' })
  await help.getByRole('tab', { name: 'Script API' }).click()
  await help.getByRole('searchbox', { name: 'Search the script API' }).fill('tanh(')
  await help.getByText('Hyperbolic tangent of every element.').click()
  await help.getByRole('button', { name: 'Try tanh in a new session' }).first().click()
  await expect(help).toBeHidden()
  await expect(script(window)).toContainText('tanh(x)')
  await runAll(window)
  await expect(output(window)).toContainText('variable([0.76159416 0.96402758 0.99505475])')
})

test('the help page speaks both languages', async ({ lab: { window } }) => {
  await expect(script(window)).toBeVisible()
  await window.keyboard.press('F1')
  await window.getByRole('tab', { name: 'Differences from Python' }).click()
  await expect(window.getByRole('dialog')).toContainText('What is different on purpose')
  await window.keyboard.press('Escape')
  await press(window, '한국어로 보기')
  await window.keyboard.press('F1')
  await expect(window.getByRole('dialog', { name: '도움말' })).toContainText('쓰고, 실행하고, 살펴보기')
})

test('the first steps follow the first run, go on after a restart and stay away when put away', async ({
  start,
}) => {
  const stepsOf = (window: Page) => window.getByRole('region', { name: 'First steps' })
  const first = await start()
  await expect(stepsOf(first.window)).toContainText('Press Run all')
  await runAll(first.window)
  await expect(stepsOf(first.window)).toContainText('2 / 4')
  await press(first.window, 'Next tip')
  await expect(stepsOf(first.window)).toContainText('3 / 4')
  await first.app.close()

  const second = await start()
  await expect(stepsOf(second.window)).toContainText('3 / 4')
  await press(second.window, 'Close the first steps')
  await expect(stepsOf(second.window)).toBeHidden()
  await second.app.close()

  const { window } = await start()
  await expect(window.getByRole('list', { name: 'Sessions' })).toBeVisible()
  await expect(stepsOf(window)).toBeHidden()
  await press(window, 'Settings')
  await press(window, 'Show the first steps again')
  await press(window, 'Close')
  await expect(stepsOf(window)).toContainText('1 / 4')
})

test('seed and mode of a session count for its runs', async ({ lab: { window } }) => {
  await writeNewSession(window, 'print(np.random.rand())\n')
  await runAll(window)
  await expect(output(window)).toContainText('0.5488135')
  await press(window, 'Seed 0, mode default')
  await window.getByRole('spinbutton', { name: 'Seed of the random numbers' }).fill('1')
  await press(window, 'Apply')
  await expect(window.getByRole('button', { name: 'Seed 1, mode default' })).toBeVisible()
  await runAll(window)
  await expect(output(window)).toContainText('0.417022')
})

test('settings count at once: language, theme, and the time that a run may take', async ({
  lab: { window },
}) => {
  await expect(script(window)).toBeVisible()
  await window.keyboard.press('ControlOrMeta+,')
  const settings = window.getByRole('dialog', { name: 'Settings' })
  await settings.getByLabel('Theme').selectOption('Dark')
  await expect(window.locator('html')).toHaveAttribute('data-theme', 'dark')
  await settings.getByLabel('Stop a run after').selectOption('5 s')
  await settings.getByLabel('Language').selectOption('한국어')
  await expect(window.getByRole('dialog', { name: '설정' })).toBeVisible()
  await window.getByLabel('언어').selectOption('English')
  await press(window, 'Close')
  await writeNewSession(window, 'for (;;) {}\n')
  await press(window, 'Run all')
  await expect(status(window)).toHaveText(/Stopped|Failed/, { timeout: 20_000 })
})

test('undo reaches back beyond a restart', async ({ start }) => {
  const first = await start()
  await writeNewSession(first.window, "print('first')\n")
  await first.window.keyboard.press('ControlOrMeta+End')
  await first.window.keyboard.type("print('second')")
  await expect(script(first.window)).toContainText('second')
  await first.app.close()
  const { window } = await start()
  await expect(script(window)).toContainText('second')
  await script(window).click()
  await window.keyboard.press('ControlOrMeta+Z')
  await expect(script(window)).not.toContainText('second')
  await expect(script(window)).toContainText('first')
})

test('a text is found among many lines of output', async ({ lab: { window } }) => {
  await writeNewSession(window, 'for (let i = 0; i < 5000; i++) print(`line ${i}`)\n')
  await runAll(window)
  await window.keyboard.press('ControlOrMeta+Shift+F')
  await window.getByRole('searchbox', { name: 'Search in the output' }).fill('line 31')
  await expect(window.getByText('1 of 111')).toBeVisible()
  await expect(output(window).getByText('line 31', { exact: true })).toBeVisible()
  await window.keyboard.press('Enter')
  await expect(output(window).getByText('line 310', { exact: true })).toBeVisible()
  await window.keyboard.press('Escape')
  await expect(window.getByRole('searchbox', { name: 'Search in the output' })).toBeHidden()
})

test('each panel can have the window to itself', async ({ lab: { window } }) => {
  await replaceText(window, "print('here')\n")
  for (const [command, hidden] of [
    ['Only the script', output(window)],
    ['Only the views', script(window)],
    ['Only the output', script(window)],
  ] as const) {
    for (const isShown of [false, true]) {
      await window.keyboard.press('ControlOrMeta+Shift+P')
      await window.keyboard.type(command)
      await window.keyboard.press('Enter')
      if (isShown) await expect(hidden).toBeVisible()
      else await expect(hidden).toBeHidden()
    }
  }
})
