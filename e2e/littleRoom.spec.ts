// Memory and Variables in a narrow window with large letters, and with long names: nothing is cut off or pushed away.
import type { ElectronApplication, Locator, Page } from '@playwright/test'
import { expect, test } from './fixture'
import { diamond, runAll, tab, writeNewSession } from './steps'

async function resize(app: ElectronApplication, window: Page, width: number, height: number): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, size) => {
      const shown = BrowserWindow.getAllWindows().find((one) =>
        one.webContents.getURL().startsWith('app://lab/'),
      )
      shown?.setContentSize(size.width, size.height)
    },
    { width, height },
  )
  await expect.poll(() => window.evaluate(() => innerWidth)).toBe(width)
}

async function narrow(app: ElectronApplication, window: Page): Promise<void> {
  await resize(app, window, 900, 700)
  for (let i = 0; i < 5; i++) await window.keyboard.press('ControlOrMeta+=')
}

const panel = (window: Page, name: string) => window.getByRole('tabpanel', { name })

/** How far the contents of the panel reach beyond it, in pixels. */
const overhang = (window: Page): Promise<number> =>
  panel(window, 'Memory').evaluate((element) =>
    Math.max(
      ...[element, ...element.querySelectorAll('*')].map((one) => {
        const isScrolled = ['auto', 'scroll'].includes(getComputedStyle(one).overflowX)
        return isScrolled || one === element ? one.scrollWidth - one.clientWidth : 0
      }),
    ),
  )

test('memory needs no sideways scrolling at 900 pixels with letters of 150 %', async ({
  lab: { app, window },
}) => {
  await narrow(app, window)
  await tab(window, 'Memory').click()
  await writeNewSession(window, diamond)
  await expect.poll(() => overhang(window)).toBe(0)
  await runAll(window)
  const held = panel(window, 'Memory').getByRole('table', { name: 'Held at this point' })
  await expect(held.getByRole('columnheader', { name: 'held by, until' })).toBeAttached()
  await expect.poll(() => overhang(window)).toBe(0)
  // What has no column of its own stands below the name.
  await expect(held.getByRole('row', { name: /^x / })).toContainText(/8 B · line 1/)
})

/** How far an element reaches beyond another sideways, in pixels. */
const beyond = async (inner: Locator, outer: Locator): Promise<number> => {
  const [a, b] = [(await inner.boundingBox())!, (await outer.boundingBox())!]
  return Math.max(b.x - a.x, a.x + a.width - b.x - b.width)
}

test('at 900 pixels with letters of 150 % no button of the run bar is cut, and the chosen tab stays in sight', async ({
  lab: { app, window },
}) => {
  await narrow(app, window)
  const toolbar = window.getByRole('toolbar', { name: 'Run the script' })
  for (const button of await toolbar.getByRole('button').all())
    if (await button.isVisible()) await expect.poll(() => beyond(button, toolbar)).toBeLessThan(1)
  await tab(window, 'Variables').click()
  const tabs = window.getByRole('tablist').last()
  // Scrolling goes by whole pixels, letters do not.
  for (const language of ['한국어', 'English']) {
    await window.getByRole('button', { name: language }).click()
    await expect.poll(() => beyond(tabs.getByRole('tab', { selected: true }), tabs)).toBeLessThan(1)
  }
})

test('the memory chart keeps its height while the table of holders comes and goes', async ({
  lab: { window },
}) => {
  const height = (): Promise<number> =>
    window
      .getByRole('figure', { name: /^Live memory/ })
      .evaluate((figure) => figure.getBoundingClientRect().height)
  await writeNewSession(window, `${diamond}for (let i = 0; ; i++) if (i === 0) print('endless')\n`)
  await tab(window, 'Memory').click()
  await window.getByRole('button', { name: 'Run all', exact: true }).click()
  await expect(window.getByText('is shown when the run has ended')).toBeVisible()
  const before = await height()
  await window.getByRole('button', { name: 'Stop', exact: true }).click()
  await expect(window.getByRole('table', { name: 'Held at this point' })).toBeVisible()
  expect(await height()).toBe(before)
})

const isInside = (inner: Locator, outer: Locator) => async (): Promise<boolean> => {
  const [a, b] = [await inner.boundingBox(), await outer.boundingBox()]
  return (
    a !== null &&
    b !== null &&
    a.x >= b.x &&
    a.x + a.width <= b.x + b.width &&
    a.y + a.height <= b.y + b.height
  )
}

test('a long name leaves the other columns in sight, and the selected row stays so when its detail opens', async ({
  lab: { window },
}) => {
  const names = Array.from({ length: 40 }, (_, i) => `const v${i} = new Variable(np.ones([2]))`)
  await writeNewSession(
    window,
    `const aNameThatIsSoLongThatNobodyWouldWriteItInEarnest = 1\n${names.join('\n')}\n`,
  )
  await runAll(window)
  await tab(window, 'Variables').click()
  const variables = panel(window, 'Variables')
  const value = variables.getByRole('columnheader', { name: 'Value' })
  await expect.poll(isInside(value, variables)).toBe(true)
  const last = variables.getByRole('button', { name: 'v39', exact: true })
  await last.click()
  const detail = variables.getByRole('region', { name: 'v39 in detail' })
  await expect(detail).toBeVisible()
  const bottom = async (of: Locator): Promise<number> => {
    const box = (await of.boundingBox())!
    return box.y + box.height
  }
  await expect.poll(async () => (await bottom(last)) <= (await detail.boundingBox())!.y).toBe(true)
})

for (const count of [1, 300]) {
  test(`name, shape, value and gradient of matrices are in sight at 1280 pixels: ${count} of them`, async ({
    lab: { app, window },
  }) => {
    await resize(app, window, 1280, 800)
    const names = Array.from({ length: count }, (_, i) => `weight${i}`).join(', ')
    const all = `Array.from({ length: ${count} }, () => new Variable(np.random.randn(20, 30)))`
    await writeNewSession(window, `const [${names}] = ${all}\nweight0.sum().backward()\n`)
    await runAll(window)
    await tab(window, 'Variables').click()
    const variables = panel(window, 'Variables')
    for (const name of ['Name', 'Shape', 'Value', 'Gradient'])
      await expect.poll(isInside(variables.getByRole('columnheader', { name }), variables)).toBe(true)
    const row = variables.getByRole('row', { name: /^weight0/ })
    for (const cell of await row
      .getByRole('cell')
      .all()
      .then((cells) => cells.slice(0, 3)))
      await expect.poll(isInside(cell, variables)).toBe(true)
    await expect(row.getByRole('cell', { name: '20×30' })).toBeVisible()
  })
}

test('the rows of variables are one stop of Tab, and the arrows walk them', async ({ lab: { window } }) => {
  await writeNewSession(window, diamond)
  await runAll(window)
  await tab(window, 'Variables').click()
  const row = (name: string) => panel(window, 'Variables').getByRole('button', { name, exact: true })
  await row('x').focus()
  await window.keyboard.press('End')
  await expect(row('y')).toBeFocused()
  await window.keyboard.press('ArrowUp')
  await expect(row('a')).toBeFocused()
  await window.keyboard.press('Tab')
  await expect(row('y')).not.toBeFocused()
})
