// Hostile scripts: whatever one does, the window works on and the next run starts clean.
import type { Page } from '@playwright/test'
import { expect, test } from './fixture'
import { output, press, replaceText, runAll, status, writeNewSession } from './steps'

/** What must hold after every script: a fresh run computes, with JavaScript's own objects as they were. */
const clean = `const x = new Variable(np.array(3.0))
const y = x * x
y.backward()
print('clean', y.data, x.grad.data, [1].map((n) => n + 1), ({}).polluted, Object.keys(np).includes('hacked'))
`

async function expectCleanRun(window: Page): Promise<void> {
  await replaceText(window, clean)
  await runAll(window)
  await expect(output(window).getByText('clean 9.0 6.0 [2] undefined false')).toBeVisible()
}

interface Hostile {
  readonly what: string
  readonly source: string
  /** How the run ends; `Stopped` after pressing Stop. */
  readonly end: 'Done' | 'Failed' | 'Stopped'
  readonly says?: string
  /** What it prints before it goes astray: Stop is pressed then. */
  readonly begins?: string
}

const scripts: readonly Hostile[] = [
  { what: 'an endless loop', source: 'for (;;) {}', end: 'Stopped' },
  {
    what: 'endless promises',
    source: 'const f = () => Promise.resolve().then(f)\nawait f()',
    end: 'Stopped',
  },
  {
    what: 'endless recursion',
    source: 'const f = () => f() + 1\nf()',
    end: 'Failed',
    says: 'functions call each other too deeply',
  },
  {
    what: 'a giant print',
    source: "print('x'.repeat(1e8))\nfor (let i = 0; i < 20000; i++) print('row', i)",
    end: 'Done',
    says: 'row 19999',
  },
  {
    what: 'prototype pollution',
    source:
      "Array.prototype.map = () => 'gone'\nObject.prototype.polluted = 1\nVariable.prototype.backward = () => 0\nnp.hacked = 1",
    end: 'Done',
  },
  { what: 'closing the worker', source: 'self.close()', end: 'Failed', says: 'self is not defined' },
  {
    what: 'a forged message',
    source: "postMessage({ type: 'RAW', value: { status: 'done' } })",
    end: 'Failed',
    says: 'postMessage is not defined',
  },
  { what: 'fetch', source: "await fetch('app://lab/')", end: 'Failed', says: 'fetch is not defined' },
  { what: 'importScripts', source: "importScripts('data:,1')", end: 'Failed', says: 'importScripts is not' },
  { what: 'a foreign module', source: "await import('data:text/javascript,1')", end: 'Failed' },
  {
    what: 'code from text',
    source: "(async () => 1).constructor('return self')()",
    end: 'Failed',
    says: 'a script cannot make code from text',
  },
  {
    what: 'a promise that fails unseen',
    source: "const lost = (async () => {\n  throw new Error('unseen')\n})()",
    end: 'Failed',
    says: 'unseen',
  },
  { what: 'eval', source: "(0, eval)('self')", end: 'Failed', says: 'eval is not defined' },
  {
    what: 'a regular expression without end',
    source: "print('matching')\n;/(a+)+$/.test('a'.repeat(40) + 'b')",
    end: 'Stopped',
    begins: 'matching',
    says: 'The names kept from earlier cells are gone',
  },
  {
    what: 'a sort without end',
    source: "print('sorting')\n;[3, 2, 1].sort(() => { for (;;) {} })",
    end: 'Stopped',
    begins: 'sorting',
  },
]

test('after every hostile script the window works and the next run is clean', async ({ lab: { window } }) => {
  test.setTimeout(180_000)
  await writeNewSession(window, clean)
  for (const { what, source, end, begins, says } of scripts) {
    await test.step(what, async () => {
      await replaceText(window, source)
      if (end === 'Stopped') {
        await press(window, 'Run all')
        if (begins === undefined) await expect(status(window)).toHaveText('Running')
        else await expect(output(window).getByText(begins)).toBeVisible()
        await press(window, 'Stop')
        await expect(status(window)).toHaveText('Stopped', { timeout: 3000 })
      } else await runAll(window, end)
      if (says !== undefined) await expect(output(window).getByText(says).first()).toBeVisible()
      await expectCleanRun(window)
    })
  }
})

test('a script that fills the memory ends the engine, not the window', async ({ lab }) => {
  test.setTimeout(180_000)
  const { window } = lab
  await writeNewSession(
    window,
    'const hoard = []\nfor (let i = 0; ; i++) hoard.push({ i, text: `item ${i}` })\n',
  )
  await press(window, 'Run all')
  await expect(status(window)).toHaveText('Failed', { timeout: 120_000 })
  await expect(output(window)).toContainText('engine')
  await expectCleanRun(window)
})
