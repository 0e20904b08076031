// Pausing and stepping block the thread that runs the script, so somebody else has to press the buttons: a thread that
// writes the control block as the engine host's page does.
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { command, controlSlot, controlSlots } from '@shared/control'
import type { RunRequest } from '@shared/engineApi'
import { applyBatch, createTraceState } from '@shared/traceState'
import { createEngineService } from './service'

/** Waits for each pause, notes how much had been printed, and gives the next command. */
const fingers = `
  const { parentPort, workerData } = require('node:worker_threads')
  const { control, printed, presses, pause } = workerData
  parentPort.postMessage('ready')
  const counts = []
  for (const [command, line] of presses) {
    while (Atomics.load(control, 0) !== pause) Atomics.wait(control, 0, Atomics.load(control, 0) , 1)
    counts.push(Atomics.load(printed, 0))
    Atomics.store(control, 1, line)
    Atomics.store(control, 0, command)
    Atomics.notify(control, 0)
  }
  parentPort.postMessage(counts)`

type Press = readonly [command: number, line?: number]

/**
 * Runs a script with `first` in the control block and each of `presses` given at the next pause.
 * `counts` says how many lines had been printed at each pause.
 */
async function runPressed(
  source: string,
  first: Press,
  presses: readonly Press[],
  change: Partial<RunRequest> = {},
) {
  const control = new Int32Array(new SharedArrayBuffer(controlSlots * 4))
  const printed = new Int32Array(new SharedArrayBuffer(4))
  const pairs = presses.map(([value, line = 0]) => [value, line])
  const workerData = { control, printed, presses: pairs, pause: command.pause }
  const thread = new Worker(fingers, { eval: true, workerData })
  await once(thread, 'message')
  const counted = once(thread, 'message') as Promise<[number[]]>
  Atomics.store(control, controlSlot.breakLine, first[1] ?? 0)
  Atomics.store(control, controlSlot.command, first[0])
  let state = createTraceState()
  const service = createEngineService(control)
  const request: RunRequest = { runId: 'r', source, seed: 0, mode: 'default', cells: 'all', ...change }
  const outcome = await service.run(request, {
    postMessage: (chunk) => {
      if (!(chunk instanceof Uint8Array)) return
      state = applyBatch(state, chunk)
      Atomics.store(printed, 0, state.outputs.filter(({ kind }) => kind === 'print').length)
    },
    close: () => undefined,
  })
  const [counts] = await counted
  await thread.terminate()
  return { outcome, counts, texts: state.outputs.map(({ text }) => text), service }
}

const straight = `print('one')
const x = new Variable(np.array(1.0))
const y = x * 2; print('two')
const z = y * 3
print('three')
`

test('step line pauses at every line of the top level', async () => {
  const { stepLine, run } = command
  const { outcome, counts } = await runPressed(
    straight,
    [stepLine],
    [[stepLine], [stepLine], [stepLine], [stepLine], [run]],
  )
  expect(counts).toEqual([0, 1, 1, 2, 2])
  expect(outcome.status).toBe('done')
})

test('step operation pauses before every operation, and nowhere else', async () => {
  const { stepOperation, run } = command
  const { outcome, counts, texts } = await runPressed(straight, [stepOperation], [[stepOperation], [run]])
  expect(counts).toEqual([1, 2])
  expect(outcome.status).toBe('done')
  expect(texts).toEqual(['one', 'two', 'three'])
})

test('step operation pauses before every step of backward', async () => {
  const { stepOperation, run } = command
  const source = `${straight}z.backward()\nprint('four')`
  const { counts } = await runPressed(
    source,
    [stepOperation],
    [[stepOperation], [stepOperation], [stepOperation], [run]],
  )
  expect(counts).toEqual([1, 2, 3, 3])
})

test('step line goes line by line through loops and into functions', async () => {
  const { stepLine, runToLine, run } = command
  const source = `const show = (n) => {
  print(n)
  print(-n)
}
for (let i = 1; i < 4; i++) {
  print('turn')
  show(i)
}
`
  const presses: Press[] = [[stepLine], [stepLine], [stepLine], [stepLine], [stepLine], [stepLine], [run]]
  const { counts, outcome } = await runPressed(source, [runToLine, 6], presses)
  // Lines 6, 7, 1 (the function's head), 2, 3, then the loop's head and line 6 again.
  expect(counts).toEqual([0, 1, 1, 1, 2, 3, 3])
  expect(outcome.status).toBe('done')
})

test('run to line stops there and goes on', async () => {
  const { runToLine, run } = command
  const { outcome, counts } = await runPressed(straight, [runToLine, 4], [[run]])
  expect(counts).toEqual([2])
  expect(outcome.status).toBe('done')
})

test('run to a line in a function of a loop stops at each call', async () => {
  const { runToLine, run } = command
  const source =
    'const f = (n) => {\n  return new Variable(np.array(n)) * 2\n}\nfor (let i = 0; i < 3; i++) {\n  print(i)\n  f(i)\n}'
  const { counts } = await runPressed(source, [runToLine, 2], [[runToLine, 2], [run]])
  expect(counts).toEqual([1, 2])
})

test('a paused script is interrupted, and what it had bound stays for the next cell', async () => {
  const { runToLine, interrupt } = command
  const source =
    '// %% make\nlet kept = 41\nfor (;;) {\n  kept += 1\n  print(kept)\n}\n// %% use\nprint(`kept ${kept}`)'
  const { outcome, service } = await runPressed(source, [runToLine, 3], [[interrupt]])
  expect(outcome.status).toBe('stopped')
  expect(outcome.failure).toBeUndefined()
  let state = createTraceState()
  const request: RunRequest = { runId: 's', source, seed: 0, mode: 'default', cells: { first: 1, last: 1 } }
  const next = await service.run(request, {
    postMessage: (chunk) => {
      if (chunk instanceof Uint8Array) state = applyBatch(state, chunk)
    },
    close: () => undefined,
  })
  expect(next.status).toBe('done')
  expect(state.outputs.map(({ text }) => text)).toEqual(['kept 41'])
})

test('waiting does not count against the time limit', async () => {
  const { runToLine, run } = command
  const { outcome } = await runPressed('print(1)\nprint(2)', [runToLine, 2], [[run]], { timeLimitMs: 60_000 })
  expect(outcome.status).toBe('done')
})
