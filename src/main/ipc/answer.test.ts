import { describe, expect, it } from 'vitest'
import { LabError } from '@shared/failure'
import { answer } from './answer'
import { sessionMethods } from './sessionMethods'
import type * as v from 'valibot'

type ListSchema = v.GenericSchema<unknown, unknown[]>
const schemaOf = (method: keyof typeof sessionMethods): ListSchema => sessionMethods[method]
const echo = async (args: unknown[]): Promise<unknown> => args

describe('an IPC call', () => {
  it('hands parsed arguments over and answers with the value', async () => {
    expect(await answer('sessions.saveText', schemaOf('saveText'), ['id', 'text'], echo)).toEqual({
      ok: true,
      value: ['id', 'text'],
    })
    expect(await answer('sessions.listSessions', schemaOf('listSessions'), [], echo)).toMatchObject({
      ok: true,
    })
    expect(
      await answer('sessions.createSession', schemaOf('createSession'), [undefined], echo),
    ).toMatchObject({
      ok: true,
    })
  })

  it('refuses arguments that do not parse, naming method and place, without calling', async () => {
    const cases: [keyof typeof sessionMethods, unknown][] = [
      ['saveText', 'not a list'],
      ['saveText', ['id']],
      ['saveText', ['id', 'text', 'more']],
      ['saveText', ['id', { toString: 'evil' }]],
      ['openSession', ['']],
      ['updateSession', ['id', { seed: 2 ** 32 }]],
      ['updateSession', ['id', { mode: 'fast' }]],
      ['updateSession', ['id', { updatedAt: 1 }]],
      ['appendChunk', ['id', 0, [1, 2, 3]]],
      ['appendChunk', ['id', -1, new Uint8Array()]],
      ['readChunks', ['id', 0, 1e9]],
    ]
    for (const [method, args] of cases) {
      const refused = await answer(`sessions.${method}`, schemaOf(method), args, () => {
        throw new Error('was called')
      })
      expect(refused, method).toMatchObject({ ok: false, failure: { code: 'usage' } })
      expect((refused as { failure: { message: string } }).failure.message).toContain(
        `sessions.${method}: argument `,
      )
    }
  })

  it('answers with a failure as data, and with a bug for anything else that is thrown', async () => {
    const failure = { code: 'storage', message: 'full', hint: 'free some' } as const
    const failing = await answer('x', schemaOf('health'), [], async () => {
      throw new LabError(failure)
    })
    expect(failing).toEqual({ ok: false, failure })
    const broken = await answer('x', schemaOf('health'), [], async () => {
      throw new TypeError('oops')
    })
    expect(broken).toEqual({ ok: false, failure: { code: 'bug', message: 'TypeError: oops' } })
  })

  it('takes a run outcome apart field by field, so that a broken failure becomes a bug that says so', async () => {
    const outcome = {
      status: 'failed',
      failure: 'gibberish',
      digest: 'd',
      operations: 1,
      durationMs: 1,
      backwardsSkipped: 0,
      variables: {},
      extra: 'dropped',
    }
    const answered = await answer('x', schemaOf('finishRun'), ['run', outcome], async ([, parsed]) => parsed)
    expect(answered).toMatchObject({ ok: true, value: { failure: { code: 'bug' } } })
    expect((answered as { value: object }).value).not.toHaveProperty('extra')
  })
})
