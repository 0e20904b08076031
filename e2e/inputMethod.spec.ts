// Korean and Japanese input methods: what is still being composed belongs to them, also its Enter and Escape.
import type { CDPSession, Page } from '@playwright/test'
import { expect, test } from './fixture'
import { output, runAll, script, status, tab, writeNewSession } from './steps'

/** The keys of an input method that is composing `text` where the focus is. */
async function compose(window: Page, text: string): Promise<CDPSession> {
  const method = await window.context().newCDPSession(window)
  await method.send('Input.imeSetComposition', {
    text,
    selectionStart: text.length,
    selectionEnd: text.length,
  })
  return method
}

/** A key as it comes while something is composed: Chromium gives it the code 229. */
async function composingKey(method: CDPSession, key: 'Enter' | 'Escape', modifiers = 0): Promise<void> {
  await method.send('Input.dispatchKeyEvent', {
    type: 'rawKeyDown',
    key,
    code: key,
    windowsVirtualKeyCode: 229,
    modifiers,
  })
  await method.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code: key, modifiers })
}

test('composing in the script runs nothing and keeps every syllable', async ({ lab: { window } }) => {
  await writeNewSession(window, "print('')\n")
  await script(window).press('ControlOrMeta+Home')
  for (let i = 0; i < 7; i++) await window.keyboard.press('ArrowRight')
  const method = await compose(window, '한')
  const control = 2
  await composingKey(method, 'Enter', control)
  await composingKey(method, 'Escape')
  await method.send('Input.insertText', { text: '한글' })
  await expect(script(window)).toContainText("print('한글')")
  // A run that had begun would be in the list by now, since runs follow each other.
  await runAll(window)
  await expect(output(window)).toContainText('한글')
  await expect(window.getByRole('list', { name: 'Runs of this session' }).getByRole('listitem')).toHaveCount(
    1,
  )
})

test('Enter and Escape of an input method do not end the renaming of a session', async ({
  lab: { window },
}) => {
  await window.getByRole('list', { name: 'Sessions' }).locator('.entry').first().press('F2')
  const field = window.getByRole('textbox', { name: 'Title of the session' })
  await expect(field).toBeFocused()
  const method = await compose(window, '미')
  await composingKey(method, 'Enter')
  await composingKey(method, 'Escape')
  await expect(field).toBeFocused()
  await method.send('Input.insertText', { text: '미분' })
  await window.keyboard.press('Enter')
  await expect(window.getByRole('button', { name: /^미분/ })).toBeFocused()
})

test('names of versions and tags are kept by the Enter of the person only', async ({ lab: { window } }) => {
  await expect(script(window)).toContainText('Variable')
  await window.keyboard.press('ControlOrMeta+S')
  const name = window.getByRole('textbox', { name: 'Name of this version' })
  await expect(name).toBeFocused()
  const version = await compose(window, '바꾸기 저')
  await composingKey(version, 'Enter')
  await expect(name).toBeFocused()
  await version.send('Input.insertText', { text: '바꾸기 전' })
  await window.keyboard.press('Enter')
  await expect(window.getByRole('dialog')).toHaveCount(0)
  await window.keyboard.press('ControlOrMeta+S')
  await expect(window.getByRole('dialog')).toContainText('바꾸기 전')
  await window.keyboard.press('Escape')

  await window
    .getByRole('button', { name: /^Tags of/ })
    .first()
    .press('Enter')
  const tags = window.getByRole('textbox', { name: 'Tags' })
  await expect(tags).toBeFocused()
  const tag = await compose(window, '역전')
  await composingKey(tag, 'Enter')
  await expect(tags).toBeFocused()
  await tag.send('Input.insertText', { text: '역전파' })
  await window.keyboard.press('Enter')
  await expect(window.getByRole('list', { name: 'Sessions' })).toContainText('역전파')
})

test('palette and lessons look for a syllable that is still composed, and its Enter chooses nothing', async ({
  lab: { window },
}) => {
  await window.getByRole('button', { name: '한국어' }).click()
  await window.keyboard.press('ControlOrMeta+Shift+P')
  const palette = window.getByRole('dialog')
  const all = await palette.getByRole('option').count()
  const method = await compose(window, '설')
  await expect(palette.getByRole('option')).not.toHaveCount(all)
  await composingKey(method, 'Enter')
  await expect(palette.getByRole('combobox')).toBeFocused()
  await method.send('Input.insertText', { text: '설정' })
  await window.keyboard.press('Enter')
  await expect(window.getByRole('dialog', { name: '설정' })).toBeVisible()
  await window.keyboard.press('Escape')
  await expect(status(window)).toHaveCount(0)

  await tab(window, '레슨').click()
  const lessons = window.getByRole('list', { name: '레슨' }).getByRole('button')
  const before = await lessons.count()
  await window.getByRole('searchbox').first().focus()
  await compose(window, '변')
  await expect.poll(() => lessons.count()).toBeLessThan(before)
})
