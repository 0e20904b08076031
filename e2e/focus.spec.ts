// The keyboard stays where it is: what is pressed goes off, goes away or closes, and the focus is still seen.
import { expect, test } from './fixture'
import { diamond, output, press, runAll, script, status, tab, timeline, writeNewSession } from './steps'

const ticking = `const x = new Variable(np.array(2.0))
for (let i = 0; ; i++) {
  const y = square(x)
  if (i % 500 === 0) print('tick', i)
}
`

test('a button that was pressed keeps the focus while it is off, and does nothing', async ({
  lab: { window },
}) => {
  await writeNewSession(window, ticking)
  const button = (name: string) => window.getByRole('button', { name, exact: true })
  await button('Run all').press('Enter')
  await expect(output(window).getByText(/^tick/).first()).toBeVisible()
  await expect(button('Run all')).toBeFocused()
  await expect(button('Run all')).toBeDisabled()
  await window.keyboard.press('Enter')
  await expect(status(window)).toHaveText('Running')
  await button('Pause').press('Enter')
  await expect(status(window)).toHaveText('Paused')
  await expect(button('Continue')).toBeFocused()
  await button('Stop').press('Enter')
  await expect(status(window)).toHaveText('Stopped')
  await expect(button('Stop')).toBeFocused()
  // What is off is no stop of the Tab key once it was left.
  await window.keyboard.press('Tab')
  await window.keyboard.press('Shift+Tab')
  await expect(button('Stop')).not.toBeFocused()
})

test('the button that adds an example keeps the focus, though there is nothing more to add', async ({
  lab: { window },
}) => {
  await writeNewSession(window, "print('nothing yet')\n")
  await tab(window, 'Loss').click()
  const add = window.getByRole('button', { name: 'Add an example' })
  await add.press('Enter')
  await expect(script(window)).toContainText('track(')
  await expect(add).toBeDisabled()
  await expect(add).toBeFocused()
})

test('Verify keeps the focus while it computes', async ({ lab: { window } }) => {
  await writeNewSession(window, diamond)
  await runAll(window)
  const verify = window.getByRole('button', { name: 'Verify', exact: true })
  await expect(verify).toBeEnabled()
  await verify.press('Enter')
  await expect(window.getByText(/^The same numbers/)).toBeVisible()
  await expect(verify).toBeFocused()
})

test('the row that takes the place of a removed one has the focus, and Undo gives it back', async ({
  lab: { window },
}) => {
  const entries = window.getByRole('list', { name: 'Sessions' }).locator('.entry')
  await expect(entries.first()).toContainText('a variable used twice')
  await window.getByRole('button', { name: /^Move .*a variable used twice.* to the trash/ }).press('Enter')
  await expect(entries.first()).not.toContainText('a variable used twice')
  await expect(entries.first()).toBeFocused()
  await window.getByRole('button', { name: 'Undo' }).press('Enter')
  await expect(window.getByRole('list', { name: 'Sessions' })).toContainText('a variable used twice')
  await expect(entries.filter({ hasNotText: 'a variable used twice' }).first()).toBeFocused()
})

test('a session that was renamed keeps the focus, wherever the list puts it', async ({ lab: { window } }) => {
  const last = window.getByRole('list', { name: 'Sessions' }).locator('.entry').last()
  await last.press('F2')
  await window.keyboard.type('Renamed')
  await window.keyboard.press('Enter')
  const renamed = window.getByRole('button', { name: /^Renamed/ })
  await expect(renamed).toBeFocused()
  await window.keyboard.press('F2')
  await window.keyboard.type('Given up')
  await window.keyboard.press('Escape')
  await expect(renamed).toBeFocused()
})

test('a dialog gives the focus back, and a command of the palette can take it', async ({
  lab: { window },
}) => {
  await tab(window, 'Graph').focus()
  await window.keyboard.press('ControlOrMeta+S')
  await window.keyboard.type('a version')
  await window.keyboard.press('Enter')
  await expect(window.getByRole('dialog')).toHaveCount(0)
  await expect(tab(window, 'Graph')).toBeFocused()
  await window.keyboard.press('ControlOrMeta+Shift+P')
  await window.keyboard.type('Go to the script')
  await window.keyboard.press('Enter')
  await expect(script(window)).toBeFocused()
  await window.keyboard.press('ControlOrMeta+Shift+P')
  const options = window.getByRole('dialog').getByRole('option')
  await window.keyboard.press('ArrowUp')
  await expect(options.last()).toHaveAttribute('aria-selected', 'true')
  await expect(options.last()).toBeInViewport()
})

test('a notice is reached while a dialog is open, with the pointer and the keyboard', async ({
  lab: { window },
}) => {
  const sessions = window.getByRole('list', { name: 'Sessions' })
  const undo = window.getByRole('button', { name: 'Undo' })
  const help = window.getByRole('dialog', { name: 'Help' })
  const removeAndOpenHelp = async (): Promise<void> => {
    await window.getByRole('button', { name: /^Move .*a variable used twice.* to the trash/ }).press('Enter')
    await expect(undo).toBeVisible()
    await window.keyboard.press('F1')
    await expect(help).toBeVisible()
  }
  await removeAndOpenHelp()
  await undo.click()
  await expect(undo).toHaveCount(0)
  await window.keyboard.press('Escape')
  await expect(help).toHaveCount(0)
  await expect(sessions).toContainText('a variable used twice')

  await removeAndOpenHelp()
  for (let presses = 0; presses < 40; presses++) {
    await window.keyboard.press('Tab')
    if (await undo.evaluate((button) => button === document.activeElement)) break
  }
  await expect(undo).toBeFocused()
  await window.keyboard.press('Enter')
  await expect(undo).toHaveCount(0)
  // The focus stays in the dialog, which takes the next key.
  await window.keyboard.press('Escape')
  await expect(help).toHaveCount(0)
  await expect(sessions).toContainText('a variable used twice')

  // What came before a dialog is still there after it.
  await removeAndOpenHelp()
  await window.keyboard.press('Escape')
  await expect(help).toHaveCount(0)
  await undo.click()
  await expect(sessions).toContainText('a variable used twice')
})

