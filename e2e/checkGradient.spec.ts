// Story 8: a gradient is checked against numerical differentiation, for a variable and for a function.
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './fixture'
import { press, runAll, tab, training, writeNewSession } from './steps'

const result = (window: Page): Locator => window.getByRole('region', { name: 'Gradient check', exact: true })
const check = (window: Page): Locator => window.getByRole('button', { name: 'Check gradient', exact: true })
const variable = (window: Page, name: string): Locator =>
  window.getByRole('table', { name: 'Variables' }).getByRole('row', { name: new RegExp(`^${name}\\b`) })

async function select(window: Page, name: string): Promise<void> {
  await tab(window, 'Variables').click()
  await variable(window, name).getByRole('button').click()
}

const smooth = `const x = new Variable(np.array([0.5, 1.0]))
const y = sum(exp(square(x)))
y.backward()
print(x.grad.data)
`
const wrong = `class Cube extends Function {
  forward(x) { return x ** 3 }
  backward(gy) { const [x] = this.inputs; return 2 * x ** 2 * gy }
}
const x = new Variable(np.array([1.0, 2.0]))
const y = sum(exp(new Cube()(x) * 0.1))
y.backward()
`

test('a right gradient is confirmed, with both values and the error against eps', async ({
  lab: { window },
}) => {
  await writeNewSession(window, smooth)
  await runAll(window)
  await tab(window, 'Variables').click()
  await expect(check(window)).toBeDisabled()
  await expect(window.getByText('Select a variable or a function.')).toBeVisible()
  await select(window, 'x')
  const gradient = variable(window, 'x').getByRole('cell').nth(2)
  const before = await gradient.innerText()
  await check(window).click()

  await expect(result(window).getByText('The gradient is right.')).toBeVisible()
  await expect(result(window).getByText(/agree in all 2 elements/)).toBeVisible()
  await expect(result(window).getByText(/Differentiated: y with respect to x/)).toBeVisible()
  const worst = result(window).getByRole('table', { name: /^The element that differs most: x\[\d\]$/ })
  const place = Number(/x\[(\d)\]/.exec(await worst.innerText())![1])
  const value = [0.5, 1][place]!
  const [backward, numerical] = (await worst.getByRole('cell').allInnerTexts()).map(Number)
  const slope = 2 * value * Math.exp(value * value)
  expect(backward! / slope).toBeCloseTo(1, 12)
  expect(numerical! / slope).toBeCloseTo(1, 6)
  await expect(result(window).getByRole('figure', { name: 'Largest error against eps' })).toBeVisible()
  await expect(result(window).getByRole('row', { name: /^1e-\d+ / })).toHaveCount(11)
  await expect(result(window).getByText(/Then the error rises again/)).toBeVisible()
  // The run stays as it was.
  expect(await gradient.innerText()).toBe(before)
})

test('a wrong backward() is found, with the function that is wrong by itself', async ({
  lab: { window },
}) => {
  await writeNewSession(window, wrong)
  await runAll(window)
  await select(window, 'x')
  await check(window).click()
  await expect(result(window).getByText('The gradients differ.')).toBeVisible()
  await expect(result(window).getByText(/differ in 2 of 2 elements/)).toBeVisible()
  await result(window)
    .getByRole('button', { name: /^Cube, line \d/ })
    .click()
  // The function is selected now, and can be checked alone.
  await expect(window.getByRole('region', { name: 'Cube in detail' })).toBeVisible()
  await check(window).click()
  await expect(result(window).getByText(/the function Cube alone/)).toBeVisible()
  await expect(result(window).getByText('The gradients differ.')).toBeVisible()
})

test('parameters of a training loop can be checked by keyboard, from the command palette too', async ({
  lab: { window },
}) => {
  await writeNewSession(window, training(20))
  await runAll(window)
  await tab(window, 'Variables').click()
  await variable(window, 'W').getByRole('button').focus()
  await window.keyboard.press('ArrowDown')
  await expect(variable(window, 'b').getByRole('button')).toBeFocused()
  await window.keyboard.press('Enter')
  await window.keyboard.press('ControlOrMeta+Shift+P')
  await window.keyboard.insertText('Check gradient')
  await window.keyboard.press('Enter')
  await expect(result(window).getByText('The gradient is right.')).toBeVisible()
  await expect(result(window).getByText(/the usual|parabola|straight|Here every step/)).toBeVisible()
})

test('says why it cannot check: no backward(), and a kept run that is only shown', async ({
  lab: { window },
}) => {
  await writeNewSession(window, 'const x = new Variable(np.array(2.0))\nconst y = square(x)\n')
  await runAll(window)
  await select(window, 'x')
  await check(window).click()
  await expect(result(window).getByText(/did not call backward\(\)/)).toBeVisible()

  await window.getByRole('list', { name: 'Runs of this session' }).getByRole('button').first().click()
  await expect(window.getByText('Replay', { exact: true })).toBeVisible()
  await select(window, 'x')
  await expect(check(window)).toBeDisabled()
  await expect(check(window)).toHaveAccessibleDescription(/run again to check/)
})

test('the detail shows every recorded element, and the table can be filtered and sorted', async ({
  lab: { window },
}) => {
  await writeNewSession(
    window,
    'const wide = new Variable(np.arange(200).reshape(10, 20) / 7)\nconst a = new Variable(np.array(0.1))\n',
  )
  await runAll(window)
  await select(window, 'wide')
  const grid = window.getByRole('table', { name: 'Values of wide' })
  await expect(grid.getByRole('cell', { name: String(63 / 7), exact: true })).toBeVisible()
  await expect(grid.getByRole('cell', { name: String(62 / 7), exact: true })).toBeVisible()
  await expect(window.getByText('The first 64 of 200 elements; a run records no more.')).toBeVisible()

  const rows = window.getByRole('table', { name: 'Variables' }).getByRole('rowheader')
  await expect(rows).toHaveText(['wide', 'a'])
  await press(window, 'Name')
  await expect(rows).toHaveText(['a', 'wide'])
  await window.getByRole('searchbox', { name: 'Filter by name, shape or type' }).fill('10×20')
  await expect(rows).toHaveText(['wide'])
})

test('of many names the rows in sight are in the page, and all are walked by keyboard', async ({
  lab: { window },
}) => {
  const names = Array.from({ length: 400 }, (_, i) => `v${i}`).join(', ')
  await writeNewSession(
    window,
    `const count = 400\nconst [${names}] = Array.from({ length: count }, (_, i) => new Variable(np.array(i)))\n`,
  )
  await runAll(window)
  await tab(window, 'Variables').click()
  const table = window.getByRole('table', { name: 'Variables' })
  const name = (text: string) => table.getByRole('button', { name: text, exact: true })
  await name('v0').focus()
  expect(await table.getByRole('rowheader').count()).toBeLessThan(100)
  await window.keyboard.press('End')
  await expect(name('v399')).toBeFocused()
  await window.keyboard.press('ArrowUp')
  await expect(name('v398')).toBeFocused()
  await expect(name('v398')).toBeInViewport()
  await window.keyboard.press('Home')
  await expect(name('v0')).toBeFocused()
})
