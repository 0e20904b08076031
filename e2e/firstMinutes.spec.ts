// Story 1: a fresh profile, Run, and everything is there.
import { expect, test } from './fixture'
import { output, runAll, status, tab } from './steps'

test('a fresh profile opens the welcome session, and Run shows numbers, graph, values and gradients', async ({
  lab: { window },
}) => {
  await expect(window.getByRole('list', { name: 'Sessions' })).toContainText('a variable used twice')
  await expect(status(window)).toHaveText('Idle')
  await runAll(window)
  await expect(output(window).getByText('32.0')).toBeVisible()
  await expect(output(window).getByText('64.0')).toBeVisible()

  await tab(window, 'Graph').click()
  const graph = window.getByRole('tabpanel', { name: 'Graph' })
  await expect(graph.getByRole('button', { name: 'function Square' })).toHaveCount(3)
  await expect(graph.getByRole('button', { name: 'function Add' })).toHaveCount(1)
  await expect(graph.getByRole('button', { name: /^variable/ })).toHaveCount(5)
  for (const name of ['x', 'a', 'y']) {
    await expect(graph.getByRole('button', { name: new RegExp(`^variable ${name}\\b`) })).toHaveCount(1)
  }

  // The value of each line stands beside it, and says what it is.
  for (const value of ['x 2', 'a 4', 'y 32'])
    await expect(window.getByTitle(new RegExp(`^${value}\\b`)).first()).toBeVisible()
  // The gradient of x stands beside its line and in the table.
  await expect(window.getByText('∂ 64')).toBeVisible()
  await tab(window, 'Variables').click()
  await expect(window.getByRole('row', { name: /^x\b/ })).toContainText('64')
})
