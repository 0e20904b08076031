import { LabError } from '@shared/failure'
import { describe, expect, it } from 'vitest'
import { createServiceClient } from './serviceClient'

describe('service client', () => {
  it('sends service, method and arguments and hands back the value', async () => {
    const sent: unknown[] = []
    const client = createServiceClient('sessions', async (...call) => {
      sent.push(call)
      return { ok: true, value: { updatedAt: 7 } }
    })
    expect(await client.saveText('s1', 'print(1)')).toEqual({ updatedAt: 7 })
    expect(sent).toEqual([['sessions', 'saveText', ['s1', 'print(1)']]])
  })

  it('turns a failure answer into a LabError with its code and hint', async () => {
    const failure = { code: 'storage', message: 'disk is full', hint: 'free some space' }
    const client = createServiceClient('sessions', async () => ({ ok: false, failure }))
    const thrown: unknown = await client.listSessions().catch((error: unknown) => error)
    expect(thrown).toBeInstanceOf(LabError)
    expect((thrown as LabError).failure).toEqual(failure)
  })

  it('says so when the answer is not an answer', async () => {
    const client = createServiceClient('shell', async () => 'what')
    await expect(client.versions()).rejects.toThrow('cannot be read')
  })

  it('is not mistaken for a promise', async () => {
    const client = createServiceClient('shell', async () => {
      throw new Error('must not be called')
    })
    expect(await Promise.resolve(client)).toBe(client)
  })
})
