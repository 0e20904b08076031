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
  const delays: number[] = []
  const clock: FeedClock = {
    now: () => (time += costMs),
    later: (callback, delayMs) => {
      delays.push(delayMs)
      due.push(callback)
    },
  }
  return { clock, turn: () => due.shift()?.(), pending: () => due.length, delays }
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

  it('rests as long as the last state kept the window busy', () => {
    const { clock, turn, delays } = handClock(50)
    const feed = new ChunkFeed(
      createTraceState(),
      () => undefined,
      () => undefined,
      clock,
    )
    feed.push(chunk(0, 'a'))
    feed.push(chunk(1, 'b'))
    turn()
    turn()
    expect(delays.at(-1)).toBeGreaterThanOrEqual(100)
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
