// Story 4: one cursor through forward and backward.
import { expect, test } from './fixture'
import { diamond, press, runAll, script, tab, timeline, writeNewSession } from './steps'

test('stepping builds the graph in order, then brings the gradients back', async ({ lab: { window } }) => {
  await runAll(window)
  await tab(window, 'Graph').click()
  const functions = window.getByRole('tabpanel', { name: 'Graph' }).getByRole('button', { name: /^function/ })
  await expect(functions).toHaveCount(4)
  await timeline(window).focus()
  await window.keyboard.press('Home')
  await expect(functions).toHaveCount(0)
  for (const count of [1, 2, 3, 4]) {
    await window.keyboard.press('ArrowRight')
    await expect(functions).toHaveCount(count)
  }
  await expect(window.getByText('∂ 64')).toBeHidden()
  await tab(window, 'Variables').click()
  const gradient = window.getByRole('row', { name: /^x\b/ }).getByRole('cell', { name: '64', exact: true })
  await expect(gradient).toHaveCount(0)
  await timeline(window).focus()
  await window.keyboard.press('End')
  await expect(window.getByText('∂ 64')).toBeVisible()
  await expect(gradient).toBeVisible()
})

test('script, graph, table and timeline follow one cursor, backward by generation with the sum of both gradients', async ({
  lab: { window },
}) => {
  await writeNewSession(window, diamond)
  await runAll(window)
  await tab(window, 'Graph').click()
  const graph = window.getByRole('tabpanel', { name: 'Graph' })
  const variable = (name: string) => graph.getByRole('button', { name: `variable ${name}`, exact: true })
  const line = script(window).locator('.cm-cursor-line')
  const place = timeline(window)
  await place.press('Home')
  for (const [step, code, gradients] of [
    ['forward · Square', 'const a = square(x)', {}],
    ['forward · Square', 'const y = add(square(a), square(a))', {}],
    ['forward · Square', 'const y = add(square(a), square(a))', {}],
    ['forward · Add', 'const y = add(square(a), square(a))', {}],
    ['backward · Add', 'const y = add(square(a), square(a))', {}],
    // Both functions of the higher generation come before the one that a leaf goes into: a has its whole sum by then.
    ['backward · Square', 'const y = add(square(a), square(a))', { a: '∂ 8' }],
    ['backward · Square', 'const y = add(square(a), square(a))', { a: '∂ 16' }],
    ['backward · Square', 'const a = square(x)', { x: '∂ 64' }],
  ] as const) {
    await place.press('ArrowRight')
    await expect(place).toHaveAttribute('aria-valuetext', new RegExp(step))
    if ('x' in gradients) break // At its end the run is at rest, and no line is special.
    await expect(line).toHaveText(code)
    const { a } = { a: undefined, ...gradients }
    if (a !== undefined) await expect(variable('a')).toHaveAccessibleDescription(new RegExp(`${a}$`))
    await expect(variable('x')).not.toHaveAccessibleDescription(/∂/)
  }
  await expect(variable('x')).toHaveAccessibleDescription(/∂ 64$/)

  // The selected variable is the same one in the graph and in the table, whichever it was chosen in.
  await variable('a').press('Enter')
  await expect(line).toHaveText('const a = square(x)')
  await tab(window, 'Variables').click()
  const row = window.getByRole('table', { name: 'Variables' }).getByRole('row', { name: /^a\b/ })
  await expect(row.getByRole('button')).toHaveAttribute('aria-pressed', 'true')
})

test('the run plays to its end by itself, at the chosen speed, with the keyboard alone', async ({
  lab: { window },
}) => {
  await runAll(window)
  await window.getByRole('combobox', { name: 'Speed' }).selectOption('16×')
  await timeline(window).press('Home')
  await expect(timeline(window)).toHaveAttribute('aria-valuetext', /op 0 of 8/)
  await window.keyboard.press('Space')
  await expect(timeline(window)).toHaveAttribute('aria-valuetext', /op 8 of 8/)
  await expect(window.getByRole('button', { name: 'Play', exact: true })).toHaveAttribute(
    'aria-pressed',
    'false',
  )
  await press(window, 'Back')
  await expect(timeline(window)).toHaveAttribute('aria-valuetext', /op 7 of 8/)
})

test('a run that begins again at its end does so until the button is released', async ({
  lab: { window },
}) => {
  await runAll(window)
  await window.getByRole('combobox', { name: 'Speed' }).selectOption('16×')
  const loop = window.getByRole('button', { name: 'Begin again at the end', exact: true })
  const play = window.getByRole('button', { name: 'Play', exact: true })
  await expect(loop).toHaveAttribute('aria-pressed', 'false')
  await loop.click()
  await expect(loop).toHaveAttribute('aria-pressed', 'true')
  // How often the timeline went back: too fast to be seen from here.
  const returns = await timeline(window).evaluateHandle((slider) => {
    let count = 0
    const place = (): number => Number((slider as HTMLInputElement).value)
    let before = place()
    new MutationObserver(() => {
      if (place() < before) count++
      before = place()
    }).observe(slider, { attributes: true })
    return () => count
  })
  await play.click()
  await expect.poll(() => returns.evaluate((count) => count())).toBeGreaterThan(2)
  await expect(play).toHaveAttribute('aria-pressed', 'true')
  await loop.click()
  await expect(loop).toHaveAttribute('aria-pressed', 'false')
  await expect(play).toHaveAttribute('aria-pressed', 'false')
  await expect(timeline(window)).toHaveAttribute('aria-valuetext', /op 8 of 8/)
})
