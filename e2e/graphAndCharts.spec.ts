// The graph's search, colours and map; gradients at a glance and where a NaN came from; the timeline's iterations.
import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './fixture'
import { press, runAll, tab, timeline, writeNewSession } from './steps'

const model = `// %% Data
np.random.seed(0)
const x = np.random.rand(20, 2)
const t = np.random.rand(20, 3)
// %% Training
const model = new MLP([10, 3])
const optimizer = new SGD(0.2).setup(model)
for (let i = 0; i < 10; i++) {
  const y = model(x)
  const loss = meanSquaredError(y, t)
  model.cleargrads()
  loss.backward()
  optimizer.update()
}
// %% Check
print(sum(model(x)).data.shape)
`

const broken = `const w = new Variable(np.array(-1.0))
const x = new Variable(np.array(2.0))
const y = mul(log(w), x)
y.backward()
`

test('the graph is searched, coloured and walked by keyboard', async ({ lab: { window } }) => {
  await writeNewSession(window, model)
  await runAll(window)
  await tab(window, 'Graph').click()
  const panel = window.getByRole('tabpanel', { name: 'Graph' })
  await panel.getByRole('button', { name: 'function Sigmoid' }).first().focus()
  await window.keyboard.press('ControlOrMeta+F')
  const field = panel.getByRole('textbox', { name: 'Find in the graph' })
  await expect(field).toBeFocused()
  await field.fill('linear')
  const found = panel.getByRole('search').getByRole('status')
  await expect(found).toHaveText('0 of 4')
  await window.keyboard.press('Enter')
  await expect(found).toHaveText('1 of 4')
  await expect(panel.getByRole('button', { name: 'function Linear', pressed: true })).toHaveCount(1)
  await window.keyboard.press('ArrowUp')
  await expect(found).toHaveText('4 of 4')
  await field.fill('nothing like it')
  await expect(found).toHaveText('nothing found')
  await window.keyboard.press('Escape')
  await expect(field).toBeHidden()

  await panel.getByRole('button', { name: 'Colours of the graph' }).press('Enter')
  await expect(panel.getByRole('menuitemradio', { name: 'Variables and functions' })).toBeFocused()
  await window.keyboard.press('ArrowDown')
  await window.keyboard.press('Enter')
  await expect(panel.getByText('Gradient magnitude')).toBeVisible()
  await expect(panel.getByText('(log scale)')).toBeVisible()
  await panel.getByRole('button', { name: 'Save the graph' }).click()
  await expect(panel.getByRole('menuitem', { name: 'Save the graph as SVG' })).toBeEnabled()
  const { violations } = await new AxeBuilder({ page: window })
    .setLegacyMode(true)
    .include('.graph')
    .analyze()
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])
})

test('parameters of one name have gradients of their own; iterations and cells are walked', async ({
  lab: { window },
}) => {
  await writeNewSession(window, model)
  await runAll(window)
  await tab(window, 'Gradients').click()
  for (const name of ['b #1', 'b #2', 'W #1', 'W #2'])
    await expect(
      window
        .getByRole('table')
        .getByRole('row', { name: new RegExp(`^${name} .* 10`) })
        .last(),
    ).toBeVisible()
  await expect(window.getByRole('figure', { name: /at a glance/ })).toBeVisible()

  await expect(window.getByText('iteration 10 of 10')).toBeVisible()
  await press(window, 'Back one iteration')
  await expect(window.getByText('iteration 10 of 10')).toBeVisible()
  await press(window, 'Back one iteration')
  await expect(window.getByText('iteration 9 of 10')).toBeVisible()
  await timeline(window).focus()
  await window.keyboard.press('Shift+ArrowLeft')
  await expect(window.getByText('iteration 8 of 10')).toBeVisible()
  await press(window, 'Go to the start of Training')
  await expect(timeline(window)).toHaveValue('1')
})

test('a NaN leads to the operation that it came from', async ({ lab: { window } }) => {
  await writeNewSession(window, broken)
  await runAll(window)
  await tab(window, 'Gradients').click()
  await expect(window.getByText('The first NaN or infinite value came from Log in line 3.')).toBeVisible()
  await press(window, 'Go there')
  await tab(window, 'Graph').click()
  await expect(window.getByRole('button', { name: 'function Log', pressed: true })).toBeVisible()
})
