import type { RunOutcome } from '@shared/engineApi'
import { LabError } from '@shared/failure'
import type { RunRecord } from '@shared/session'
import { describe, expect, it, vi } from 'vitest'
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
  const told = () => {
    const words: string[] = []
    return {
      words,
      events: {
        onTrouble: () => void words.push('trouble'),
        onKept: () => void words.push('kept'),
        onGivenUp: () => void words.push('given up'),
      },
    }
  }

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
      told().events,
    )
    keeper.append(new Uint8Array())
    keeper.append(new Uint8Array())
    await keeper.finish(outcome)
    expect(calls.filter((call) => !call.endsWith('…'))).toEqual(['start', 'chunk 0', 'chunk 1', 'finish'])
    expect(
      calls.map((call) => call.replace('…', '')).filter((call, i, all) => i % 2 === 1 && all[i - 1] !== call),
    ).toEqual([])
  })

  it('keeps in memory what a full disk does not take, tries again and says both', async () => {
    vi.useFakeTimers()
    const { words, events } = told()
    let isFull = true
    const kept: number[] = []
    const store = {
      startRun: async () => undefined,
      appendChunk: async (_id: string, index: number) => {
        if (isFull) throw new LabError({ code: 'storage', message: 'disk full' })
        kept.push(index)
      },
      finishRun: async () => undefined,
    }
    const keeper = new RunKeeper(store, record, events)
    keeper.append(new Uint8Array())
    keeper.append(new Uint8Array())
    const finished = keeper.finish(outcome)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(words).toEqual(['trouble'])
    isFull = false
    await vi.advanceTimersByTimeAsync(3000)
    await finished
    expect(kept).toEqual([0, 1])
    expect(words).toEqual(['trouble', 'kept'])
    vi.useRealTimers()
  })

  it('stops at a failure that will not pass and tells it once', async () => {
    const { words, events } = told()
    let chunks = 0
    const store = {
      startRun: async () => undefined,
      appendChunk: async () => {
        chunks++
        throw new LabError({ code: 'version', message: 'read-only' })
      },
      finishRun: async () => Promise.reject(new Error('must not be asked')),
    }
    const keeper = new RunKeeper(store, record, events)
    keeper.append(new Uint8Array())
    keeper.append(new Uint8Array())
    await keeper.finish(outcome)
    expect(chunks).toBe(1)
    expect(words).toEqual(['given up'])
  })
})
