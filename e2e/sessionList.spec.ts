// A list of many sessions with long titles, in both languages: the open one is in sight, what a search found is shown, and
// nothing that matters is cut without a way to read it. Versions show what they would change.
import type { Page } from '@playwright/test'
import { expect, test } from './fixture'
import { countOf, press, replaceText, runAll, script, writeNewSession } from './steps'

const list = (window: Page) => window.getByRole('list', { name: 'Sessions' }).getByRole('listitem')
const search = (window: Page) => window.getByRole('searchbox', { name: 'Search' })

const longTitle = '경사 하강법으로 로젠브록 함수의 최솟값 찾기, 학습률을 바꿔 가며 수렴을 비교한 실험'

/** Stores sessions as the window would, one after the other: the last one is on top. */
async function addSessions(page: Page, count: number, tags: readonly string[]): Promise<void> {
  await page.evaluate(
    async ([title, most, given]) => {
      for (let i = 0; i < most; i++) {
        const source = `// note ${i}\nconst rate = ${i}\n`
        await window.lab.call('sessions', 'createSession', [{ title: `${title} ${i}`, source, tags: given }])
      }
    },
    [longTitle, count, [...tags]] as const,
  )
}

test('after a restart the open session is in sight, however many were made since', async ({ start }) => {
  const first = await start()
  await writeNewSession(first.window, '// the one that is open\nprint(1)\n')
  // Its runs take room from the list when they are read.
  await runAll(first.window)
  await expect(first.window.getByText('Saved', { exact: true })).toBeVisible()
  await addSessions(first.window, 300, [])
  await first.app.close()
  const { window } = await start()
  await expect(script(window)).toContainText('the one that is open')
  const open = window.getByRole('list', { name: 'Sessions' }).locator('[aria-current="true"]')
  await expect(window.getByRole('list', { name: 'Runs of this session' })).toBeVisible()
  await expect(open).toBeInViewport({ ratio: 1 })
})

test('a search says where it found a session, and one that finds nothing leads back', async ({
  lab: { window },
}) => {
  const count = await countOf(list(window))
  await addSessions(window, 30, ['lecture', '실습 자료', 'week 3', 'optim'])
  await search(window).fill('로젠브록 note 17')
  await expect(list(window)).toHaveCount(1)
  await expect(list(window).first()).toContainText('// note 17')
  await expect(list(window).first()).toContainText('lecture')
  // One tag fits; the others are counted, and told with the whole title by the tooltip.
  await expect(list(window).first()).toContainText('+3')
  const tip = await list(window).first().getByRole('button').first().getAttribute('title')
  expect(tip).toBe([`${longTitle} 17`, 'lecture', '실습 자료', 'week 3', 'optim'].join('\n'))

  await search(window).fill('nothing is called like this')
  await expect(list(window)).toHaveCount(0)
  await press(window, 'Show all sessions')
  await expect(list(window)).toHaveCount(count + 30)
  await expect(search(window)).toHaveValue('')
})

test('a Korean syllable is searched for while it is still composed', async ({ lab: { window } }) => {
  await addSessions(window, 3, [])
  const all = await countOf(list(window))
  await search(window).focus()
  const devTools = await window.context().newCDPSession(window)
  await devTools.send('Input.imeSetComposition', { text: '법', selectionStart: 1, selectionEnd: 1 })
  await expect(list(window)).toHaveCount(3)
  expect(all).toBeGreaterThan(3)
})

test('tags of other sessions are offered, and a click takes one', async ({ lab: { window } }) => {
  const before = await countOf(list(window))
  await addSessions(window, 2, ['lecture', 'optim'])
  await press(window, 'New session')
  await expect(list(window)).toHaveCount(before + 3)
  await window
    .getByRole('button', { name: /^Tags of/ })
    .first()
    .click()
  const dialog = window.getByRole('dialog')
  await dialog.getByRole('button', { name: 'optim', exact: true }).click()
  await expect(dialog.getByRole('textbox', { name: 'Tags' })).toHaveValue('optim')
  await expect(dialog.getByRole('button', { name: 'optim', exact: true })).toHaveCount(0)
  await press(window, 'Apply')
  await expect(list(window).first()).toContainText('optim')
})

test('a version shows what bringing it back would change, and the text before stays among them', async ({
  lab: { window },
}) => {
  await writeNewSession(window, 'const rate = 0.1\nprint(rate)\n')
  await press(window, 'Save version')
  await window.getByRole('textbox', { name: 'Name of this version' }).fill('slow')
  await window.keyboard.press('Enter')
  await expect(window.getByRole('dialog')).toHaveCount(0)
  const notices = window.getByRole('region', { name: 'Notices' })
  await expect(notices).toHaveAttribute('aria-live', 'polite')
  await expect(notices).toContainText('Version saved: slow')
  await expect(notices).toContainText('Save version (Ctrl+S) lists it')
  await replaceText(window, '// faster\nconst rate = 0.5\nprint(rate)\n')

  // What was just typed is among the versions, also before it was saved.
  await press(window, 'Save version')
  const versions = window.getByRole('list', { name: 'Earlier versions' })
  const changes = window.getByRole('region', { name: 'What bringing it back would change' })
  await expect(changes).toContainText('const rate = 0.1')
  await expect(changes).toContainText('// faster')
  await expect(window.getByRole('dialog')).toContainText('+1 −2')
  await versions.getByRole('button').first().click()
  await expect(window.getByText('This is the present text')).toBeVisible()
  await expect(window.getByRole('button', { name: 'Bring back', exact: true })).toBeDisabled()
  await versions.getByRole('button', { name: 'slow' }).click()
  await press(window, 'Bring back')
  await expect(script(window)).not.toContainText('faster')
  await expect(script(window)).toContainText('const rate = 0.1')
  await expect(notices).toContainText('Brought back: slow')

  await press(window, 'Save version')
  await expect(changes).toContainText('// faster')
})
