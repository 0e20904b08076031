// Hostile scripts. This file's thread is closed for good, as the worker's realm is.
import { command } from '@shared/control'
import { beforeAll, expect, test } from 'vitest'
import { Interruption } from '../run/interruption'
import { closeRealm } from './sandbox'
import { createHarness, runScript } from './testing/runScript'

class Parent {
  close(): void {
    return undefined
  }
}

const scope = Object.assign(new Parent(), { fetch: () => 1, importScripts: () => 1, eval: () => 1, kept: 1 })

beforeAll(() => closeRealm(scope))

test('the realm loses what reaches out, also what it inherits', () => {
  expect(scope).toEqual({ kept: 1 })
  expect((scope as { close?: unknown }).close).toBeUndefined()
})

test.each([
  'fetch',
  'self',
  'globalThis',
  'postMessage',
  'importScripts',
  'close',
  'process',
  'require',
  'WebSocket',
  'Worker',
  'indexedDB',
  'eval',
  'Atomics',
  'SharedArrayBuffer',
  'WebAssembly',
  'navigator',
])('%s cannot be named', async (name) => {
  const { failure, printed } = await runScript(`print(typeof ${name})\n${name}('x')`)
  expect(printed).toEqual(['undefined'])
  expect(failure).toMatchObject({ at: { line: 2, column: 1 }, message: `${name} is not defined` })
  expect(failure!.hint).toBeDefined()
})

test.each([
  "(() => 1).constructor('return this')()",
  "(async () => 1).constructor('return this')()",
  "(function* () {}).constructor('return this')()",
  "print.constructor('return this')()",
  "Variable.constructor('return this')()",
  "[].map.constructor('return this')()",
  "Reflect.construct((() => 1).constructor, ['return this'])()",
  "Object.getPrototypeOf(async function* () {}).constructor('return this')()",
])('no code from text: %s', async (source) => {
  const { failure } = await runScript(source)
  expect(failure?.message).toBe('a script cannot make code from text')
})

test('this is nothing, at the top level and in functions', async () => {
  const { printed } = await runScript('print(this, (function () { return this })())')
  expect(printed).toEqual(['undefined undefined'])
})

test('an endless loop ends at once when the flag is set, also inside try', async () => {
  const sources = [
    'for (;;) {}',
    'while (true) { try { for (;;) {} } catch {} finally {} }',
    'const f = () => f2(); const f2 = () => { for (;;) f3() }; const f3 = () => 1; f()',
    'do ; while (true)',
    'await (async () => { for (;;) await 0 })()',
    'setInterval(() => {}, 1)',
    'function* g() { for (;;) yield 1 } for (const v of g()) ;',
    '[1].sort(() => { for (;;) {} }); Array.from({ length: 1e9 }, () => 1)',
  ]
  for (const source of sources) {
    let checks = 0
    const harness = createHarness(() => {
      if (++checks > 20) harness.control[0] = command.interrupt
      if (harness.control[0] === command.interrupt) throw new Interruption(null)
    })
    expect(await harness.session.run(source, 'all')).toEqual({ status: 'stopped', limit: null })
  }
})

test('endless recursion fails and the next run is clean', async () => {
  const { session, printed } = createHarness()
  const end = await session.run('const f = () => f() + 1\nf()', 'all')
  expect(end).toMatchObject({ status: 'failed', failure: { code: 'script', at: { line: 1 } } })
  expect(await session.run('print(1)', 'all')).toEqual({ status: 'done' })
  expect(printed).toEqual(['1'])
})

test('a giant print is cut with a notice', async () => {
  const { printed } = await runScript(
    "print('x'.repeat(1e7)); print(Array.from({ length: 1e6 }, (_, i) => i))",
  )
  expect(printed[0]!.length).toBeLessThan(21_000)
  expect(printed[0]).toMatch(/… \(cut: 9980000 more characters\)$/)
  expect(printed[1]).toMatch(/… 999900 more\]$/)
})

test('too much memory is an error of the script', async () => {
  const { failure } = await runScript('const a = new Float64Array(2 ** 53)')
  expect(failure?.message).toContain('not enough memory')
})

test('the lab’s own objects in scope cannot be replaced by assignment', async () => {
  const { failure } = await runScript('Math.exp = () => 1')
  expect(failure?.code).toBe('script')
})

test('an error that lies about itself is still a failure', async () => {
  const sources = [
    "const e = new Error('a'); e.stack = { toString() { throw 1 } }; throw e",
    "throw Object.defineProperty(new Error('b'), 'message', { get() { throw new Error('inner') } })",
    'throw { toString() { throw 1 }, toJSON() { throw 2 } }',
    'Error.stackTraceLimit = 0; null.x',
    "Error.prepareStackTrace = () => { throw 1 }; throw new Error('c')",
  ]
  for (const source of sources) {
    const { end } = await runScript(source)
    expect(end.status).toBe('failed')
  }
  Reflect.deleteProperty(Error, 'prepareStackTrace')
})