test('Ctrl+F6 goes from part to part of the window and round, Shift goes back', async ({
  lab: { window },
}) => {
  await runAll(window)
  await window.keyboard.press('ControlOrMeta+E')
  const parts = [
    tab(window, 'Graph'),
    output(window),
    timeline(window),
    tab(window, 'Sessions'),
    script(window),
  ]
  for (const part of parts) {
    await window.keyboard.press('ControlOrMeta+F6')
    await expect(part).toBeFocused()
  }
  await window.keyboard.press('ControlOrMeta+Shift+F6')
  await expect(tab(window, 'Sessions')).toBeFocused()
  // What is out of sight is passed by.
  await window.keyboard.press('ControlOrMeta+E')
  await window.keyboard.press('ControlOrMeta+B')
  await window.keyboard.press('ControlOrMeta+Shift+F6')
  await expect(timeline(window)).toBeFocused()
})

test('the focus can be seen wherever the Tab key brings it, and comes round', async ({ lab: { window } }) => {
  await runAll(window)
  const first = window.getByRole('button', { name: 'Show or hide the side bar' })
  await first.focus()
  const unseen: string[] = []
  for (let presses = 0; presses < 100; presses++) {
    // In the script Tab indents; after Escape it moves on.
    if (await script(window).evaluate((element) => element === document.activeElement))
      await window.keyboard.press('Escape')
    await window.keyboard.press('Tab')
    const problem = await window.evaluate(() => {
      const at = document.activeElement
      if (!(at instanceof HTMLElement) || at === document.body) return 'nothing'
      const { width, height, left, top } = at.getBoundingClientRect()
      const isInWindow = left >= 0 && top >= 0 && left < innerWidth && top < innerHeight && width * height > 0
      // A ring of its own or of the field around it, the caret of the script, or the ring of a slider's thumb.
      const isMarked = [at, at.parentElement!].some((element) => {
        const { outlineStyle, boxShadow } = getComputedStyle(element)
        return outlineStyle !== 'none' || boxShadow !== 'none'
      })
      const isMeant = isMarked || at.isContentEditable || at.matches('input[type=range]')
      return isInWindow && isMeant ? '' : at.outerHTML.slice(0, 120)
    })
    if (problem !== '') unseen.push(problem)
    if (await first.evaluate((element) => element === document.activeElement)) break
  }
  await expect(first).toBeFocused()
  expect(unseen).toEqual([])
})

test('the line where a run failed is marked with its message, until it is changed', async ({
  lab: { window },
}) => {
  await writeNewSession(window, 'const W = new Variable(np.ones([2, 3]))\n\nprint(matmul(W, W))\n')
  await runAll(window, 'Failed')
  await expect(script(window).locator('.cm-failed')).toHaveText('matmul(W, W))')
  await tab(window, 'Graph').focus()
  await window.keyboard.press('Alt+F8')
  await expect(script(window)).toBeFocused()
  await expect(window.getByText('matmul: inner sizes differ, got [2,3] and [2,3]')).toHaveCount(2)
  await window.keyboard.press('Delete')
  await window.keyboard.insertText('matmul(W, W.T))')
  await expect(script(window).locator('.cm-failed')).toHaveCount(0)
  await press(window, 'Run all')
  await expect(status(window)).toHaveText('Done')
})

test('a member that a variable does not have and a plain list in arithmetic are marked before anything runs', async ({
  lab: { window },
}) => {
  await writeNewSession(
    window,
    'const x = new Variable(np.array(2.0))\nprint(x.gard)\nprint([1, 2, 3] ** 2)\n',
  )
  const marked = script(window).locator('.cm-lintRange-warning')
  await expect(marked).toHaveText(['gard', '[1, 2, 3] ** 2'])
  await window.keyboard.press('ControlOrMeta+Home')
  await window.keyboard.press('Alt+F8')
  await expect(window.getByText('Variable has no gard')).toBeVisible()
  await expect(window.getByText('did you mean grad?')).toBeVisible()
  // The word is selected: what is typed takes its place.
  await window.keyboard.type('grad')
  await expect(marked).toHaveText(['[1, 2, 3] ** 2'])
})

test('while a run is paused the line where it stands is marked', async ({ lab: { window } }) => {
  await writeNewSession(window, ticking)
  await press(window, 'Run all')
  await expect(output(window).getByText(/^tick/).first()).toBeVisible()
  await press(window, 'Pause')
  await expect(script(window).locator('.cm-cursor-line')).toHaveText('  const y = square(x)')
  await press(window, 'Stop')
  await expect(status(window)).toHaveText('Stopped')
  await expect(script(window).locator('.cm-cursor-line')).toHaveCount(0)
})
