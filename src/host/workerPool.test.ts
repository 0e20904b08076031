import { once } from 'node:events'
import { Worker, type MessagePort as NodePort } from 'node:worker_threads'
import { afterEach, expect, it } from 'vitest'
import { command, controlSlot } from '@shared/control'
import { createWorkerPool, type PooledWorker, type WorkerGreeting } from './workerPool'

// Real threads: the pool's contract is about what a busy one does.
const script = `
  const { parentPort, threadId } = require('node:worker_threads')
  parentPort.once('message', ({ port, control }) => {
    const slots = new Int32Array(control)
    port.on('message', (text) => {
      if (text === 'who') port.postMessage(threadId)
      if (text === 'spin') { port.postMessage('spinning'); for (;;) {} }
      if (text === 'watch') {
        port.postMessage('watching')
        while (Atomics.load(slots, 0) === 0) Atomics.wait(slots, 0, 0)
        port.postMessage(['told', ...slots])
      }
    })
  })`

const threads: Worker[] = []

function createThread(): PooledWorker {
  const thread = new Worker(script, { eval: true })
  threads.push(thread)
  return {
    postMessage: (greeting: WorkerGreeting, transfer) => thread.postMessage(greeting, transfer as never),
    terminate: () => void thread.terminate(),
  }
}

async function ask(port: NodePort, text: string): Promise<unknown> {
  port.postMessage(text)
  return ((await once(port, 'message')) as unknown[])[0]
}

afterEach(async () => {
  await Promise.all(threads.splice(0).map((thread) => thread.terminate()))
})

it('gives a worker in which nothing has run, every time another one', async () => {
  const pool = createWorkerPool(createThread)
  const first = await ask(pool.fresh() as unknown as NodePort, 'who')
  const second = await ask(pool.fresh() as unknown as NodePort, 'who')
  expect(second).not.toBe(first)
})

it('ends a worker that is stuck in an endless loop, and the next one answers', async () => {
  const pool = createWorkerPool(createThread)
  expect(await ask(pool.fresh() as unknown as NodePort, 'spin')).toBe('spinning')
  const [stuck] = threads
  const ended = once(stuck!, 'exit')
  const next = pool.fresh() as unknown as NodePort
  expect(typeof (await ask(next, 'who'))).toBe('number')
  await ended
})

it('reaches the worker through shared memory while it waits, break line first', async () => {
  const pool = createWorkerPool(createThread)
  const port = pool.fresh() as unknown as NodePort
  expect(await ask(port, 'watch')).toBe('watching')
  const told = once(port, 'message')
  pool.control(command.runToLine, 12)
  const expected: (string | number)[] = ['told', 0, 0]
  expected[1 + controlSlot.command] = command.runToLine
  expected[1 + controlSlot.breakLine] = 12
  expect(((await told) as unknown[])[0]).toEqual(expected)
})

it('gives every worker a control block of its own: a flag for the last one does not reach the next', async () => {
  const pool = createWorkerPool(createThread)
  pool.fresh()
  pool.control(command.interrupt)
  const port = pool.fresh() as unknown as NodePort
  expect(await ask(port, 'watch')).toBe('watching')
  const told = once(port, 'message')
  pool.control(command.pause)
  expect(((await told) as unknown[])[0]).toEqual(['told', command.pause, 0])
})

/** Counts workers; what is for later happens when the test says so. */
function createCountedPool() {
  let made = 0
  let due: (() => void) | undefined
  const pool = createWorkerPool(
    () => {
      made++
      return { postMessage: () => undefined, terminate: () => undefined }
    },
    (callback) => {
      due = callback
      return () => (due = undefined)
    },
  )
  return { pool, made: () => made, wait: () => due?.() }
}

it('has a spare from the start, and makes the next one once the run is under way', () => {
  const { pool, made, wait } = createCountedPool()
  expect(made()).toBe(1)
  pool.fresh()
  expect(made()).toBe(1)
  wait()
  expect(made()).toBe(2)
  pool.fresh()
  expect(made()).toBe(2)
})

it('makes a worker at once when it is asked again before there is a spare, and still one spare after it', () => {
  const { pool, made, wait } = createCountedPool()
  pool.fresh()
  pool.fresh()
  expect(made()).toBe(2)
  wait()
  expect(made()).toBe(3)
})
