import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { MainMessage } from '@shared/bridge'
import { createFlushing } from './flush'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('closing waits for the answer with its own token', async () => {
  const flushing = createFlushing(2000)
  const sent: MainMessage[] = []
  let done = false
  const answered = flushing.flush((message) => sent.push(message))
  void answered.then(() => (done = true))
  const [message] = sent
  expect(message?.type).toBe('flush')
  const token = message?.type === 'flush' ? message.token : NaN
  flushing.flushed(token + 1, null)
  await vi.advanceTimersByTimeAsync(1000)
  expect(done).toBe(false)
  flushing.flushed(token, 'disk full')
  expect(await answered).toBe('disk full')
  expect(vi.getTimerCount()).toBe(0)
})

it('closing goes on when the window does not answer in time', async () => {
  const flushing = createFlushing(2000)
  let done = false
  void flushing.flush(() => undefined).then(() => (done = true))
  await vi.advanceTimersByTimeAsync(1999)
  expect(done).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  expect(done).toBe(true)
})
