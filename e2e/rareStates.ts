// States of the window that take several steps to reach. The gallery takes their pictures, the accessibility spec
// looks at them.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { output, press, replaceText, runAll, status, tab, timeline, training, writeNewSession } from './steps'

export interface RareState {
  readonly name: string
  readonly reach: (window: Page) => Promise<void>
  /** Back to where the next state can be reached from. */
  readonly leave?: (window: Page) => Promise<void>
}

/** A graph with a repeated call of a function, layers, and a model. */
export const repeated = `np.random.seed(0)
const model = new MLP([10, 3])
const x = np.random.rand(4, 2)
const W = new Variable(np.random.rand(3, 3))
function block(h) {
  const z = matmul(h, W) + 1
  return tanh(z)
}
let h = model(x)
for (let i = 0; i < 6; i++) h = block(h)
const loss = meanSquaredError(h, np.random.rand(4, 3))
loss.backward()
print(loss)
`

const growing = `const W = new Variable(np.ones([1000]))
const losses = []
for (let i = 0; i < 8; i++) {
  const loss = F.sum(square(W))
  W.cleargrad()
  loss.backward()
  losses.push(loss)
}
`

const ticking = `const x = new Variable(np.array(2.0))
for (let i = 0; ; i++) {
  const y = square(x)
  if (i % 500 === 0) print('tick', i)
}
`

const graphPanel = (window: Page) => window.getByRole('tabpanel', { name: 'Graph' })

const sessionRows = (window: Page) => window.getByRole('list', { name: 'Sessions' }).getByRole('listitem')

async function openLesson(window: Page, step: number): Promise<void> {
  await tab(window, 'Lessons').click()
  await window
    .getByRole('list', { name: 'Lessons' })
    .getByRole('button', { name: new RegExp(`^${step} `) })
    .click()
}

/** Settings, source, metrics and memory of the last runs side by side; each adds a run. */
const compared = (count: number): RareState => ({
  name: `compare-${count}-runs`,
  reach: async (window) => {
    if (count === 2) {
      await writeNewSession(window, training(60))
      await runAll(window)
    }
    await replaceText(window, training(40 + 10 * count).replace('0.1 * W', `0.${count} * W`))
    await runAll(window)
    // The run before was done, too: this one is when it stands in the list.
    await expect(
      window.getByRole('list', { name: 'Runs of this session' }).getByRole('listitem'),
    ).toHaveCount(count)
    await press(window, 'Compare')
    const dialog = window.getByRole('dialog', { name: 'Compare runs' })
    for (let at = 2; at < count; at++) await dialog.getByRole('checkbox').nth(at).check()
    const facts = dialog.getByRole('region', { name: 'Settings and results' })
    await expect(facts.getByRole('columnheader')).toHaveCount(count)
  },
  leave: (window) => window.keyboard.press('Escape'),
})

