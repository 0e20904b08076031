// Story 7: the lessons in the window: opened, run, checked, searched, restored, remembered.
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './fixture'
import { output, press, replaceText, runAll, script, tab, timeline, writeNewSession } from './steps'

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

test('a lesson opens with its notes and its first view, and counts when its lines are reproduced', async ({
  lab: { window },
}) => {
  await openLesson(window, 7)
  await expect(notes(window).getByRole('heading', { level: 1 })).toBeVisible()
  await expect(expected(window).getByRole('img', { name: 'not run yet' }).first()).toBeVisible()
  await expect(lesson(window, 7).getByRole('img', { name: 'Begun' })).toBeVisible()
  await expect(tab(window, 'Graph')).toHaveAttribute('aria-selected', 'true')
  await runAll(window)
  await expect(notes(window)).toContainText('Your run reproduced every line.')
  await expect(lesson(window, 7).getByRole('img', { name: 'Reproduced' })).toBeVisible()
  await expect(window.getByText(/^1 of \d+ lessons reproduced$/)).toBeVisible()
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

test('a lesson stands beside a session of my own, gives its cells away, and is remembered', async ({
  start,
}) => {
  const first = await start()
  const { window } = first
  await writeNewSession(window, "print('mine')\n")
  await tab(window, 'Lessons').click()
  await press(window, 'Read beside: 3. Chain functions')
  const text = window.getByRole('article', { name: 'Notes and script of the lesson' })
  await expect(text.getByRole('heading', { level: 1 })).toHaveText('Chain functions')
  await expect(script(window)).toContainText("print('mine')")
  await press(window, 'Next lesson beside the session')
  await expect(text.getByRole('heading', { level: 1 })).toHaveText('Slopes by trying two points')
  await press(window, 'Previous lesson beside the session')
  for (const title of ['Variable and Function', 'A second function'])
    await press(window, `Add to session: ${title}`)
  await expect(script(window)).toContainText('class Exp extends Function')
  await expect(script(window)).toContainText("print('mine')")
  await runAll(window)
  await expect(output(window)).toContainText('mine')
  await first.app.close()
  const again = await start()
  await expect(
    again.window
      .getByRole('article', { name: 'Notes and script of the lesson' })
      .getByRole('heading', { level: 1 }),
  ).toHaveText('Chain functions')
  await expect(script(again.window)).toContainText('class Exp extends Function')
  await again.window.keyboard.press('Alt+B')
  await expect(tab(again.window, 'Lesson')).toHaveCount(0)
})

test('an open lesson moves beside the session that was used last, and back', async ({ lab: { window } }) => {
  await writeNewSession(window, "print('mine')\n")
  await openLesson(window, 2)
  await expect(notes(window)).toBeVisible()
  await window.keyboard.press('Alt+B')
  await expect(script(window)).toContainText("print('mine')")
  await expect(window.getByRole('article', { name: 'Notes and script of the lesson' })).toContainText(
    'A function makes a new variable',
  )
  await press(window, 'Open as session')
  await expect(notes(window).getByRole('heading', { level: 1 })).toHaveText('A function makes a new variable')
  await expect(tab(window, 'Lesson')).toHaveCount(0)
})

test('a map shows its way as far as the timeline stands, and its numbers as a table', async ({
  lab: { window },
}) => {
  await openLesson(window, 24)
  await runAll(window)
  const view = window.getByRole('tabpanel', { name: 'Figures' })
  await view.getByRole('button', { name: 'goldstein' }).click()
  const figure = view.getByRole('figure', { name: 'goldstein' })
  await expect(figure.getByRole('row', { name: /^path 1 0\.5 0 / })).toHaveCount(1)
  await figure.press('ArrowLeft')
  await expect(timeline(window)).not.toHaveValue(await timeline(window).getAttribute('max').then(String))
})

test('a lesson begins at its first line, however far the script before was scrolled', async ({
  lab: { window },
}) => {
  await openLesson(window, 16)
  await script(window).click()
  await window.keyboard.press('ControlOrMeta+End')
  await expect(script(window).getByText('y.backward()').last()).toBeInViewport()
  await openLesson(window, 33)
  await expect(script(window).getByText('Ten steps, both derivatives by backward')).toBeInViewport()
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
