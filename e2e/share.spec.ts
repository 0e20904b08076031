// Story 6: a session travels as a file. Opening one never runs anything and never changes the file.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { expect, test as base } from './fixture'
import {
  countOf,
  diamond,
  output,
  press,
  runAll,
  script,
  status,
  tab,
  timeline,
  writeNewSession,
} from './steps'

const test = base.extend<{ folder: string }>({
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'dezero-lab-share-'))
    await use(folder)
    rmSync(folder, { recursive: true, force: true })
  },
})

/** The person's next choices in the system's dialogs. */
async function choose(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen })
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
  }, path)
}

const sessions = (window: Page) => window.getByRole('list', { name: 'Sessions' }).getByRole('listitem')
const runs = (window: Page) =>
  window.getByRole('list', { name: 'Runs of this session' }).getByRole('listitem')
const written = (window: Page, name: string) => expect(window.getByText(`Written: ${name}`)).toBeVisible()

test('a session goes out as a file and comes in on a fresh profile with its run', async ({
  start,
  folder,
}) => {
  const file = join(folder, 'diamond.dzlab')
  const first = await start()
  await writeNewSession(first.window, diamond)
  await runAll(first.window)
  await expect(runs(first.window)).toHaveCount(1)
  await choose(first.app, file)
  await press(first.window, 'Export')
  await written(first.window, 'diamond.dzlab')
  await first.app.close()

  const bytes = readFileSync(file)
  const fresh = join(folder, 'profile')
  const { app, window, consoleErrors } = await start([`--user-data-dir=${fresh}`])
  const before = await countOf(sessions(window))
  await choose(app, file)
  await press(window, 'Import')
  await expect(sessions(window)).toHaveCount(before + 1)
  await expect(script(window)).toContainText('y.backward()')
  // Nothing was run: the session stands as it would after opening.
  await expect(status(window)).toHaveText('Idle')
  await expect(runs(window)).toHaveCount(1)
  expect(readFileSync(file).equals(bytes)).toBe(true)

  await runs(window).getByRole('button').first().click()
  await expect(output(window).getByText('64.0')).toBeVisible()
  await tab(window, 'Graph').click()
  const functions = window.getByRole('tabpanel', { name: 'Graph' }).getByRole('button', { name: /^function/ })
  await expect(functions).toHaveCount(4)
  await timeline(window).focus()
  await window.keyboard.press('Home')
  await window.keyboard.press('ArrowRight')
  await expect(functions).toHaveCount(1)
  await expect(runs(window)).toHaveCount(1)

  // Again: nothing that is there is overwritten.
  await press(window, 'Import')
  await expect(sessions(window)).toHaveCount(before + 2)
  expect(consoleErrors).toEqual([])
})

test('a broken and a newer file are named and change nothing', async ({ lab: { app, window }, folder }) => {
  const before = await countOf(sessions(window))
  const broken = join(folder, 'broken.dzlab')
  writeFileSync(broken, 'this is no zip')
  await choose(app, broken)
  await press(window, 'Import')
  await expect(window.getByText(/broken\.dzlab was not imported: not a zip file/)).toBeVisible()

  const notebook = join(folder, 'old.ipynb')
  writeFileSync(notebook, JSON.stringify({ nbformat: 3, cells: [] }))
  await choose(app, notebook)
  await press(window, 'Import')
  await expect(window.getByText(/old\.ipynb was not imported: the notebook has version 3/)).toBeVisible()
  await expect(sessions(window)).toHaveCount(before)
  expect(readFileSync(broken, 'utf8')).toBe('this is no zip')
})

test('script, notebook, report and graph are written in the format of the chosen name', async ({
  lab: { app, window },
  folder,
}) => {
  await writeNewSession(window, `// %% [markdown]\n// # A *note*\n// %%\n${diamond}`)
  await runAll(window)
  const exported = async (name: string): Promise<string> => {
    await choose(app, join(folder, name))
    await press(window, 'Export')
    await written(window, name)
    return readFileSync(join(folder, name), 'utf8')
  }
  expect(await exported('a.ts')).toContain('const y = add(square(a), square(a))')
  expect(JSON.parse(await exported('a.ipynb'))).toMatchObject({
    nbformat: 4,
    cells: [{ cell_type: 'markdown' }, {}],
  })
  const report = await exported('a.html')
  expect(report).toContain('<h2>A <em>note</em></h2>')
  expect(report).toContain('64.0')
  expect(report).toContain('<svg class="graph"')
  expect(report).not.toContain('<script')

  for (const [command, name, start] of [
    ['Save the graph as SVG', 'g.svg', '<svg'],
    ['Save the graph as PNG', 'g.png', '\x89PNG'],
    ['Save the graph as DOT', 'g.dot', 'digraph'],
  ] as const) {
    await choose(app, join(folder, name))
    await window.keyboard.press('ControlOrMeta+Shift+P')
    await window.keyboard.insertText(command)
    await window.keyboard.press('Enter')
    await written(window, name)
    expect(readFileSync(join(folder, name), 'latin1').slice(0, start.length)).toBe(start)
  }
})

