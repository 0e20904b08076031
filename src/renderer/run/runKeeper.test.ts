import type { RunOutcome } from '@shared/engineApi'
import type { RunRecord } from '@shared/session'
import { describe, expect, it } from 'vitest'
import { RunKeeper } from './runKeeper'

const record: RunRecord = {
  id: 'r',
  sessionId: 's',
  source: '',
  seed: 0,
  mode: 'default',
  engineVersion: '1',
  startedAt: 0,
  status: 'running',
  digest: null,
  operations: 0,
  durationMs: null,
  failure: null,
  chunks: 0,
}
const outcome: RunOutcome = {
  status: 'done',
  digest: '',
  operations: 0,
  durationMs: 0,
  variables: {},
  backwardsSkipped: 0,
}

describe('run keeper', () => {
  it('writes start, chunks in their order and the end, one at a time', async () => {
    const calls: string[] = []
    const slowly = (name: string) => async () => {
      calls.push(`${name}…`)
      await Promise.resolve()
      calls.push(name)
    }
    const keeper = new RunKeeper(
      {
        startRun: slowly('start'),
        appendChunk: (_id, index) => slowly(`chunk ${index}`)(),
        finishRun: slowly('finish'),
      },
      record,
      () => undefined,
    )
    keeper.append(new Uint8Array())
    keeper.append(new Uint8Array())
    await keeper.finish(outcome)
    expect(calls.filter((call) => !call.endsWith('…'))).toEqual(['start', 'chunk 0', 'chunk 1', 'finish'])
    expect(
      calls.map((call) => call.replace('…', '')).filter((call, i, all) => i % 2 === 1 && all[i - 1] !== call),
    ).toEqual([])
  })

  it('stops at the first failure and tells it once', async () => {
    const errors: unknown[] = []
    let chunks = 0
    const keeper = new RunKeeper(
      {
        startRun: async () => undefined,
        appendChunk: async () => {
          chunks++
          throw new Error('disk full')
        },
        finishRun: async () => Promise.reject(new Error('must not be asked')),
      },
      record,
      (error) => errors.push(error),
    )
    keeper.append(new Uint8Array())
    keeper.append(new Uint8Array())
    await keeper.finish(outcome)
    expect(chunks).toBe(1)
    expect(errors).toHaveLength(1)
  })
})
