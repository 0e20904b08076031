// Every lesson in the window: opened, run, its expected lines met, the kept run shown like the live one, and verified.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { lessonIndex, parseLesson, stepLabel, type Lesson } from '../src/shared/lesson'
import { expect, projectRoot, test } from './fixture'
import { press, status, tab } from './steps'

const folder = join(projectRoot, 'resources', 'lessons')
const lessons = readdirSync(folder).map((name) => parseLesson(readFileSync(join(folder, name), 'utf8')))

const tabNames = {
  graph: 'Graph',
  loss: 'Loss',
  gradients: 'Gradients',
  memory: 'Memory',
  variables: 'Variables',
  figures: 'Figures',
} as const

/** What the lesson's views say to who cannot see them: tables with all their numbers, names of nodes and marks. */
async function shown(window: Page, lesson: Lesson): Promise<Record<string, readonly string[]>> {
  const views: Record<string, readonly string[]> = {}
  for (const panel of lesson.panels) {
    const name = tabNames[panel]
    await tab(window, name).click()
    const view = window.getByRole('tabpanel', { name, exact: true })
    await expect(view).toBeVisible()
    await expect(view.locator('table[aria-busy="true"]')).toHaveCount(0)
    views[name] = [
      ...(await view.locator('table').allTextContents()),
      ...(await view
        .getByRole('button', { name: /^(variable|function) / })
        .evaluateAll((nodes) => nodes.map((node) => node.getAttribute('aria-label') ?? ''))),
    ]
  }
  return views
}

/** Every line that the lesson promises has its check mark, in the run that is shown. */
async function expectAllMet(window: Page, lesson: Lesson): Promise<void> {
  const expected = window.getByRole('list', { name: 'Expected output' })
  await expect(expected.getByRole('img')).toHaveCount(lesson.expectations.length)
  // A long run takes a while to be read back.
  await expect(expected.getByRole('img', { name: 'printed', exact: true })).toHaveCount(
    lesson.expectations.length,
    { timeout: 60_000 },
  )
}

const path = lessonIndex(lessons).flatMap((stage) => stage.lessons)
/** One start of the app for so many lessons. */
const share = 8

for (let first = 0; first < path.length; first += share) {
  const some = path.slice(first, first + share)
  const steps = `${stepLabel(some[0]!)} to ${stepLabel(some.at(-1))}`
  test(`lessons ${steps} run, meet their lines, replay as they ran, and verify`, async ({
    lab: { window },
  }) => {
    test.setTimeout(300_000)
    for (const lesson of some) {
      await test.step(`${stepLabel(lesson)}. ${lesson.title.en}`, async () => {
        await tab(window, 'Lessons').click()
        const list = window.getByRole('list', { name: 'Lessons' })
        const entry = list.getByRole('button', { name: new RegExp(`^${stepLabel(lesson)} `) })
        await entry.click()
        await expect(entry).toHaveAttribute('aria-current', 'true')
        await press(window, 'Run all')
        await expect(status(window)).toHaveText('Done', { timeout: 120_000 })
        await expectAllMet(window, lesson)
        const live = await shown(window, lesson)
        expect(Object.values(live).flat().join('')).not.toBe('')
        await tab(window, 'Sessions').click()
        await window.getByRole('list', { name: 'Runs of this session' }).getByRole('button').first().click()
        await expect(window.getByText('Replay', { exact: true })).toBeVisible()
        await expectAllMet(window, lesson)
        await expect.poll(() => shown(window, lesson)).toEqual(live)
        await press(window, 'Verify')
        await expect(window.getByText(/✓ [0-9a-f]{8}/)).toBeVisible({ timeout: 60_000 })
      })
    }
  })
}
