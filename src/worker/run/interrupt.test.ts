// Stop and Pause in the midst of everything a script can be busy with. A thread presses while this one computes, as the
// engine host's page does; what was bound before stays.
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { command, controlSlots } from '@shared/control'
import type { RunRequest } from '@shared/engineApi'
import { applyBatch, createTraceState } from '@shared/traceState'
import { createEngineService } from './service'

/** Presses once the script has been heard of, and a second time once it waits. */
const finger = `
  const { parentPort, workerData } = require('node:worker_threads')
  const { control, heard, first, second } = workerData
  const idle = new Int32Array(new SharedArrayBuffer(4))
  parentPort.postMessage('ready')
  Atomics.wait(heard, 0, 0)
  Atomics.store(control, 0, first)
  Atomics.notify(control, 0)
  if (second !== null) {
    // Only a thread that waits can be woken.
    while (Atomics.notify(control, 0) === 0) Atomics.wait(idle, 0, 0, 1)
    Atomics.store(control, 0, second)
    Atomics.notify(control, 0)
  }`

async function runPressed(source: string, first: number, second: number | null) {
  const control = new Int32Array(new SharedArrayBuffer(controlSlots * 4))
  const heard = new Int32Array(new SharedArrayBuffer(4))
  const workerData = { control, heard, first, second }
  const thread = new Worker(finger, { eval: true, workerData })
  await once(thread, 'message')
  const service = createEngineService(control)
  const run = async (cells: RunRequest['cells'], onChunk: () => void) => {
    let state = createTraceState()
    const request: RunRequest = { runId: 'r', source, seed: 0, mode: 'default', cells }
    const outcome = await service.run(request, {
      postMessage(chunk) {
        if (!(chunk instanceof Uint8Array)) return
        state = applyBatch(state, chunk)
        onChunk()
      },
      close: () => undefined,
    })
    return { outcome, texts: state.outputs.map(({ text }) => text) }
  }
  const busy = await run({ first: 0, last: 0 }, () => {
    Atomics.store(heard, 0, 1)
    Atomics.notify(heard, 0)
  })
  await thread.terminate()
  const after = await run({ first: 1, last: 1 }, () => undefined)
  return { busy, after }
}

const endless: readonly (readonly [what: string, body: string])[] = [
  ['a loop over numbers', 'let s = 0; for (let i = 0; i >= 0; i++) s += i * 0.5'],
  [
    'a loop that counts to a bound',
    'let s = 0; for (let k = 0; k >= 0; k++) { for (let i = 0; i < 1e9; i++) s += i }',
  ],
  ['a loop without a body', 'for (;;);'],
  ['a loop that calls', 'const f = (x) => x + 1; let n = 0; while (true) n = f(n)'],
  ['a loop in a function', 'function f() { for (;;) { kept } } f()'],
  ['recursion', 'const f = (n) => n < 1 ? 1 : f(n - 1) + f(n - 2); print(f(80))'],
  ['callbacks', 'const xs = [1, 2, 3]; for (;;) xs.map((x) => x * 2)'],
  [
    'a comparison of a sort',
    'const sorted = [3, 1, 2].sort((a, b) => { for (;;) { if (a > 9) return a - b } })',
  ],
  ['a replacement', "'abc'.replace(/./g, () => { for (;;) {} })"],
  ['a getter', 'const o = { get x() { for (;;) {} } }; o.x'],
  ['a generator', 'function* g() { for (let i = 0; ; i++) yield i } for (const v of g()) { v }'],
  ['an async loop', 'async function f() { for (;;) await null } await f()'],
  ['promises in a chain', 'const f = () => Promise.resolve().then(f); await f()'],
  ['timers', 'const t = () => setTimeout(t, 1); t()'],
  ['a loop that catches everything', 'for (;;) { try { for (;;) {} } catch {} finally { kept } }'],
  ['operations', 'const x = new Variable(np.ones([3])); for (;;) square(x)'],
  ['large products', 'const x = np.ones([512, 512]); for (;;) np.matmul(x, x)'],
  ['backward', 'const x = new Variable(np.ones([3])); for (;;) { sum(square(x)).backward() }'],
]

test.each(endless)('Stop ends %s, and the names of the session stay', async (_what, body) => {
  const source = `// %% busy\nlet kept = 41\nprint('heard')\n${body}\n// %% after\nprint(kept + 1)`
  const { busy, after } = await runPressed(source, command.interrupt, null)
  expect(busy.outcome.status).toBe('stopped')
  expect(busy.outcome.failure).toBeUndefined()
  expect(after.texts).toEqual(['42'])
})

test.each(endless)('Pause holds %s, and Stop ends it there', async (_what, body) => {
  const source = `// %% busy\nlet kept = 41\nprint('heard')\n${body}\n// %% after\nprint(kept + 1)`
  const { busy, after } = await runPressed(source, command.pause, command.interrupt)
  expect(busy.outcome.status).toBe('stopped')
  expect(after.texts).toEqual(['42'])
})

test('Stop ends one product that would take many seconds', async () => {
  const body = 'const x = np.ones([6000, 6000]); np.matmul(x, x); kept = 0'
  const source = `// %% busy\nlet kept = 41\nprint('heard')\n${body}\n// %% after\nprint(kept + 1)`
  const { busy, after } = await runPressed(source, command.interrupt, null)
  expect(busy.outcome.status).toBe('stopped')
  expect(after.texts).toEqual(['42'])
})
