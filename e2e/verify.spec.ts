// A replay proves itself: the run is computed again and its digest compared. And runs are compared with each other.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readLabFile } from '../src/labFile/read'
import { writeLabFile } from '../src/labFile/write'
import { expect, test } from './fixture'
import { diamond, press, replaceText, runAll, timeline, training, writeNewSession } from './steps'

test('Verify computes the run again and says that the numbers are the same', async ({ lab: { window } }) => {
  await writeNewSession(window, diamond)
  await runAll(window)
  await press(window, 'Verify')
  await expect(window.getByText(/The same numbers: [0-9a-f]{12}/)).toBeVisible()
  await expect(window.getByText(/✓ [0-9a-f]{8}/)).toBeVisible()
  // Text that was written since does not matter: the run's own source counts.
  await replaceText(window, "print('other')\n")
  await press(window, 'Verify')
  await expect(window.getByText(/✓ [0-9a-f]{8}/)).toBeVisible()
})

test('Verify names the first operation that differs, with both values and the line', async ({
  lab: { app, window },
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'dezero-lab-verify-'))
  const file = join(folder, 'changed.dzlab')
  await app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path })
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
  }, file)
  await writeNewSession(window, diamond)
  await runAll(window)
  await press(window, 'Export')
  await expect(window.getByText('Written: changed.dzlab')).toBeVisible()
  const [entry] = await readLabFile(file)
  const runs = entry!.runs.map((run) => ({
    ...run,
    record: { ...run.record, source: diamond.replace('add(square(a)', 'add(exp(a)') },
  }))
  await writeLabFile(file, [{ ...entry!, session: { ...entry!.session, title: 'Changed' }, runs }])
  await press(window, 'Import')
  await expect(window.getByText('Imported: Changed')).toBeVisible()
  await window.getByRole('list', { name: 'Runs of this session' }).getByRole('button').first().click()
  await press(window, 'Verify')
  await expect(window.getByText(/differs from the kept one at operation 2, square, line 3/)).toBeVisible()
  await expect(window.getByText(/kept: square\(.*now: exp\(/)).toBeVisible()
  await window.getByRole('button', { name: /^✗ op 2$/ }).click()
  await expect(timeline(window)).toHaveValue('2')
  rmSync(folder, { recursive: true })
})

test('a run of one cell is not taken for a whole one', async ({ lab: { window } }) => {
  await writeNewSession(window, '// %% A\nlet n = 1\n// %% B\nn += 1\nprint(n)\n')
  await runAll(window)
  await window.keyboard.press('ControlOrMeta+Home')
  await press(window, 'Run cell')
  await expect(window.getByRole('list', { name: 'Runs of this session' }).getByRole('listitem')).toHaveCount(
    2,
  )
  await press(window, 'Verify')
  await expect(window.getByText(/computed some cells on what earlier runs had left/)).toBeVisible()
})

test('two runs are compared: settings, source, metrics and memory', async ({ lab: { window } }) => {
  await writeNewSession(window, training(20))
  await runAll(window)
  await replaceText(window, training(20).replace('0.1 * W', '0.2 * W'))
  await runAll(window)
  await expect(window.getByRole('list', { name: 'Runs of this session' }).getByRole('listitem')).toHaveCount(
    2,
  )
  await press(window, 'Compare')
  const dialog = window.getByRole('dialog', { name: 'Compare runs' })
  await expect(dialog.getByRole('row', { name: /Seed 0 0/ })).toBeVisible()
  const differences = dialog.getByRole('region', { name: 'Source, from #1 to #2' })
  await expect(differences).toContainText('−  W.data -= 0.1 * W.grad.data')
  await expect(differences).toContainText('+  W.data -= 0.2 * W.grad.data')
  const loss = dialog.getByRole('figure', { name: 'loss of the runs' })
  await expect(loss.getByRole('row', { name: /#1 19/ })).toBeAttached()
  await expect(loss.getByRole('row', { name: /#2 19/ })).toBeAttached()
  await expect(dialog.getByRole('figure', { name: 'Live memory of the runs' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(dialog).toBeHidden()
})
