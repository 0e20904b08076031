// The session store behind the real bridge of the real app.
import type { Page } from '@playwright/test'
import type { Session, SessionSummary } from '@shared/session'
import type { Answer, SessionApi } from '@shared/sessionApi'
import { expect, killApp, test } from './fixture'

/** Calls the store as the window does. */
function call<T>(page: Page, method: keyof SessionApi, ...args: unknown[]): Promise<Answer<T>> {
  return page.evaluate(([name, values]) => window.lab.call('sessions', name, values), [
    method,
    args,
  ] as const) as Promise<Answer<T>>
}

async function valueOf<T>(answer: Promise<Answer<T>>): Promise<T> {
  const settled = await answer
  if (!settled.ok) throw new Error(JSON.stringify(settled.failure))
  return settled.value
}

test('a fresh profile holds the welcome session and an example', async ({ lab }) => {
  const [welcome, example] = await valueOf(call<SessionSummary[]>(lab.window, 'listSessions'))
  expect(example).toBeDefined()
  const { source } = await valueOf(call<Session>(lab.window, 'openSession', welcome!.id))
  expect(source).toContain('const y = add(square(a), square(a))')
})

test('text that was acknowledged is there after the process was killed', async ({ start }) => {
  const first = await start()
  const { id } = await valueOf(call<Session>(first.window, 'createSession', { title: 'Kept' }))
  await valueOf(call(first.window, 'saveText', id, 'typed just now'))
  await killApp(first.app)
  const second = await start()
  expect(await valueOf(call<Session>(second.window, 'openSession', id))).toMatchObject({
    title: 'Kept',
    source: 'typed just now',
  })
  expect(await valueOf(call(second.window, 'health'))).toEqual({ state: 'ok' })
})

test('bytes of a trace cross the bridge unchanged', async ({ lab }) => {
  const { id } = await valueOf(call<Session>(lab.window, 'createSession', {}))
  const read = await lab.window.evaluate(async (sessionId) => {
    const run = { id: 'r', sessionId, source: '', seed: 0, mode: 'default', engineVersion: '1', startedAt: 1 }
    await window.lab.call('sessions', 'startRun', [run])
    const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 251)
    await window.lab.call('sessions', 'appendChunk', ['r', 0, bytes])
    const answer = (await window.lab.call('sessions', 'readChunks', ['r', 0, 1])) as Answer<Uint8Array[]>
    if (!answer.ok) return 'refused'
    const [back] = answer.value
    return (
      back instanceof Uint8Array &&
      back.length === bytes.length &&
      back.every((byte, at) => byte === bytes[at])
    )
  }, id)
  expect(read).toBe(true)
})

test('arguments that do not parse and methods that do not exist are refused', async ({ lab }) => {
  const refused = { ok: false, failure: { code: 'usage' } }
  expect(await call(lab.window, 'openSession', 7)).toMatchObject(refused)
  expect(await call(lab.window, 'saveText', 'id')).toMatchObject(refused)
  expect(await call(lab.window, 'updateSession', 'id', { seed: -1 })).toMatchObject(refused)
  expect(await call(lab.window, 'updateSession', 'id', { id: 'other' })).toMatchObject(refused)
  const elsewhere = await lab.window.evaluate(() => window.lab.call('../shell' as 'shell', 'versions', []))
  expect(elsewhere).toMatchObject(refused)
})
