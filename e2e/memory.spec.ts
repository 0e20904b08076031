// Story 3: the same script in every mode, on a million doubles, and who holds what. Peaks are those of CPython and NumPy
// (golden file).
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, projectRoot, test } from './fixture'
import { press, replaceText, runAll, script, tab, writeNewSession } from './steps'

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
  await expect(differences).toContainText('+24 MB retained gradients')
  await expect(differences).toContainText('backward() was skipped (calls: 1)')
  // The chart's own table, for those who do not see it, tells the same peaks and ends, with their differences.
  const chart = panel.getByRole('figure', { name: 'Live memory in each mode' })
  const figures = chart.getByRole('row', { name: /^retain_grad/ })
  await expect(figures).toHaveText(/64 MB\+16 MB64 MB\+24 MB/)
  await panel.getByRole('combobox', { name: /^Chart/ }).selectOption('retain_grad by purpose')
  await expect(panel.getByText('retained gradients 24 MB')).toBeVisible()
  await press(window, 'Show this run again')
  await expect(differences).toBeHidden()
})

test('a point of the compared modes moves code and graph there', async ({ lab: { window } }) => {
  const program = programOf('named')
  await writeNewSession(window, program.typescript + program.backward)
  await press(window, 'Compare modes')
  const chart = window.getByRole('figure', { name: 'Live memory in each mode' })
  await expect(window.getByRole('row', { name: /^create_graph/ }).first()).toBeVisible({ timeout: 30_000 })
  await chart.focus()
  for (let i = 0; i < 4; i++) await chart.press('ArrowLeft')
  await expect(script(window).locator('.cm-cursor-line')).toHaveText('const b = exp(a)')
  await tab(window, 'Graph').click()
  await expect(window.getByRole('button', { name: /^function Exp/ })).toBeVisible()
})

test('the numbers of the compared modes are written as a table in bytes', async ({
  lab: { app, window },
}) => {
  const file = join(mkdtempSync(join(tmpdir(), 'lab-memory-')), 'modes.csv')
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, file)
  const program = programOf('three_squares')
  await writeNewSession(window, program.typescript + program.backward)
  await press(window, 'Compare modes')
  const panel = window.getByRole('tabpanel', { name: 'Memory' })
  await expect(panel.getByRole('row', { name: /^create_graph/ }).first()).toBeVisible({ timeout: 30_000 })
  await panel.getByRole('group', { name: 'Save the chart' }).getByRole('button').last().click()
  await expect.poll(() => (existsSync(file) ? readFileSync(file, 'utf8') : '')).toContain('retain_grad')
  const [head, ...rows] = readFileSync(file, 'utf8').trim().split('\r\n')
  const columns = head!.split(',')
  const peak = (column: string) =>
    Math.max(...rows.map((row) => Number(row.split(',')[columns.indexOf(column)])))
  expect(peak('retain_grad')).toBe(64_000_000)
  expect(peak('no_grad')).toBe(16_000_000)
})

test('the peak of the next run is estimated when a size is changed', async ({ lab: { window } }) => {
  const before =
    'const n = 1000\nconst x = new Variable(np.ones([n, 100]))\nconst y = square(square(x))\ny.backward()\n'
  await writeNewSession(window, before)
  await runAll(window)
  await tab(window, 'Memory').click()
  const forecast = window.getByRole('group', { name: 'Memory of the next run' })
  await expect(forecast).toContainText('peak 4 MB, as in the last run')
  await replaceText(window, before.replace('1000', '20000'))
  await expect(forecast).toContainText('about 80 MB peak, from the last run’s 4 MB with n')
  await replaceText(window, before.replace('1000', '2000000000'))
  await expect(forecast).toContainText('above the limit')
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
  // What is selected is told of wherever the cursor stands.
  await timeline.press('End')
  await held.getByRole('button', { name: 'b', exact: true }).click()
  const life = window.getByRole('group', { name: 'The selected variable' })
  await expect(life).toContainText('name b, Square for backward; until the run ends')
  await timeline.press('Home')
  await timeline.press('ArrowRight')
  await expect(life).toContainText('is not there yet: operation 2 makes it')
  await press(window, 'Go to its birth')
  await expect(life).toContainText('b 100×100×100 lives, 8 MB: name b; until the run ends')
})

test('what is held adds up to the figures below the chart, also where backward begins', async ({
  lab: { window },
}) => {
  await writeNewSession(
    window,
    'const x = new Variable(np.ones([100, 100, 100]))\nconst y = square(square(square(x)))\ny.backward()\n',
  )
  await runAll(window)
  await tab(window, 'Memory').click()
  const panel = window.getByRole('tabpanel', { name: 'Memory' })
  await expect(panel.getByRole('heading', { name: 'Held at this point: 40 MB in 5 arrays' })).toBeVisible()
  for (let i = 0; i < 3; i++) await window.getByRole('slider', { name: 'Timeline' }).press('ArrowLeft')
  await expect(panel.getByText('gradients 16 MB')).toBeVisible()
  await expect(panel.getByRole('heading', { name: 'Held at this point: 48 MB in 6 arrays' })).toBeVisible()
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

test('an array that would pass the limit of live memory is refused with what holds most', async ({
  lab: { window },
}) => {
  // A run of its own at half of the machine's memory would take long: the limit is chosen.
  await writeNewSession(
    window,
    'const W = new Variable(np.ones([1000, 1000]))\nconst kept = []\nfor (let i = 0; i < 100; i++) kept.push(W * i)\n',
  )
  await window.keyboard.press('ControlOrMeta+,')
  const settings = window.getByRole('dialog')
  await settings.getByRole('combobox', { name: 'Memory of a run at most' }).selectOption('100 MB')
  await window.keyboard.press('Escape')
  await runAll(window, 'Failed')
  const output = window.getByRole('log', { name: 'Output' })
  await expect(output).toContainText('96 MB are in use (kept 88 MB, W 8 MB) and the limit is 100 MB')
  await expect(output).toContainText('let go of what is not needed any more')
})

test('an array that cannot fit is refused with its shape and size', async ({ lab: { window } }) => {
  await writeNewSession(window, 'const x = new Variable(np.zeros([100000, 100000]))\n')
  await runAll(window, 'Failed')
  await expect(window.getByRole('log', { name: 'Output' })).toContainText(
    'float64 of shape [100000,100000] needs 80.0 GB',
  )
})
