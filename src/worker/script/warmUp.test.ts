import { expect, test } from 'vitest'
import { compile } from './compile'
import { sample, warmUp } from './warmUp'

test('the sample is a script that compiles, with its free names known', () => {
  const globals = new Set(['Variable', 'Function', 'np', 'print', 'track', 'Promise', 'Math'])
  const compiled = compile(sample, { globals })
  expect(compiled.ok || compiled.diagnostics).toBe(true)
})

test('warming up ends as soon as the worker is wanted', async () => {
  let asked = 0
  expect(await warmUp(() => ++asked > 3)).toBe(3)
})
