// Story 3: the same script in every mode, on a million doubles. Peaks are those of CPython and NumPy (golden file).
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, projectRoot, test } from './fixture'
import { press, tab, writeNewSession } from './steps'

const golden = JSON.parse(
  readFileSync(join(projectRoot, 'src/worker/testing/golden/memory.json'), 'utf8'),
) as {
  programs: ({ name: string; typescript: string; backward: string } & Record<string, { peakBytes: number }>)[]
}

test('Compare modes shows the three peaks of step 18 within 2 %', async ({ lab: { window } }) => {
  const program = golden.programs.find(({ name }) => name === 'three_squares')!
  await writeNewSession(window, program.typescript + program.backward)
  await press(window, 'Compare modes')
  await tab(window, 'Memory').click()
  const panel = window.getByRole('tabpanel', { name: 'Memory' })
  for (const [row, mode] of [
    [/^default/, 'default'],
    [/^retain_grad/, 'retainGrad'],
    [/^no_grad/, 'noGrad'],
  ] as const) {
    const cells = panel.getByRole('row', { name: row }).first()
    await expect(cells).toBeVisible({ timeout: 30_000 })
    const peak = Number(/([\d.]+)\s*MB/.exec(await cells.innerText())![1])
    expect(Math.abs((peak * 1e6) / program[mode]!.peakBytes - 1)).toBeLessThan(0.02)
  }
})
