// Takes a picture of every state of the window, in both sizes, themes and languages, into gallery/.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { expect, projectRoot, test } from './fixture'
import { makeNewer, rareStates } from './rareStates'
import {
  diamond,
  press,
  replaceText,
  runAll,
  status,
  tab,
  timeline,
  training,
  writeNewSession,
} from './steps'

const folder = join(projectRoot, 'gallery')
const sizes = [
  [1280, 800],
  [1920, 1080],
] as const

async function contentSize(
  app: ElectronApplication,
  window: Page,
  width: number,
  height: number,
): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, size) => {
      const shown = BrowserWindow.getAllWindows().find((one) =>
        one.webContents.getURL().startsWith('app://lab/'),
      )
      shown?.setContentSize(size[0]!, size[1]!)
    },
    [width, height],
  )
  await expect.poll(() => window.evaluate(() => [innerWidth, innerHeight])).toEqual([width, height])
}

/** Past any dialog that stands over the button. */
const switchLanguage = (window: Page, to: string): Promise<void> =>
  window.getByRole('button', { name: to }).evaluate((button: HTMLElement) => button.click())

/** Calls back in every size and theme with their names; ends large and light. */
async function inEveryLook(
  app: ElectronApplication,
  window: Page,
  shoot: (look: string) => Promise<void>,
): Promise<void> {
  for (const [width, height] of sizes) {
    await contentSize(app, window, width, height)
    for (const theme of ['light', 'dark'] as const) {
      await window.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
      await shoot(`${width}-${theme}`)
    }
  }
  await window.emulateMedia({ colorScheme: 'light' })
}

async function shot(window: Page, name: string): Promise<void> {
  await settled(window)
  await window.screenshot({ path: join(folder, `${name}.png`) })
}

/** The present state in every size, theme and language. Ends as it began: large, light, English. */
async function picture(app: ElectronApplication, window: Page, state: string): Promise<void> {
  await inEveryLook(app, window, async (look) => {
    for (const [language, other] of [
      ['en', '한국어'],
      ['ko', 'English'],
    ] as const) {
      await shot(window, `${state}-${look}-${language}`)
      await switchLanguage(window, other)
    }
  })
}

/** Two frames after the last change of layout: canvases draw in the frame after they were measured. */
async function settled(window: Page): Promise<void> {
  await window.evaluate(
    () =>
      new Promise<void>((done) => {
        let left = 20
        const frame = (): void => {
          if (left-- > 0) requestAnimationFrame(frame)
          else done()
        }
        frame()
      }),
  )
}

test('pictures of every state', async ({ lab: { app, window } }) => {
  mkdirSync(folder, { recursive: true })
  await picture(app, window, '01-first-start')
  await runAll(window)
  await picture(app, window, '02-graph')
  await timeline(window).focus()
  for (let i = 0; i < 2; i++) await window.keyboard.press('ArrowLeft')
  await picture(app, window, '03-stepping')
  await tab(window, 'Memory').click()
  await picture(app, window, '04-memory')
  await tab(window, 'Variables').click()
  await picture(app, window, '05-variables')

  await writeNewSession(window, training(200))
  await picture(app, window, '06-no-run-yet')
  await runAll(window)
  await tab(window, 'Loss').click()
  await picture(app, window, '07-loss')
  await tab(window, 'Gradients').click()
  await picture(app, window, '08-gradients')

  await writeNewSession(
    window,
    'const x = new Variable(np.ones([100, 100, 100]))\nconst y = square(square(square(x)))\ny.backward()\n',
  )
  await press(window, 'Compare modes')
  await tab(window, 'Memory').click()
  await expect(window.getByRole('row', { name: /^no_grad/ }).first()).toBeVisible()
  await picture(app, window, '09-compare-modes')

  await writeNewSession(window, "print('before')\nconst a = np.ones([2])\nprint(a + np.ones([3]))\n")
  await runAll(window, 'Failed')
  await picture(app, window, '10-failed')
  await replaceText(window, `${diamond}for (;;) {}\n`)
  await press(window, 'Run all')
  await expect(status(window)).toHaveText('Running')
  await picture(app, window, '11-running')
  await press(window, 'Stop')
  await expect(status(window)).toHaveText('Stopped')
  await picture(app, window, '12-stopped')
  await press(window, 'New session')
  await picture(app, window, '13-empty-session')
  await window.keyboard.press('ControlOrMeta+Shift+P')
  await picture(app, window, '14-palette')
  await window.keyboard.press('Escape')
  await window.keyboard.press('F1')
  await picture(app, window, '15-help')
  for (const [state, key] of [
    ['16-help-api', 'ArrowRight'],
    ['17-help-differences', 'ArrowRight'],
    ['18-help-shortcuts', 'ArrowRight'],
  ] as const) {
    await window.getByRole('dialog').getByRole('tab', { selected: true }).press(key)
    await picture(app, window, state)
  }
  await window.keyboard.press('Escape')
  await window.keyboard.press('ControlOrMeta+,')
  await picture(app, window, '19-settings')
  await window.keyboard.press('Escape')
  await window.getByRole('button', { name: 'Seed 0, mode default' }).click()
  await picture(app, window, '20-run-options')
  await window.keyboard.press('Escape')
  await replaceText(window, 'const y = np.ma')
  await window.keyboard.press('ControlOrMeta+Space')
  await expect(window.getByRole('option', { name: 'matmul' })).toBeVisible()
  await picture(app, window, '21-completion')
  for (const step of [6, 16, 24, 42, 48]) {
    await tab(window, 'Lessons').click()
    await window
      .getByRole('list', { name: 'Lessons' })
      .getByRole('button', { name: new RegExp(`^${step} `) })
      .click()
    await expect(window.getByRole('article', { name: 'Notes of the lesson' })).toBeVisible()
    if (step === 6) await picture(app, window, '22-lesson-not-run')
    await runAll(window)
    await picture(app, window, `23-lesson-${step}`)
  }
})

