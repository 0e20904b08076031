// Replay equals live: what the window reduces while a script runs is what it reduces from the kept file.
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { controlSlots } from '@shared/control'
import type { Mode, RunOutcome } from '@shared/engineApi'
import { lessonId, parseLesson, sessionSource } from '@shared/lesson'
import { applyBatch, createTraceState, type TraceState } from '@shared/traceState'
import { createEngineService } from '../worker/run/service'
import { readLabFile } from './read'
import { writeLabFile } from './write'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dzlab-replay-'))
})
afterAll(() => rm(folder, { recursive: true }))

interface LiveRun {
  readonly outcome: RunOutcome
  /** Reduced chunk by chunk as they came. */
  readonly state: TraceState
  readonly chunks: readonly Uint8Array[]
}

async function runLive(source: string, mode: Mode): Promise<LiveRun> {
  const chunks: Uint8Array[] = []
  let state = createTraceState()
  const control = new Int32Array(new SharedArrayBuffer(controlSlots * 4))
  const request = { runId: 'r', source, seed: 5, mode, cells: 'all' } as const
  const outcome = await createEngineService(control).run(request, {
    postMessage: (chunk) => {
      if (!(chunk instanceof Uint8Array)) return
      chunks.push(chunk)
      state = applyBatch(state, chunk)
    },
    close: () => undefined,
  })
  return { outcome, state, chunks }
}

/** Writes the run to a file and reduces what is read back. */
async function replay({ outcome, chunks }: LiveRun, source: string, mode: Mode): Promise<TraceState> {
  const path = join(folder, 'a.dzlab')
  const session = { id: 's', title: '', source, seed: 5, mode, createdAt: 0, updatedAt: 0, tags: [] }
  const record = {
    id: 'r',
    sessionId: 's',
    source,
    seed: 5,
    mode,
    engineVersion: '1',
    startedAt: 0,
    status: outcome.status,
    digest: outcome.digest,
    operations: outcome.operations,
    durationMs: outcome.durationMs,
    failure: outcome.failure ?? null,
    chunks: chunks.length,
  }
  await writeLabFile(path, [{ session, versions: [], runs: [{ record, chunks }] }])
  const [read] = await readLabFile(path)
  return read!.runs[0]!.chunks.reduce(applyBatch, createTraceState())
}

async function expectSame(source: string, name: string, mode: Mode = 'default'): Promise<LiveRun> {
  const live = await runLive(source, mode)
  const replayed = await replay(live, source, mode)
  for (const column of Object.keys(live.state) as (keyof TraceState)[]) {
    const [kept, told] = [replayed[column], live.state[column]]
    // Strict, and far faster than `toEqual`, which says what differs.
    if (!isDeepStrictEqual(kept, told)) expect.soft(kept, `${name}: ${column}`).toEqual(told)
    expect(isDeepStrictEqual(kept, told), `${name}: ${column} is the same`).toBe(true)
  }
  expect(Object.keys(replayed)).toEqual(Object.keys(live.state))
  expect(replayed.end, name).toMatchObject({ status: live.outcome.status, digest: live.outcome.digest })
  expect(replayed.length).toBeGreaterThan(0)
  return live
}

/** The longest lesson has 80,000 operations, which are run once and reduced twice. */
const longestLessonMs = 240_000
const lessonFolder = new URL('../../resources/lessons/', import.meta.url)

describe('replay equals live', () => {
  for (const file of readdirSync(lessonFolder).filter((name) => name.endsWith('.ts'))) {
    const lesson = parseLesson(readFileSync(new URL(file, lessonFolder), 'utf8'))
    it(`for ${lessonId(lesson)}`, { timeout: longestLessonMs }, async () => {
      await expectSame(sessionSource(lesson, 'en'), lessonId(lesson))
    })
  }

  it('for 100 generated scripts, in every mode', async () => {
    const ends = new Set<string>()
    await fc.assert(
      fc.asyncProperty(
        scripts,
        fc.constantFrom<Mode>('default', 'retain-grad', 'no-grad', 'create-graph'),
        async (source, mode) => {
          const { outcome, state } = await expectSame(source, source, mode)
          ends.add(`${outcome.status} ${state.passes.length > 0 ? 'with' : 'without'} backward`)
        },
      ),
      { numRuns: 100 },
    )
    // The scripts are of all kinds, or the test would say little.
    expect([...ends].sort()).toEqual(
      expect.arrayContaining(['done with backward', 'done without backward', 'failed without backward']),
    )
  })
})

/** Statements over the names v0, v1, …: operations, loops, gradients, notes and mistakes. */
const statement = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('add', 'mul', 'sub').chain(binary) },
  { weight: 4, arbitrary: fc.constantFrom('square', 'exp', 'tanh', 'neg').chain(unary) },
  { weight: 2, arbitrary: fc.nat(9).map((at) => `sum(pick(${at})).backward()`) },
  { weight: 1, arbitrary: fc.nat(9).map((at) => `pick(${at}).cleargrad()`) },
  { weight: 1, arbitrary: fc.nat(9).map((at) => `track('m${at % 2}', sum(pick(${at})))`) },
  { weight: 1, arbitrary: fc.nat(9).map((at) => `print(pick(${at}))`) },
  {
    weight: 1,
    arbitrary: fc.nat(5).map((count) => `for (let i = 0; i < ${count}; i++) kept.push(pick(i) * 0.5)`),
  },
  { weight: 1, arbitrary: fc.constant('kept.push(new Variable(np.random.rand(2, 3)))') },
  { weight: 1, arbitrary: fc.nat(9).map((at) => `pick(${at}).data = pick(${at}).data * 0.5`) },
  { weight: 1, arbitrary: fc.constantFrom('np.ones([2]) + np.ones([3])', 'test("t", () => { print(1) })') },
)
const scripts = fc
  .array(statement, { minLength: 1, maxLength: 25 })
  .map((lines) =>
    [
      'const kept = [new Variable(np.ones([2, 3]))]',
      'const pick = (at) => kept[at % kept.length]',
      ...lines,
    ].join('\n'),
  )

function binary(name: string): fc.Arbitrary<string> {
  return fc.tuple(fc.nat(9), fc.nat(9)).map(([a, b]) => `kept.push(${name}(pick(${a}), pick(${b})))`)
}

function unary(name: string): fc.Arbitrary<string> {
  return fc.nat(9).map((a) => `kept.push(${name}(pick(${a})))`)
}
