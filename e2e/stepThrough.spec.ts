// Story 4: one cursor through forward and backward.
import { expect, test } from './fixture'
import { runAll, tab, timeline } from './steps'

test('stepping builds the graph in order, then brings the gradients back', async ({ lab: { window } }) => {
  await runAll(window)
  await tab(window, 'Graph').click()
  const functions = window.getByRole('tabpanel', { name: 'Graph' }).getByRole('button', { name: /^function/ })
  await expect(functions).toHaveCount(4)
  await timeline(window).focus()
  await window.keyboard.press('Home')
  await expect(functions).toHaveCount(0)
  for (const count of [1, 2, 3, 4]) {
    await window.keyboard.press('ArrowRight')
    await expect(functions).toHaveCount(count)
  }
  await expect(window.getByText('∂ 64')).toBeHidden()
  await tab(window, 'Variables').click()
  const gradient = window.getByRole('row', { name: /^x\b/ }).getByRole('cell', { name: '64', exact: true })
  await expect(gradient).toHaveCount(0)
  await timeline(window).focus()
  await window.keyboard.press('End')
  await expect(window.getByText('∂ 64')).toBeVisible()
  await expect(gradient).toBeVisible()
})
