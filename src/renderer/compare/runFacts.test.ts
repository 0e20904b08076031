import type { RunRecord } from '@shared/session'
import { createTraceState } from '@shared/traceState'
import { expect, it } from 'vitest'
import { basesOf, beforeIt, factsOf, type LoadedRun } from './runFacts'

const run = (id: string, change: Partial<RunRecord> = {}): LoadedRun => ({
  record: {
    id,
    sessionId: 's',
    source: '',
    seed: 0,
    mode: 'default',
    engineVersion: '2',
    startedAt: 0,
    status: 'done',
    digest: '0123456789abcdef',
    operations: 12_345,
    durationMs: null,
    failure: null,
    chunks: 0,
    ...change,
  },
  trace: createTraceState(),
  label: id,
  color: 'series-1',
})
const words = { mode: (mode: string) => mode, status: (status: string) => status }

it('a run is compared with the one before it, or all with a chosen one', () => {
  const runs = [run('a'), run('b'), run('c')]
  expect(basesOf(runs, beforeIt)).toEqual([null, 0, 1])
  expect(basesOf(runs, 'b')).toEqual([1, null, 1])
  expect(basesOf(runs, 'one that was deleted')).toEqual([null, 0, 1])
})

it('a digest is shortened, and whole where all of it is asked for', () => {
  const digest = factsOf([run('a'), run('b', { digest: null })], words).find(
    ({ name }) => 'fact' in name && name.fact === 'digest',
  )
  expect(digest?.values).toEqual([
    { text: '0123456789ab', full: '0123456789abcdef' },
    { text: '–', full: '' },
  ])
})
