// Stories 2 and 5 without a mouse.
import { expect, type Locator, type Page } from '@playwright/test'
import { test } from './fixture'
import { output, script, status, tab, timeline, training } from './steps'

/** Moves on with Tab until the element has the focus. */
async function tabTo(window: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  for (let presses = 0; presses < 80; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    // In the script Tab indents; after Escape it moves on.
    if (await script(window).evaluate((element) => element === document.activeElement))
      await window.keyboard.press('Escape')
    await window.keyboard.press('Tab')
  }
  throw new Error('Tab does not reach the element')
}

async function command(window: Page, title: string): Promise<void> {
  await window.keyboard.press('ControlOrMeta+Shift+P')
  await window.keyboard.type(title)
  await window.keyboard.press('Enter')
}

async function write(window: Page, text: string): Promise<void> {
  await window.keyboard.press('ControlOrMeta+E')
  await expect(script(window)).toBeFocused()
  await window.keyboard.press('ControlOrMeta+A')
  await window.keyboard.press('Delete')
  await window.keyboard.insertText(text)
}

test('story 2 with the keyboard: write, run, watch the curves, stop', async ({ lab: { window } }) => {
  await expect(script(window)).toContainText('Variable')
  await window.keyboard.press('ControlOrMeta+N')
  await expect(script(window)).toHaveText('Write a script, or take one from Lessons. Ctrl+Enter runs it.')
  await write(window, training(50))
  await window.keyboard.press('ControlOrMeta+Enter')
  await expect(status(window)).toHaveText('Done')
  await window.keyboard.press('Alt+2')
  await expect(tab(window, 'Loss')).toHaveAttribute('aria-selected', 'true')
  await expect(window.getByRole('tabpanel', { name: 'Loss' }).getByRole('figure').first()).toBeVisible()
  await window.keyboard.press('Alt+3')
  await expect(window.getByRole('tabpanel', { name: 'Gradients' })).toBeVisible()

  // The tabs themselves are walked with arrows; Ctrl+M lets Tab leave the editor.
  await window.keyboard.press('ControlOrMeta+M')
  await tabTo(window, tab(window, 'Gradients'))
  await window.keyboard.press('ArrowRight')
  await expect(tab(window, 'Memory')).toBeFocused()

  await write(window, 'for (;;) {}\n')
  await window.keyboard.press('ControlOrMeta+Enter')
  await expect(status(window)).toHaveText('Running')
  await window.keyboard.press('Escape')
  await expect(status(window)).toHaveText('Stopped')
})

test('story 5 with the keyboard: a named version, a restart, an old run replayed and verified', async ({
  start,
}) => {
  const first = await start()
  await expect(script(first.window)).toContainText('Variable')
  await first.window.keyboard.press('ControlOrMeta+Enter')
  await expect(status(first.window)).toHaveText('Done')
  await first.window.keyboard.press('ControlOrMeta+S')
  await expect(first.window.getByRole('dialog')).toBeVisible()
  await first.window.keyboard.type('before the change')
  await first.window.keyboard.press('Enter')
  await first.window.keyboard.press('Escape')
  await first.window.keyboard.press('ControlOrMeta+E')
  await first.window.keyboard.press('ControlOrMeta+End')
  await first.window.keyboard.insertText('// the end')
  await expect(script(first.window)).toContainText('the end')
  await first.app.close()

  const { window } = await start()
  await expect(script(window)).toContainText('the end')
  const run = window.getByRole('list', { name: 'Runs of this session' }).getByRole('button').first()
  await tabTo(window, run)
  await window.keyboard.press('Enter')
  await expect(output(window)).toContainText('64.0')
  await tabTo(window, timeline(window))
  await window.keyboard.press('Home')
  await expect(output(window)).not.toContainText('64.0')
  await window.keyboard.press('End')
  await expect(output(window)).toContainText('64.0')
  await command(window, 'Verify')
  await expect(window.getByText(/^The same numbers/)).toBeVisible()
})
