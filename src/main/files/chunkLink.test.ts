// With real ports and real copies, as between two threads.
import { MessageChannel } from 'node:worker_threads'
import { expect, it } from 'vitest'
import { LabError } from '@shared/failure'
import type { RunRecord } from '@shared/session'
import { collect, type StreamedSession } from '../../labFile/content'
import { bareSessions, giveChunks, takenSessions } from './chunkLink'

const record = { id: 'r', chunks: 0 } as RunRecord
const session = { id: 's', title: 'title' } as StreamedSession['session']
const sessionOf = (...traces: StreamedSession['runs'][number]['chunks'][]): StreamedSession => ({
  session,
  versions: [],
  runs: traces.map((chunks) => ({ record, chunks })),
})

function linked(sessions: readonly StreamedSession[]) {
  const { port1, port2 } = new MessageChannel()
  giveChunks(port1, sessions)
  return { taken: takenSessions(port2, structuredClone(bareSessions(sessions))), port: port2 }
}

it('brings the chunks of every run over, in order, whatever their sizes', async () => {
  const sizes = [1, 0, 700_000, 600_000, 2_000_000, 5]
  const chunksOf = (fill: number): Uint8Array[] => sizes.map((size) => new Uint8Array(size).fill(fill))
  const { taken, port } = linked([sessionOf(chunksOf(1), []), sessionOf(chunksOf(2))])
  const got = await collect(taken[1]!.runs[0]!.chunks)
  expect(got.map(({ length }) => length)).toEqual(sizes)
  expect(got[2]!.every((byte) => byte === 2)).toBe(true)
  expect(await collect(taken[0]!.runs[1]!.chunks)).toEqual([])
  expect((await collect(taken[0]!.runs[0]!.chunks)).map(({ length }) => length)).toEqual(sizes)
  port.close()
})

it('asks for no more than is taken: a long trace is never there as a whole', async () => {
  let made = 0
  function* endless(): Generator<Uint8Array, void> {
    for (;;) {
      made++
      yield new Uint8Array(2 ** 19)
    }
  }
  const { taken, port } = linked([sessionOf(endless())])
  let seen = 0
  for await (const chunk of taken[0]!.runs[0]!.chunks) {
    expect(chunk.byteLength).toBe(2 ** 19)
    if (++seen === 6) break
  }
  expect(made).toBe(6)
  port.close()
})

it('tells what is wrong with a trace on the other side, and when that side has gone', async () => {
  function* failing(): Generator<Uint8Array, void> {
    yield new Uint8Array(5)
    throw new LabError({ code: 'storage', message: 'part 3 is damaged' })
  }
  const { taken, port } = linked([sessionOf(failing(), [Uint8Array.of(1)])])
  await expect(collect(taken[0]!.runs[0]!.chunks)).rejects.toThrow('part 3 is damaged')
  port.close()
  await expect(collect(taken[0]!.runs[1]!.chunks)).rejects.toThrow('its thread ended')
})
