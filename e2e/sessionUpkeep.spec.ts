// Runs, tags and the trash: what a person puts away can be had back.
import { expect, test } from './fixture'
import { countOf, diamond, press, replaceText, runAll, writeNewSession } from './steps'

test('a run is deleted and had back', async ({ start }) => {
  const { window } = await start()
  await writeNewSession(window, diamond)
  await runAll(window)
  await replaceText(window, "print('another text')\n")
  await runAll(window)
  const runs = window.getByRole('list', { name: 'Runs of this session' }).getByRole('listitem')
  await expect(runs).toHaveCount(2)
  await expect(runs.first()).toContainText(/\d (B|kB)$/)
  await runs
    .filter({ hasText: '8 operations' })
    .getByRole('button', { name: /^Delete the run/ })
    .click()
  await expect(runs).toHaveCount(1)
  await window.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(runs).toHaveCount(2)
})

test('a session is found by its tag, deleted, and brought back from the trash', async ({ start }) => {
  const { window } = await start()
  await writeNewSession(window, '// tagged\n')
  const sessions = window.getByRole('list', { name: 'Sessions' }).getByRole('listitem')
  const count = await countOf(sessions)
  await window
    .getByRole('button', { name: /^Tags of/ })
    .first()
    .click()
  await window.getByRole('textbox', { name: 'Tags' }).fill('lecture, week 3')
  await window.keyboard.press('Enter')
  await expect(sessions.first()).toContainText('lecture+1')
  await window
    .getByRole('button', { name: /^Move .* to the trash/ })
    .first()
    .click()
  await expect(sessions).toHaveCount(count - 1)
  await press(window, 'Trash (1)')
  await window
    .getByRole('dialog')
    .getByRole('button', { name: /^Bring back/ })
    .click()
  await expect(sessions).toHaveCount(count)
})