test('a cancelled dialog writes nothing and says nothing', async ({ lab: { app, window }, folder }) => {
  await app.evaluate(({ dialog }) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: true, filePath: '' })
    dialog.showOpenDialog = () => Promise.resolve({ canceled: true, filePaths: [] })
  })
  await press(window, 'Export')
  await press(window, 'Import')
  await expect(window.getByRole('button', { name: 'Export', exact: true })).toBeEnabled()
  expect(existsSync(join(folder, 'anything'))).toBe(false)
  await expect(window.getByText('Written')).toHaveCount(0)
})

/** Drops files onto the window: notebooks with a title, others with their bytes as text or as so many zeros. */
async function drop(
  window: Page,
  files: readonly { readonly name: string; readonly content: string | number }[],
): Promise<void> {
  await window.evaluate((list) => {
    const dropped = new DataTransfer()
    for (const { name, content } of list)
      dropped.items.add(new File([typeof content === 'number' ? new Uint8Array(content) : content], name))
    for (const type of ['dragover', 'drop']) {
      const event = new DragEvent(type, { dataTransfer: dropped, bubbles: true, cancelable: true })
      document.querySelector('main')!.dispatchEvent(event)
    }
  }, files)
}

const notebook = (title: string): string =>
  JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: [
      { cell_type: 'markdown', metadata: {}, source: [`# ${title}`] },
      { cell_type: 'code', metadata: {}, source: ['print(1)'], outputs: [], execution_count: null },
    ],
  })

test('session files that are dropped onto the window come in; a broken and a large one are named', async ({
  lab: { window },
}) => {
  const before = await countOf(sessions(window))
  await drop(window, [
    { name: 'dropped.ipynb', content: notebook('Dropped') },
    { name: 'broken.dzlab', content: 'no zip' },
    { name: 'large.dzlab', content: 64e6 + 1 },
  ])
  await expect(sessions(window)).toHaveCount(before + 1)
  await expect(script(window)).toContainText('Dropped')
  await expect(window.getByText(/2 files were not imported/)).toBeVisible()
  await expect(window.getByText(/broken\.dzlab: not a zip file/)).toBeVisible()
  await expect(window.getByText(/large\.dzlab: it is too large to be dropped/)).toBeVisible()
})

test('of twenty dropped files the window tells how far they are, and in one notice what became of them', async ({
  lab: { window },
}) => {
  const before = await countOf(sessions(window))
  const notices = window.getByRole('region', { name: 'Notices' })
  // Too fast to be seen from here.
  const told = await notices.evaluateHandle((region) => {
    const texts: string[] = []
    const look = (): void => void texts.push(region.textContent)
    new MutationObserver(look).observe(region, { subtree: true, childList: true, characterData: true })
    return texts
  })
  const named = (count: number, ending: string, content: string) =>
    Array.from({ length: count }, (_, i) => ({ name: `${i + 1}${ending}`, content }))
  await drop(window, [
    ...named(12, '.ipynb', notebook('One of many')),
    ...named(6, '.dzlab', 'no zip'),
    ...named(2, '.png', 'no session'),
  ])
  await expect(sessions(window)).toHaveCount(before + 12)
  await expect(notices).toContainText('Imported: 12 sessions')
  await expect(notices).toContainText('8 files were not imported')
  await expect(notices).toContainText('1.dzlab, 2.dzlab, 3.dzlab and 3 more: not a zip file')
  await expect(notices).toContainText('1.png, 2.png: this is no session file')
  await expect(notices.getByRole('button', { name: 'Close this notice' })).toHaveCount(1)
  const texts = (await told.jsonValue()).join('\n')
  expect(texts).toContain('Importing 1 of 20: 1.ipynb')
  expect(texts).toContain('Importing 20 of 20: 2.png')
})

test('files that are dropped while a script runs are not taken, which is said', async ({
  lab: { window },
}) => {
  await writeNewSession(window, "print('begun')\nfor (;;) {}\n")
  await press(window, 'Run all')
  await expect(output(window)).toContainText('begun')
  await drop(window, [{ name: 'dropped.ipynb', content: notebook('Dropped') }])
  await expect(window.getByText('Nothing was imported')).toBeVisible()
  await expect(window.getByText('Drop the files again when what is under way has ended.')).toBeVisible()
  await press(window, 'Stop')
  await expect(status(window)).toHaveText('Stopped')
})
