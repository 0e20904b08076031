// Takes a picture of every lesson after its run, with each of its views, into gallery/lessons/: light English and dark
// Korean at the smaller size.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, projectRoot, test } from './fixture'
import { press, runAll, tab } from './steps'

const folder = join(projectRoot, 'gallery', 'lessons')

/** Canvases draw in the frames after they were measured. */
async function settled(window: Page): Promise<void> {
  await window.evaluate(
    () =>
      new Promise<void>((done) => {
        let left = 12
        const frame = (): void => (left-- > 0 ? void requestAnimationFrame(frame) : done())
        frame()
      }),
  )
}

test('pictures of every lesson', async ({ lab: { app, window } }) => {
  mkdirSync(folder, { recursive: true })
  await app.evaluate(({ BrowserWindow }) => {
    const shown = BrowserWindow.getAllWindows().find((one) =>
      one.webContents.getURL().startsWith('app://lab/'),
    )
    shown?.setContentSize(1280, 800)
  })
  await expect.poll(() => window.evaluate(() => [innerWidth, innerHeight])).toEqual([1280, 800])
  for (const [theme, language, lessons, run] of [
    ['light', 'en', 'Lessons', 'Run all'],
    ['dark', 'ko', '레슨', '모두 실행'],
  ] as const) {
    await window.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    if (language === 'ko') await press(window, '한국어로 보기')
    await tab(window, lessons).click()
    const buttons = window.getByRole('list', { name: lessons }).getByRole('button')
    const count = await buttons.count()
    for (let i = 0; i < count; i++) {
      await buttons.nth(i).click()
      await expect(buttons.nth(i)).toHaveAttribute('aria-current', 'true')
      const step = (await buttons.nth(i).locator('.step').textContent()) ?? ''
      if (language === 'en') await runAll(window)
      else await expect(window.getByRole('button', { name: run, exact: true })).toBeEnabled()
      const views = window.getByRole('article').locator('.panels').getByRole('button')
      for (let k = 0; k < (await views.count()); k++) {
        await views.nth(k).click()
        await settled(window)
        const file = `${step.padStart(2, '0')}-${k + 1}-${language}.png`
        await window.screenshot({ path: join(folder, file) })
      }
    }
  }
})