export const rareStates: readonly RareState[] = [
  {
    name: 'graph-folded',
    reach: async (window) => {
      await writeNewSession(window, repeated)
      await runAll(window)
      await tab(window, 'Graph').click()
      await expect(graphPanel(window).getByRole('button', { name: 'group block' })).toBeVisible()
    },
  },
  {
    name: 'graph-opened',
    reach: async (window) => {
      await graphPanel(window).getByRole('button', { name: 'group block' }).press('Enter')
      await expect(graphPanel(window).getByRole('button', { name: 'Fold block × 6' })).toBeVisible()
    },
  },
  {
    name: 'graph-tree',
    reach: async (window) => {
      await press(window, 'Graph as a tree of rows')
      await expect(graphPanel(window).getByRole('tree')).toBeVisible()
    },
    leave: (window) => press(window, 'Graph as a tree of rows'),
  },
  {
    name: 'gradient-check',
    reach: async (window) => {
      await tab(window, 'Variables').click()
      await window
        .getByRole('table', { name: 'Variables' })
        .getByRole('row', { name: /^W\b/ })
        .getByRole('button')
        .click()
      await press(window, 'Check gradient')
      await expect(window.getByRole('region', { name: 'Gradient check', exact: true })).toContainText(/eps/)
    },
  },
  {
    name: 'growth',
    reach: async (window) => {
      await writeNewSession(window, growing)
      await runAll(window)
      await tab(window, 'Memory').click()
      await expect(window.getByRole('note')).toContainText('losses')
    },
  },
  {
    name: 'loss-in-the-middle',
    reach: async (window) => {
      await writeNewSession(window, training(60))
      await runAll(window)
      await tab(window, 'Loss').click()
      await timeline(window).focus()
      for (let i = 0; i < 30; i++) await window.keyboard.press('Shift+ArrowLeft')
    },
  },
  {
    name: 'replaying',
    reach: async (window) => {
      await window.getByRole('list', { name: 'Runs of this session' }).getByRole('button').first().click()
      await expect(window.getByText('Replay', { exact: true })).toBeVisible()
    },
  },
  compared(2),
  compared(3),
  compared(4),
  {
    name: 'paused',
    reach: async (window) => {
      await writeNewSession(window, ticking)
      await press(window, 'Run all')
      await expect(output(window).getByText(/^tick/).first()).toBeVisible()
      await press(window, 'Pause')
      await expect(status(window)).toHaveText('Paused')
    },
    leave: async (window) => {
      await press(window, 'Stop')
      await expect(status(window)).toHaveText('Stopped')
    },
  },
  {
    name: 'tags',
    reach: async (window) => {
      await writeNewSession(window, '// A session of a lecture\n')
      await press(window, 'New session')
      await window
        .getByRole('button', { name: /^Tags of/ })
        .first()
        .click()
      await window.getByRole('textbox', { name: 'Tags' }).fill('lecture, week 3, 역전파')
      await window.keyboard.press('Enter')
      await expect(sessionRows(window).first()).toContainText('lecture+2')
    },
  },
  {
    name: 'trash',
    reach: async (window) => {
      for (const count of [1, 2]) {
        await window
          .getByRole('button', { name: /^Move .* to the trash/ })
          .first()
          .click()
        await expect(window.getByRole('button', { name: `Trash (${count})` })).toBeVisible()
      }
      await press(window, 'Trash (2)')
      await expect(window.getByRole('dialog')).toBeVisible()
    },
    leave: (window) => window.keyboard.press('Escape'),
  },
  {
    name: 'versions',
    reach: async (window) => {
      await writeNewSession(window, training(60))
      await press(window, 'Save version')
      await window
        .getByRole('textbox', { name: 'Name of this version' })
        .fill('before the learning rate was halved')
      await window.keyboard.press('Enter')
      await expect(window.getByRole('dialog')).toHaveCount(0)
      await press(window, 'Save version')
      await expect(window.getByRole('dialog')).toContainText('halved')
    },
    leave: (window) => window.keyboard.press('Escape'),
  },
  {
    name: 'memory-refused',
    reach: async (window) => {
      await replaceText(window, 'const x = new Variable(np.zeros([100000, 100000]))\n')
      await runAll(window, 'Failed')
      await expect(output(window)).toContainText('80.0 GB')
    },
  },
  {
    name: 'figures',
    reach: async (window) => {
      await openLesson(window, 24)
      await runAll(window)
      await tab(window, 'Figures').click()
      await expect(window.getByRole('figure').first()).toBeVisible()
    },
  },
  {
    name: 'lesson-beside',
    reach: async (window) => {
      await press(window, 'Read beside: 16. Generations put it in order')
      await expect(window.getByRole('article', { name: 'Notes and script of the lesson' })).toBeVisible()
    },
  },
]

/** SQLite keeps the version of a schema in the file's header, in four bytes with the highest first. */
const versionAt = 60

/** Makes the sessions of a closed app those of a newer version: they can only be read. */
export function makeNewer(profile: string): void {
  const path = readdirSync(profile, { recursive: true }).find((name) => String(name).endsWith('sessions.db'))
  if (path === undefined) throw new Error(`no sessions in ${profile}`)
  const file = join(profile, String(path))
  const bytes = readFileSync(file)
  bytes.writeUInt32BE(1000, versionAt)
  writeFileSync(file, bytes)
}
