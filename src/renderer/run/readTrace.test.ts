import { describe, expect, it } from 'vitest'
import { readTrace } from './readTrace'

const chunk = (number: number) => Uint8Array.of(number)

describe('reading a kept trace', () => {
  it('takes every chunk once and in order, however many an answer carries', async () => {
    for (const most of [1, 3, 100]) {
      const read: number[] = []
      const store = {
        readChunks: async (_id: string, first: number, count: number) =>
          Array.from({ length: Math.min(most, count) }, (_, i) => chunk(first + i)),
      }
      await readTrace(store, { id: 'r', chunks: 40 }, ([number]) => read.push(number!))
      expect(read).toEqual(Array.from({ length: 40 }, (_, i) => i))
    }
  })

  it('stops when nobody waits, and says when a part is missing', async () => {
    const read: number[] = []
    const store = { readChunks: async (_id: string, first: number) => (first < 2 ? [chunk(first)] : []) }
    await readTrace(
      store,
      { id: 'r', chunks: 9 },
      ([number]) => read.push(number!),
      () => read.length < 2,
    )
    expect(read).toEqual([0, 1])
    await expect(readTrace(store, { id: 'r', chunks: 9 }, () => undefined)).rejects.toThrow('part 3 of 9')
  })
})
