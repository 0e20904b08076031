// Story 3: the same script in every mode, on a million doubles, and who holds what. Peaks are those of CPython and NumPy
// (golden file).
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, projectRoot, test } from './fixture'
import { press, runAll, script, tab, writeNewSession } from './steps'

const golden = JSON.parse(
  readFileSync(join(projectRoot, 'src/worker/testing/golden/memory.json'), 'utf8'),
) as {
  programs: ({ name: string; typescript: string; backward: string } & Record<string, { peakBytes: number }>)[]
}
const programOf = (name: string) => golden.programs.find((program) => program.name === name)!

test('Compare modes shows the three peaks of step 18 within 2 % and what they differ in', async ({
  lab: { window },
}) => {
  const program = programOf('three_squares')
  await writeNewSession(window, program.typescript + program.backward)
  await press(window, 'Compare modes')
  await tab(window, 'Memory').click()
  const panel = window.getByRole('tabpanel', { name: 'Memory' })
  for (const [row, mode] of [
    [/^default/, 'default'],
    [/^retain_grad/, 'retainGrad'],
    [/^no_grad/, 'noGrad'],
  ] as const) {
    const cells = panel.getByRole('row', { name: row }).first()
    await expect(cells).toBeVisible({ timeout: 30_000 })
    const peak = Number(/([\d.]+)\s*MB/.exec(await cells.innerText())![1])
    expect(Math.abs((peak * 1e6) / program[mode]!.peakBytes - 1)).toBeLessThan(0.02)
  }
  const differences = panel.getByRole('list', { name: 'What the differences are made of' })
  await expect(differences).toContainText('retain_grad keeps 3 gradients more, 24 MB, until the run ends.')
  await expect(differences).toContainText('The peak of no_grad is 24 MB lower than the default')
  await panel.getByRole('combobox', { name: /^Chart/ }).selectOption('retain_grad by purpose')
  await press(window, 'Show this run again')
  await expect(differences).toBeHidden()
})

test('the table of who holds what follows the cursor and selects line and node', async ({
  lab: { window },
}) => {
  const program = programOf('named')
  await writeNewSession(window, program.typescript + program.backward)
  await runAll(window)
  await tab(window, 'Memory').click()
  const held = window.getByRole('table', { name: 'Held at this point' })
  const row = held.getByRole('row', { name: /^a / })
  await expect(row).toContainText('held for backward')
  await expect(row).toContainText('name a, Exp for backward')
  await expect(row).toContainText('until the run ends')
  await expect(held.getByRole('row', { name: /^gradient of x/ })).toContainText('8 MB')
  await held.getByRole('button', { name: 'a', exact: true }).click()
  await expect(script(window).locator('.cm-cursor-line')).toHaveText('const a = square(x)')
  await tab(window, 'Graph').click()
  await expect(window.getByRole('button', { name: /^variable a/ })).toHaveAttribute('aria-pressed', 'true')
  await tab(window, 'Memory').click()
  // Before the backward pass no gradient is held.
  const timeline = window.getByRole('slider', { name: 'Timeline' })
  await timeline.press('Home')
  await timeline.press('ArrowRight')
  await expect(held.getByRole('row', { name: /^gradient/ })).toHaveCount(0)
  await expect(held.getByRole('row', { name: /^x / })).toContainText('Square for backward')
})

test('a list that collects losses as variables is named, with its cure', async ({ lab: { window } }) => {
  await writeNewSession(
    window,
    `const W = new Variable(np.ones([1000]))
const losses = []
for (let i = 0; i < 8; i++) {
  const loss = F.sum(square(W))
  W.cleargrad()
  loss.backward()
  losses.push(loss)
}
`,
  )
  await runAll(window)
  await tab(window, 'Memory').click()
  const note = window.getByRole('note')
  await expect(note).toContainText('Every round of the loop keeps 8 kB more: losses collects variables')
  await expect(note).toContainText('.data')
})

test('an array that cannot fit is refused with its shape and size', async ({ lab: { window } }) => {
  await writeNewSession(window, 'const x = new Variable(np.zeros([100000, 100000]))\n')
  await runAll(window, 'Failed')
  await expect(window.getByRole('log', { name: 'Output' })).toContainText(
    'float64 of shape [100000,100000] needs 80.0 GB',
  )
})
