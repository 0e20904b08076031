// The graph's search, colours and map; gradients at a glance and where a NaN came from; the timeline's iterations.
import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './fixture'
import { repeated } from './rareStates'
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

const ill = `const dead = new Variable(np.array(-1.0))
const big = new Variable(np.array(1.0))
for (let i = 0; i < 30; i++) {
  const y = relu(dead) + (i === 25 ? 1e6 : 1) * big
  dead.cleargrad()
  big.cleargrad()
  y.backward()
}
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

test('what repeats is folded, opened and folded again by keyboard, and found in its fold', async ({
  lab: { window },
}) => {
  await writeNewSession(window, repeated)
  await runAll(window)
  await tab(window, 'Graph').click()
  const panel = window.getByRole('tabpanel', { name: 'Graph' })
  const group = panel.getByRole('button', { name: 'group block' })
  await expect(group).toHaveAttribute('aria-expanded', 'false')
  await expect(panel.getByRole('button', { name: 'function Tanh' })).toHaveCount(0)
  await group.press('Enter')
  // The six calls stand there, each a group of three functions, and the first of them has the focus.
  await expect(group).toHaveCount(6)
  await expect(group.first()).toBeFocused()
  await window.keyboard.press('Enter')
  await expect(panel.getByRole('button', { name: 'function Matmul' })).toBeFocused()
  await window.keyboard.press('Backspace')
  await expect(group).toHaveCount(6)
  await panel.getByRole('button', { name: 'Fold block × 6' }).click()
  await expect(group).toHaveCount(1)

  await window.keyboard.press('ControlOrMeta+F')
  await panel.getByRole('textbox', { name: 'Find in the graph' }).fill('tanh')
  await expect(panel.getByRole('search').getByRole('status')).toHaveText('0 of 6')
  await window.keyboard.press('Enter')
  await expect(panel.getByRole('search').getByRole('status')).toHaveText('1 of 6')
  await expect(panel.getByRole('button', { name: 'function Tanh', pressed: true })).toBeVisible()
  await window.keyboard.press('Escape')

  // Folding is kept while another session is looked at.
  await panel.getByRole('button', { name: 'Folding of the graph' }).click()
  await panel.getByRole('menuitemradio', { name: 'Fold nothing' }).click()
  await expect(panel.getByRole('button', { name: 'function Tanh' })).toHaveCount(6)
  await press(window, 'New session')
  await expect(panel.getByRole('heading')).toBeVisible()
  const sessions = window.getByRole('list', { name: 'Sessions' }).getByRole('listitem')
  await sessions.nth(1).getByRole('button').first().click()
  await window.getByRole('list', { name: 'Runs of this session' }).getByRole('button').first().click()
  await expect(panel.getByRole('button', { name: 'function Tanh' })).toHaveCount(6)
})

test('the graph is a tree for those who hear it, with one selection for all views', async ({
  lab: { window },
}) => {
  await runAll(window)
  await tab(window, 'Graph').click()
  await press(window, 'Graph as a tree of rows')
  const tree = window.getByRole('tree', { name: /graph as a tree/ })
  const items = tree.getByRole('treeitem')
  await expect(items).toHaveCount(10)
  await expect(items.first()).toHaveAccessibleName('variable y, 32')
  await expect(items.last()).toHaveAccessibleName('variable a, 4, see above')
  await items.first().focus()
  await window.keyboard.press('ArrowRight')
  await window.keyboard.press('ArrowRight')
  await expect(items.nth(2)).toBeFocused()
  await expect(items.nth(2)).toHaveAttribute('aria-selected', 'true')
  await window.keyboard.press('ArrowLeft')
  await expect(items.nth(2)).toHaveAttribute('aria-expanded', 'false')
  await window.keyboard.press('Home')
  await window.keyboard.press('ArrowLeft')
  await expect(items).toHaveCount(1)
  await window.keyboard.press('ArrowRight')
  await window.keyboard.press('End')
  await press(window, 'Graph as a tree of rows')
  await expect(
    window
      .getByRole('tabpanel', { name: 'Graph' })
      .getByRole('button', { pressed: true, name: /variable|function/ }),
  ).toHaveCount(1)
})

test('a selected node keeps its place when groups are folded and opened', async ({ lab: { window } }) => {
  await writeNewSession(window, repeated)
  await runAll(window)
  await tab(window, 'Graph').click()
  const panel = window.getByRole('tabpanel', { name: 'Graph' })
  const node = panel.getByRole('button', { name: 'function MeanSquaredError' })
  await node.click()
  const placeOf = async () => {
    const { x, y, width, height } = (await node.boundingBox())!
    return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) }
  }
  const before = await placeOf()
  for (const [folding, seen] of [
    ['Fold nothing', 'function Tanh'],
    ['Fold every group', 'group model'],
  ] as const) {
    await panel.getByRole('button', { name: 'Folding of the graph' }).click()
    await panel.getByRole('menuitemradio', { name: folding }).click()
    await expect(panel.getByRole('button', { name: seen }).first()).toBeAttached()
    await expect.poll(placeOf).toEqual(before)
  }
})

test('an explosion and a gradient that died are named with the pass since when, and lead there', async ({
  lab: { window },
}) => {
  await writeNewSession(window, ill)
  await runAll(window)
  await tab(window, 'Gradients').click()
  const named = window.getByRole('list', { name: 'Gradients that are not well' })
  await expect(named.getByRole('button')).toHaveText([
    'dead: all zero from pass 1',
    'big: exploding from pass 26',
  ])
  await named.getByRole('button', { name: /^big/ }).click()
  await expect(window.getByRole('row', { name: /^big .* exploding$/ })).toBeVisible()
})

test('a graph too wide to be read as a whole begins at its end, follows the steps, and fits when asked', async ({
  lab: { window },
}) => {
  const calls = [
    'sin',
    'cos',
    'tanh',
    'exp',
    'sigmoid',
    'neg',
    'sqrt',
    'square',
    'relu',
    'abs',
    'log',
    'softmax',
  ]
  const chain = calls.reduce((inner, name) => `${name}(${inner})`, 'x')
  await writeNewSession(
    window,
    `const x = new Variable(np.array([[0.5, 1]]))\nconst y = ${chain}\nprint(y)\n`,
  )
  await runAll(window)
  await tab(window, 'Graph').click()
  const panel = window.getByRole('tabpanel', { name: 'Graph' })
  const [x, y] = ['x', 'y'].map((name) =>
    panel.getByRole('button', { name: `variable ${name}`, exact: true }),
  )
  await expect(y!).toBeInViewport({ ratio: 1 })
  await expect(x!).not.toBeInViewport()
  const heightAtFirst = (await y!.boundingBox())!.height

  await timeline(window).press('Home')
  await window.keyboard.press('ArrowRight')
  await expect(x!).toBeInViewport({ ratio: 1 })
  await expect(y!).not.toBeInViewport()
  await timeline(window).press('End')
  await expect(y!).toBeInViewport({ ratio: 1 })
  await expect(x!).not.toBeInViewport()

  await panel.getByRole('button', { name: 'Fit the graph' }).click()
  await expect(x!).toBeInViewport({ ratio: 1 })
  await expect(y!).toBeInViewport({ ratio: 1 })
  expect((await y!.boundingBox())!.height).toBeLessThan(heightAtFirst)
})

test('an empty view adds an example that brings it to life', async ({ lab: { window } }) => {
  await writeNewSession(window, "print('nothing yet')\n")
  for (const view of ['Loss', 'Gradients', 'Figures']) {
    await tab(window, view).click()
    const panel = window.getByRole('tabpanel', { name: view })
    await panel.getByRole('button', { name: 'Add an example' }).click()
    await panel.getByRole('button', { name: 'Run the script' }).click()
    await expect(panel.getByRole('figure').first()).toBeVisible()
  }
})
