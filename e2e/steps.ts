// What a person does in the window, by role and accessible name. Every spec speaks in these.
import { expect, type Locator, type Page } from '@playwright/test'

export const status = (window: Page): Locator => window.getByRole('status', { name: 'Run status' })
export const output = (window: Page): Locator => window.getByRole('log', { name: 'Output' })
export const script = (window: Page): Locator => window.getByRole('textbox', { name: 'Script' })
export const timeline = (window: Page): Locator => window.getByRole('slider', { name: 'Timeline' })
export const tab = (window: Page, name: string): Locator => window.getByRole('tab', { name, exact: true })
export const press = (window: Page, name: string): Promise<void> =>
  window.getByRole('button', { name, exact: true }).click()

/** How many entries a list has, once it is there. */
export async function countOf(items: Locator): Promise<number> {
  await expect(items.first()).toBeVisible()
  return items.count()
}

/** A new session with the given text, typed as a paste, so that the editor indents nothing. */
export async function writeNewSession(window: Page, text: string): Promise<void> {
  const sessions = window.getByRole('list', { name: 'Sessions' }).getByRole('listitem')
  const before = await countOf(sessions)
  await press(window, 'New session')
  await expect(sessions).toHaveCount(before + 1)
  await replaceText(window, text)
}

export async function replaceText(window: Page, text: string): Promise<void> {
  await script(window).click()
  await window.keyboard.press('ControlOrMeta+A')
  // Typing over a selection makes Chromium try an inline style, which the policy refuses with a message.
  await window.keyboard.press('Delete')
  await window.keyboard.insertText(text)
  await expect(script(window)).toContainText(text.split('\n')[0]!)
}

/** Presses Run all and waits for one of the ends. */
export async function runAll(window: Page, end: 'Done' | 'Failed' | 'Stopped' = 'Done'): Promise<void> {
  await press(window, 'Run all')
  await expect(status(window)).toHaveText(end, { timeout: 30_000 })
}

export const diamond = `const x = new Variable(np.array(2.0))
const a = square(x)
const y = add(square(a), square(a))
y.backward()
print(y.data)
print(x.grad.data)
`

/** A training loop long enough to be watched: about \`steps\` small updates. */
export const training = (steps: number): string => `np.random.seed(0)
const x = np.random.rand(100, 1)
const t = 5 + 2 * x + np.random.rand(100, 1)
const W = new Variable(np.zeros([1, 1]))
const b = new Variable(np.zeros([1]))
for (let i = 0; i < ${steps}; i++) {
  const loss = meanSquaredError(matmul(x, W) + b, t)
  W.cleargrad()
  b.cleargrad()
  loss.backward()
  W.data -= 0.1 * W.grad.data
  b.data -= 0.1 * b.grad.data
  track('loss', loss)
}
print('trained')
`
