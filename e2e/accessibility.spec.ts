// Every state that a person can be in has no serious finding of axe, in both themes.
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './fixture'
import { makeNewer, rareStates } from './rareStates'
import { press, replaceText, runAll, script, status, tab, training, writeNewSession } from './steps'

async function expectNoFinding(window: Page, state: string): Promise<void> {
  // Electron cannot open the blank page that axe's other mode needs.
  const { violations } = await new AxeBuilder({ page: window }).setLegacyMode(true).analyze()
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join(', ')}`)
  expect(serious, state).toEqual([])
}

for (const theme of ['light', 'dark'] as const) {
  test(`no serious finding in any state, ${theme}`, async ({ lab: { window } }) => {
    test.slow()
    await window.emulateMedia({ colorScheme: theme })
    await expectNoFinding(window, 'first start')
    await runAll(window)
    for (const name of ['Graph', 'Loss', 'Gradients', 'Memory', 'Variables']) {
      await tab(window, name).click()
      await expect(window.getByRole('tabpanel', { name })).toBeVisible()
      await expectNoFinding(window, `${name} after a run`)
    }
    await press(window, 'New session')
    await expect(script(window)).toHaveText(/^Write a script/)
    await expectNoFinding(window, 'an empty session')
    await writeNewSession(window, training(30))
    await expectNoFinding(window, 'a session without a run')
    await runAll(window)
    for (const name of ['Loss', 'Gradients']) {
      await tab(window, name).click()
      await expectNoFinding(window, `${name} with curves`)
    }
    await tab(window, 'Memory').click()
    await press(window, 'Compare modes')
    const memory = window.getByRole('tabpanel', { name: 'Memory' })
    await expect(memory.getByRole('list', { name: 'What the differences are made of' })).toBeVisible({
      timeout: 30_000,
    })
    await expectNoFinding(window, 'compared modes')
    await memory.getByRole('combobox', { name: /^Chart/ }).selectOption('retain_grad by purpose')
    await expect(memory.getByRole('figure', { name: 'Live memory of retain_grad by purpose' })).toBeVisible()
    await expectNoFinding(window, 'a compared mode by purpose')
    await replaceText(window, 'null.x\n')
    await runAll(window, 'Failed')
    await expectNoFinding(window, 'failed')
    await replaceText(window, 'for (;;) {}\n')
    await press(window, 'Run all')
    await expect(status(window)).toHaveText('Running')
    await expectNoFinding(window, 'running')
    await press(window, 'Stop')
    await expect(status(window)).toHaveText('Stopped')
    await expectNoFinding(window, 'stopped')
  })

  test(`no serious finding in dialogs and lessons, ${theme}`, async ({ lab: { window } }) => {
    test.slow()
    await window.emulateMedia({ colorScheme: theme })
    await window.keyboard.press('ControlOrMeta+Shift+P')
    await expect(window.getByRole('dialog')).toBeVisible()
    await expectNoFinding(window, 'command palette')
    await window.keyboard.press('Escape')
    await window.keyboard.press('F1')
    await expect(window.getByRole('dialog')).toBeVisible()
    for (const name of ['Start', 'Script API', 'Differences from Python', 'Shortcuts']) {
      await tab(window, name).click()
      await expectNoFinding(window, `help: ${name}`)
    }
    await window.keyboard.press('Escape')
    await window.keyboard.press('ControlOrMeta+,')
    await expect(window.getByRole('dialog', { name: 'Settings' })).toBeVisible()
    await expectNoFinding(window, 'settings')
    await window.keyboard.press('Escape')
    await tab(window, 'Lessons').click()
    await window.getByRole('list', { name: 'Lessons' }).getByRole('button', { name: /^16 / }).click()
    await expect(window.getByRole('article', { name: 'Notes of the lesson' })).toBeVisible()
    await expectNoFinding(window, 'a lesson before its run')
    await runAll(window)
    await expectNoFinding(window, 'a lesson after its run')
    await window.getByRole('list', { name: 'Lessons' }).getByRole('button', { name: /^24 / }).click()
    await expect(tab(window, 'Figures')).toHaveAttribute('aria-selected', 'true')
    await runAll(window)
    await expect(window.getByRole('figure', { name: 'sphere' })).toBeVisible()
    await expectNoFinding(window, 'figures')
    await press(window, 'Read beside: 3. Chain functions')
    await expect(window.getByRole('article', { name: 'Notes and script of the lesson' })).toBeVisible()
    await expectNoFinding(window, 'a lesson beside the session')
    await window.keyboard.press('ControlOrMeta+Shift+F')
    await expect(window.getByRole('searchbox', { name: 'Search in the output' })).toBeFocused()
    await expectNoFinding(window, 'search in the output')
  })

  test(`no serious finding in the states that take several steps, ${theme}`, async ({ start }) => {
    test.slow()
    const { app, window, profile } = await start()
    await window.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    for (const { name, reach, leave } of rareStates) {
      await reach(window)
      await expectNoFinding(window, name)
      await leave?.(window)
    }
    await app.close()
    makeNewer(profile)
    const again = await start()
    await again.window.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await expect(again.window.getByText('Read-only', { exact: true })).toBeVisible()
    await expectNoFinding(again.window, 'read-only')
  })
}
