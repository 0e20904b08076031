// Takes a picture of every lesson after its run, with each of its views, into gallery/lessons/: light English and dark
// Korean at the smaller size.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, projectRoot, test } from './fixture'
import { press, tab } from './steps'

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

for (const { language, theme, close, list, run, status, done } of [
  {
    language: 'en',
    theme: 'light',
    close: 'Close the first steps',
    list: 'Lessons',
    run: 'Run all',
    status: 'Run status',
    done: 'Done',
  },
  {
    language: 'ko',
    theme: 'dark',
    close: '첫걸음 닫기',
    list: '레슨',
    run: '모두 실행',
    status: '실행 상태',
    done: '완료',
  },
] as const) {
  test(`pictures of every lesson: ${language}`, async ({ lab: { app, window } }) => {
    mkdirSync(folder, { recursive: true })
    await app.evaluate(({ BrowserWindow }) => {
      const shown = BrowserWindow.getAllWindows().find((one) =>
        one.webContents.getURL().startsWith('app://lab/'),
      )
      shown?.setContentSize(1280, 800)
    })
    await expect.poll(() => window.evaluate(() => [innerWidth, innerHeight])).toEqual([1280, 800])
    await window.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    if (language === 'ko') await press(window, '한국어로 보기')
    await press(window, close)
    await tab(window, list).click()
    const buttons = window.getByRole('list', { name: list }).locator('button:not(.beside)')
    for (let i = 0; i < (await buttons.count()); i++) {
      await buttons.nth(i).click()
      await expect(buttons.nth(i)).toHaveAttribute('aria-current', 'true')
      const step = (await buttons.nth(i).locator('.step').textContent()) ?? ''
      await press(window, run)
      await expect(window.getByRole('status', { name: status })).toHaveText(done)
      const views = window.getByRole('article').locator('.panels').getByRole('button')
      for (let k = 0; k < (await views.count()); k++) {
        await views.nth(k).click()
        await window.getByRole('article').evaluate((notes) => notes.scrollTo(0, 0))
        await settled(window)
        await window.screenshot({ path: join(folder, `${step.padStart(2, '0')}-${k + 1}-${language}.png`) })
      }
    }
  })
}