test('pictures of the states that take several steps', async ({ start }) => {
  mkdirSync(folder, { recursive: true })
  const { app, window, profile } = await start()
  for (const [i, { name, reach, leave }] of rareStates.entries()) {
    await reach(window)
    await picture(app, window, `${30 + i}-${name}`)
    await leave?.(window)
  }
  await app.close()
  makeNewer(profile)
  const again = await start()
  await expect(again.window.getByText('Read-only', { exact: true })).toBeVisible()
  await picture(again.app, again.window, '29-read-only')
})

/** Longer than what is recorded whole: the timeline has gaps. */
const long = `const W = new Variable(np.ones([1]))
for (let i = 0; i < 150000; i++) {
  const loss = square(W)
  W.cleargrad()
  loss.backward()
  W.data -= 0.001 * W.grad.data
  if (i % 100 === 0) track('loss', loss, i)
}
`

test('pictures of a run with gaps in its timeline', async ({ lab: { app, window } }) => {
  test.setTimeout(1_200_000)
  mkdirSync(folder, { recursive: true })
  await writeNewSession(window, long)
  await press(window, 'Run all')
  await expect(status(window)).toHaveText('Done', { timeout: 600_000 })
  await tab(window, 'Loss').click()
  await window.getByRole('button', { name: 'Close the first steps' }).click()
  await timeline(window).focus()
  for (let i = 0; i < 3; i++) await window.keyboard.press('PageDown')
  await picture(app, window, '24-gaps-in-the-timeline')
})

test('pictures of the first steps', async ({ lab: { app, window } }) => {
  mkdirSync(folder, { recursive: true })
  await runAll(window)
  await press(window, 'Next tip')
  await picture(app, window, '25-first-steps-3')
  await press(window, 'Next tip')
  await picture(app, window, '26-first-steps-4')
})

test('pictures of a first start on a Korean system', async ({ start }) => {
  mkdirSync(folder, { recursive: true })
  const { app, window } = await start(['--lang=ko'])
  await expect(window.getByRole('list', { name: '세션' })).toContainText('두 번 쓰인 변수')
  await inEveryLook(app, window, (look) => shot(window, `27-korean-start-${look}-ko`))
})

test('pictures in little room, with letters of 150 %', async ({ lab: { app, window } }) => {
  mkdirSync(folder, { recursive: true })
  await contentSize(app, window, 900, 700)
  for (let i = 0; i < 5; i++) await window.keyboard.press('ControlOrMeta+=')
  const both = async (state: string): Promise<void> => {
    await window.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    await shot(window, `28-little-room-${state}-light-en`)
    await window.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
    await switchLanguage(window, '한국어')
    await shot(window, `28-little-room-${state}-dark-ko`)
    await switchLanguage(window, 'English')
  }
  await both('start')
  await writeNewSession(window, training(60))
  await runAll(window)
  for (const name of ['Graph', 'Loss', 'Gradients', 'Memory', 'Variables']) {
    await tab(window, name).click()
    await both(name.toLowerCase())
  }
  await tab(window, 'Lessons').click()
  await both('lessons')
  await window.keyboard.press('F1')
  await both('help')
  await window.keyboard.press('Escape')
  await window.keyboard.press('ControlOrMeta+,')
  await both('settings')
})
