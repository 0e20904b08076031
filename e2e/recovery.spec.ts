// What becomes of a damaged or newer file of sessions: said in words, nothing lost.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './fixture'
import { makeNewer } from './rareStates'
import { press, script, tab, writeNewSession } from './steps'

test('a damaged file of sessions is set aside with a word, and what could be read is there', async ({
  start,
  profile,
}) => {
  const first = await start()
  await writeNewSession(first.window, '// to be recovered\n')
  await expect(first.window.getByText('Saved', { exact: true })).toBeVisible()
  await first.app.close()
  const file = join(profile, 'sessions.db')
  const bytes = readFileSync(file)
  // The free-list of the header says that there are pages that are not: the rows themselves can all be read.
  bytes.writeUInt32BE(99_999, 32)
  bytes.writeUInt32BE(7, 36)
  writeFileSync(file, bytes)

  const { window } = await start()
  const notice = window.getByText(
    /^The sessions were recovered: the file was damaged .* sessions could be read/,
  )
  await expect(notice).toBeVisible()
  await expect(window.getByText(/set aside as .*quarantine/)).toBeVisible()
  await expect(script(window)).toContainText('to be recovered')
  expect(readdirSync(join(profile, 'quarantine'))).toHaveLength(1)
  await window.getByRole('button', { name: '한국어' }).click()
  await expect(window.getByText(/^세션을 복구했습니다: 파일이 손상되었습니다/)).toHaveCount(1)
  await expect(notice).toHaveCount(0)
})

test('sessions of a newer version can be read and exported, not changed, and the window says so', async ({
  start,
  profile,
}) => {
  const first = await start()
  await writeNewSession(first.window, '// from the future\n')
  await tab(first.window, 'Lessons').click()
  await first.window.getByRole('list', { name: 'Lessons' }).getByRole('button', { name: /^1 / }).click()
  await expect(script(first.window)).not.toContainText('from the future')
  await tab(first.window, 'Sessions').click()
  await first.window
    .getByRole('list', { name: 'Sessions' })
    .getByRole('button', { name: /^Untitled/ })
    .click()
  await expect(script(first.window)).toContainText('from the future')
  await first.app.close()
  makeNewer(profile)
  const { window } = await start()
  await expect(window.getByText(/^Read-only: the sessions were written by a newer version/)).toBeVisible()
  await expect(script(window)).toContainText('from the future')
  await expect(window.getByRole('button', { name: 'Import', exact: true })).toBeDisabled()
  await expect(window.getByRole('button', { name: 'Export', exact: true })).toBeEnabled()

  // A lesson that has no session yet is read without one; one that has can be opened.
  await tab(window, 'Lessons').click()
  const lessons = window.getByRole('list', { name: 'Lessons' })
  await lessons.getByRole('button', { name: /^2 / }).click()
  await expect(window.getByRole('article', { name: 'Notes and script of the lesson' })).toBeVisible()
  const asSession = window.getByRole('button', { name: 'Open as session' })
  await expect(asSession).toBeDisabled()
  await expect(asSession).toHaveAccessibleDescription(/can only be read/)
  await expect(script(window)).toContainText('from the future')
  await press(window, 'Previous lesson beside the session')
  await expect(asSession).toBeEnabled()
  await asSession.click()
  await expect(script(window)).not.toContainText('from the future')
  await expect(asSession).toHaveCount(0)
})
