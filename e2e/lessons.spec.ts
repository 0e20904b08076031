// Story 7: the lessons in the window: opened, run, checked, searched, restored, remembered.
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './fixture'
import { press, replaceText, runAll, script, tab } from './steps'

const list = (window: Page): Locator => window.getByRole('list', { name: 'Lessons' })
const lesson = (window: Page, step: number): Locator =>
  list(window).getByRole('button', { name: new RegExp(`^${step} `) })
const notes = (window: Page): Locator => window.getByRole('article', { name: 'Notes of the lesson' })
const expected = (window: Page): Locator => window.getByRole('list', { name: 'Expected output' })

async function openLesson(window: Page, step: number): Promise<void> {
  await tab(window, 'Lessons').click()
  await lesson(window, step).click()
  await expect(lesson(window, step)).toHaveAttribute('aria-current', 'true')
}

test('lessons of three stages open with notes and view, and a run reproduces their numbers', async ({
  lab: { window },
}) => {
  for (const { step, view } of [
    { step: 7, view: 'Graph' },
    { step: 16, view: 'Graph' },
    { step: 42, view: 'Loss' },
  ]) {
    await openLesson(window, step)
    await expect(notes(window).getByRole('heading', { level: 1 })).toBeVisible()
    await expect(expected(window).getByRole('img', { name: 'not run yet' }).first()).toBeVisible()
    await expect(lesson(window, step).getByRole('img', { name: 'Begun' })).toBeVisible()
    await expect(tab(window, view)).toHaveAttribute('aria-selected', 'true')
    await runAll(window)
    await expect(notes(window)).toContainText('Your run reproduced every line.')
    await expect(expected(window).getByRole('img', { name: 'not printed' })).toHaveCount(0)
    await expect(lesson(window, step).getByRole('img', { name: 'Reproduced' })).toBeVisible()
  }
  await expect(window.getByText(/^3 of \d+ lessons reproduced$/)).toBeVisible()
})

test('the graph of a framework written by hand is drawn', async ({ lab: { window } }) => {
  await openLesson(window, 16)
  await runAll(window)
  const graph = window.getByRole('tabpanel', { name: 'Graph' })
  await expect(graph.getByRole('button', { name: 'function Square' })).toHaveCount(3)
  await expect(graph.getByRole('button', { name: 'function Add' })).toHaveCount(1)
})

test('a changed lesson says what is missing, and the original comes back', async ({ lab: { window } }) => {
  await openLesson(window, 2)
  await replaceText(window, "print('mine')\n")
  await runAll(window)
  await expect(expected(window).getByRole('img', { name: 'not printed' }).first()).toBeVisible()
  await press(window, 'Restore')
  await expect(script(window)).toContainText('class')
  await runAll(window)
  await expect(notes(window)).toContainText('Your run reproduced every line.')
  await window.getByRole('button', { name: /^Go on: 3\./ }).click()
  await expect(notes(window).getByRole('heading', { level: 1 })).toHaveText('Chain functions')
})

test('a hint stays folded until it is asked for', async ({ lab: { window } }) => {
  await openLesson(window, 6)
  const hint = notes(window).getByText('The slope of x³ is 3x².')
  await expect(hint).toBeHidden()
  await notes(window).getByText('Hint', { exact: true }).click()
  await expect(hint).toBeVisible()
})

test('lessons are found by what they speak of', async ({ lab: { window } }) => {
  await tab(window, 'Lessons').click()
  await window.getByRole('searchbox', { name: 'Search the lessons' }).fill('spiral')
  await expect(lesson(window, 48)).toBeVisible()
  await expect(lesson(window, 1)).toHaveCount(0)
  await window.getByRole('searchbox', { name: 'Search the lessons' }).fill('quaternion')
  await expect(window.getByText('No lesson matches.')).toBeVisible()
})

test('what was begun and finished is known after a restart', async ({ start }) => {
  const first = await start()
  await openLesson(first.window, 1)
  await runAll(first.window)
  await expect(notes(first.window)).toContainText('Your run reproduced every line.')
  await openLesson(first.window, 2)
  await first.app.close()
  const { window } = await start()
  await expect(lesson(window, 1).getByRole('img', { name: 'Reproduced' })).toBeVisible()
  await expect(lesson(window, 2).getByRole('img', { name: 'Begun' })).toBeVisible()
  await expect(notes(window).getByRole('heading', { level: 1 })).toHaveText('A function makes a new variable')
})
