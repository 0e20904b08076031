// Story 5: nothing typed is lost, and an old run is looked at again without computing.
import { expect, killApp, test } from './fixture'
import { diamond, output, replaceText, runAll, script, status, tab, timeline, writeNewSession } from './steps'

test('what was typed is there after the process was killed', async ({ start }) => {
  const first = await start()
  await writeNewSession(first.window, '// kept, whatever happens\n')
  await script(first.window).press('ControlOrMeta+End')
  await first.window.keyboard.insertText('print(40 + 2)')
  await expect(first.window.getByText('Saved', { exact: true })).toBeVisible({ timeout: 1000 })
  await killApp(first.app)
  const second = await start()
  await expect(script(second.window)).toContainText('kept, whatever happens')
  await expect(script(second.window)).toContainText('print(40 + 2)')
})

test('an old run is opened and stepped without computing', async ({ start }) => {
  const first = await start()
  await writeNewSession(first.window, diamond)
  await runAll(first.window)
  await replaceText(first.window, "print('another text')\n")
  await runAll(first.window)
  await expect(first.window.getByText('Saved', { exact: true })).toBeVisible()
  await first.app.close()

  const second = await start()
  const { window } = second
  const runs = window.getByRole('list', { name: 'Runs of this session' }).getByRole('listitem')
  await expect(runs).toHaveCount(2)
  await runs.filter({ hasText: '8 operations' }).getByRole('button').first().click()
  await expect(output(window).getByText('64.0')).toBeVisible()
  await expect(status(window)).toHaveText('Done')
  await tab(window, 'Graph').click()
  const functions = window.getByRole('tabpanel', { name: 'Graph' }).getByRole('button', { name: /^function/ })
  await expect(functions).toHaveCount(4)
  await timeline(window).focus()
  await window.keyboard.press('Home')
  await window.keyboard.press('ArrowRight')
  await expect(functions).toHaveCount(1)
  // The text that is being written is not touched by looking back.
  await expect(script(window)).toContainText('another text')
})
