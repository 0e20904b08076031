import { TraceChunkWriter } from '@shared/trace'
import { createTraceState, type TraceState } from '@shared/traceState'
import { describe, expect, it } from 'vitest'
import { ChunkFeed, type FeedClock } from './chunkFeed'

function chunk(first: number, text: string): Uint8Array {
  const writer = new TraceChunkWriter(first)
  writer.write({ type: 'output', text, line: 1, column: 1 })
  return writer.finish()
}

/** A clock on which each look takes `costMs`, and whose callbacks run when told. */
function handClock(costMs: number) {
  const due: (() => void)[] = []
  let time = 0
  const clock: FeedClock = {
    now: () => (time += costMs),
    later: (callback, delayMs) => {
      time += delayMs
      due.push(callback)
    },
  }
  return { clock, turn: () => due.shift()?.(), pending: () => due.length, pass: (ms: number) => (time += ms) }
}

describe('chunk feed', () => {
  it('applies what arrives in order and resolves when all of it is in', async () => {
    const { clock, turn } = handClock(0)
    const states: TraceState[] = []
    const feed = new ChunkFeed(
      createTraceState(),
      (state) => states.push(state),
      () => undefined,
      clock,
    )
    feed.push(chunk(0, 'a'))
    feed.push(chunk(1, 'b'))
    const drained = feed.drained()
    turn()
    expect((await drained).outputs.map(({ text }) => text)).toEqual(['a', 'b'])
    expect(states).toHaveLength(1)
  })

  it('gives the thread back when a slice is used up', () => {
    const { clock, turn, pending } = handClock(20)
    let shown = 0
    const feed = new ChunkFeed(
      createTraceState(),
      (state) => (shown = state.length),
      () => undefined,
      clock,
    )
    for (let i = 0; i < 3; i++) feed.push(chunk(i, 'x'))
    turn()
    expect(shown).toBe(1)
    expect(pending()).toBe(1)
    while (pending() > 0) turn()
    expect(shown).toBe(3)
  })

  it('reads a large chunk in several turns and shows it when it is in', () => {
    const writer = new TraceChunkWriter(0)
    for (let i = 0; i < 5000; i++) writer.write({ type: 'output', text: 'x', line: 1, column: 1 })
    const { clock, turn, pending } = handClock(20)
    const states: TraceState[] = []
    const feed = new ChunkFeed(
      createTraceState(),
      (state) => states.push(state),
      () => undefined,
      clock,
    )
    feed.push(writer.finish())
    let turns = 0
    for (; states.length === 0; turns++) turn()
    expect(turns).toBe(5)
    while (pending() > 0) turn()
    expect(states.map(({ length }) => length)).toEqual([5000])
  })

  it('goes on reading while the last state keeps the window busy, and shows the next one that much later', () => {
    const { clock, turn, pending, pass } = handClock(10)
    const lengths: number[] = []
    const feed = new ChunkFeed(
      createTraceState(),
      (state) => {
        lengths.push(state.length)
        pass(100)
      },
      () => undefined,
      clock,
    )
    for (let i = 0; i < 20; i++) feed.push(chunk(i, 'x'))
    while (pending() > 0) turn()
    expect(lengths[0]).toBe(1)
    expect(lengths.at(-1)).toBe(20)
    for (let i = 1; i < lengths.length - 1; i++) expect(lengths[i]! - lengths[i - 1]!).toBeGreaterThan(4)
    expect(lengths.length).toBeGreaterThan(2)
  })

  it('tells of a broken chunk once, keeps what was good and lets nobody wait', async () => {
    const { clock, turn } = handClock(0)
    const errors: unknown[] = []
    const feed = new ChunkFeed(
      createTraceState(),
      () => undefined,
      (error) => errors.push(error),
      clock,
    )
    feed.push(chunk(0, 'a'))
    feed.push(chunk(5, 'gap'))
    feed.push(chunk(6, 'after'))
    const drained = feed.drained()
    turn()
    expect((await drained).length).toBe(1)
    expect(errors).toHaveLength(1)
  })
})
