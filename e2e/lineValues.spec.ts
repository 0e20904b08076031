// Values beside the lines: the slider over a line's executions, hover, and what follows an edited text.
import type { Page } from '@playwright/test'
import { expect, test } from './fixture'
import { runAll, script, status, tab, timeline, writeNewSession } from './steps'

const looped = `const W = new Variable(np.array([1.0, 2.0]))
for (let i = 1; i <= 5; i++) {
  const loss = sum(W * W * i)
  W.cleargrad()
  loss.backward()
  W.data -= 0.01 * W.grad.data
}
print('end')
`

/** The value beside a line, by a part of its text. */
const valueOf = (window: Page, text: RegExp) => window.locator('.cm-inline').filter({ hasText: text })

test('a line that ran five times has a slider that moves the one cursor', async ({ lab: { window } }) => {
  await writeNewSession(window, looped)
  await runAll(window)
  const count = window.getByText('5/5', { exact: true }).first()
  await expect(count).toBeVisible()
  await count.click()
  const slider = window.getByRole('slider', { name: 'Executions of line 3' })
  await expect(slider).toBeFocused()
  await expect(slider).toHaveAttribute('aria-valuetext', '5 of 5')
  await window.keyboard.press('Home')
  await expect(slider).toHaveAttribute('aria-valuetext', '1 of 5')
  // The first loss is 1·(1 + 4); the timeline, the gradient and the other lines show the same moment.
  await expect(valueOf(window, /^1\/5\s*5/)).toBeVisible()
  const first = Number(await timeline(window).inputValue())
  await window.keyboard.press('ArrowRight')
  await expect(slider).toHaveAttribute('aria-valuetext', '2 of 5')
  await expect.poll(async () => Number(await timeline(window).inputValue())).toBeGreaterThan(first)
  await window.keyboard.press('Escape')
  await expect(slider).toHaveCount(0)
  await expect(status(window)).toHaveText('Done')
})

/** Points at the first place of a word in the script. */
async function pointAt(window: Page, word: string): Promise<void> {
  const at = await script(window).evaluate((root, text) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const from = node.nodeValue!.indexOf(text)
      if (from < 0) continue
      const range = document.createRange()
      range.setStart(node, from)
      range.setEnd(node, from + text.length)
      const { left, top, width, height } = range.getBoundingClientRect()
      return { x: left + width / 2, y: top + height / 2 }
    }
    return null
  }, word)
  await window.mouse.move(at!.x, at!.y)
  await window.mouse.move(at!.x + 1, at!.y)
}

test('the keyboard opens the slider of the caret line, and closes it', async ({ lab: { window } }) => {
  await writeNewSession(window, looped)
  await runAll(window)
  await script(window).click()
  // From the end: the first line may be broken into two, which arrows walk one by one.
  await window.keyboard.press('ControlOrMeta+End')
  for (let line = 9; line > 6; line--) await window.keyboard.press('ArrowUp')
  await window.keyboard.press('ControlOrMeta+Shift+E')
  const slider = window.getByRole('slider', { name: 'Executions of line 6' })
  await expect(slider).toBeFocused()
  await window.keyboard.press('ArrowLeft')
  await expect(slider).toHaveAttribute('aria-valuetext', '4 of 5')
  await window.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(slider).toHaveCount(0)
  await expect(script(window)).toBeFocused()
})

test('hover says what a name of the script holds; values follow their lines when the text changes', async ({
  lab: { window },
}) => {
  await writeNewSession(window, looped)
  await runAll(window)
  await pointAt(window, 'W')
  const tip = window.locator('.cm-name-value')
  await expect(tip).toContainText('W: Variable 2 float64')
  await expect(tip.locator('.gradient')).toContainText('∂ [')
  await window.mouse.move(5, 5)
  await expect(tip).toHaveCount(0)
  // A line more at the top: the values are dimmed and stand beside their own lines still.
  await script(window).click()
  await window.keyboard.press('ControlOrMeta+Home')
  await window.keyboard.insertText('// a note\n')
  await expect(window.locator('.cm-inline.stale').first()).toBeVisible()
  const top = async (text: string, within: string): Promise<number> =>
    (await window.locator(within).filter({ hasText: text }).first().boundingBox())!.y
  expect(Math.abs((await top('5/5', '.cm-inline')) - (await top('const loss', '.cm-line')))).toBeLessThan(8)
  await pointAt(window, 'W')
  await expect(tip).toContainText('before the text was changed')
})

test('showGraph opens the Graph tab in a run, and not when the run is read back', async ({
  lab: { window },
}) => {
  await writeNewSession(window, `${looped}showGraph(W)\n`)
  await tab(window, 'Loss').click()
  await runAll(window)
  await expect(tab(window, 'Graph')).toHaveAttribute('aria-selected', 'true')
  await expect(window.getByRole('button', { name: /^variable W/ }).first()).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await tab(window, 'Loss').click()
  await window.getByRole('list', { name: /^Runs/ }).getByRole('button').first().click()
  await expect(status(window)).toHaveText('Done')
  await expect(tab(window, 'Loss')).toHaveAttribute('aria-selected', 'true')
})
