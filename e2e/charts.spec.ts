// Charts leave the window as pictures and as numbers.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from './fixture'
import { press, runAll, tab, training, writeNewSession } from './steps'

test('a chart is saved as PNG, SVG and CSV with every number', async ({ lab: { app, window } }) => {
  const folder = mkdtempSync(join(tmpdir(), 'dezero-lab-charts-'))
  const save = async (button: string, name: string): Promise<Buffer> => {
    const path = join(folder, name)
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, path)
    await press(window, button)
    await expect(window.getByText(`Written: ${name}`)).toBeVisible()
    return readFileSync(path)
  }
  await writeNewSession(window, training(300))
  await runAll(window)
  await tab(window, 'Loss').click()
  expect((await save('Save the chart as PNG', 'loss.png')).subarray(1, 4).toString()).toBe('PNG')
  const svg = (await save('Save the chart as SVG', 'loss.svg')).toString()
  expect(svg).toMatch(/^<svg/)
  expect(svg).toContain('>loss<')
  const csv = (await save('Save the numbers as CSV', 'loss.csv')).toString().split('\r\n')
  expect(csv).toHaveLength(302)
  expect(csv[300]).toMatch(/^loss,299,0\.\d{10,}$/)
  await tab(window, 'Memory').click()
  const memory = (await save('Save the numbers as CSV', 'memory.csv')).toString().split('\r\n')
  expect(memory[0]).toContain('held for backward')
  expect(memory.length).toBeGreaterThan(1800)
  rmSync(folder, { recursive: true })
})

test('a line is hidden, shown alone and shown again; the picture is what is seen, with its title', async ({
  lab: { app, window },
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'dezero-lab-charts-'))
  const path = join(folder, 'loss.svg')
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, path)
  await writeNewSession(window, "for (let i = 0; i < 9; i++) {\n  track('up', i)\n  track('down', -i)\n}\n")
  await runAll(window)
  await tab(window, 'Loss').click()
  const panel = window.getByRole('tabpanel', { name: 'Loss' })
  const [up, down] = ['up', 'down'].map((name) => panel.getByRole('button', { name, exact: true }))
  await up!.click()
  await expect(up!).toHaveAttribute('aria-pressed', 'false')
  await press(window, 'Save the chart as SVG')
  await expect(window.getByText('Written: loss.svg')).toBeVisible()
  const svg = readFileSync(path, 'utf8')
  expect(svg).toContain('>up, down over the steps<')
  expect(svg).toContain('>down<')
  expect(svg).not.toContain('>up<')
  await up!.press('Alt+Enter')
  await expect(up!).toHaveAttribute('aria-pressed', 'true')
  await expect(down!).toHaveAttribute('aria-pressed', 'false')
  await up!.press('Alt+Enter')
  await expect(down!).toHaveAttribute('aria-pressed', 'true')
  rmSync(folder, { recursive: true })
})
